/* message - every message, packed and read. */
#include "wire/message.h"

#include <stdlib.h>
#include <string.h>

#include "tests/unit/numbers.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static struct str
pack(const struct message *m, struct arena *a)
{
    struct str frame = {NULL, 0};
    struct error err;

    assert_int_equal(message_pack(m, a, &frame, &err), STATUS_OK);
    return frame;
}

static struct message
through(const struct message *m, struct arena *a)
{
    struct message back = {0};
    struct error err;
    enum status st = message_unpack(pack(m, a), a, &back, &err);

    if (st != STATUS_OK)
        fail_msg("%s: %s", message_name(m->kind), err.text);
    assert_int_equal(back.kind, m->kind);
    return back;
}

/* ---- the plain fields of each message ---------------------------------- */

enum field_type { BOOL, U32, U64, TEXT, ID };

struct field {
    enum field_type type;
    size_t offset;
};

#define AT(type, member)                                                       \
    {                                                                          \
        type, offsetof(struct message, member)                                 \
    }
#define REQUEST_ID AT(U64, request_id)

static const struct shape {
    enum message_kind kind;
    struct field fields[14];
    size_t count;
} shapes[] = {
    {MESSAGE_HELLO,
     {AT(U32, hello.protocol_min), AT(U32, hello.protocol_max),
      AT(U32, hello.protocol_minor), AT(TEXT, hello.software)},
     4},
    {MESSAGE_WELCOME,
     {AT(U32, welcome.protocol), AT(U64, welcome.boot_id),
      AT(TEXT, welcome.store_id), AT(U64, welcome.max_document_bytes),
      AT(U32, welcome.max_documents_per_message),
      AT(U32, welcome.protocol_minor), AT(TEXT, welcome.software)},
     7},
    {MESSAGE_REFUSED,
     {REQUEST_ID, AT(TEXT, refused.reason), AT(TEXT, refused.field)},
     3},
    {MESSAGE_BUSY,
     {REQUEST_ID, AT(U32, busy.retry_after_ms), AT(TEXT, busy.reason)},
     3},
    {MESSAGE_SUBMIT,
     {REQUEST_ID, AT(TEXT, submit.name), AT(TEXT, submit.media_type),
      AT(TEXT, submit.charset), AT(TEXT, submit.source_uri),
      AT(U64, submit.not_before_ms)},
     6},
    {MESSAGE_ACCEPTED,
     {REQUEST_ID, AT(ID, accepted.document_id), AT(U64, accepted.document_no),
      AT(BOOL, accepted.is_duplicate)},
     4},
    {MESSAGE_WATCH, {REQUEST_ID}, 1},
    {MESSAGE_WHERE, {REQUEST_ID, AT(ID, where.document_id)}, 2},
    {MESSAGE_OUTCOME,
     {REQUEST_ID, AT(ID, outcome.document_id), AT(TEXT, outcome.reason)},
     3},
    {MESSAGE_READY,
     {AT(U64, ready.boot_id), AT(U32, ready.credit),
      AT(U64, ready.seen_lease_no), AT(U32, ready.children),
      AT(U32, ready.working), AT(TEXT, ready.name)},
     6},
    {MESSAGE_JOB,
     {AT(U64, job.boot_id), AT(U64, job.lease_no), AT(U64, job.document_no),
      AT(U32, job.generation), AT(TEXT, job.media_type), AT(TEXT, job.charset),
      AT(U32, job.time_limit_ms), AT(ID, job.document_id)},
     8},
    {MESSAGE_RESULT,
     {AT(U64, result.boot_id), AT(U64, result.lease_no),
      AT(U64, result.document_no), AT(U32, result.generation),
      AT(TEXT, result.extraction.extractor_version),
      AT(TEXT, result.extraction.lexicon_version),
      AT(U32, result.extraction.text_bytes), AT(TEXT, result.extraction.text),
      AT(TEXT, result.extraction.records)},
     9},
    {MESSAGE_TAKEN,
     {AT(U64, verdict.document_no), AT(U32, verdict.generation)},
     2},
    {MESSAGE_STALE,
     {AT(U64, verdict.document_no), AT(U32, verdict.generation)},
     2},
    {MESSAGE_STATUS_REQUEST, {REQUEST_ID}, 1},
    {MESSAGE_STATUS_REPORT,
     {REQUEST_ID, AT(TEXT, status_report.software),
      AT(TEXT, status_report.store_id), AT(U64, status_report.uptime_ms),
      AT(U64, status_report.waiting), AT(U64, status_report.leased),
      AT(U64, status_report.done), AT(U64, status_report.dead),
      AT(U64, status_report.waiting_bytes),
      AT(U64, status_report.oldest_waiting_ms), AT(U64, status_report.accepted),
      AT(U64, status_report.duplicates), AT(U64, status_report.commits),
      AT(U64, status_report.stale)},
     14},
    {MESSAGE_QUERY,
     {REQUEST_ID, AT(TEXT, query.report), AT(TEXT, query.place),
      AT(TEXT, query.object), AT(TEXT, query.unit), AT(TEXT, query.cursor)},
     6},
    {MESSAGE_PAGE,
     {REQUEST_ID, AT(U64, page.as_of), AT(U64, page.total),
      AT(BOOL, page.is_at_least), AT(BOOL, page.is_cut), AT(U64, page.took_us),
      AT(TEXT, page.next_cursor)},
     7},
    {MESSAGE_CITE, {REQUEST_ID, AT(TEXT, cite.figure)}, 2},
};

