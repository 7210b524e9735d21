#include "wire/certificate.h"

#include <czmq.h>
#include <fcntl.h>
#include <sys/stat.h>

#include "base/str.h"

enum {
    FILE_MAX_BYTES = 16 << 10, /* of which a certificate needs 400 */
    PATH_BYTES = 4096,
    KEY_BYTES = 32,
};

/* What CZMQ would do at its first use: catch our signals. */
static void
keep_signals(void)
{
    zsys_handler_set(NULL);
}

enum status
certificate_make(struct certificate *out, struct error *err)
{
    struct certificate made = {0};

    if (zmq_curve_keypair(made.public_key, made.secret_key) != 0)
        return error_set(err, STATUS_UNAVAILABLE, "cannot make keys: %s",
                         zmq_strerror(errno));
    *out = made;
    return STATUS_OK;
}

/* ---- reading ----------------------------------------------------------- */

static enum status
cannot(const char *what, const char *path, struct error *err)
{
    return error_set(err,
                     errno == ENOENT ? STATUS_NOT_FOUND : STATUS_UNAVAILABLE,
                     "cannot %s %s: %s", what, path, strerror(errno));
}

static enum status
read_fd(int fd, const char *path, char text[FILE_MAX_BYTES + 1],
        struct stat *file, struct error *err)
{
    size_t used = 0;
    ssize_t got = 1;

    if (fstat(fd, file) != 0)
        return cannot("look at", path, err);
    if (!S_ISREG(file->st_mode) || file->st_size > FILE_MAX_BYTES)
        return error_set(err, STATUS_INVALID, "%s is no certificate", path);
    while (got > 0 && used < FILE_MAX_BYTES) {
        got = read(fd, text + used, FILE_MAX_BYTES - used);
        used += got > 0 ? (size_t)got : 0;
    }
    if (got < 0)
        return cannot("read", path, err);
    text[used] = '\0';
    return STATUS_OK;
}

static enum status
read_text(const char *path, char text[FILE_MAX_BYTES + 1], struct stat *file,
          struct error *err)
{
    /* Non-blocking: it might be a pipe that nobody writes to. */
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    enum status st;

    if (fd < 0)
        return cannot("read", path, err);
    st = read_fd(fd, path, text, file, err);
    close(fd);
    return st;
}

static size_t
span(struct str s, const char *of)
{
    size_t count = 0;

    while (count < s.len && s.ptr[count] && strchr(of, s.ptr[count]))
        count++;
    return count;
}

/* `    name = "value"`, or without a value, or quotes; or a comment. */
static bool
is_well_formed_line(struct str line, size_t *depth)
{
    size_t indent = span(line, " ");

    line = str_slice(line, indent, line.len);
    if (line.len == 0 || *line.ptr == '#')
        return true;
    if (indent % 4 != 0 || indent / 4 > *depth)
        return false;
    *depth = indent / 4 + 1;
    line = str_slice(line,
                     span(line, "abcdefghijklmnopqrstuvwxyz"
                                "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_"),
                     line.len);
    if (line.len == 0 || !str_starts(line, STR(" = ")))
        return line.len == 0;
    line = str_slice(line, 3, line.len);
    if (line.len < 2 || *line.ptr != '"')
        return !str_contains(line, STR("\""));
    return str_find(str_slice(line, 1, line.len), STR("\"")) == line.len - 2;
}

/* CZMQ prints what it cannot parse, which may be a piece of a secret. */
static bool
is_well_formed(const char *text)
{
    struct str rest = str_from(text);
    size_t depth = 0;

    while (rest.len > 0)
        if (!is_well_formed_line(str_cut(&rest, STR("\n")), &depth))
            return false;
    return true;
}

/* A copy of a value that fits; false: there is none, or it does not. */
static bool
copy_value(zconfig_t *root, const char *name, char *to, size_t bytes)
{
    const char *value = zconfig_get(root, name, NULL);

    if (!value || strlen(value) >= bytes)
        return false;
    strcpy(to, value);
    return true;
}

static bool
copy_key(zconfig_t *root, const char *name, char to[KEY_CHARS + 1])
{
    uint8_t bytes[KEY_BYTES];

    return copy_value(root, name, to, KEY_CHARS + 1) &&
           strlen(to) == KEY_CHARS && zmq_z85_decode(bytes, to);
}

/* Not by zcert_load(), which takes what it reads for a format string. */
static enum status
parse(const char *text, const char *path, struct certificate *out,
      struct error *err)
{
    struct certificate c = {0};
    zconfig_t *root = is_well_formed(text) ? zconfig_str_load(text) : NULL;
    bool is_good = root && copy_key(root, "curve/public-key", c.public_key);

