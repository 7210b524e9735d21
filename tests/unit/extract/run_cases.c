/*
 * run_cases - tests/cases/ FILES against the records extraction reads.
 *
 * A case is a comment that says why, an input line and one line a figure:
 *
 *     # 万亿 is one multiplier, not two
 *     地区生产总值突破3.5万亿元
 *     突破3.5万亿元 | 3500000000000 | - | over | 元
 *
 * Columns: text, value, upper, bound, unit, then any of the figure's other
 * fields as name=value (- for null). "none" stands for no figure. In files
 * called mentions-*.case the lines are mentions: type | text | value. The text
 * is read as one sentence of a government's report on 2024. Cases of pending.case are
 * known failures: they are counted, and one that passes is reported.
 *
 * usage: run_cases FILE...          run them; the last line has the counts
 *        run_cases --print FILE     print its inputs with what is read now
 *        run_cases --bind FILE      the same with what the figures are about
 */
#include <stdio.h>
#include <string.h>

#include "record/json.h"
#include "worker/extract/figure/figures.h"
#include "worker/extract/mention/mentions.h"

enum { LINE_MAX_BYTES = 4096, FIGURES_MAX = 64, REVIEWED_YEAR = 2024 };

enum task { TASK_RUN, TASK_PRINT, TASK_BIND };
/* What a file's cases are about. */
enum subject { SUBJECT_FIGURES, SUBJECT_MENTIONS };

struct counts {
    unsigned passed, failed, pending, surprising;
};

struct test_case {
    char why[LINE_MAX_BYTES];
    char input[LINE_MAX_BYTES];
    char expected[FIGURES_MAX][LINE_MAX_BYTES];
    size_t expected_count;
    unsigned line;
};

/* The figures or mentions of `input`, as one JSON array. */
static json_t *
read_records(enum subject subject, const char *input)
{
    struct arena arena = ARENA_LIMIT((size_t)64 << 20);
    struct report report = {
        .year = REVIEWED_YEAR,
        .period = STR("2024"),
        .genre = subject == SUBJECT_MENTIONS ? GENRE_GOVERNMENT : GENRE_OTHER};
    struct sentence sentence = {0};
    struct text text;
    struct error err;
    json_t *array = json_array();

    if (text_normalise(str_from(input), NULL, 0, &arena, &text, &err) ==
        STATUS_OK) {
        sentence.range.end = text.count;
        if (subject == SUBJECT_MENTIONS &&
            mentions_read(&text, &report, &sentence, 1, &arena, &err) ==
                STATUS_OK) {
            for (size_t i = 0; i < report.mention_count; i++)
                json_array_append_new(array,
                                      json_of_mention(&report.mentions[i]));
        }
        if (subject == SUBJECT_FIGURES &&
            figures_read(&text, &report, &sentence, 1, &arena, &err) ==
                STATUS_OK) {
            for (size_t i = 0; i < report.figure_count; i++)
                json_array_append_new(array,
                                      json_of_figure(&report.figures[i]));
        }
    }
    arena_release(&arena);
    return array;
}

/* A field as the cases spell it. */
static void
print_field(const json_t *figure, const char *name, char *out, size_t size)
{
    const json_t *value = json_object_get(figure, name);

    if (json_is_string(value))
        snprintf(out, size, "%s", json_string_value(value));
    else if (json_is_integer(value))
        snprintf(out, size, "%lld", (long long)json_integer_value(value));
    else
        snprintf(out, size, "-");
}

/* The columns every line of the subject has; returns the bytes written. */
static int
print_columns(enum subject subject, const json_t *record, char *out,
              size_t size)
{
    static const char *const names[][6] = {
        {"text", "value", "upper", "bound", "unit", NULL},
        {"type", "text", "value", NULL},
    };
    char field[LINE_MAX_BYTES];
    size_t used = 0;

    for (size_t i = 0; names[subject][i] && used < size; i++) {
        print_field(record, names[subject][i], field, sizeof field);
        used += (size_t)snprintf(out + used, size - used, "%s%s",
                                 i ? " | " : "", field);
    }
    return (int)used;
}

/* Whether `expected` holds of the record; `actual` gets what is there. */
static bool
record_matches(enum subject subject, const json_t *record, const char *expected,
               char *actual, size_t size)
{
    char copy[LINE_MAX_BYTES], field[LINE_MAX_BYTES];
    size_t used = (size_t)print_columns(subject, record, actual, size);
    char *rest, *item;

    if (strncmp(expected, actual, used) != 0)
        return false;
    snprintf(copy, sizeof copy, "%s", expected + used);
    for (item = strtok_r(copy, " |", &rest); item;
         item = strtok_r(NULL, " |", &rest)) {
        char *value = strchr(item, '=');
        if (!value)
            return false;
        *value++ = '\0';
        print_field(record, item, field, sizeof field);
        used +=
            (size_t)snprintf(actual + used, size - used, " %s=%s", item, field);
        if (strcmp(field, value) != 0)
            return false;
    }
    return true;
}

