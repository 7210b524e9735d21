/*
 * fuzz_config - whatever an operator's file may hold.
 *
 * A file that is refused is named with its line; of one that is taken, each
 * entry has a key and a line that the file has, and those of a section follow
 * each other.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "config/config.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static size_t
count_lines(const uint8_t *bytes, size_t size)
{
    size_t lines = 1;

    for (size_t at = 0; at < size; at++)
        lines += bytes[at] == '\n';
    return lines;
}

static void
check_section(const struct config *config, const char *name, size_t lines)
{
    size_t count, last = 0;
    const struct config_entry *entries = config_section(config, name, &count);

    for (size_t i = 0; i < count; i++) {
        if (!*entries[i].key || entries[i].line > lines ||
            entries[i].line < last)
            abort();
        last = entries[i].line;
    }
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    int file = memfd_create("fuzz_config", MFD_CLOEXEC);
    struct config *config = NULL;
    struct error err = {0};
    char path[32];

    if (file < 0 || write(file, bytes, size) != (ssize_t)size)
        abort();
    snprintf(path, sizeof path, "/proc/self/fd/%d", file);
    if (config_open(path, &config, &err) == STATUS_OK) {
        check_section(config, "worker", count_lines(bytes, size));
        check_section(config, "publisher", count_lines(bytes, size));
        check_section(config, "client", count_lines(bytes, size));
    } else if (!strstr(err.text, path)) {
        abort();
    }
    config_close(config);
    close(file);
    return 0;
}
