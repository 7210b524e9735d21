#include "publisher/http/token.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <sodium.h>

enum { TOKEN_BYTES = TOKEN_DIGITS / 2 };

static enum status
failed(const char *path, const char *what, struct error *err)
{
    return error_set(err, STATUS_UNAVAILABLE, "%s: %s: %s", path, what,
                     strerror(errno));
}

/* The file's line, or a new one where the file is empty. */
static enum status
read_or_write(int fd, const char *path, struct token *out, struct error *err)
{
    unsigned char bytes[TOKEN_BYTES];
    char line[TOKEN_DIGITS + 1] = "";
    ssize_t got = read(fd, line, sizeof line);

    if (got < 0)
        return failed(path, "cannot be read", err);
    if (got > 0) {
        if (got < TOKEN_DIGITS ||
            sodium_hex2bin(bytes, sizeof bytes, line, TOKEN_DIGITS, NULL, NULL,
                           NULL) != 0)
            return error_set(err, STATUS_UNAVAILABLE,
                             "%s holds no token: remove it, for a new one",
                             path);
        memcpy(out->digits, line, TOKEN_DIGITS);
        out->digits[TOKEN_DIGITS] = '\0';
        return STATUS_OK;
    }
    randombytes_buf(bytes, sizeof bytes);
    sodium_bin2hex(line, sizeof line, bytes, sizeof bytes);
    if (dprintf(fd, "%s\n", line) != TOKEN_DIGITS + 1)
        return failed(path, "cannot be written", err);
    memcpy(out->digits, line, sizeof out->digits);
    return STATUS_OK;
}

enum status
token_open(const char *path, struct token *out, struct error *err)
{
    struct stat file;
    enum status st;
    int fd;

    if (sodium_init() < 0)
        return error_set(err, STATUS_UNAVAILABLE, "libsodium does not start");
    fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (fd < 0)
        return failed(path, "cannot be opened", err);
    if (fstat(fd, &file) != 0)
        st = failed(path, "cannot be looked at", err);
    else if (file.st_uid != geteuid() || (file.st_mode & 077) != 0)
        st = error_set(err, STATUS_UNAVAILABLE,
                       "%s can be read by others: remove it", path);
    else
        st = read_or_write(fd, path, out, err);
    close(fd);
    return st;
}

bool
token_matches(const struct token *token, struct str text)
{
    return text.len == TOKEN_DIGITS &&
           sodium_memcmp(token->digits, text.ptr, TOKEN_DIGITS) == 0;
}
