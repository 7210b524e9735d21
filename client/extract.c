/* extract - read one document here, without any server. */
#include "worker/extract/extract.h"

#include <stdio.h>

#include "client/document_file.h"
#include "client/media_type.h"
#include "client/options.h"
#include "client/output.h"
#include "client/report_view.h"
#include "pdftext/pdftext.h"
#include "record/json.h"

/* Far more than any report needs, and what any machine has. */
#define ARENA_MAX_BYTES ((size_t)1 << 30)
#define PDF_MEMORY_BYTES ((uint64_t)2 << 30)

enum { PDF_CPU_MS = 600 * 1000 };

static const struct option_spec options[] = {
    {"media-type", "TYPE", "what it is, e.g. text/html; by its suffix"},
    {"charset", "NAME", "how it is encoded, e.g. GB18030; detected"},
    {NULL, NULL, NULL},
};

static enum status
print_reports(const struct invocation *inv, const struct record_set *set,
              struct error *err)
{
    static const struct report_source nowhere;

    for (size_t i = 0; i < set->report_count && output_works(); i++) {
        const struct report *report = &set->reports[i];
        if (inv->is_json) {
            print_json(json_of_whole_report(report));
            continue;
        }
        if (i > 0)
            putchar('\n');
        report_view_header(report, &nowhere, inv->arena);
        if (!report_view_body(report, &nowhere, inv->arena))
            return error_set(err, STATUS_UNAVAILABLE, "out of memory");
    }
    return STATUS_OK;
}

/* What is a PDF becomes the text that pdftotext prints of it. */
static enum status
make_text(struct extract_input *in, struct buffer *text, struct error *err)
{
    static const struct pdftext_limits limits = {PDF_MEMORY_BYTES, PDF_CPU_MS};
    struct pdftext *run;
    enum status st = STATUS_OK;

    if (!extract_is_pdf(in->bytes))
        return st;
    st = pdftext_start(in->bytes, &limits, &run, err);
    if (st == STATUS_OK)
        st = pdftext_finish(&run, text, err);
    if (st == STATUS_OK)
        *in = (struct extract_input){
            .bytes = buffer_str(text),
            .media_type = STR(EXTRACT_TYPE_PDF_TEXT),
            .charset = STR("UTF-8"),
        };
    return st;
}

static enum status
read_and_print(const struct invocation *inv, struct str bytes,
               struct error *err)
{
    struct arena arena = ARENA_LIMIT(ARENA_MAX_BYTES);
    struct buffer text = BUFFER_MAX(DOCUMENT_FILE_MAX_BYTES);
    struct extract_input in = {
        .bytes = bytes,
        .media_type =
            media_type_of(options_value(inv, "media-type"), inv->operands[0]),
        .charset = str_from(options_value(inv, "charset")),
    };
    struct extraction extraction;
    enum status st = make_text(&in, &text, err);

    if (st == STATUS_OK)
        st = extract(&in, &arena, &extraction, err);
    if (st == STATUS_OK)
        st = print_reports(inv, &extraction.records, err);
    if (st == STATUS_OK && extraction.records.report_count == 0)
        complain(inv, "%s: no report in it", inv->operands[0]);
    arena_release(&arena);
    buffer_release(&text);
    return st;
}

static enum exit_code
run(struct invocation *inv)
{
    struct buffer bytes = BUFFER_MAX(DOCUMENT_FILE_MAX_BYTES);
    struct error err;
    enum status st = document_file_read(inv->operands[0], &bytes, &err);

    if (st == STATUS_OK)
        st = read_and_print(inv, buffer_str(&bytes), &err);
    buffer_release(&bytes);
    if (st == STATUS_OK)
        return EXIT_CODE_DONE;
    complain(inv, "%s: %s", inv->operands[0], err.text);
    return status_exit_code(st);
}

const struct command extract_command = {
    .name = "extract",
    .operands = "FILE",
    .summary = "read one document here, without any server",
    .details =
        "Reads the records out of FILE, - for standard input, and prints\n"
        "them: each report with its outline and figures or, with --json, as\n"
        "one line of JSON. Nothing is stored and no server is asked.\n",
    .options = options,
    .min_operands = 1,
    .max_operands = 1,
    .run = run,
};
