/* export - rows into a file for a spreadsheet, a program or a database. */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "client/connect.h"
#include "client/export/sink.h"
#include "client/filters.h"
#include "client/options.h"
#include "client/output.h"
#include "client/progress.h"
#include "client/row_reader.h"

static const struct option_spec options[] = {
    {"output", "FILE", "write FILE; standard output for CSV and JSON Lines"},
    {"format", "FORMAT", "by FILE's suffix, else csv"},
    {"force", NULL, "replace FILE if it is there"},
    {"bom", NULL, "CSV begins with U+FEFF, by which Excel knows UTF-8"},
    {"verbatim", NULL,
     "CSV without the ' in front of texts a spreadsheet may run"},
    {NULL, NULL, NULL},
};

/* Which rows a word stands for; a database takes them all at once. */
static const struct {
    const char *name;
    enum row_kind kind;
} row_kinds[] = {
    {"reports", ROW_REPORT},
    {"sections", ROW_SECTION},
    {"figures", ROW_FIGURE},
    {"mentions", ROW_MENTION},
};

enum { ROW_KIND_COUNT = sizeof row_kinds / sizeof *row_kinds };

/* The whole of one call. */
struct exporting {
    struct invocation *inv;
    struct sink_wish wish;
    const struct sink_format *format;
    struct query query;
    bool wants[ROW_KIND_COUNT];
    struct sink *sink;
    struct exchange *exchange;
    struct progress progress;
    uint64_t counts[ROW_KIND_COUNT];
    uint64_t as_of;
};

static volatile sig_atomic_t is_interrupted;

static void
interrupt(int number)
{
    (void)number;
    is_interrupted = 1;
}

static void
catch_signals(void)
{
    struct sigaction action = {.sa_handler = interrupt};

    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
}

/* ---- what is wanted ---------------------------------------------------- */

static const struct sink_format *
format_called(const char *name)
{
    unsigned i;

    return name_parse(&sink_format_names, str_from(name), &i) ? sink_formats[i]
                                                              : NULL;
}

static const struct sink_format *
format_of_file(const char *path)
{
    for (size_t i = 0; i < sink_format_names.count; i++)
        for (const char *const *s = sink_formats[i]->suffixes; *s; s++)
            if (str_ends(str_from(path), str_from(*s)))
                return sink_formats[i];
    return NULL;
}

static enum status
read_format(struct exporting *e, struct error *err)
{
    const char *name = options_value(e->inv, "format");
    const char *path = e->wish.path;

    if (name)
        e->format = format_called(name);
    else
        e->format = path ? format_of_file(path) : &csv_format;
    if (!e->format && name)
        return error_set(err, STATUS_INVALID,
                         "--format: \"%s\" is none of csv, jsonl, sqlite",
                         name);
    if (!e->format)
        return error_set(err, STATUS_INVALID,
                         "%s: its suffix tells no format; give --format", path);
    if (e->format->is_database && !path)
        return error_set(err, STATUS_INVALID,
                         "a database is a file: give --output");
    return STATUS_OK;
}

static enum status
read_kinds(struct exporting *e, struct error *err)
{
    const char *word = e->inv->operand_count ? e->inv->operands[0] : NULL;
    bool is_known = false;

    for (size_t i = 0; i < ROW_KIND_COUNT; i++) {
        e->wants[i] =
            word ? strcmp(word, row_kinds[i].name) == 0
                 : e->format->is_database || row_kinds[i].kind == ROW_FIGURE;
        is_known |= e->wants[i];
    }
    if (is_known)
        return STATUS_OK;
    return error_set(err, STATUS_INVALID,
                     "\"%s\" is none of reports, sections, figures, mentions",
                     word);
}

static enum status
read_wish(struct exporting *e, struct error *err)
{
    const char *path = options_value(e->inv, "output");
    enum status st;

    e->wish = (struct sink_wish){
        .path = path && strcmp(path, "-") != 0 ? path : NULL,
        .may_replace = options_has(e->inv, "force"),
        .has_bom = options_has(e->inv, "bom"),
        .is_verbatim = options_has(e->inv, "verbatim"),
    };
    st = read_format(e, err);
    if (st == STATUS_OK)
        st = read_kinds(e, err);
    return st == STATUS_OK ? filters_read(e->inv, &e->query, err) : st;
}