static bool
case_passes(enum subject subject, const struct test_case *c, bool is_loud)
{
    json_t *records = read_records(subject, c->input);
    size_t count = json_array_size(records);
    bool passes = count == c->expected_count;
    char actual[LINE_MAX_BYTES];

    if (!passes && is_loud)
        printf("    %zu records, %zu expected\n", count, c->expected_count);
    for (size_t i = 0; i < count; i++) {
        const json_t *record = json_array_get(records, i);
        const char *expected = i < c->expected_count ? c->expected[i] : "";
        if (record_matches(subject, record, expected, actual, sizeof actual))
            continue;
        passes = false;
        if (is_loud)
            printf("    got  %s\n    want %s\n", actual, expected);
    }
    json_decref(records);
    return passes;
}

static void
run_case(const char *path, enum subject subject, const struct test_case *c,
         bool is_pending, struct counts *counts)
{
    bool passes = case_passes(subject, c, false);

    if (is_pending) {
        counts->pending++;
        if (passes) {
            counts->surprising++;
            printf("%s:%u: passes now, move it: %s\n", path, c->line, c->input);
        }
        return;
    }
    if (passes) {
        counts->passed++;
        return;
    }
    counts->failed++;
    printf("%s:%u: %s\n    %s\n", path, c->line, c->why, c->input);
    case_passes(subject, c, true);
}

/* Action, object and the other fields that are not the ordinary ones. */
static void
print_binding(const json_t *figure)
{
    static const struct {
        const char *name;
        const char *ordinary; /* not printed; NULL: always is */
    } fields[] = {
        {"action", NULL},    {"object", NULL},   {"measure", "level"},
        {"direction", "-"},  {"base", "-"},      {"of", "-"},
        {"per", "-"},        {"status", "done"}, {"period", "2024"},
        {"accrual", "year"}, {"basis", "-"},     {"indicator", "-"},
    };
    char field[LINE_MAX_BYTES];
    const char *separator = " | ";

    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        print_field(figure, fields[i].name, field, sizeof field);
        if (fields[i].ordinary && strcmp(field, fields[i].ordinary) == 0)
            continue;
        printf("%s%s=%s", separator, fields[i].name, field);
        separator = " ";
    }
}

static void
print_case(enum subject subject, const struct test_case *c, bool is_bound)
{
    json_t *records = read_records(subject, c->input);
    char line[LINE_MAX_BYTES];

    printf("%s\n%s\n", c->why, c->input);
    for (size_t i = 0; i < json_array_size(records); i++) {
        print_columns(subject, json_array_get(records, i), line, sizeof line);
        fputs(line, stdout);
        if (is_bound && subject == SUBJECT_FIGURES)
            print_binding(json_array_get(records, i));
        putchar('\n');
    }
    puts(json_array_size(records) ? "" : "none\n");
    json_decref(records);
}

/* Read the next case; false at the end of the file. */
static bool
next_case(FILE *file, struct test_case *c, unsigned *line_number)
{
    char line[LINE_MAX_BYTES];

    c->input[0] = '\0';
    c->expected_count = 0;
    while (fgets(line, sizeof line, file)) {
        ++*line_number;
        line[strcspn(line, "\n")] = '\0';
        if (line[0] == '#') {
            snprintf(c->why, sizeof c->why, "%s", line);
        } else if (line[0] == '\0') {
            if (c->input[0])
                return true;
        } else if (!c->input[0]) {
            snprintf(c->input, sizeof c->input, "%s", line);
            c->line = *line_number;
        } else if (strcmp(line, "none") != 0 &&
                   c->expected_count < FIGURES_MAX) {
            snprintf(c->expected[c->expected_count++], LINE_MAX_BYTES, "%s",
                     line);
        }
    }
    return c->input[0] != '\0';
}

static bool
run_file(const char *path, enum task task, struct counts *counts)
{
    static struct test_case c;
    bool is_pending = strstr(path, "pending.case") != NULL;
    enum subject subject =
        strstr(path, "mentions-") ? SUBJECT_MENTIONS : SUBJECT_FIGURES;
    FILE *file = fopen(path, "r");
    unsigned line = 0;

    if (!file) {
        perror(path);
        return false;
    }
    while (next_case(file, &c, &line)) {
        if (task == TASK_RUN)
            run_case(path, subject, &c, is_pending, counts);
        else
            print_case(subject, &c, task == TASK_BIND);
    }
    fclose(file);
    return true;
}

int
main(int argc, char **argv)
{
    enum task task = argc < 2                          ? TASK_RUN
                     : strcmp(argv[1], "--print") == 0 ? TASK_PRINT
                     : strcmp(argv[1], "--bind") == 0  ? TASK_BIND
                                                       : TASK_RUN;
    struct counts counts = {0};

    for (int i = task == TASK_RUN ? 1 : 2; i < argc; i++) {
        if (!run_file(argv[i], task, &counts))
            return 2;
    }
    if (task != TASK_RUN)
        return 0;
    printf("%u passed, %u failed, %u pending (%u of them pass)\n",
           counts.passed, counts.failed, counts.pending, counts.surprising);
    return counts.failed > 0 || counts.passed == 0;
}
