/*
 * fuzz_certificate - whatever stands in DIR/keys, and in a key's file.
 *
 * The first byte chooses: a list of roles, or a file. What is read of a file
 * stands in it, a public reading holds nothing secret, and one that is refused
 * is named. Roles that are taken print as what reads the same.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "wire/certificate.h"
#include "wire/roles.h"

enum { ROLES_ALL = ROLE_ADMIN * 2 - 1 };

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static void
require(bool holds)
{
    if (!holds)
        abort();
}

static void
read_roles(struct str text)
{
    unsigned roles = 0, again = 0;
    struct error err;

    if (roles_parse(text, &roles, &err) != STATUS_OK)
        return;
    require(roles != 0 && roles <= ROLES_ALL);
    require(roles_parse(str_from(roles_format(roles).text), &again, &err) ==
                STATUS_OK &&
            again == roles);
}

static bool
stands_in(struct str file, const char *text)
{
    return memmem(file.ptr, file.len, text, strlen(text)) != NULL;
}

static void
read_file(struct str text, const char *path)
{
    struct certificate shown = {0}, whole = {0};
    struct error err = {0};
    enum status st = certificate_read(path, &shown, &err);

    if (st == STATUS_OK) {
        require(strlen(shown.public_key) == KEY_CHARS && !*shown.secret_key);
        require(stands_in(text, shown.public_key));
        require(stands_in(text, shown.roles));
        read_roles(str_from(shown.roles));
    } else {
        require(st == STATUS_INVALID && strstr(err.text, path));
    }
    if (certificate_read_secret(path, &whole, &err) == STATUS_OK)
        require(st == STATUS_OK && strlen(whole.secret_key) == KEY_CHARS &&
                strcmp(whole.public_key, shown.public_key) == 0);
    else
        require(strstr(err.text, path) != NULL);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    struct str text = {(const char *)bytes, size};
    char path[32];
    int file;

    if (size == 0)
        return 0;
    text = str_slice(text, 1, size);
    if (bytes[0] == 'r') {
        read_roles(text);
        return 0;
    }
    file = memfd_create("fuzz_certificate", MFD_CLOEXEC);
    require(file >= 0 && fchmod(file, 0600) == 0 &&
            write(file, text.ptr, text.len) == (ssize_t)text.len);
    snprintf(path, sizeof path, "/proc/self/fd/%d", file);
    read_file(text, path);
    close(file);
    return 0;
}
