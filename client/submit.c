/* submit - hands documents to the head. */
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "client/document_file.h"
#include "client/exchange.h"
#include "client/file_list.h"
#include "client/media_type.h"
#include "client/options.h"
#include "client/output.h"
#include "client/progress.h"
#include "client/screen.h"
#include "client/submit_fields.h"
#include "client/submitter.h"
#include "record/json.h"
#include "wire/refusal.h"

enum {
    REACH_MS = 5000,
    SILENCE_MS = 60000, /* time enough to start a head again */
    SUMMARY_FROM_FILES = 10,
    STEP_MS = 100, /* how often the bar and signals are looked after */
};

static const struct option_spec options[] = {
    {"wait", NULL, "end when every document is done or dead"},
    {"name", "NAME", "its name for people; the file's"},
    {"charset", "NAME", "how it is encoded, e.g. GB18030; detected"},
    {"media-type", "TYPE", "what it is, e.g. text/html; by its suffix"},
    {"source", "URI", "where it came from"},
    {"tag", "TAG", "a tag; may be given several times"},
    {"priority", "N", "0 (first) to 9 (last); 5"},
    {"not-before", "TIME", "read it no earlier: 2031-05-01T08:30, or +SECONDS"},
    {"time-limit", "SECONDS", "how long reading it may take; the head's"},
    {"allow-forgotten", NULL, "also what was forgotten by baogao forget"},
    {NULL, NULL, NULL},
};

