#include "config/settings.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"

#define CONFIG_VARIABLE "BAOGAO_CONFIG"

static const struct {
    const char *option, *variable;
} variables[] = {
    {"config", CONFIG_VARIABLE},
    {"dir", "BAOGAO_DIR"},
    {"key", "BAOGAO_KEY"},
    {"server-key", "BAOGAO_SERVER_KEY"},
};

enum { VARIABLE_COUNT = sizeof variables / sizeof *variables };

/* One option on the command line. */
struct given {
    const struct option *option;
    const char *value;
};

struct settings_reading {
    const struct settings *settings;
    void *target;
    struct given *given;
    size_t given_count;
    const char *path;      /* of the file; NULL: none */
    struct config *file;   /* as it was at the start */
    struct config *latest; /* read since, which live options borrow */
    bool is_check;
    bool is_again;
};

enum status
settings_number(const char *text, uint64_t min, uint64_t max, uint64_t *out,
                struct error *err)
{
    if (str_to_u64(str_from(text), out) && *out >= min && *out <= max)
        return STATUS_OK;
    return error_set(err, STATUS_INVALID,
                     "\"%s\" is not a number from %llu to %llu", text,
                     (unsigned long long)min, (unsigned long long)max);
}

const char *
settings_variable(const char *option)
{
    for (size_t i = 0; i < VARIABLE_COUNT; i++)
        if (strcmp(variables[i].option, option) == 0) {
            const char *value = getenv(variables[i].variable);
            return value && *value ? value : NULL;
        }
    return NULL;
}

static enum settings_verdict
wrong(const struct settings_reading *r, const char *about, const char *why)
{
    fprintf(stderr, "%s: %s%s%s; see %s --help\n", r->settings->program, about,
            *why ? ": " : "", why, r->settings->program);
    return SETTINGS_WRONG;
}

/* ---- the command line ------------------------------------------------------
 */

static enum settings_verdict
read_line(struct settings_reading *r, int argc, char **argv)
{
    const struct settings *s = r->settings;
    int id, index = 0;

    opterr = 0;
    optind = 0; /* makes glibc begin anew */
    while ((id = getopt_long(argc, argv, ":", s->options, &index)) != -1) {
        if (id == '?' || id == ':')
            return wrong(r, id == ':' ? "no value for" : "unknown option",
                         argv[optind - 1]);
        if (id == SETTING_HELP)
            fputs(s->help, stdout);
        if (id == SETTING_VERSION)
            printf("%s %s\n", s->program, BAOGAO_VERSION);
        if (id == SETTING_HELP || id == SETTING_VERSION)
            return SETTINGS_DONE;
        r->is_check |= id == SETTING_CHECK_CONFIG;
        r->given[r->given_count++] = (struct given){&s->options[index], optarg};
    }
    return optind < argc ? wrong(r, "unexpected argument", argv[optind])
                         : SETTINGS_RUN;
}

/* The last time it is given; NULL: it is not. */
static const struct given *
find_given(const struct settings_reading *r, const struct option *option)
{
    for (size_t i = r->given_count; i-- > 0;)
        if (r->given[i].option->val == option->val)
            return &r->given[i];
    return NULL;
}

static const struct option *
find_option(const struct settings *s, const char *name)
{
    for (const struct option *o = s->options; o->name; o++)
        if (strcmp(o->name, name) == 0)
            return o;
    return NULL;
}

/* ---- the file -------------------------------------------------------------
 */

/* --config '' is no file, though the environment names one. */
static void
find_file(struct settings_reading *r)
{
    const struct given *given =
        find_given(r, find_option(r->settings, "config"));
    const char *path = given ? given->value : settings_variable("config");

    r->path = path && *path ? path : NULL;
}

/* What is told elsewhere goes before the file. */
static bool
is_told_elsewhere(const struct settings_reading *r, const struct option *o)
{
    return find_given(r, o) || settings_variable(o->name);
}

static enum status
set_entry(struct settings_reading *r, const struct config_entry *entry,
          struct error *err)
{
    const struct option *o = find_option(r->settings, entry->key);
    struct error why;

    if (!o || o->val < SETTING_FIRST || (o->val & SETTING_OF_ONE_RUN))
        return config_refuse(r->file, entry, "there is no such key", err);
    if (!*entry->value != !o->has_arg)
        return config_refuse(
            r->file, entry,
            o->has_arg ? "its value is missing" : "it takes no value", err);
    if (is_told_elsewhere(r, o))
        return STATUS_OK;
    if (r->settings->set(r->target, o->val, o->has_arg ? entry->value : NULL,
                         &why) != STATUS_OK)
        return config_refuse(r->file, entry, why.text, err);
    return STATUS_OK;
}

static enum status
set_by_file(struct settings_reading *r, struct error *err)
{
    size_t count;
    const struct config_entry *entries;
    enum status st = STATUS_OK;

    if (r->path)
        st = config_open(r->path, &r->file, err);
    if (!r->file)
        return st;
    entries = config_section(r->file, r->settings->section, &count);
    for (size_t i = 0; st == STATUS_OK && i < count; i++)
        st = set_entry(r, &entries[i], err);
    return st;
}

/* ---- all of them ----------------------------------------------------------
 */

