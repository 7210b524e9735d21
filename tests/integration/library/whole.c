/*
 * whole - every function of baogao.h against real daemons, in C99.
 *
 *     whole DIR FILE MAX_BYTES    FILE is a report, MAX_BYTES the head's limit
 *
 * Ends with 1 after naming the first check that does not hold.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <baogao.h>

enum { WAIT_MS = 60000, MANY = 150 };

#define CHECK(holds) check((holds), #holds, __LINE__)

static struct baogao_error err;

static const struct baogao_field no_fields[] = {{NULL, NULL}};
static const char unknown_id[] = "00000000000000000000000000000000";

static void
check(int holds, const char *what, int line)
{
    if (holds)
        return;
    fprintf(stderr, "line %d: %s; last error: %s\n", line, what, err.text);
    exit(1);
}

static char *
read_file(const char *path, size_t *byte_count)
{
    FILE *file = fopen(path, "rb");
    char *bytes = malloc(1 << 20);

    CHECK(file && bytes);
    *byte_count = fread(bytes, 1, 1 << 20, file);
    fclose(file);
    return bytes;
}

static void
check_fields(struct baogao *b)
{
    static const struct baogao_field wrong[] = {{"colour", "red"},
                                                {NULL, NULL}};
    static const struct baogao_field priority[] = {{"priority", "10"},
                                                   {NULL, NULL}};
    static const struct baogao_field latin[] = {{"tag", "caf\xe9"},
                                                {NULL, NULL}};
    static const struct baogao_field page[] = {{"cursor", "x"}, {NULL, NULL}};
    static const struct baogao_field kind[] = {{"kind", "colour"},
                                               {NULL, NULL}};
    const struct baogao_event *event = NULL;
    struct baogao_rows *rows = NULL;
    struct baogao *other = NULL;

    CHECK(baogao_open(wrong, &other, &err) == BAOGAO_INVALID);
    CHECK(!other && strstr(err.text, "colour"));
    CHECK(baogao_open(wrong, &other, NULL) == BAOGAO_INVALID);
    CHECK(baogao_submit(b, "x", 1, wrong, &event, &err) == BAOGAO_INVALID);
    CHECK(baogao_submit(b, "x", 1, priority, &event, &err) == BAOGAO_INVALID);
    CHECK(baogao_submit(b, "x", 1, latin, &event, &err) == BAOGAO_INVALID);
    CHECK(!event && baogao_pending(b) == 0);
    CHECK(baogao_query(b, BAOGAO_FIGURES, page, 0, &rows, &err) ==
          BAOGAO_INVALID);
    CHECK(baogao_query(b, BAOGAO_FIGURES, kind, 0, &rows, &err) ==
          BAOGAO_INVALID);
    CHECK(!rows);
}

static void
check_refusals(struct baogao *b, size_t max_bytes)
{
    const struct baogao_event *event = NULL;
    char *large = calloc(1, max_bytes + 1);

    CHECK(large != NULL);
    CHECK(baogao_submit(b, "", 0, NULL, &event, &err) == BAOGAO_INVALID);
    CHECK(strstr(err.text, "no bytes") != NULL);
    CHECK(baogao_submit(b, large, max_bytes + 1, NULL, &event, &err) ==
          BAOGAO_INVALID);
    CHECK(!event);
    free(large);
    CHECK(baogao_submit_async(b, 7, "", 0, NULL, &err) == BAOGAO_OK);
    CHECK(baogao_next(b, WAIT_MS, &event, &err) == BAOGAO_OK);
    CHECK(event->kind == BAOGAO_REFUSED && event->token == 7);
    CHECK(!event->document_id && event->reason);
}

static void
check_ends(struct baogao *b)
{
    const struct baogao_event *event = NULL, *end = NULL;

    CHECK(baogao_wait(b, "12", 1, &end, &err) == BAOGAO_INVALID);
    CHECK(baogao_watch(b, 1, "12", &err) == BAOGAO_INVALID);
    CHECK(baogao_wait(b, unknown_id, WAIT_MS, &end, &err) == BAOGAO_NOT_FOUND);
    CHECK(!end && strstr(err.text, unknown_id));
    CHECK(baogao_watch(b, 9, unknown_id, &err) == BAOGAO_OK);
    CHECK(baogao_pending(b) == 1);
    CHECK(baogao_next(b, WAIT_MS, &event, &err) == BAOGAO_OK);
    CHECK(event->kind == BAOGAO_UNKNOWN && event->token == 9);
    CHECK(strcmp(event->document_id, unknown_id) == 0);

    CHECK(baogao_submit(b, "\0\1\2\3", 4, NULL, &event, &err) == BAOGAO_OK);
    CHECK(baogao_wait(b, event->document_id, WAIT_MS, &end, &err) == BAOGAO_OK);
    CHECK(end->kind == BAOGAO_DEAD && end->reason);
    CHECK(strcmp(end->document_id, event->document_id) == 0);
    /* Watched and waited for: told both ways. */
    CHECK(baogao_watch(b, 11, event->document_id, &err) == BAOGAO_OK);
    CHECK(baogao_wait(b, event->document_id, WAIT_MS, &end, &err) == BAOGAO_OK);
    CHECK(baogao_next(b, 0, &end, &err) == BAOGAO_OK);
    CHECK(end->kind == BAOGAO_DEAD && end->token == 11);
    CHECK(baogao_next(b, 0, &end, &err) == BAOGAO_NOT_FOUND);
}