enum { SHAPES = sizeof shapes / sizeof *shapes };

/* A value for the field that no other field of the message has. */
static void
fill(struct message *m, const struct field *f, unsigned salt)
{
    static const struct str texts[] = {
        STR_INIT("零"),  STR_INIT("one"), STR_INIT("二"), STR_INIT("3"),
        STR_INIT("四"),  STR_INIT(""),    STR_INIT("六"), STR_INIT("seven"),
        STR_INIT("8 8"), STR_INIT("九")};
    char *at = (char *)m + f->offset;
    uint64_t wide = (uint64_t)salt << 40 | 1;
    uint32_t narrow = salt << 20 | 2;
    bool yes = true;

    switch (f->type) {
    case BOOL:
        memcpy(at, &yes, sizeof yes);
        break;
    case U32:
        memcpy(at, &narrow, sizeof narrow);
        break;
    case U64:
        memcpy(at, &wide, sizeof wide);
        break;
    case TEXT:
        memcpy(at, &texts[salt % 10], sizeof *texts);
        break;
    case ID:
        memset(at, (int)(0xA0 + salt), DOCUMENT_ID_BYTES);
        break;
    }
}

static bool
same(const struct message *a, const struct message *b, const struct field *f)
{
    static const size_t sizes[] = {[BOOL] = sizeof(bool),
                                   [U32] = sizeof(uint32_t),
                                   [U64] = sizeof(uint64_t),
                                   [ID] = DOCUMENT_ID_BYTES};
    const char *x = (const char *)a + f->offset;
    const char *y = (const char *)b + f->offset;
    struct str s, t;

    if (f->type != TEXT)
        return memcmp(x, y, sizes[f->type]) == 0;
    memcpy(&s, x, sizeof s);
    memcpy(&t, y, sizeof t);
    return str_equal(s, t) && (s.ptr == NULL) == (t.ptr == NULL);
}

static void
test_every_field_of_every_message_comes_back(void **state)
{
    (void)state;
    for (unsigned i = 0; i < SHAPES; i++) {
        const struct shape *shape = &shapes[i];
        struct message m = {.kind = shape->kind}, back;
        struct arena a = {0};
        for (unsigned f = 0; f < shape->count; f++)
            fill(&m, &shape->fields[f], f + 1);
        back = through(&m, &a);
        for (unsigned f = 0; f < shape->count; f++)
            if (!same(&m, &back, &shape->fields[f]))
                fail_msg("%s: field %u differs", message_name(m.kind), f);
        arena_release(&a);
    }
}