/* The whole of one call. */
struct submission {
    struct invocation *inv;
    struct submit fields; /* what all documents have in common */
    struct file_list files;
    size_t next; /* the first file not yet read */
    size_t accepted, failed, done, dead;
    bool is_waiting;
    enum exit_code code; /* the worst so far */
    struct submitter *submitter;
    struct progress progress;
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

/* ---- what is printed --------------------------------------------------- */

static void
note_code(struct submission *s, enum exit_code code)
{
    if (code > s->code)
        s->code = code;
}

static void
report_fault(struct submission *s, const char *path, enum status st,
             const char *reason)
{
    s->failed++;
    note_code(s, status_exit_code(st));
    progress_clear(&s->progress);
    complain(s->inv, "%s: %s", path, reason);
}

static void
print_result_as_json(const char *result, struct str id, struct str path,
                     struct str reason, struct arena *a)
{
    /* JSON is UTF-8; a file's name may be anything. */
    if (utf8_valid_prefix(path) != path.len)
        path = screen_clean(path, a);
    print_json(json_pack("{s:s, s:o, s:o, s:o}", "result", result,
                         "document_id", json_of_str(id), "file",
                         json_of_str(path), "reason", json_of_str(reason)));
}

static void
print_result_as_text(const char *result, struct str id, struct str path,
                     struct str reason, struct arena *a)
{
    printf("%-9s %.*s  %.*s%s%.*s\n", result, STR_ARG(id.len ? id : STR("-")),
           STR_ARG(screen_clean(path, a)), reason.len ? ": " : "",
           STR_ARG(screen_clean(reason, a)));
}

/* One line on one document; `id` and `reason` may be without a value. */
static void
print_result(struct submission *s, const char *result, struct str id,
             const char *path, struct str reason)
{
    struct arena a = {0};

    progress_clear(&s->progress);
    if (s->inv->is_json)
        print_result_as_json(result, id, str_from(path), reason, &a);
    else
        print_result_as_text(result, id, str_from(path), reason, &a);
    arena_release(&a);
}

static void
take_event(void *context, const struct submit_event *event)
{
    struct submission *s = context;
    const char *path = s->files.paths[event->token];
    struct str none = {0};
    char digits[DOCUMENT_ID_DIGITS + 1];
    struct error err;

    switch (event->kind) {
    case SUBMIT_ACCEPTED:
        s->accepted++;
        document_id_print(event->accepted->document_id, digits);
        print_result(s,
                     event->accepted->is_duplicate ? "duplicate" : "accepted",
                     str_from(digits), path, none);
        break;
    case SUBMIT_REFUSED:
    case SUBMIT_UNKNOWN:
        s->failed++;
        note_code(s, status_exit_code(refusal_status(event->refused, &err)));
        print_result(s, "refused", none, path, str_from(err.text));
        break;
    case SUBMIT_FINISHED:
        document_id_print(event->outcome->document_id, digits);
        if (event->outcome->state != DOCUMENT_DONE) {
            s->dead++;
            note_code(s, EXIT_CODE_INVALID);
            print_result(s, document_state_name(event->outcome->state),
                         str_from(digits), path, event->outcome->reason);
        } else {
            s->done++;
            print_result(s, "done", str_from(digits), path, none);
        }
        break;
    }
}

static void
print_interruption(const struct submission *s)
{
    size_t unanswered = submitter_in_flight(s->submitter);

    complain(s->inv,
             "stopped: %zu of %zu files accepted, %zu sent without an answer, "
             "%zu not sent; submitting them again is safe",
             s->accepted, s->files.count, unanswered, s->files.count - s->next);
}

/* The lines have scrolled away by then. */
static void
print_summary(const struct submission *s)
{
    if (!s->progress.is_terminal || s->files.count < SUMMARY_FROM_FILES)
        return;
    fprintf(stderr, "%zu files: %zu accepted, %zu not", s->files.count,
            s->accepted, s->failed);
    if (s->is_waiting)
        fprintf(stderr, "; %zu done, %zu dead", s->done, s->dead);
    fputc('\n', stderr);
}

/* ---- the work ---------------------------------------------------------- */

static void
walk_fault(void *context, const char *path, int cause)
{
    report_fault(context, path, STATUS_UNAVAILABLE, strerror(cause));
}

static struct str
base_name(const char *path)
{
    const char *slash = strrchr(path, '/');

    return str_from(slash ? slash + 1 : path);
}

static void
submit_next(struct submission *s)
{
    uint64_t max_bytes = submitter_max_bytes(s->submitter);
    struct buffer bytes = BUFFER_MAX(DOCUMENT_FILE_MAX_BYTES);
    struct submit submit = s->fields;
    size_t token = s->next++;
    const char *path = s->files.paths[token];
    struct error err;
    enum status st;

    if (max_bytes && max_bytes < bytes.max_bytes)
        bytes.max_bytes = max_bytes;
    st = document_file_read(path, &bytes, &err);
    if (st != STATUS_OK) {
        buffer_release(&bytes);
        report_fault(s, path, st, err.text);
        return;
    }
    if (!submit.name.len && strcmp(path, "-") != 0)
        submit.name = screen_clean(base_name(path), s->inv->arena);
    submit.media_type =
        media_type_of(options_value(s->inv, "media-type"), path);
    submitter_add(s->submitter, token, &submit, &bytes);
}

static bool
is_finished(const struct submission *s)
{
    return s->next == s->files.count &&
           submitter_in_flight(s->submitter) == 0 &&
           (!s->is_waiting || submitter_watched(s->submitter) == 0);
}

static enum status
submit_all(struct submission *s, struct error *err)
{
    enum status st = STATUS_OK;

    while (st == STATUS_OK && !is_interrupted && !is_finished(s)) {
        while (s->next < s->files.count && submitter_has_room(s->submitter) &&
               !is_interrupted)
            submit_next(s);
        st = submitter_step(s->submitter, STEP_MS, err);
        if (!output_flush())
            break; /* nobody reads on; what was sent is safe with the head */
        progress_draw(&s->progress, s->accepted + s->failed, s->done + s->dead,
                      s->files.count, s->is_waiting);
    }
    progress_clear(&s->progress);
    return st;
}

static enum exit_code
submit_files(struct submission *s)
{
    struct submitter_options submitter_options = {
        .endpoint = s->inv->submit_endpoint,
        .credentials = s->inv->credentials,
        .reach_ms = s->inv->timeout_ms ? s->inv->timeout_ms : REACH_MS,
        .silence_ms = s->inv->timeout_ms ? s->inv->timeout_ms : SILENCE_MS,
        .is_watching = s->is_waiting,
        .on_event = take_event,
        .context = s,
    };
    struct error err;
    enum status st = submitter_open(&submitter_options, &s->submitter, &err);

    if (st == STATUS_INVALID)
        return fail_usage(s->inv, &err);
    if (st == STATUS_OK)
        st = submit_all(s, &err);
    if (st != STATUS_OK)
        note_code(s, fail_with(s->inv, st, &err));
    if (is_interrupted)
        note_code(s, EXIT_CODE_UNAVAILABLE);
    if (s->submitter && (is_interrupted || (st != STATUS_OK && s->accepted)))
        print_interruption(s);
    else if (st == STATUS_OK)
        print_summary(s);
    submitter_close(&s->submitter);
    return s->code;
}

static enum exit_code
run(struct invocation *inv)
{
    struct submission s = {
        .inv = inv,
        .is_waiting = options_has(inv, "wait"),
    };
    struct error err;
    enum status st = submit_fields_read(inv, &s.fields, &err);

    if (st == STATUS_INVALID)
        return fail_usage(inv, &err);
    progress_init(&s.progress);
    catch_signals();
    for (size_t i = 0; st == STATUS_OK && i < inv->operand_count; i++)
        st = file_list_add(&s.files, inv->operands[i], inv->arena, walk_fault,
                           &s, &err);
    if (st != STATUS_OK)
        return fail_with(inv, st, &err);
    return s.files.count ? submit_files(&s) : s.code;
}

const struct command submit_command = {
    .name = "submit",
    .operands = "FILE...",
    .summary = "hand documents to the head, to be read and stored",
    .details =
        "Submits each FILE, - for standard input, and every file below a\n"
        "directory. A line tells of each: accepted, duplicate (these bytes\n"
        "were accepted before) or refused, its document id, its file. With\n"
        "--wait a second line tells how it ended: done, or dead with the\n"
        "reason. Submitting the same file again is always safe.\n",
    .options = options,
    .min_operands = 1,
    .max_operands = SIZE_MAX,
    .run = run,
};