/* What waits for its time is not finished in time. */
static void
check_waiting(struct baogao *b)
{
    static const struct baogao_field later[] = {
        {"not_before_ms", "4102444800000"},
        {"tag", "a"},
        {"tag", "b"},
        {"priority", "9"},
        {NULL, NULL}};
    const struct baogao_event *event = NULL, *end = NULL;

    CHECK(baogao_submit(b, "later", 5, later, &event, &err) == BAOGAO_OK);
    CHECK(baogao_wait(b, event->document_id, 50, &end, &err) == BAOGAO_TIMEOUT);
    CHECK(!end && baogao_pending(b) == 0);
    CHECK(baogao_watch(b, 1, event->document_id, &err) == BAOGAO_OK);
    CHECK(baogao_next(b, 50, &end, &err) == BAOGAO_TIMEOUT);
    CHECK(baogao_pending(b) == 1);
}

static void
check_citation(struct baogao *b, const struct baogao_row *row)
{
    const struct baogao_citation *c = NULL;
    char marked[256] = "";

    CHECK(baogao_cite(b, row->id, &c, &err) == BAOGAO_OK);
    CHECK(c->mark_end - c->mark_begin < sizeof marked);
    memcpy(marked, c->sentence + c->mark_begin, c->mark_end - c->mark_begin);
    CHECK(strcmp(marked, row->text) == 0);
    CHECK(strcmp(c->row->id, row->id) == 0);
    CHECK(c->line > 0 && strstr(c->json, row->id));
}

static void
check_figures(struct baogao *b, const char *document_id)
{
    const struct baogao_field filters[] = {{"report", document_id},
                                           {NULL, NULL}};
    const struct baogao_row *row = NULL;
    struct baogao_rows *rows = NULL;
    const char *json = NULL;
    int count = 0;

    CHECK(baogao_query(b, BAOGAO_FIGURES, filters, 0, &rows, &err) ==
          BAOGAO_OK);
    CHECK(baogao_rows_json(rows, &json, &err) == BAOGAO_NOT_FOUND);
    while (baogao_rows_next(rows, &row, &err) == BAOGAO_OK) {
        CHECK(strcmp(row->document_id, document_id) == 0);
        CHECK(row->end > row->begin && row->value && row->kind && row->status);
        CHECK(row->end - row->begin == strlen(row->text));
        CHECK(row->title && row->genre && !row->section_kind);
        CHECK(baogao_rows_json(rows, &json, &err) == BAOGAO_OK);
        CHECK(strstr(json, row->id) && !strchr(json, '\n'));
        if (count++ < 3)
            check_citation(b, row);
    }
    CHECK(count > 10);
    CHECK(baogao_rows_next(rows, &row, &err) == BAOGAO_NOT_FOUND);
    baogao_rows_close(&rows);
    CHECK(!rows);
}

static int
count_rows(struct baogao *b, enum baogao_row_kind kind,
           const struct baogao_field *filters, uint64_t limit)
{
    const struct baogao_row *row = NULL;
    struct baogao_rows *rows = NULL;
    int count = 0;

    CHECK(baogao_query(b, kind, filters, limit, &rows, &err) == BAOGAO_OK);
    while (baogao_rows_next(rows, &row, &err) == BAOGAO_OK) {
        CHECK(kind == BAOGAO_FIGURES || !row->value);
        CHECK(!row->section_kind == (kind != BAOGAO_SECTIONS));
        count++;
    }
    baogao_rows_close(&rows);
    return count;
}

