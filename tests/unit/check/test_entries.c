/* Damage to keys, checksums, numbers and the index is found and named. */
#include <stdio.h>
#include <string.h>

#include "base/bytes.h"
#include "record/row.h"
#include "store/index/run.h"
#include "store/text/shelf.h"
#include "store/text/text_index.h"
#include "tests/unit/check/violations.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

enum { NOBODY = 999 };

/* ---- checksums --------------------------------------------------------- */

static void
flip_meta(struct hand *h)
{
    hand_flip(h, DB_META, key_text("counters"));
}

static void
flip_hash(struct hand *h)
{
    hand_flip(h, DB_HASHES, key_document_id(sound_store_id(3)));
}

static void
flip_inbox(struct hand *h)
{
    hand_flip(h, DB_INBOX, key_number(SOUND_WAITING));
}

static void
flip_source(struct hand *h)
{
    hand_flip(h, DB_SOURCES, key_part(3, PART_SOURCE_BYTES));
}

static void
flip_text(struct hand *h)
{
    hand_flip(h, DB_TEXTS, key_number(3));
}

static void
flip_records(struct hand *h)
{
    hand_flip(h, DB_RECORDS, key_part(3, PART_RECORDS));
}

static void
flip_change(struct hand *h)
{
    hand_flip(h, DB_CHANGES, key_number(hand_hash(h, 3).change_no));
}

/* The last document's run stands alone, the first ones' are merged. */
static struct key
last_run(void)
{
    return key_segment(0, SOUND_DONE + 1);
}

static void
flip_run(struct hand *h)
{
    hand_flip_checksum(h, DB_SEGMENTS, last_run());
}

/* ---- hashes, changes, counters ----------------------------------------- */

static void
put_hash(struct hand *h, uint64_t number, struct hash_entry entry)
{
    char row[HASH_ENTRY_BYTES];

    save_be64(row, entry.document_no);
    save_be64(row + 8, entry.change_no);
    hand_put(h, DB_HASHES, key_document_id(sound_store_id(number)),
             (struct str){row, sizeof row});
}

static void
put_change(struct hand *h, uint64_t change_no, struct change change)
{
    char row[CHANGE_BYTES];

    save_be64(row, change.document_no);
    row[8] = (char)change.state;
    memcpy(row + CHANGE_HEAD_BYTES, change.document_id.bytes,
           DOCUMENT_ID_BYTES);
    hand_put(h, DB_CHANGES, key_number(change_no),
             (struct str){row, sizeof row});
}

static void
delete_hash(struct hand *h)
{
    hand_delete(h, DB_HASHES, key_document_id(sound_store_id(3)));
}

static void
point_hash_at_other_change(struct hand *h)
{
    put_hash(h, 3, (struct hash_entry){3, hand_hash(h, 4).change_no});
}

static void
point_hash_at_nobody(struct hand *h)
{
    put_hash(h, 3, (struct hash_entry){NOBODY, hand_hash(h, 3).change_no});
}

static void
delete_change(struct hand *h)
{
    hand_delete(h, DB_CHANGES, key_number(hand_hash(h, 3).change_no));
}

static void
add_second_change(struct hand *h)
{
    put_change(h, NOBODY, (struct change){3, DOCUMENT_DONE, sound_store_id(3)});
}

static void
change_state(struct hand *h)
{
    put_change(h, hand_hash(h, 3).change_no,
               (struct change){3, DOCUMENT_DEAD, sound_store_id(3)});
}

static void
set_change_to_unknown_state(struct hand *h)
{
    put_change(h, hand_hash(h, 3).change_no,
               (struct change){3, 77, sound_store_id(3)});
}

static void
put_counters(struct hand *h, uint64_t document, uint64_t change, uint64_t run)
{
    char row[COUNTERS_BYTES];

    save_be64(row, document);
    save_be64(row + 8, change);
    save_be64(row + 16, run);
    hand_put(h, DB_META, key_text("counters"), (struct str){row, sizeof row});
}

static void
turn_back_document_counter(struct hand *h)
{
    put_counters(h, SOUND_WAITING - 1, NOBODY, NOBODY);
}

static void
turn_back_change_counter(struct hand *h)
{
    put_counters(h, NOBODY, SOUND_DEAD - 1, NOBODY);
}