    if (is_good && zconfig_get(root, "curve/secret-key", NULL))
        is_good = copy_key(root, "curve/secret-key", c.secret_key);
    if (is_good && zconfig_get(root, "metadata/roles", NULL))
        is_good = copy_value(root, "metadata/roles", c.roles, sizeof c.roles);
    zconfig_destroy(&root);
    if (!is_good)
        return error_set(err, STATUS_INVALID, "%s is no certificate", path);
    *out = c;
    return STATUS_OK;
}

static enum status
read_certificate(const char *path, struct certificate *out, struct stat *file,
                 struct error *err)
{
    char text[FILE_MAX_BYTES + 1];
    enum status st = read_text(path, text, file, err);

    keep_signals();
    if (st == STATUS_OK)
        st = parse(text, path, out, err);
    explicit_bzero(text, sizeof text);
    return st;
}

enum status
certificate_read(const char *path, struct certificate *out, struct error *err)
{
    struct stat file;
    enum status st = read_certificate(path, out, &file, err);

    if (st == STATUS_OK)
        explicit_bzero(out->secret_key, sizeof out->secret_key);
    return st;
}

enum status
certificate_read_secret(const char *path, struct certificate *out,
                        struct error *err)
{
    char derived[KEY_CHARS + 1];
    struct certificate c;
    struct stat file;
    enum status st = read_certificate(path, &c, &file, err);

    if (st != STATUS_OK)
        return st;
    /* A group may read it: so are secrets handed to containers. */
    if (file.st_mode & (S_IWGRP | S_IXGRP | S_IRWXO))
        return error_set(err, STATUS_INVALID,
                         "%s is open to other users: chmod 600 it", path);
    if (!*c.secret_key)
        return error_set(err, STATUS_INVALID,
                         "%s is a public certificate, not a secret one", path);
    if (zmq_curve_public(derived, c.secret_key) != 0 ||
        strcmp(derived, c.public_key) != 0)
        return error_set(err, STATUS_INVALID,
                         "%s is damaged: its keys are no pair", path);
    *out = c;
    return STATUS_OK;
}

enum status
credentials_read(const char *key_path, const char *server_key_path,
                 struct credentials *out, struct error *err)
{
    struct credentials c;
    enum status st = certificate_read_secret(key_path, &c.own, err);

    if (st == STATUS_OK)
        st = certificate_read(server_key_path, &c.server, err);
    if (st == STATUS_OK)
        *out = c;
    return st == STATUS_NOT_FOUND ? STATUS_UNAVAILABLE : st;
}

/* ---- writing ----------------------------------------------------------- */

static zcert_t *
as_zcert(const struct certificate *c)
{
    uint8_t public_key[KEY_BYTES], secret_key[KEY_BYTES];
    zcert_t *z;

    keep_signals();
    zmq_z85_decode(public_key, c->public_key);
    zmq_z85_decode(secret_key, c->secret_key);
    z = zcert_new_from(public_key, secret_key);
    explicit_bzero(secret_key, sizeof secret_key);
    if (z && *c->roles)
        zcert_set_meta(z, "roles", "%s", c->roles);
    return z;
}

enum status
certificate_write(const struct certificate *c, const char *path,
                  struct error *err)
{
    char fresh[PATH_BYTES];
    zcert_t *z;
    bool is_written;

    if (snprintf(fresh, sizeof fresh, "%s.new", path) >= PATH_BYTES)
        return error_set(err, STATUS_INVALID, "too long a path: %s", path);
    z = as_zcert(c);
    /* Nothing secret: the daemon may run as another user than this one. */
    is_written = z && zcert_save_public(z, fresh) == 0 &&
                 chmod(fresh, 0644) == 0 && rename(fresh, path) == 0;
    zcert_destroy(&z);
    return is_written ? STATUS_OK : cannot("write", path, err);
}

enum status
certificate_write_secret(const struct certificate *c, const char *path,
                         struct error *err)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    zcert_t *z;
    bool is_written;

    if (fd < 0 && errno == EEXIST)
        return error_set(err, STATUS_INVALID, "%s is there already", path);
    if (fd < 0)
        return cannot("write", path, err);
    z = as_zcert(c);
    is_written = fchmod(fd, 0600) == 0 && z && zcert_save_secret(z, path) == 0;
    close(fd);
    zcert_destroy(&z);
    if (is_written)
        return STATUS_OK;
    unlink(path);
    return cannot("write", path, err);
}