static enum status
set_by_environment(struct settings_reading *r, struct error *err)
{
    enum status st = STATUS_OK;

    for (size_t i = 0; st == STATUS_OK && i < VARIABLE_COUNT; i++) {
        const struct option *o = find_option(r->settings, variables[i].option);
        const char *value = settings_variable(variables[i].option);
        struct error why;
        if (!value || !o || o->val < SETTING_FIRST || find_given(r, o))
            continue;
        st = r->settings->set(r->target, o->val, value, &why);
        if (st != STATUS_OK)
            error_set(err, st, "$%s: %s", variables[i].variable, why.text);
    }
    return st;
}

static enum status
set_by_line(struct settings_reading *r, struct error *err)
{
    enum status st = STATUS_OK;

    for (size_t i = 0; st == STATUS_OK && i < r->given_count; i++) {
        const struct option *o = r->given[i].option;
        struct error why;
        /* A descriptor of the start, say, is closed by now. */
        if (o->val < SETTING_FIRST ||
            (r->is_again && (o->val & SETTING_OF_ONE_RUN)))
            continue;
        st = r->settings->set(r->target, o->val, r->given[i].value, &why);
        if (st != STATUS_OK)
            error_set(err, st, "--%s: %s", o->name, why.text);
    }
    return st;
}

static enum status
set_all(struct settings_reading *r, struct error *err)
{
    enum status st;

    r->settings->set_defaults(r->target);
    st = set_by_file(r, err);
    if (st == STATUS_OK)
        st = set_by_environment(r, err);
    if (st == STATUS_OK)
        st = set_by_line(r, err);
    if (st == STATUS_OK)
        st = r->settings->complete(r->target, err);
    return st;
}

static enum settings_verdict
set_at_start(struct settings_reading *r)
{
    struct error err;

    find_file(r);
    if (set_all(r, &err) != STATUS_OK)
        return wrong(r, err.text, "");
    if (!r->is_check)
        return SETTINGS_RUN;
    printf("%s: these options are sound\n", r->settings->program);
    return SETTINGS_DONE;
}

enum settings_verdict
settings_read(const struct settings *settings, int argc, char **argv,
              void *target, struct settings_reading **out)
{
    struct settings_reading *r = calloc(1, sizeof *r);
    enum settings_verdict verdict;

    *out = r;
    if (r)
        r->given = calloc((size_t)argc + 1, sizeof *r->given);
    if (!r || !r->given) {
        fprintf(stderr, "%s: out of memory\n", settings->program);
        return SETTINGS_WRONG;
    }
    r->settings = settings;
    r->target = target;
    verdict = read_line(r, argc, argv);
    if (verdict == SETTINGS_RUN)
        verdict = set_at_start(r);
    /* Processes that it starts are told what they need, and take it from
     * nowhere else: a file that has changed since must not stop them. */
    unsetenv(CONFIG_VARIABLE);
    return verdict;
}

void
settings_close(struct settings_reading *r)
{
    if (!r)
        return;
    config_close(r->latest);
    config_close(r->file);
    free(r->given);
    free(r);
}

const char *
settings_file(const struct settings_reading *r)
{
    return r->path;
}

/* ---- once more -------------------------------------------------------------
 */

/* The entry for option `id` from place *at on, which moves behind it. */
static const struct config_entry *
next_entry(const struct settings_reading *r, const struct config *file, int id,
           size_t *at)
{
    size_t count;
    const struct config_entry *entries =
        config_section(file, r->settings->section, &count);

    while (*at < count) {
        const struct config_entry *entry = &entries[(*at)++];
        if (find_option(r->settings, entry->key)->val == id)
            return entry;
    }
    return NULL;
}

/* Whether both files tell the same of option `id`. */
static bool
is_as_before(const struct settings_reading *r, const struct config *file,
             int id)
{
    size_t at = 0, before_at = 0;

    for (;;) {
        const struct config_entry *entry = next_entry(r, file, id, &at);
        const struct config_entry *before =
            next_entry(r, r->file, id, &before_at);
        if (!entry || !before)
            return entry == before;
        if (strcmp(entry->value, before->value) != 0)
            return false;
    }
}

/* Another word for an option that stands before it in the table. */
static bool
is_synonym(const struct settings *s, const struct option *option)
{
    const struct option *first = s->options;

    while (first->val != option->val)
        first++;
    return first != option;
}

static void
find_pending(const struct settings_reading *r, const struct config *file,
             struct settings_pending *pending)
{
    pending->count = 0;
    for (const struct option *o = r->settings->options;
         o->name && pending->count < SETTINGS_MAX; o++)
        if (!is_synonym(r->settings, o) && !is_told_elsewhere(r, o) &&
            !is_as_before(r, file, o->val) &&
            !r->settings->is_live(r->target, o->val))
            pending->options[pending->count++] = o->name;
}

enum status
settings_read_again(struct settings_reading *r,
                    struct settings_pending *pending, struct error *err)
{
    struct settings_reading again = *r;
    enum status st;

    again.is_again = true;
    again.file = NULL;
    again.target = malloc(r->settings->target_bytes);
    if (!again.target)
        return error_set(err, STATUS_UNAVAILABLE, "out of memory");
    st = set_all(&again, err);
    if (st == STATUS_OK) {
        find_pending(r, again.file, pending);
        r->settings->take_over(r->target, again.target);
        config_close(r->latest);
        r->latest = again.file;
    } else {
        config_close(again.file);
    }
    free(again.target);
    return st;
}
