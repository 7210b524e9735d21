/* row - the small rows of the store, packed and read. */
#include "record/row.h"

#include <stdlib.h>
#include <string.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void
assert_same(struct str got, struct str want)
{
    assert_int_equal(got.ptr == NULL, want.ptr == NULL);
    assert_true(str_equal(got, want));
}

static const struct inbox_row full_inbox = {
    .document_id = {{1, 2, 3, [15] = 255}},
    .state = DOCUMENT_DEAD,
    .generation = 7,
    .attempts = 3,
    .priority = 9,
    .not_before_ms = -5,
    .accepted_ms = 1700000000123,
    .bytes = (uint64_t)1 << 40,
    .media_type = STR_INIT("text/plain"),
    .charset = STR_INIT(""),
    .reason = STR_INIT("读不出来"),
    .worker = STR_INIT("host/12"),
};

static void
test_an_inbox_row_comes_back_whole(void **state)
{
    static const struct inbox_row empty = {0};
    const struct inbox_row *rows[] = {&full_inbox, &empty};
    struct arena a = {0};
    struct inbox_row back;
    struct error err;
    struct str value;

    (void)state;
    for (int i = 0; i < 2; i++) {
        const struct inbox_row *row = rows[i];
        assert_int_equal(inbox_row_pack(row, &a, &value, &err), STATUS_OK);
        assert_int_equal(inbox_row_unpack(value, &a, &back, &err), STATUS_OK);
        assert_true(document_id_equal(back.document_id, row->document_id));
        assert_int_equal(back.state, row->state);
        assert_int_equal(back.generation, row->generation);
        assert_int_equal(back.attempts, row->attempts);
        assert_int_equal(back.priority, row->priority);
        assert_int_equal(back.not_before_ms, row->not_before_ms);
        assert_int_equal(back.accepted_ms, row->accepted_ms);
        assert_int_equal(back.bytes, row->bytes);
        assert_same(back.media_type, row->media_type);
        assert_same(back.charset, row->charset);
        assert_same(back.reason, row->reason);
        assert_same(back.worker, row->worker);
    }
    arena_release(&a);
}

static void
test_an_origins_row_comes_back_whole(void **state)
{
    struct str tags[] = {STR_INIT("a"), STR_INIT("乙"), STR_INIT("")};
    struct origin origins[] = {
        {.name = STR_INIT("报告.txt"),
         .source_uri = STR_INIT("https://example.invalid/1"),
         .tags = tags,
         .tag_count = 3,
         .accepted_ms = 12},
        {.accepted_ms = 13},
    };
    struct origins_row row = {.document_id = {{9}},
                              .media_type = STR_INIT("text/html"),
                              .origins = origins,
                              .origin_count = 2};
    struct arena a = {0};
    struct origins_row back;
    struct error err;
    struct str value;

    (void)state;
    assert_int_equal(origins_row_pack(&row, &a, &value, &err), STATUS_OK);
    assert_int_equal(origins_row_unpack(value, &a, &back, &err), STATUS_OK);
    assert_int_equal(back.document_id.bytes[0], 9);
    assert_same(back.media_type, row.media_type);
    assert_same(back.charset, row.charset);
    assert_int_equal(back.origin_count, 2);
    assert_same(back.origins[0].name, origins[0].name);
    assert_same(back.origins[0].source_uri, origins[0].source_uri);
    assert_int_equal(back.origins[0].tag_count, 3);
    for (int i = 0; i < 3; i++)
        assert_same(back.origins[0].tags[i], tags[i]);
    assert_int_equal(back.origins[0].accepted_ms, 12);
    assert_null(back.origins[1].name.ptr);
    assert_int_equal(back.origins[1].tag_count, 0);
    arena_release(&a);
}

static void
test_a_document_row_comes_back_whole(void **state)
{
    struct document_row row = {.document_id = {{4, 5}},
                               .generation = 2,
                               .accepted_ms = 100,
                               .finished_ms = 200,
                               .extractor_version = STR_INIT("1"),
                               .lexicon_version = STR_INIT("2"),
                               .text_bytes = UINT32_MAX};
    struct arena a = {0};
    struct document_row back;
    struct error err;
    struct str value;

    (void)state;
    assert_int_equal(document_row_pack(&row, &a, &value, &err), STATUS_OK);
    assert_int_equal(document_row_unpack(value, &a, &back, &err), STATUS_OK);
    assert_int_equal(back.document_id.bytes[1], 5);
    assert_int_equal(back.generation, 2);
    assert_int_equal(back.accepted_ms, 100);
    assert_int_equal(back.finished_ms, 200);
    assert_same(back.extractor_version, row.extractor_version);
    assert_same(back.lexicon_version, row.lexicon_version);
    assert_int_equal(back.text_bytes, UINT32_MAX);
    arena_release(&a);
}

static void
test_a_row_cut_anywhere_is_corrupt_or_another_row(void **state)
{
    struct arena a = {0};
    struct inbox_row back = {.generation = 55};
    struct error err;
    struct str value;

    (void)state;
    assert_int_equal(inbox_row_pack(&full_inbox, &a, &value, &err), STATUS_OK);
    for (size_t bytes = 0; bytes < value.len; bytes++) {
        char *cut = malloc(bytes ? bytes : 1);
        enum status st;
        memcpy(cut, value.ptr, bytes);
        st = inbox_row_unpack((struct str){cut, bytes}, &a, &back, &err);
        /* A field at the end may be gone without a trace; the id is not. */
        if (st == STATUS_OK)
            assert_true(
                document_id_equal(back.document_id, full_inbox.document_id));
        else
            assert_int_equal(st, STATUS_CORRUPT);
        free(cut);
    }
    arena_release(&a);
}

static void
test_a_state_that_is_none_is_corrupt(void **state)
{
    struct inbox_row row = full_inbox, back;
    struct arena a = {0};
    struct error err;
    struct str value;

    (void)state;
    row.state = (enum document_state)3;
    assert_int_equal(inbox_row_pack(&row, &a, &value, &err), STATUS_OK);
    assert_int_equal(inbox_row_unpack(value, &a, &back, &err), STATUS_CORRUPT);
    arena_release(&a);
}

static void
test_an_id_of_another_size_is_corrupt(void **state)
{
    /* Field 1, 15 bytes; then the other required ones. */
    static const char value[] = "\x0A\x0F"
                                "123456789012345"
                                "\x10\x00\x18\x01\x38\x01\x40\x01";
    struct arena a = {0};
    struct inbox_row back;
    struct error err;

    (void)state;
    assert_int_equal(inbox_row_unpack((struct str){value, sizeof value - 1}, &a,
                                      &back, &err),
                     STATUS_CORRUPT);
    arena_release(&a);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_an_inbox_row_comes_back_whole),
        cmocka_unit_test(test_an_origins_row_comes_back_whole),
        cmocka_unit_test(test_a_document_row_comes_back_whole),
        cmocka_unit_test(test_a_row_cut_anywhere_is_corrupt_or_another_row),
        cmocka_unit_test(test_a_state_that_is_none_is_corrupt),
        cmocka_unit_test(test_an_id_of_another_size_is_corrupt),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