static void
check_queries(struct baogao *b, const char *document_id)
{
    const struct baogao_field report[] = {{"report", document_id},
                                          {NULL, NULL}};
    const struct baogao_field gone[] = {{"report", unknown_id}, {NULL, NULL}};
    const struct baogao_field nowhere[] = {{"unit", "光年"}, {NULL, NULL}};
    const struct baogao_citation *c = NULL;
    struct baogao_rows *rows = NULL;

    CHECK(count_rows(b, BAOGAO_REPORTS, report, 0) == 1);
    CHECK(count_rows(b, BAOGAO_SECTIONS, report, 0) > 1);
    CHECK(count_rows(b, BAOGAO_FIGURES, no_fields, 3) == 3);
    CHECK(count_rows(b, BAOGAO_FIGURES, nowhere, 0) == 0);
    CHECK(baogao_query(b, BAOGAO_FIGURES, gone, 0, &rows, &err) ==
          BAOGAO_NOT_FOUND);
    CHECK(!rows);
    CHECK(baogao_cite(b, "abcd.f1-2", &c, &err) == BAOGAO_NOT_FOUND);
    CHECK(baogao_cite(b, "x", &c, &err) == BAOGAO_INVALID);
    CHECK(baogao_cite(b, NULL, &c, &err) == BAOGAO_INVALID);
    CHECK(!c);
}

/* Each document has one answer and one end, under its token. */
static void
check_many(struct baogao *b)
{
    const struct baogao_event *event = NULL;
    int accepted[MANY] = {0}, done[MANY] = {0};
    enum baogao_code code;
    char text[64];
    int i;

    for (i = 0; i < MANY; i++) {
        snprintf(text, sizeof text, "全年收案%d件。\n", i);
        CHECK(baogao_submit_async(b, (uint64_t)i, text, strlen(text), NULL,
                                  &err) == BAOGAO_OK);
    }
    CHECK(baogao_pending(b) == MANY);
    while ((code = baogao_next(b, WAIT_MS, &event, &err)) == BAOGAO_OK) {
        CHECK(event->token < MANY && event->document_id);
        if (event->kind == BAOGAO_ACCEPTED) {
            accepted[event->token]++;
            CHECK(baogao_watch(b, event->token, event->document_id, &err) ==
                  BAOGAO_OK);
            continue;
        }
        CHECK(event->kind == BAOGAO_DONE);
        done[event->token]++;
    }
    CHECK(code == BAOGAO_NOT_FOUND && baogao_pending(b) == 0);
    for (i = 0; i < MANY; i++)
        CHECK(accepted[i] == 1 && done[i] == 1);
}

static void
check_silence(void)
{
    static const struct baogao_field nowhere[] = {
        {"directory", "/nonexistent"}, {"timeout_ms", "200"}, {NULL, NULL}};
    static const struct baogao_field nonsense[] = {
        {"query_endpoint", "nonsense"}, {NULL, NULL}};
    const struct baogao_event *event = NULL;
    const struct baogao_status *status = NULL;
    struct baogao_rows *rows = NULL;
    struct baogao *b = NULL;

    CHECK(baogao_open(nowhere, &b, &err) == BAOGAO_OK);
    CHECK(baogao_submit(b, "x", 1, NULL, &event, &err) == BAOGAO_UNAVAILABLE);
    CHECK(strstr(err.text, "/nonexistent/run/submit") != NULL);
    CHECK(baogao_submit_async(b, 1, "x", 1, NULL, &err) == BAOGAO_UNAVAILABLE);
    CHECK(baogao_pending(b) == 0);
    CHECK(baogao_wait(b, unknown_id, WAIT_MS, &event, &err) ==
          BAOGAO_UNAVAILABLE);
    CHECK(baogao_query(b, BAOGAO_REPORTS, NULL, 0, &rows, &err) ==
          BAOGAO_UNAVAILABLE);
    CHECK(baogao_get_status(b, &status, &err) == BAOGAO_UNAVAILABLE);
    CHECK(!event && !rows && !status);
    baogao_close(&b);
    CHECK(!b);
    baogao_close(&b);
    CHECK(baogao_open(nonsense, &b, &err) == BAOGAO_OK);
    CHECK(baogao_query(b, BAOGAO_REPORTS, NULL, 0, &rows, &err) ==
          BAOGAO_INVALID);
    baogao_close(&b);
}

