/*
 * complete - how a command line can go on: what shells offer at the tab key.
 *
 * The scripts in deploy/completions ask for it, so that they know the
 * commands, options and values of the program that is installed.
 */
#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "client/options.h"
#include "client/output.h"
#include "client/values.h"

/* A line that somebody types, up to the word that is not finished. */
struct typing {
    const char *named;             /* the command; NULL: none was yet */
    const struct command *command; /* NULL: none is called so */
    size_t operands;               /* in front of that word */
    const char *argument;          /* it is the value of an option; or NULL */
    struct str word;
    struct arena *arena;
};

/* ---- what stands in front --------------------------------------------------
 */

static const struct option_spec *
find_in(const struct option_spec *options, struct str name)
{
    for (const struct option_spec *s = options; s && s->name; s++)
        if (str_equal(str_from(s->name), name))
            return s;
    return NULL;
}

/* NULL: there is none called so. */
static const struct option_spec *
find_option(const struct command *command, struct str name)
{
    const struct option_spec *found = find_in(options_global, name);

    if (!found && command)
        found = find_in(command->options, name);
    if (!found && command)
        found = find_in(command->shared, name);
    return found;
}

/* Whether "--name=value" or "--name": the name of an option, and its value. */
static bool
split_option(struct str word, struct str *name, struct str *value)
{
    if (!str_starts(word, STR("--")))
        return false;
    *value = str_slice(word, 2, word.len);
    *name = str_cut(value, STR("="));
    return true;
}

static void
take_word(struct typing *t, const char *text)
{
    struct str word = str_from(text);
    struct str name, value;

    if (t->argument) {
        t->argument = NULL;
    } else if (split_option(word, &name, &value)) {
        const struct option_spec *spec = find_option(t->command, name);
        if (spec && name.len + 2 == word.len)
            t->argument = spec->argument;
    } else if (str_starts(word, STR("-"))) {
        return;
    } else if (!t->named) {
        t->named = text;
        t->command = command_find(text);
    } else {
        t->operands++;
    }
}

/* ---- what may follow -------------------------------------------------------
 */

static void
offer(const struct typing *t, struct str candidate, struct str meaning)
{
    if (str_starts(candidate, t->word))
        printf("%.*s\t%.*s\n", STR_ARG(candidate), STR_ARG(meaning));
}

static void
offer_commands(const struct typing *t)
{
    for (const struct command *const *c = commands; *c; c++)
        offer(t, str_from((*c)->name), str_from((*c)->summary));
}

static void
offer_options(const struct typing *t, const struct option_spec *options)
{
    for (const struct option_spec *s = options; s && s->name; s++)
        offer(t, arena_format(t->arena, "--%s", s->name),
              values_told(s->argument, s->help, t->arena));
}

/* Whether what a help text calls so is the name of a file. */
static bool
is_file(const char *argument)
{
    static const char *const files[] = {"FILE", "DIR", "TARGET", "BACKUP",
                                        "OLD"};

    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        if (strncmp(argument, files[i], strlen(files[i])) == 0)
            return true;
    return false;
}

/* "list | show ID...": the words in small letters are meant as they stand,
 * and are the first operand. */
static void
offer_operands(const struct typing *t, const char *operands)
{
    struct str rest = str_from(operands);

    while (t->operands == 0 && rest.len) {
        struct str word = {rest.ptr, 0};
        while (word.len < rest.len &&
               islower((unsigned char)word.ptr[word.len]))
            word.len++;
        if (word.len)
            offer(t, word, STR(""));
        rest = str_slice(rest, word.len ? word.len : 1, rest.len);
    }
}

/* The first `kept` bytes of the word are no part of the value. */
static enum exit_code
offer_values(const struct typing *t, const char *argument, size_t kept)
{
    const struct name_table *words = values_of(argument);

    /* "ROLE,...": a list, whose last word is the one to finish. */
    for (size_t i = t->word.len; strchr(argument, ',') && i > kept; i--)
        if (t->word.ptr[i - 1] == ',')
            kept = i;
    for (size_t i = 0; words && i < words->count; i++)
        if (words->names[i])
            offer(t,
                  arena_format(t->arena, "%.*s%s", (int)kept, t->word.ptr,
                               words->names[i]),
                  STR(""));
    return !words && is_file(argument) ? EXIT_CODE_NOT_FOUND : EXIT_CODE_DONE;
}

static void
offer_all_options(const struct typing *t)
{
    if (t->command) {
        offer_options(t, t->command->options);
        offer_options(t, t->command->shared);
    }
    offer_options(t, options_global);
}

static enum exit_code
offer_all(const struct typing *t)
{
    struct str name, value;
    const struct option_spec *spec;

    if (t->argument)
        return offer_values(t, t->argument, 0);
    if (split_option(t->word, &name, &value)) {
        spec = find_option(t->command, name);
        if (spec && spec->argument && name.len + 2 < t->word.len)
            return offer_values(t, spec->argument, t->word.len - value.len);
    }
    if (str_starts(t->word, STR("-")))
        offer_all_options(t);
    else if (t->command)
        offer_operands(t, t->command->operands);
    else if (!t->named || (strcmp(t->named, "help") == 0 && t->operands == 0))
        offer_commands(t);
    return t->command && is_file(t->command->operands) ? EXIT_CODE_NOT_FOUND
                                                       : EXIT_CODE_DONE;
}

static enum exit_code
run(struct invocation *inv)
{
    struct typing t = {.arena = inv->arena};

    for (size_t i = 0; i + 1 < inv->operand_count; i++)
        take_word(&t, inv->operands[i]);
    t.word = str_from(inv->operands[inv->operand_count - 1]);
    return offer_all(&t);
}

const struct command complete_command = {
    .name = "complete",
    .operands = "-- WORD...",
    .summary = "say how a command line can go on, for shells",
    .details =
        "Prints what the last WORD may become, behind those in front of it, a\n"
        "line each with a tab and what it means. Ends with 1 where a file's\n"
        "name may stand there, too.\n"
        "\n"
        "  baogao complete -- figures --genre co\n",
    .min_operands = 1,
    .max_operands = SIZE_MAX,
    .run = run,
};
