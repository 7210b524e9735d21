#include "config/config.h"

#include <czmq.h>
#include <fcntl.h>
#include <sys/mman.h>

#include "base/str.h"

enum {
    FILE_MAX_BYTES = 1 << 20, /* some thousand times what one needs */
    COMPLAINT_BYTES = 256,
};

static const char *const sections[] = {"worker", "publisher", "client"};

enum { SECTION_COUNT = sizeof sections / sizeof *sections };

struct config {
    char *path;
    zconfig_t *root;
    struct config_entry *entries; /* section by section */
    size_t first[SECTION_COUNT];
    size_t count[SECTION_COUNT];
};

/* ---- the file -------------------------------------------------------------
 */

static enum status
read_file(const char *path, zchunk_t **out, struct error *err)
{
    FILE *file = fopen(path, "re");
    enum status st = STATUS_OK;

    if (!file)
        return error_set(err, STATUS_UNAVAILABLE, "cannot read %s: %s", path,
                         strerror(errno));
    *out = zchunk_read(file, FILE_MAX_BYTES);
    if (!*out || ferror(file))
        st = error_set(err, STATUS_UNAVAILABLE, "cannot read %s: %s", path,
                       strerror(errno));
    else if (zchunk_size(*out) == FILE_MAX_BYTES)
        st = error_set(err, STATUS_INVALID, "%s is larger than %d KiB", path,
                       FILE_MAX_BYTES >> 10);
    if (st != STATUS_OK)
        zchunk_destroy(out);
    fclose(file);
    return st;
}

/* What CZMQ prints of a line, "... (LINE) reason\n", as "LINE: reason". */
static void
read_complaint(int fd, char out[COMPLAINT_BYTES])
{
    char text[COMPLAINT_BYTES];
    ssize_t got = pread(fd, text, sizeof text - 1, 0);
    struct str rest = {text, got > 0 ? (size_t)got : 0};
    struct str line;

    str_cut(&rest, STR("(zconfig): ("));
    line = str_cut(&rest, STR(") "));
    rest = str_cut(&rest, STR("\n"));
    snprintf(out, COMPLAINT_BYTES, "%.*s: %.*s", (int)line.len, line.ptr,
             (int)rest.len, rest.ptr);
}

/* CZMQ prints on standard output what it has against a file, and where; it is
 * caught there. Daemons print nothing on it once they run. */
static zconfig_t *
parse(zchunk_t *text, char complaint[COMPLAINT_BYTES])
{
    int caught = memfd_create("complaint", MFD_CLOEXEC);
    int kept = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 0);
    zconfig_t *root;

    fflush(stdout);
    if (caught >= 0 && kept >= 0)
        dup2(caught, STDOUT_FILENO);
    root = zconfig_chunk_load(text);
    fflush(stdout);
    if (caught >= 0 && kept >= 0)
        dup2(kept, STDOUT_FILENO);
    read_complaint(caught, complaint);
    if (kept >= 0)
        close(kept);
    if (caught >= 0)
        close(caught);
    return root;
}

/* ---- its entries ----------------------------------------------------------
 */

/* The lines that make an entry: all that are not blank and no comment. */
struct lines {
    struct str rest;
    size_t line;
};

static size_t
next_line(struct lines *lines)
{
    while (lines->rest.len) {
        struct str line = str_cut(&lines->rest, STR("\n"));
        size_t blank = 0;
        lines->line++;
        while (blank < line.len && isspace((unsigned char)line.ptr[blank]))
            blank++;
        if (blank < line.len && line.ptr[blank] != '#')
            break;
    }
    return lines->line;
}

static size_t
section_of(const char *name)
{
    size_t at = 0;

    while (at < SECTION_COUNT && strcmp(sections[at], name) != 0)
        at++;
    return at;
}

static enum status
refuse_line(const struct config *c, size_t line, const char *name,
            const char *why, struct error *err)
{
    return error_set(err, STATUS_INVALID, "%s:%zu: %s: %s", c->path, line, name,
                     why);
}

static enum status
read_entries(struct config *c, zconfig_t *section, struct lines *lines,
             size_t *used, struct error *err)
{
    size_t at = section_of(zconfig_name(section));
    size_t line = next_line(lines);

    if (at == SECTION_COUNT)
        return refuse_line(c, line, zconfig_name(section),
                           "it has the sections worker, publisher and client",
                           err);
    if (*zconfig_value(section) || c->count[at])
        return refuse_line(c, line, zconfig_name(section),
                           "a section has no value, and stands once", err);
    c->first[at] = *used;
    for (zconfig_t *z = zconfig_child(section); z; z = zconfig_next(z)) {
        line = next_line(lines);
        if (zconfig_child(z))
            return refuse_line(c, next_line(lines), zconfig_name(z),
                               "nothing stands below an option", err);
        c->entries[(*used)++] = (struct config_entry){
            zconfig_name(z), zconfig_value(z) ? zconfig_value(z) : "", line};
    }
    c->count[at] = *used - c->first[at];
    return STATUS_OK;
}

static enum status
read_sections(struct config *c, struct str text, struct error *err)
{
    struct lines lines = {text, 0};
    size_t used = 0;
    enum status st = STATUS_OK;

    /* An entry takes three bytes at least: a key, a blank, the line's end. */
    c->entries = calloc(text.len / 2 + 1, sizeof *c->entries);
    if (!c->entries)
        return error_set(err, STATUS_UNAVAILABLE, "out of memory");
    for (zconfig_t *z = zconfig_child(c->root); st == STATUS_OK && z;
         z = zconfig_next(z))
        st = read_entries(c, z, &lines, &used, err);
    return st;
}

enum status
config_open(const char *path, struct config **out, struct error *err)
{
    struct config *c = calloc(1, sizeof *c);
    char complaint[COMPLAINT_BYTES];
    zchunk_t *text = NULL;
    enum status st = STATUS_OK;

    if (!c)
        return error_set(err, STATUS_UNAVAILABLE, "out of memory");
    c->path = strdup(path);
    if (!c->path)
        st = error_set(err, STATUS_UNAVAILABLE, "out of memory");
    if (st == STATUS_OK)
        st = read_file(path, &text, err);
    if (st == STATUS_OK && !(c->root = parse(text, complaint)))
        st = error_set(err, STATUS_INVALID, "%s:%s", path, complaint);
    if (st == STATUS_OK)
        st = read_sections(
            c, (struct str){(char *)zchunk_data(text), zchunk_size(text)}, err);
    zchunk_destroy(&text);
    if (st == STATUS_OK)
        *out = c;
    else
        config_close(c);
    return st;
}

void
config_close(struct config *config)
{
    if (!config)
        return;
    zconfig_destroy(&config->root);
    free(config->entries);
    free(config->path);
    free(config);
}

const struct config_entry *
config_section(const struct config *config, const char *name, size_t *count)
{
    size_t at = section_of(name);

    *count = config && at < SECTION_COUNT ? config->count[at] : 0;
    return *count ? config->entries + config->first[at] : NULL;
}

enum status
config_refuse(const struct config *config, const struct config_entry *entry,
              const char *why, struct error *err)
{
    return refuse_line(config, entry->line, entry->key, why, err);
}