/* `id` is the one document that was read so far. */
static void
check_changes(struct baogao *b, const char *id)
{
    static const struct baogao_field other[] = {
        {"after", "1"}, {"store_id", unknown_id}, {NULL, NULL}};
    static const struct baogao_field wrong[] = {{"limit", "1"}, {NULL, NULL}};
    const struct baogao_change *change = NULL;
    const struct baogao_event *event, *end;
    struct baogao_changes *changes = NULL;
    uint64_t first;

    CHECK(baogao_changes(b, wrong, &changes, &err) == BAOGAO_INVALID);
    CHECK(!changes && strstr(err.text, "limit"));
    CHECK(baogao_changes(b, other, &changes, &err) == BAOGAO_OK);
    CHECK(baogao_changes_next(changes, 0, &change, &err) == BAOGAO_NOT_FOUND);
    CHECK(!change && strstr(err.text, "start again"));
    baogao_changes_close(&changes);
    CHECK(!changes);
    baogao_changes_close(&changes);

    CHECK(baogao_changes(b, NULL, &changes, &err) == BAOGAO_OK);
    CHECK(baogao_changes_next(changes, WAIT_MS, &change, &err) == BAOGAO_OK);
    CHECK(strcmp(change->document_id, id) == 0);
    CHECK(strcmp(change->change, "done") == 0 && change->finished_ms > 0);
    CHECK(strlen(change->store_id) == 32 && *change->extractor_version);
    CHECK(!change->reason && !change->document_name);
    CHECK(change->document_no == 1);
    first = change->change_no;
    CHECK(baogao_changes_next(changes, 0, &change, &err) == BAOGAO_TIMEOUT);
    CHECK(baogao_changes_next(changes, 200, &change, &err) == BAOGAO_TIMEOUT);
    CHECK(baogao_submit(b, "\0", 1, NULL, &event, &err) == BAOGAO_OK);
    CHECK(baogao_wait(b, event->document_id, WAIT_MS, &end, &err) == BAOGAO_OK);
    CHECK(end->kind == BAOGAO_DEAD);
    CHECK(baogao_changes_next(changes, WAIT_MS, &change, &err) == BAOGAO_OK);
    CHECK(strcmp(change->change, "dead") == 0 && change->change_no > first);
    CHECK(change->reason && !change->finished_ms);
    baogao_changes_close(&changes);
}

int
main(int argc, char **argv)
{
    struct baogao_field settings[] = {{"directory", NULL}, {NULL, NULL}};
    const struct baogao_event *event = NULL, *end = NULL;
    const struct baogao_status *status = NULL;
    struct baogao *b = NULL;
    size_t byte_count;
    char *bytes, id[33];

    CHECK(argc == 4);
    settings[0].value = argv[1];
    bytes = read_file(argv[2], &byte_count);
    CHECK(baogao_open(settings, &b, &err) == BAOGAO_OK);
    check_fields(b);
    CHECK(baogao_submit(b, bytes, byte_count, no_fields, &event, &err) ==
          BAOGAO_OK);
    CHECK(event->kind == BAOGAO_ACCEPTED && !event->is_duplicate);
    strcpy(id, event->document_id);
    CHECK(baogao_submit(b, bytes, byte_count, NULL, &event, &err) == BAOGAO_OK);
    CHECK(event->is_duplicate && strcmp(id, event->document_id) == 0);
    free(bytes);
    CHECK(baogao_wait(b, event->document_id, WAIT_MS, &end, &err) == BAOGAO_OK);
    CHECK(end->kind == BAOGAO_DONE && strcmp(end->document_id, id) == 0);

    check_figures(b, id);
    check_queries(b, id);
    check_changes(b, id);
    check_refusals(b, (size_t)atol(argv[3]));
    check_ends(b);
    check_many(b);
    check_waiting(b);
    check_silence();
    CHECK(baogao_get_status(b, &status, &err) == BAOGAO_OK);
    CHECK(status->done == 1 + MANY && status->dead == 2);
    CHECK(status->duplicates == 1 && status->worker_count == 1);
    CHECK(strlen(status->store_id) == 32 && status->software);
    CHECK(*baogao_version() && *baogao_code_text(BAOGAO_TIMEOUT));
    CHECK(*baogao_code_text((enum baogao_code)99));
    baogao_close(&b);
    return 0;
}
