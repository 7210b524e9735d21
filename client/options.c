#include "client/options.h"

#include <getopt.h>
#include <string.h>

#include "client/screen.h"
#include "client/values.h"
#include "config/settings.h"

enum {
    SPECS_MAX = 64,  /* more than the globals and any command's together */
    SPEC_BASE = 256, /* past every character, so past every short option */
    HELP_INDENT = 28,
    HELP_COLUMNS = 79,
};

/* The first one is what -h stands for. */
const struct option_spec options_global[] = {
    {"help", NULL, "say how it is used, and end; also -h"},
    {"dir", "DIR", "where the store is; $BAOGAO_DIR, else ./var"},
    {"json", NULL, "JSON Lines on standard output, one object a line"},
    {"timeout", "SECONDS", "wait this long for an answer; 5"},
    {"submit-endpoint", "ENDPOINT", "instead of ipc://DIR/run/submit"},
    {"control-endpoint", "ENDPOINT", "instead of ipc://DIR/run/control"},
    {"query-endpoint", "ENDPOINT", "instead of ipc://DIR/run/query"},
    {"key", "FILE", "secret certificate for tcp endpoints; $BAOGAO_KEY"},
    {"server-key", "FILE", "the server's certificate; $BAOGAO_SERVER_KEY"},
    {"config", "FILE", "more of these, in its section client; $BAOGAO_CONFIG"},
    {"check-config", NULL, "say whether these are sound, and end"},
    {"version", NULL, "print the version, and end"},
    {NULL, NULL, NULL},
};

/* All tables as getopt_long() wants them. */
struct known {
    const struct option_spec *specs[SPECS_MAX];
    struct option options[SPECS_MAX + 1];
    size_t count;
};

static void
add_specs(struct known *known, const struct option_spec *specs)
{
    for (; specs && specs->name && known->count < SPECS_MAX; specs++) {
        known->options[known->count] = (struct option){
            .name = specs->name,
            .has_arg = specs->argument ? required_argument : no_argument,
            .val = SPEC_BASE + (int)known->count,
        };
        known->specs[known->count++] = specs;
    }
}

static const struct option_spec *
spec_of(const struct known *known, int val)
{
    if (val < SPEC_BASE || (size_t)(val - SPEC_BASE) >= known->count)
        return NULL;
    return known->specs[val - SPEC_BASE];
}

/* What getopt_long() answered ':' or '?' to, in words. */
static enum status
refuse(const struct known *known, int answer, char **argv, struct error *err)
{
    const struct option_spec *spec = spec_of(known, optopt);

    if (answer == ':' && spec)
        return error_set(err, STATUS_INVALID, "option --%s needs %s",
                         spec->name, spec->argument);
    if (spec && !spec->argument)
        return error_set(err, STATUS_INVALID, "option --%s takes no value",
                         spec->name);
    if (optopt > 0 && optopt < SPEC_BASE)
        return error_set(err, STATUS_INVALID, "unknown option -%c", optopt);
    return error_set(err, STATUS_INVALID, "unknown option %.*s",
                     (int)strcspn(argv[optind - 1], "="), argv[optind - 1]);
}

enum status
options_read(struct invocation *inv, int argc, char **argv, struct error *err)
{
    struct known known = {0};
    struct given_option *given = ARENA_ARRAY(inv->arena, struct given_option,
                                             inv->given_count + (size_t)argc);
    int answer;

    if (!given)
        return error_set(err, STATUS_UNAVAILABLE, "out of memory");
    if (inv->given_count)
        memcpy(given, inv->given, inv->given_count * sizeof *given);
    inv->given = given;
    add_specs(&known, options_global);
    if (inv->command) {
        add_specs(&known, inv->command->options);
        add_specs(&known, inv->command->shared);
    }
    opterr = 0;
    optind = 0; /* makes glibc begin anew */
    while ((answer = getopt_long(argc, argv, inv->command ? ":h" : "+:h",
                                 known.options, NULL)) != -1) {
        const struct option_spec *spec =
            answer == 'h' ? options_global : spec_of(&known, answer);
        if (!spec)
            return refuse(&known, answer, argv, err);
        given[inv->given_count++] = (struct given_option){spec, optarg};
    }
    inv->operands = argv + optind;
    inv->operand_count = (size_t)(argc - optind);
    return STATUS_OK;
}

/* ---- what is told elsewhere ------------------------------------------------
 */

/* Whether a file may tell of it; help and the like are of one run. */
static const struct option_spec *
find_lasting(const char *name)
{
    static const char *const passing[] = {"help", "version", "config",
                                          "check-config"};

    for (size_t i = 0; i < sizeof passing / sizeof *passing; i++)
        if (strcmp(passing[i], name) == 0)
            return NULL;
    for (const struct option_spec *s = options_global; s->name; s++)
        if (strcmp(s->name, name) == 0)
            return s;
    return NULL;
}

