/* feed - changes and pages of them, there and back, and what is refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "record/record.h"
#include "wire/message.h"

static enum status
through(const struct message *m, struct arena *a, struct message *back)
{
    struct str frame;
    struct error err;

    assert_int_equal(message_pack(m, a, &frame, &err), STATUS_OK);
    return message_unpack(frame, a, back, &err);
}

static void
assert_same(struct str a, struct str b)
{
    assert_int_equal(record_has(a), record_has(b));
    assert_true(str_equal(a, b));
}

static void
test_request_comes_back(void **state)
{
    struct arena a = {0};
    struct message m = {
        .kind = MESSAGE_CHANGES,
        .request_id = 7,
        .changes = {.store_id = STR("ab"),
                    .after = UINT64_MAX,
                    .limit = CHANGES_LIMIT_MAX,
                    .wait_ms = CHANGES_WAIT_MAX_MS,
                    .with_values = true},
    };
    struct message back;

    (void)state;
    assert_int_equal(through(&m, &a, &back), STATUS_OK);
    assert_int_equal(back.request_id, 7);
    assert_same(back.changes.store_id, m.changes.store_id);
    assert_int_equal(back.changes.after, UINT64_MAX);
    assert_int_equal(back.changes.limit, CHANGES_LIMIT_MAX);
    assert_int_equal(back.changes.wait_ms, CHANGES_WAIT_MAX_MS);
    assert_true(back.changes.with_values);
    m.changes = (struct changes){0};
    assert_int_equal(through(&m, &a, &back), STATUS_OK);
    assert_false(record_has(back.changes.store_id));
    assert_int_equal(back.changes.after, 0);
    assert_false(back.changes.with_values);
    arena_release(&a);
}

static void
test_request_out_of_range_is_refused_with_its_number(void **state)
{
    static const struct changes wrong[] = {
        {.limit = CHANGES_LIMIT_MAX + 1},
        {.wait_ms = CHANGES_WAIT_MAX_MS + 1},
    };

    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        struct arena a = {0};
        struct message m = {.kind = MESSAGE_CHANGES, .request_id = 7};
        struct message back;
        m.changes = wrong[i];
        assert_int_equal(through(&m, &a, &back), STATUS_INVALID);
        assert_true(back.is_readable);
        assert_int_equal(back.request_id, 7);
        arena_release(&a);
    }
}

static void
test_page_comes_back_with_its_values(void **state)
{
    static const struct document_values values = {
        .source = STR_INIT("a\0b"),
        .origins = STR_INIT(""),
        .document = STR_INIT("row"),
        .records = STR_INIT("records"),
        .text = STR_INIT("\xff\xfe"),
    };
    struct document_change changes[] = {
        {.change_no = 3,
         .document_id = {{1, 2, 3}},
         .document_no = 9,
         .state = DOCUMENT_DONE,
         .name = STR("名"),
         .readings = 2,
         .finished_ms = 5,
         .extractor_version = STR("0.1"),
         .values = &values},
        {.change_no = 8,
         .document_no = 4,
         .state = DOCUMENT_DEAD,
         .reason = STR("why")},
        {.change_no = 9, .document_no = 5, .state = DOCUMENT_FORGOTTEN},
    };
    struct message m = {.kind = MESSAGE_CHANGE_PAGE, .request_id = 7};
    struct arena a = {0};
    struct message back;

    (void)state;
    m.change_page = (struct change_page){changes, 3, STR("id"), 9};
    assert_int_equal(through(&m, &a, &back), STATUS_OK);
    assert_int_equal(back.change_page.as_of, 9);
    assert_int_equal(back.change_page.count, 3);
    assert_same(back.change_page.store_id, STR("id"));
    assert_true(change_page_is_last(&back.change_page));
    for (size_t i = 0; i < 3; i++) {
        const struct document_change *c = &back.change_page.changes[i];
        assert_int_equal(c->change_no, changes[i].change_no);
        assert_int_equal(c->document_no, changes[i].document_no);
        assert_int_equal(c->state, changes[i].state);
        assert_int_equal(c->readings, changes[i].readings);
        assert_int_equal(c->finished_ms, changes[i].finished_ms);
        assert_true(document_id_equal(c->document_id, changes[i].document_id));
        assert_same(c->name, changes[i].name);
        assert_same(c->extractor_version, changes[i].extractor_version);
        assert_same(c->reason, changes[i].reason);
        assert_int_equal(!c->values, !changes[i].values);
    }
    assert_same(back.change_page.changes[0].values->source, values.source);
    assert_same(back.change_page.changes[0].values->origins, values.origins);
    assert_same(back.change_page.changes[0].values->inbox, values.inbox);
    assert_same(back.change_page.changes[0].values->document, values.document);
    assert_same(back.change_page.changes[0].values->records, values.records);
    assert_same(back.change_page.changes[0].values->text, values.text);
    arena_release(&a);
}

static void
test_page_whose_numbers_do_not_rise_is_refused(void **state)
{
    static const uint64_t numbers[][2] = {{3, 3}, {3, 2}, {0, 1}};

    (void)state;
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        struct document_change changes[] = {
            {.change_no = numbers[i][0], .state = DOCUMENT_FORGOTTEN},
            {.change_no = numbers[i][1], .state = DOCUMENT_FORGOTTEN},
        };
        struct message m = {.kind = MESSAGE_CHANGE_PAGE};
        struct arena a = {0};
        struct message back;
        m.change_page = (struct change_page){changes, 2, STR("id"), 9};
        assert_int_equal(through(&m, &a, &back), STATUS_INVALID);
        arena_release(&a);
    }
}

static void
test_page_is_last_only_when_it_reaches_the_latest(void **state)
{
    struct document_change change = {.change_no = 3};
    struct change_page page = {&change, 1, STR("id"), 4};

    (void)state;
    assert_false(change_page_is_last(&page));
    page.as_of = 3;
    assert_true(change_page_is_last(&page));
    page.count = 0;
    page.as_of = 9;
    assert_true(change_page_is_last(&page));
}

static void
test_nudge_comes_back(void **state)
{
    struct message m = {.kind = MESSAGE_NUDGE, .nudge = 1ull << 40};
    struct arena a = {0};
    struct message back;

    (void)state;
    assert_int_equal(through(&m, &a, &back), STATUS_OK);
    assert_int_equal(back.nudge, 1ull << 40);
    arena_release(&a);
}

static void
test_word_tells_what_happened(void **state)
{
    struct document_change change = {.state = DOCUMENT_DONE, .readings = 1};

    (void)state;
    assert_string_equal(document_change_word(&change), "done");
    change.readings = 2;
    assert_string_equal(document_change_word(&change), "reread");
    change.state = DOCUMENT_FORGOTTEN;
    assert_string_equal(document_change_word(&change), "forgotten");
}

static void
test_fields_are_set_by_name(void **state)
{
    static const struct {
        const char *name, *value;
        enum status st;
    } cases[] = {
        {"after", "0", STATUS_OK},
        {"after", "18446744073709551615", STATUS_OK},
        {"after", "18446744073709551616", STATUS_INVALID},
        {"after", "-1", STATUS_INVALID},
        {"limit", "1", STATUS_OK},
        {"limit", "0", STATUS_INVALID},
        {"limit", "1001", STATUS_INVALID},
        {"wait_ms", "60000", STATUS_OK},
        {"wait_ms", "60001", STATUS_INVALID},
        {"wait_ms", "", STATUS_INVALID},
        {"store_id", "x", STATUS_OK},
        {"with_values", "1", STATUS_NOT_FOUND},
    };
    struct changes m = {0};

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct error err;
        enum status st = changes_set(&m, str_from(cases[i].name),
                                     str_from(cases[i].value), &err);
        if (st != cases[i].st)
            fail_msg("%s=%s: %d", cases[i].name, cases[i].value, st);
    }
    assert_int_equal(m.after, UINT64_MAX);
    assert_int_equal(m.limit, 1);
    assert_int_equal(m.wait_ms, 60000);
    assert_true(str_equal(m.store_id, STR("x")));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_request_comes_back),
        cmocka_unit_test(test_request_out_of_range_is_refused_with_its_number),
        cmocka_unit_test(test_page_comes_back_with_its_values),
        cmocka_unit_test(test_page_whose_numbers_do_not_rise_is_refused),
        cmocka_unit_test(test_page_is_last_only_when_it_reaches_the_latest),
        cmocka_unit_test(test_nudge_comes_back),
        cmocka_unit_test(test_word_tells_what_happened),
        cmocka_unit_test(test_fields_are_set_by_name),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