static void
turn_back_run_counter(struct hand *h)
{
    put_counters(h, NOBODY, NOBODY, SOUND_DONE);
}

static void
delete_counters(struct hand *h)
{
    hand_delete(h, DB_META, key_text("counters"));
}

/* ---- keys and orphans -------------------------------------------------- */

static void
put_long_key(struct hand *h)
{
    hand_put(h, DB_CHANGES, key_text("123456789"), STR("value"));
}

static void
put_fifth_part(struct hand *h)
{
    struct key key = key_part(3, PART_RECORDS);

    key.bytes[8] = 4;
    hand_put(h, DB_RECORDS, key, STR("value"));
}

static void
put_inbox_of_nobody(struct hand *h)
{
    hand_put(h, DB_INBOX, key_number(NOBODY), STR("row"));
}

static void
put_text_of_nobody(struct hand *h)
{
    hand_put(h, DB_TEXTS, key_number(NOBODY), STR("text"));
}

static void
put_records_of_nobody(struct hand *h)
{
    hand_put(h, DB_RECORDS, key_part(NOBODY, PART_RECORDS), STR("records"));
}

/* ---- the index --------------------------------------------------------- */

static void
put_run(struct hand *h, const char *term, uint64_t number)
{
    struct posting_list postings = {0};
    struct str run;

    assert_true(posting_list_add(
        &postings, (struct posting){str_from(term), number}, &h->arena));
    assert_int_equal(run_build(&postings, &h->arena, &run, NULL), STATUS_OK);
    hand_put(h, DB_SEGMENTS, key_segment(1, 1), run);
}

static void
add_posting_of_nobody(struct hand *h)
{
    put_run(h, "u公里", NOBODY);
}

static void
add_posting_of_waiting(struct hand *h)
{
    put_run(h, "u公里", SOUND_WAITING);
}

static void
add_posting_of_other_term(struct hand *h)
{
    put_run(h, "u头", 3);
}

static void
delete_run(struct hand *h)
{
    hand_delete(h, DB_SEGMENTS, last_run());
}

static void
put_garbage_run(struct hand *h)
{
    hand_put(h, DB_SEGMENTS, key_segment(1, 1), STR("BGI2 and no more"));
}

/* The first of two terms becomes one that belongs behind the other. */
static void
put_spoilt_run(struct hand *h)
{
    struct posting_list postings = {0};
    struct str run;
    char *bytes;

    assert_true(posting_list_add(
        &postings, (struct posting){STR("u公里"), NOBODY}, &h->arena));
    assert_true(posting_list_add(&postings, (struct posting){STR("k6"), NOBODY},
                                 &h->arena));
    assert_int_equal(run_build(&postings, &h->arena, &run, NULL), STATUS_OK);
    bytes = arena_alloc(&h->arena, 1, run.len);
    memcpy(bytes, run.ptr, run.len);
    bytes[str_find(run, STR("k6"))] = 'z';
    hand_put(h, DB_SEGMENTS, key_segment(1, 1), (struct str){bytes, run.len});
}

/* ---- the full-text index ------------------------------------------------ */

static struct indexed_text
terms_of(struct hand *h, uint64_t number, const char *text)
{
    struct indexed_text indexed = {
        .document_no = number, .is_whole = true, .length = 1};

    assert_int_equal(
        text_terms_read(str_from(text), &h->arena, &indexed.terms, NULL),
        STATUS_OK);
    return indexed;
}

static void
take_text_out(struct hand *h)
{
    struct indexed_text text = {.document_no = 3, .is_whole = true};

    assert_int_equal(text_terms_read(sound_store_text(3, &h->arena), &h->arena,
                                     &text.terms, NULL),
                     STATUS_OK);
    assert_int_equal(text_index_remove(h->store, h->txn, &text, 1, NULL),
                     STATUS_OK);
}

static void
index_text_of_nobody(struct hand *h)
{
    struct indexed_text text = terms_of(h, NOBODY, "正文");
    size_t bytes = 0;

    assert_int_equal(
        text_index_add(h->store, h->txn, &text, 1, 1, &bytes, NULL), STATUS_OK);
}

static void
put_garbage_piece(struct hand *h)
{
    struct shelf_run run = {1, 1};

    hand_put(h, DB_SEGMENTS, shelf_key(run, STR("x"), 0),
             STR("no piece of an index"));
}

