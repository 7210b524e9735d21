/*
 * config - the configuration file: options of the programs, in ZPL.
 *
 *     worker
 *         dir = /var/lib/baogao
 *         tag-cap = "court=2"
 *     publisher
 *         http = 127.0.0.1:8470
 *
 * A section a program, in it the options of its command line by their names.
 * The format is that of ZeroMQ's property language, which indents by four
 * spaces: https://rfc.zeromq.org/spec/4/
 */
#ifndef CONFIG_CONFIG_H
#define CONFIG_CONFIG_H

#include <stddef.h>

#include "base/error.h"

struct config;

/* "key = value" in some line; an option without a value has an empty one. */
struct config_entry {
    const char *key;
    const char *value;
    size_t line; /* from 1 */
};

/*
 * Read `path`. STATUS_UNAVAILABLE: it cannot be read. STATUS_INVALID: it is
 * no such file, with the line where that shows, or has a section that belongs
 * to no program, or a part below an option.
 */
enum status config_open(const char *path, struct config **out,
                        struct error *err) __attribute__((warn_unused_result));
/* Entries and their strings are gone with it; NULL is none. */
void config_close(struct config *config);

/* The entries of a section in the order of the file, which may be NULL;
 * `*count` may be 0. */
const struct config_entry *config_section(const struct config *config,
                                          const char *name, size_t *count);

/* "PATH:LINE: KEY: why", as STATUS_INVALID. */
enum status config_refuse(const struct config *config,
                          const struct config_entry *entry, const char *why,
                          struct error *err);

#endif