static void
test_every_message_may_be_empty(void **state)
{
    (void)state;
    for (unsigned i = 0; i < SHAPES; i++) {
        const struct shape *shape = &shapes[i];
        struct message m = {.kind = shape->kind}, back;
        struct arena a = {0};
        back = through(&m, &a);
        for (unsigned f = 0; f < shape->count; f++) {
            bool is_bytes = shape->kind == MESSAGE_RESULT && f >= 7;
            bool is_required = shape->kind == MESSAGE_CITE && f == 1;
            if (!is_bytes && !is_required &&
                !same(&m, &back, &shape->fields[f]))
                fail_msg("%s: field %u has a value", message_name(m.kind), f);
        }
        arena_release(&a);
    }
}

static void
test_enumerators_come_back(void **state)
{
    struct arena a = {0};
    struct message m = {.kind = MESSAGE_REFUSED};

    (void)state;
    for (int code = 0; code <= REFUSED_OTHER_STORE; code++) {
        m.refused.code = (enum refusal_code)code;
        assert_int_equal(through(&m, &a).refused.code, code);
    }
    for (int each = 0; each <= DOCUMENT_FORGOTTEN; each++) {
        m = (struct message){.kind = MESSAGE_ACCEPTED};
        m.accepted.state = (enum document_state)each;
        assert_int_equal(through(&m, &a).accepted.state, each);
        m = (struct message){.kind = MESSAGE_OUTCOME};
        m.outcome.state = (enum document_state)each;
        assert_int_equal(through(&m, &a).outcome.state, each);
    }
    for (int kind = 0; kind <= FAILURE_TIMED_OUT; kind++) {
        m = (struct message){.kind = MESSAGE_RESULT};
        m.result.is_failure = true;
        m.result.failure =
            (struct failure){(enum failure_kind)kind, STR("why")};
        assert_true(through(&m, &a).result.is_failure);
        assert_int_equal(through(&m, &a).result.failure.kind, kind);
        assert_true(
            str_equal(through(&m, &a).result.failure.reason, STR("why")));
    }
    arena_release(&a);
}

/* ---- lists ------------------------------------------------------------- */

static void
test_lists_come_back(void **state)
{
    struct str tags[] = {STR_INIT("a"), STR_INIT(""), STR_INIT("三")};
    struct document_id ids[] = {{{1}}, {{2, 3}}};
    uint64_t leases[] = {1, UINT64_MAX};
    struct worker_status workers[] = {{.name = STR_INIT("w"),
                                       .children = 1,
                                       .working = 2,
                                       .credit = 3,
                                       .leased = 4,
                                       .taken = 5,
                                       .mode = WORKER_PAUSED},
                                      {.taken = UINT64_MAX}};
    struct arena a = {0};
    struct message m = {.kind = MESSAGE_SUBMIT}, back;

    (void)state;
    m.submit.tags = tags;
    m.submit.tag_count = 3;
    m.submit.priority = 9;
    back = through(&m, &a);
    assert_int_equal(back.submit.priority, 9);
    assert_int_equal(back.submit.tag_count, 3);
    for (int i = 0; i < 3; i++)
        assert_true(str_equal(back.submit.tags[i], tags[i]));

    m = (struct message){.kind = MESSAGE_WATCH, .watch = {ids, 2}};
    back = through(&m, &a);
    assert_int_equal(back.watch.count, 2);
    assert_memory_equal(back.watch.document_ids, ids, sizeof ids);

    m = (struct message){.kind = MESSAGE_READY};
    m.ready.lease_nos = leases;
    m.ready.lease_count = 2;
    back = through(&m, &a);
    assert_int_equal(back.ready.lease_count, 2);
    assert_memory_equal(back.ready.lease_nos, leases, sizeof leases);

    m = (struct message){.kind = MESSAGE_STATUS_REPORT};
    m.status_report.workers = workers;
    m.status_report.worker_count = 2;
    back = through(&m, &a);
    assert_int_equal(back.status_report.worker_count, 2);
    assert_true(str_equal(back.status_report.workers[0].name, STR("w")));
    assert_int_equal(back.status_report.workers[0].children, 1);
    assert_int_equal(back.status_report.workers[0].working, 2);
    assert_int_equal(back.status_report.workers[0].credit, 3);
    assert_int_equal(back.status_report.workers[0].leased, 4);
    assert_true(back.status_report.workers[1].taken == UINT64_MAX);
    assert_null(back.status_report.timings);
    arena_release(&a);
}

