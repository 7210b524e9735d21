#include "wire/keyring.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "wire/keys.h"

struct keyring_path
keyring_join(const char *folder, const char *name, const char *suffix)
{
    struct keyring_path path;

    if (snprintf(path.text, sizeof path.text, "%s/%s%s", folder, name,
                 suffix) >= KEYRING_PATH_BYTES)
        path.text[0] = '\0';
    return path;
}

struct keyring_path
keyring_server_path(const char *directory)
{
    return keyring_join(directory, "keys/server.cert", "");
}

struct keyring_path
keyring_server_secret_path(const char *directory)
{
    return keyring_join(directory, "keys/server.cert", "_secret");
}

struct keyring_path
keyring_clients_path(const char *directory)
{
    return keyring_join(directory, "keys/clients", "");
}

static struct keyring_path
client_path(const char *directory, const char *name)
{
    return keyring_join(keyring_clients_path(directory).text, name,
                        KEYRING_SUFFIX.ptr);
}

static bool
belongs_into_name(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '_';
}

enum status
keyring_check_name(struct str name, struct error *err)
{
    bool is_good =
        name.len > 0 && name.len <= KEY_NAME_MAX_BYTES && *name.ptr != '.';

    for (size_t i = 0; is_good && i < name.len; i++)
        is_good = belongs_into_name(name.ptr[i]);
    if (is_good)
        return STATUS_OK;
    return error_set(err, STATUS_INVALID,
                     "\"%.*s\" is no name for a key: it takes 1 to %d "
                     "letters, digits and . - _",
                     (int)(name.len < 80 ? name.len : 80), name.ptr,
                     KEY_NAME_MAX_BYTES);
}

static enum status
make_folder(const char *path, struct error *err)
{
    if (mkdir(path, 0700) == 0 || errno == EEXIST)
        return STATUS_OK;
    return error_set(err, STATUS_UNAVAILABLE, "cannot make %s: %s", path,
                     strerror(errno));
}

static bool
is_there(const char *path)
{
    struct stat file;

    return lstat(path, &file) == 0;
}

/*
 * The secret first: daemons take the public one for the sign that there are
 * keys. A secret alone is of an attempt that failed, and in nobody's hands.
 */
static enum status
make_server(const char *directory, struct error *err)
{
    struct keyring_path secret = keyring_server_secret_path(directory);
    struct keyring_path public = keyring_server_path(directory);
    struct certificate c;
    enum status st = certificate_make(&c, err);

    unlink(secret.text);
    if (st == STATUS_OK)
        st = certificate_write_secret(&c, secret.text, err);
    if (st == STATUS_OK)
        st = certificate_write(&c, public.text, err);
    explicit_bzero(&c, sizeof c);
    return st;
}

enum status
keyring_init(const char *directory, bool *is_new, struct error *err)
{
    struct keyring_path keys = keyring_join(directory, "keys", "");
    enum status st = make_folder(directory, err);

    if (st == STATUS_OK)
        st = make_folder(keys.text, err);
    if (st == STATUS_OK)
        st = make_folder(keyring_clients_path(directory).text, err);
    if (st != STATUS_OK)
        return st;
    *is_new = !is_there(keyring_server_path(directory).text);
    return *is_new ? make_server(directory, err) : STATUS_OK;
}

static enum status
check_free(const char *directory, const char *name, struct error *err)
{
    enum status st = keyring_check_name(str_from(name), err);

    if (st != STATUS_OK)
        return st;
    if (!keys_exist(directory))
        return error_set(err, STATUS_UNAVAILABLE,
                         "%s has no keys yet: baogao keys init makes them",
                         directory);
    if (is_there(client_path(directory, name).text))
        return error_set(err, STATUS_INVALID,
                         "there is a key called %s: revoke it first", name);
    return STATUS_OK;
}

enum status
keyring_add(const char *directory, const char *name, unsigned roles,
            const char *secret_path, struct error *err)
{
    struct certificate c;
    enum status st = check_free(directory, name, err);

    if (st == STATUS_OK)
        st = certificate_make(&c, err);
    if (st != STATUS_OK)
        return st;
    strcpy(c.roles, roles_format(roles).text);
    st = certificate_write_secret(&c, secret_path, err);
    if (st == STATUS_OK) {
        st = certificate_write(&c, client_path(directory, name).text, err);
        if (st != STATUS_OK)
            unlink(secret_path); /* it would open nothing */
    }
    explicit_bzero(&c, sizeof c);
    return st == STATUS_NOT_FOUND ? STATUS_UNAVAILABLE : st;
}

enum status
keyring_revoke(const char *directory, const char *name, struct error *err)
{
    enum status st = keyring_check_name(str_from(name), err);

    if (st != STATUS_OK)
        return st;
    if (unlink(client_path(directory, name).text) == 0)
        return STATUS_OK;
    if (errno == ENOENT)
        return error_set(err, STATUS_NOT_FOUND, "there is no key called %s",
                         name);
    return error_set(err, STATUS_UNAVAILABLE, "cannot revoke %s: %s", name,
                     strerror(errno));
}