/* ---- the rows ---------------------------------------------------------- */

static enum status
write_page(struct exporting *e, const struct page *page, struct arena *a,
           struct error *err)
{
    enum status st = STATUS_OK;

    for (size_t i = 0; i < page->row_count && st == STATUS_OK; i++)
        st = e->format->add(e->sink, &page->rows[i], a, err);
    if (st == STATUS_OK && a->exhausted)
        st = error_set(err, STATUS_UNAVAILABLE, "out of memory");
    return st;
}

static enum status
write_kind(struct exporting *e, size_t kind, struct error *err)
{
    struct row_reader reader;
    struct arena a = {0};
    struct page page;
    enum status st = e->format->begin(e->sink, row_kinds[kind].kind, err);

    e->query.rows = row_kinds[kind].kind;
    row_reader_init(&reader, e->exchange, &e->query, ROW_READER_ALL);
    while (st == STATUS_OK && !is_interrupted) {
        st = row_reader_next(&reader, &a, &page, err);
        if (st == STATUS_OK)
            st = write_page(e, &page, &a, err);
        if (st == STATUS_OK) {
            e->counts[kind] += page.row_count;
            e->as_of = page.as_of;
            progress_draw_count(&e->progress, e->counts[kind],
                                row_kinds[kind].name);
        }
        arena_release(&a);
    }
    arena_release(&a);
    row_reader_release(&reader);
    if (is_interrupted)
        return error_set(err, STATUS_UNAVAILABLE,
                         "interrupted; nothing was kept");
    return st == STATUS_NOT_FOUND ? STATUS_OK : st;
}

static enum status
write_all(struct exporting *e, struct error *err)
{
    enum status st = e->format->open(&e->wish, &e->sink, err);

    for (size_t i = 0; i < ROW_KIND_COUNT && st == STATUS_OK; i++)
        if (e->wants[i])
            st = write_kind(e, i, err);
    if (st == STATUS_OK)
        st = e->format->finish(e->sink, e->as_of, err);
    e->format->close(&e->sink);
    progress_clear(&e->progress);
    return st;
}

/* ---- the command ------------------------------------------------------- */

/* Where the rows went to standard output there is nothing more to say. */
static void
print_summary(const struct exporting *e)
{
    json_t *object;

    if (!e->wish.path)
        return;
    if (!e->inv->is_json) {
        printf("%s:", e->wish.path);
        for (size_t i = 0, said = 0; i < ROW_KIND_COUNT; i++)
            if (e->wants[i])
                printf("%s %llu %s", said++ ? "," : "",
                       (unsigned long long)e->counts[i], row_kinds[i].name);
        printf("\n");
        return;
    }
    object = json_pack("{s:s, s:I}", "file", e->wish.path, "as_of",
                       (json_int_t)e->as_of);
    for (size_t i = 0; i < ROW_KIND_COUNT && object; i++)
        if (e->wants[i])
            json_object_set_new(object, row_kinds[i].name,
                                json_integer((json_int_t)e->counts[i]));
    print_json(object);
}

static enum exit_code
run(struct invocation *inv)
{
    struct exporting e = {.inv = inv};
    enum exit_code code = EXIT_CODE_DONE;
    struct error err;
    enum status st = read_wish(&e, &err);

    if (st != STATUS_OK)
        return fail_usage(inv, &err);
    if (!connect_publisher(inv, &e.exchange, &code))
        return code;
    catch_signals();
    progress_init(&e.progress);
    st = write_all(&e, &err);
    if (st == STATUS_OK)
        print_summary(&e);
    else if (output_works()) /* else the program's end says it */
        code = fail_asking(inv, st, &err);
    exchange_close(&e.exchange);
    return code;
}

const struct command export_command = {
    .name = "export",
    .operands = "[reports|sections|figures|mentions]",
    .summary = "write records to a CSV, JSON Lines or SQLite file",
    .details =
        "Writes the rows that the filters leave, figures if nothing else is\n"
        "said; a SQLite file holds documents and records of all kinds. FILE\n"
        "gets its name when it is whole.\n\n"
        "  baogao export --year 2023 --output figures.csv --bom\n"
        "  baogao export --place 浙江省 --output zhejiang.sqlite\n",
    .options = options,
    .shared = filter_options,
    .max_operands = 1,
    .run = run,
};