/* Before those that are given: the last one of a name counts. */
static enum status
put_first(struct invocation *inv, const struct option_spec *spec,
          const char *value, struct error *err)
{
    struct given_option *given =
        ARENA_ARRAY(inv->arena, struct given_option, inv->given_count + 1);
    struct str copy = arena_format(inv->arena, "%s", value);

    if (!given || !copy.ptr)
        return error_set(err, STATUS_UNAVAILABLE, "out of memory");
    given[0] = (struct given_option){spec, spec->argument ? copy.ptr : NULL};
    if (inv->given_count)
        memcpy(given + 1, inv->given, inv->given_count * sizeof *given);
    inv->given = given;
    inv->given_count++;
    return STATUS_OK;
}

static enum status
add_entries(struct invocation *inv, const struct config *file,
            struct error *err)
{
    size_t count;
    const struct config_entry *entries = config_section(file, "client", &count);
    enum status st = STATUS_OK;

    for (size_t i = count; st == STATUS_OK && i-- > 0;) {
        const struct option_spec *spec = find_lasting(entries[i].key);
        if (!spec)
            return config_refuse(file, &entries[i], "there is no such key",
                                 err);
        if (!*entries[i].value != !spec->argument)
            return config_refuse(file, &entries[i],
                                 spec->argument ? "its value is missing"
                                                : "it takes no value",
                                 err);
        st = put_first(inv, spec, entries[i].value, err);
    }
    return st;
}

enum status
options_add_told(struct invocation *inv, struct error *err)
{
    const char *path = options_value(inv, "config");
    struct config *file = NULL;
    enum status st = STATUS_OK;

    for (const struct option_spec *s = options_global;
         st == STATUS_OK && s->name; s++)
        if (find_lasting(s->name) && settings_variable(s->name))
            st = put_first(inv, s, settings_variable(s->name), err);
    if (!path)
        path = settings_variable("config");
    if (st == STATUS_OK && path && *path)
        st = config_open(path, &file, err);
    if (st == STATUS_OK && file)
        st = add_entries(inv, file, err);
    config_close(file);
    return st;
}

/* ---- what was given --------------------------------------------------------
 */

static const struct given_option *
find_given(const struct invocation *inv, const char *name)
{
    for (size_t i = inv->given_count; i-- > 0;)
        if (strcmp(inv->given[i].spec->name, name) == 0)
            return &inv->given[i];
    return NULL;
}

const char *
options_value(const struct invocation *inv, const char *name)
{
    const struct given_option *given = find_given(inv, name);

    return given ? given->value : NULL;
}

const char *
options_store(const struct invocation *inv)
{
    const char *given = options_value(inv, "store");

    return given ? given
                 : arena_format(inv->arena, "%s/store", inv->directory).ptr;
}

bool
options_has(const struct invocation *inv, const char *name)
{
    return find_given(inv, name) != NULL;
}

bool
option_is_of(const struct option_spec *spec, const struct option_spec *options)
{
    for (const struct option_spec *s = options; s->name; s++)
        if (s == spec)
            return true;
    return false;
}

enum status
options_number(const struct invocation *inv, const char *name, uint64_t min,
               uint64_t max, uint64_t *out, struct error *err)
{
    const char *value = options_value(inv, name);
    uint64_t number;

    if (!value)
        return STATUS_OK;
    if (!str_to_u64(str_from(value), &number) || number < min || number > max)
        return error_set(err, STATUS_INVALID,
                         "--%s: \"%s\" is not a number from %llu to %llu", name,
                         value, (unsigned long long)min,
                         (unsigned long long)max);
    *out = number;
    return STATUS_OK;
}

/* Put `text` from column `used` on into lines of HELP_COLUMNS, each begun at
 * column `indent`. */
static void
print_wrapped(struct str text, int used, int indent, FILE *to)
{
    bool is_first = true;

    while (text.len) {
        struct str word = str_cut(&text, STR(" "));
        int width = (int)screen_width(word);
        if (used > indent && used + 1 + width > HELP_COLUMNS) {
            fprintf(to, "\n");
            used = 0;
        }
        if (used < indent)
            used += fprintf(to, "%*s", indent - used, "");
        else if (!is_first)
            used += fprintf(to, " ");
        is_first = false;
        fprintf(to, "%.*s", STR_ARG(word));
        used += width;
    }
    fprintf(to, "\n");
}

void
options_print(const struct option_spec *options, FILE *to)
{
    for (; options && options->name; options++) {
        struct arena a = {0};
        int used = fprintf(to, "  --%s%s%s", options->name,
                           options->argument ? " " : "",
                           options->argument ? options->argument : "");
        /* Two blanks part it from what it means: programs read this, too. */
        if (used + 2 > HELP_INDENT)
            used = fprintf(to, "\n") - 1;
        print_wrapped(values_told(options->argument, options->help, &a), used,
                      HELP_INDENT, to);
        arena_release(&a);
    }
}