static const struct damage_case cases[] = {
    {"flip_meta", flip_meta, VIOLATION_CHECKSUM, 0, "in meta fails"},
    {"flip_hash", flip_hash, VIOLATION_CHECKSUM, 0, "in hashes fails"},
    {"flip_inbox", flip_inbox, VIOLATION_CHECKSUM, SOUND_WAITING,
     "in inbox fails"},
    {"flip_source", flip_source, VIOLATION_CHECKSUM, 3, "in sources fails"},
    {"flip_text", flip_text, VIOLATION_CHECKSUM, 3, "in texts fails"},
    {"flip_records", flip_records, VIOLATION_CHECKSUM, 3, "in records fails"},
    {"flip_change", flip_change, VIOLATION_CHECKSUM, 0, "change 3 fails"},
    {"flip_run", flip_run, VIOLATION_CHECKSUM, 0, "index run 13 of level 0"},
    {"delete_hash", delete_hash, VIOLATION_CHANGE, 3, "no hash leads to it"},
    {"point_hash_at_other_change", point_hash_at_other_change, VIOLATION_CHANGE,
     3, "the change of another document"},
    {"point_hash_at_nobody", point_hash_at_nobody, VIOLATION_CHANGE, 3,
     "its hash leads to document 999"},
    {"delete_change", delete_change, VIOLATION_CHANGE, 3,
     "a change that is not there"},
    {"add_second_change", add_second_change, VIOLATION_CHANGE, 3,
     "besides its latest"},
    {"change_state", change_state, VIOLATION_CHANGE, 3,
     "its change says something else"},
    {"unknown_state", set_change_to_unknown_state, VIOLATION_CHANGE, 3,
     "an unknown state"},
    {"document_counter", turn_back_document_counter, VIOLATION_COUNTER, 0,
     "documents stands at 13, but 14"},
    {"change_counter", turn_back_change_counter, VIOLATION_COUNTER, 0,
     "changes stands at 12, but 13"},
    {"run_counter", turn_back_run_counter, VIOLATION_COUNTER, 0,
     "index runs stands at 12, but 14"},
    {"delete_counters", delete_counters, VIOLATION_COUNTER, 0,
     "documents stands at 0"},
    {"put_long_key", put_long_key, VIOLATION_KEY, 0,
     "a key of 9 bytes in changes"},
    {"put_fifth_part", put_fifth_part, VIOLATION_KEY, 3, "a part 4"},
    {"put_inbox_of_nobody", put_inbox_of_nobody, VIOLATION_ORPHAN, NOBODY,
     "an inbox row"},
    {"put_text_of_nobody", put_text_of_nobody, VIOLATION_ORPHAN, NOBODY,
     "a text"},
    {"put_records_of_nobody", put_records_of_nobody, VIOLATION_ORPHAN, NOBODY,
     "records"},
    {"add_posting_of_nobody", add_posting_of_nobody, VIOLATION_POSTING, NOBODY,
     "but it is not done"},
    {"add_posting_of_waiting", add_posting_of_waiting, VIOLATION_POSTING,
     SOUND_WAITING, "but it is not done"},
    {"add_posting_of_other_term", add_posting_of_other_term, VIOLATION_POSTING,
     3, "under \"u头\", which it does not hold"},
    {"delete_run", delete_run, VIOLATION_TERM, SOUND_DONE,
     "the index does not have it under \"u公里\""},
    {"put_garbage_run", put_garbage_run, VIOLATION_INDEX, 0,
     "index run 1 of level 1: it cannot be read"},
    {"put_spoilt_run", put_spoilt_run, VIOLATION_INDEX, 0,
     "index run 1 of level 1: it cannot be read to its end"},
    {"take_text_out", take_text_out, VIOLATION_TERM, 3, "its text has \""},
    {"index_text_of_nobody", index_text_of_nobody, VIOLATION_POSTING, NOBODY,
     "the full-text index has it, but it is not done"},
    {"put_garbage_piece", put_garbage_piece, VIOLATION_INDEX, 0,
     "full-text run 1 of level 1: it cannot be read to its end"},
};

static void
test_each_damage_is_found_and_named(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        damage_case_run(&cases[i]);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_each_damage_is_found_and_named),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