static void
test_times_come_back(void **state)
{
    struct timings timings = {0};
    struct message m = {.kind = MESSAGE_STATUS_REPORT}, back;
    struct arena a = {0};

    (void)state;
    timing_add(&timings.stages[STAGE_PDFTOTEXT], 99);
    timing_add(&timings.stages[STAGE_PACK], 101);
    timing_add(&timings.documents, 4000000000);
    timing_add(&timings.commits, 300);
    m.status_report.timings = &timings;
    back = through(&m, &a);
    assert_non_null(back.status_report.timings);
    assert_memory_equal(back.status_report.timings, &timings, sizeof timings);

    m = (struct message){.kind = MESSAGE_RESULT};
    m.result.is_failure = true;
    m.result.times.us[STAGE_DECODE] = 7;
    m.result.times.us[STAGE_PACK] = UINT32_MAX;
    back = through(&m, &a);
    assert_memory_equal(&back.result.times, &m.result.times,
                        sizeof m.result.times);
    arena_release(&a);
}

/* ---- what is refused --------------------------------------------------- */

static enum status
unpack(const char *bytes, size_t len, struct error *err)
{
    struct arena a = ARENA_LIMIT(1 << 20);
    struct message m;
    char *exact = malloc(len ? len : 1);
    enum status st;

    memcpy(exact, bytes, len);
    st = message_unpack((struct str){exact, len}, &a, &m, err);
    free(exact);
    arena_release(&a);
    return st;
}

static void
test_what_is_no_envelope_is_refused(void **state)
{
    static const struct {
        const char *what, *bytes;
        size_t len;
    } cases[] = {
        {"nothing", "", 0},
        {"a field that is none of ours", "\x9A\x3F\x00", 3},
        {"a varint without an end", "\xFF\xFF\xFF\xFF", 4},
        {"a hello cut short", "\x0A\x05\x08\x01", 4},
        {"a hello without its fields", "\x0A\x00", 2},
        {"a length of 4 GiB", "\x0A\xFF\xFF\xFF\xFF\x0F", 6},
        {"text", "GET / HTTP/1.1\r\n\r\n", 18},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct error err = {""};
        if (unpack(cases[i].bytes, cases[i].len, &err) != STATUS_INVALID)
            fail_msg("%s was read", cases[i].what);
        assert_true(err.text[0] != '\0');
    }
}

static void
test_a_result_is_one_thing(void **state)
{
    /* Result: boot_id, lease_no, document_no, generation. */
    static const char neither[] = "\xB2\x01\x0F"
                                  "\x09\1\0\0\0\0\0\0\0"
                                  "\x10\1\x18\1\x20\1";
    static const char both[] = "\xB2\x01\x1B"
                               "\x09\1\0\0\0\0\0\0\0"
                               "\x10\1\x18\1\x20\1"
                               "\x2A\x06\x18\0\x22\0\x2A\0"
                               "\x32\x02\x08\1";
    struct error err;

    (void)state;
    assert_int_equal(unpack(neither, sizeof neither - 1, &err), STATUS_INVALID);
    assert_non_null(strstr(err.text, "either"));
    assert_int_equal(unpack(both, sizeof both - 1, &err), STATUS_INVALID);
    assert_non_null(strstr(err.text, "either"));
}

