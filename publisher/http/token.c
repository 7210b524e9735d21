#include "publisher/http/token.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <sodium.h>

enum { TOKEN_BYTES = TOKEN_DIGITS / 2, PATH_BYTES = 4096 };

static enum status
failed(const char *path, const char *what, struct error *err)
{
    return error_set(err, STATUS_UNAVAILABLE, "%s: %s: %s", path, what,
                     strerror(errno));
}

/* ---- reading ----------------------------------------------------------- */

/* STATUS_NOT_FOUND, err untouched: the file is empty. */
static enum status
read_line(int fd, const char *path, struct token *out, struct error *err)
{
    unsigned char bytes[TOKEN_BYTES];
    char line[TOKEN_DIGITS + 1] = "";
    struct stat file;
    ssize_t got;

    if (fstat(fd, &file) != 0)
        return failed(path, "cannot be looked at", err);
    if (file.st_uid != geteuid() || (file.st_mode & 077) != 0)
        return error_set(err, STATUS_UNAVAILABLE,
                         "%s can be read by others: remove it", path);
    got = read(fd, line, sizeof line);
    if (got < 0)
        return failed(path, "cannot be read", err);
    if (got == 0)
        return STATUS_NOT_FOUND;
    if (got < TOKEN_DIGITS ||
        sodium_hex2bin(bytes, sizeof bytes, line, TOKEN_DIGITS, NULL, NULL,
                       NULL) != 0)
        return error_set(err, STATUS_UNAVAILABLE,
                         "%s holds no token: remove it, for a new one", path);
    memcpy(out->digits, line, TOKEN_DIGITS);
    out->digits[TOKEN_DIGITS] = '\0';
    return STATUS_OK;
}

/* STATUS_NOT_FOUND, err untouched: there is none, or an empty one. */
static enum status
read_file(const char *path, struct token *out, struct error *err)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    enum status st;

    if (fd < 0)
        return errno == ENOENT ? STATUS_NOT_FOUND
                               : failed(path, "cannot be opened", err);
    st = read_line(fd, path, out, err);
    close(fd);
    return st;
}

/* ---- making ------------------------------------------------------------ */

static bool
write_line(int fd, const struct token *token)
{
    return fchmod(fd, 0600) == 0 &&
           dprintf(fd, "%s\n", token->digits) == TOKEN_DIGITS + 1 &&
           fsync(fd) == 0;
}

/* Whoever reads meanwhile finds no file, or the whole of it. */
static enum status
make_file(const char *path, struct token *out, struct error *err)
{
    unsigned char bytes[TOKEN_BYTES];
    struct token made;
    char fresh[PATH_BYTES];
    enum status st = STATUS_OK;
    int fd;

    if (snprintf(fresh, sizeof fresh, "%s.new", path) >= PATH_BYTES)
        return error_set(err, STATUS_UNAVAILABLE, "too long a path: %s", path);
    randombytes_buf(bytes, sizeof bytes);
    sodium_bin2hex(made.digits, sizeof made.digits, bytes, sizeof bytes);
    unlink(fresh); /* of an attempt that was cut short */
    fd = open(fresh, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0)
        return failed(fresh, "cannot be made", err);
    if (!write_line(fd, &made) || rename(fresh, path) != 0) {
        st = failed(path, "cannot be written", err);
        unlink(fresh);
    }
    close(fd);
    if (st == STATUS_OK)
        *out = made;
    return st;
}

enum status
token_open(const char *path, struct token *out, struct error *err)
{
    enum status st;

    if (sodium_init() < 0)
        return error_set(err, STATUS_UNAVAILABLE, "libsodium does not start");
    st = read_file(path, out, err);
    return st == STATUS_NOT_FOUND ? make_file(path, out, err) : st;
}

bool
token_matches(const struct token *token, struct str text)
{
    return text.len == TOKEN_DIGITS &&
           sodium_memcmp(token->digits, text.ptr, TOKEN_DIGITS) == 0;
}
