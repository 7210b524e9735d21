#include "config/settings.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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

struct reading {
    const struct settings *settings;
    void *target;
    struct given *given;
    size_t given_count;
    struct config *file;
    bool is_check;
};

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
wrong(const struct reading *r, const char *about, const char *why)
{
    fprintf(stderr, "%s: %s%s%s; see %s --help\n", r->settings->program, about,
            *why ? ": " : "", why, r->settings->program);
    return SETTINGS_WRONG;
}

/* ---- the command line ------------------------------------------------------
 */

static enum settings_verdict
read_line(struct reading *r, int argc, char **argv)
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
find_given(const struct reading *r, const struct option *option)
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
static enum status
open_file(struct reading *r, struct error *err)
{
    const struct given *given =
        find_given(r, find_option(r->settings, "config"));
    const char *path = given ? given->value : settings_variable("config");

    return path && *path ? config_open(path, &r->file, err) : STATUS_OK;
}

static enum status
set_entry(struct reading *r, const struct config_entry *entry,
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
    if (find_given(r, o) || settings_variable(o->name))
        return STATUS_OK;
    if (r->settings->set(r->target, o->val, o->has_arg ? entry->value : NULL,
                         &why) != STATUS_OK)
        return config_refuse(r->file, entry, why.text, err);
    return STATUS_OK;
}

static enum status
set_by_file(struct reading *r, struct error *err)
{
    size_t count;
    const struct config_entry *entries;
    enum status st = open_file(r, err);

    if (st != STATUS_OK || !r->file)
        return st;
    entries = config_section(r->file, r->settings->section, &count);
    for (size_t i = 0; st == STATUS_OK && i < count; i++)
        st = set_entry(r, &entries[i], err);
    return st;
}

/* ---- all of them ----------------------------------------------------------
 */

static enum status
set_by_environment(struct reading *r, struct error *err)
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
set_by_line(struct reading *r, struct error *err)
{
    enum status st = STATUS_OK;

    for (size_t i = 0; st == STATUS_OK && i < r->given_count; i++) {
        const struct option *o = r->given[i].option;
        struct error why;
        if (o->val < SETTING_FIRST)
            continue;
        st = r->settings->set(r->target, o->val, r->given[i].value, &why);
        if (st != STATUS_OK)
            error_set(err, st, "--%s: %s", o->name, why.text);
    }
    return st;
}

static enum settings_verdict
set_all(struct reading *r)
{
    struct error err;
    enum status st = set_by_file(r, &err);

    if (st == STATUS_OK)
        st = set_by_environment(r, &err);
    if (st == STATUS_OK)
        st = set_by_line(r, &err);
    if (st == STATUS_OK)
        st = r->settings->complete(r->target, &err);
    if (st != STATUS_OK)
        return wrong(r, err.text, "");
    if (!r->is_check)
        return SETTINGS_RUN;
    printf("%s: these options are sound\n", r->settings->program);
    return SETTINGS_DONE;
}

enum settings_verdict
settings_read(const struct settings *settings, int argc, char **argv,
              void *target, struct config **file)
{
    struct reading r = {.settings = settings, .target = target};
    enum settings_verdict verdict;

    *file = NULL;
    r.given = calloc((size_t)argc + 1, sizeof *r.given);
    if (!r.given)
        return wrong(&r, "out of memory", "");
    verdict = read_line(&r, argc, argv);
    if (verdict == SETTINGS_RUN)
        verdict = set_all(&r);
    free(r.given);
    /* Processes that it starts are told what they need, and take it from
     * nowhere else: a file that has changed since must not stop them. */
    unsetenv(CONFIG_VARIABLE);
    *file = r.file;
    return verdict;
}