/* Pack `m`, whose field has a value outside its range, and read it. */
static void
assert_refused(const struct message *m, const char *field)
{
    struct arena a = {0};
    struct error err = {""};
    struct str frame = pack(m, &a);

    assert_int_equal(unpack(frame.ptr, frame.len, &err), STATUS_INVALID);
    if (!strstr(err.text, field))
        fail_msg("\"%s\" does not name %s", err.text, field);
    arena_release(&a);
}

static void
test_values_outside_their_range_name_their_field(void **state)
{
    struct message m = {.kind = MESSAGE_SUBMIT};

    (void)state;
    m.submit.priority = 10;
    assert_refused(&m, "priority");
    m = (struct message){.kind = MESSAGE_CITE};
    m.cite.figure = STR("\xFFx");
    assert_refused(&m, "figure");
}

static void
test_a_state_that_is_none_is_refused(void **state)
{
    struct message m = {.kind = MESSAGE_ACCEPTED};

    (void)state;
    m.accepted.state = (enum document_state)100;
    assert_refused(&m, "state");
    m = (struct message){.kind = MESSAGE_OUTCOME};
    m.outcome.state = (enum document_state) - 1;
    assert_refused(&m, "state");
}

static void
test_other_enumerators_that_are_none_read_as_absent(void **state)
{
    struct message m = {.kind = MESSAGE_REFUSED};
    struct arena a = {0};

    (void)state;
    m.refused.code = (enum refusal_code)99;
    assert_int_equal(through(&m, &a).refused.code, REFUSED_MALFORMED);
    m = (struct message){.kind = MESSAGE_RESULT};
    m.result.is_failure = true;
    m.result.failure.kind = (enum failure_kind)99;
    assert_int_equal(through(&m, &a).result.failure.kind, FAILURE_CRASHED);
    arena_release(&a);
}

static void
test_flipped_bits_never_crash(void **state)
{
    struct numbers n = {4};

    (void)state;
    for (unsigned i = 0; i < SHAPES; i++) {
        struct message m = {.kind = shapes[i].kind};
        struct arena a = {0};
        struct str frame;
        for (unsigned f = 0; f < shapes[i].count; f++)
            fill(&m, &shapes[i].fields[f], f + 1);
        frame = pack(&m, &a);
        for (size_t bytes = 0; bytes < frame.len; bytes++)
            unpack(frame.ptr, bytes, &(struct error){""});
        for (int round = 0; round < 1000; round++) {
            char *copy = malloc(frame.len);
            enum status st;
            memcpy(copy, frame.ptr, frame.len);
            copy[numbers_below(&n, frame.len)] ^=
                (char)(1 << numbers_below(&n, 8));
            st = unpack(copy, frame.len, &(struct error){""});
            assert_true(st == STATUS_OK || st == STATUS_INVALID);
            free(copy);
        }
        arena_release(&a);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_field_of_every_message_comes_back),
        cmocka_unit_test(test_every_message_may_be_empty),
        cmocka_unit_test(test_enumerators_come_back),
        cmocka_unit_test(test_lists_come_back),
        cmocka_unit_test(test_times_come_back),
        cmocka_unit_test(test_what_is_no_envelope_is_refused),
        cmocka_unit_test(test_a_result_is_one_thing),
        cmocka_unit_test(test_values_outside_their_range_name_their_field),
        cmocka_unit_test(test_a_state_that_is_none_is_refused),
        cmocka_unit_test(test_other_enumerators_that_are_none_read_as_absent),
        cmocka_unit_test(test_flipped_bits_never_crash),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
