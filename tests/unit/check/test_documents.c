/* Damage to a document's values, checksums right, is found and named. */
#include <string.h>

#include "record/brief.h"
#include "record/codec.h"
#include "record/compress.h"
#include "record/row.h"
#include "tests/unit/check/violations.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/* ---- state ------------------------------------------------------------- */

static void
delete_document_row(struct hand *h)
{
    hand_delete(h, DB_RECORDS, key_part(3, PART_DOCUMENT_ROW));
}

static void
delete_records(struct hand *h)
{
    hand_delete(h, DB_RECORDS, key_part(3, PART_RECORDS));
}

static void
delete_brief(struct hand *h)
{
    hand_delete(h, DB_RECORDS, key_part(3, PART_BRIEF));
}

static void
delete_details(struct hand *h)
{
    hand_delete(h, DB_RECORDS, key_part(3, PART_DETAILS));
}

static void
delete_text(struct hand *h)
{
    hand_delete(h, DB_TEXTS, key_number(3));
}

static void
put_inbox(struct hand *h, uint64_t number, uint64_t of, enum document_state as)
{
    struct inbox_row row = {
        .document_id = sound_store_id(of), .state = as, .generation = 1};
    struct str value;

    assert_int_equal(inbox_row_pack(&row, &h->arena, &value, NULL), STATUS_OK);
    hand_put(h, DB_INBOX, key_number(number), value);
}

static void
put_done_into_inbox(struct hand *h)
{
    put_inbox(h, 3, 3, DOCUMENT_WAITING);
}

static void
delete_inbox_of_waiting(struct hand *h)
{
    hand_delete(h, DB_INBOX, key_number(SOUND_WAITING));
}

static void
delete_inbox_of_dead(struct hand *h)
{
    hand_delete(h, DB_INBOX, key_number(SOUND_DEAD));
}

static void
let_dead_wait(struct hand *h)
{
    put_inbox(h, SOUND_DEAD, SOUND_DEAD, DOCUMENT_WAITING);
}

static void
let_waiting_be_dead(struct hand *h)
{
    put_inbox(h, SOUND_WAITING, SOUND_WAITING, DOCUMENT_DEAD);
}

/* ---- source and rows --------------------------------------------------- */

static void
delete_source(struct hand *h)
{
    hand_delete(h, DB_SOURCES, key_part(3, PART_SOURCE_BYTES));
}

static void
delete_origins(struct hand *h)
{
    hand_delete(h, DB_SOURCES, key_part(3, PART_ORIGINS));
}

static void
put_other_source(struct hand *h)
{
    hand_put(h, DB_SOURCES, key_part(3, PART_SOURCE_BYTES), STR("another"));
}

static void
put_garbage_origins(struct hand *h)
{
    hand_put(h, DB_SOURCES, key_part(3, PART_ORIGINS), STR("\xFF\xFF\xFF"));
}

static void
put_garbage_inbox(struct hand *h)
{
    hand_put(h, DB_INBOX, key_number(SOUND_WAITING), STR("\xFF\xFF\xFF"));
}

static void
put_inbox_of_other(struct hand *h)
{
    put_inbox(h, SOUND_WAITING, 3, DOCUMENT_WAITING);
}

static void
put_garbage_document_row(struct hand *h)
{
    hand_put(h, DB_RECORDS, key_part(3, PART_DOCUMENT_ROW),
             STR("\xFF\xFF\xFF"));
}

static void
put_document_row(struct hand *h, struct document_id id, uint32_t text_bytes)
{
    struct document_row row = {
        .document_id = id, .generation = 1, .text_bytes = text_bytes};
    struct str value;

    assert_int_equal(document_row_pack(&row, &h->arena, &value, NULL),
                     STATUS_OK);
    hand_put(h, DB_RECORDS, key_part(3, PART_DOCUMENT_ROW), value);
}

static void
put_document_row_of_other(struct hand *h)
{
    struct str text = sound_store_text(3, &h->arena);

    put_document_row(h, sound_store_id(4), (uint32_t)text.len);
}

/* ---- text -------------------------------------------------------------- */

static void
put_text(struct hand *h, struct str text)
{
    struct str packed;

    assert_int_equal(text_compress(text, &h->arena, &packed, NULL), STATUS_OK);
    hand_put(h, DB_TEXTS, key_number(3), packed);
}

static void
cut_text(struct hand *h)
{
    struct str text = sound_store_text(3, &h->arena);

    put_text(h, str_slice(text, 0, text.len - 1));
}

static void
lengthen_text(struct hand *h)
{
    put_text(h, arena_format(&h->arena, "%.*s.",
                             STR_ARG(sound_store_text(3, &h->arena))));
}

static void
put_text_in_another_encoding(struct hand *h)
{
    struct str text = sound_store_text(3, &h->arena);
    char *bytes = arena_alloc(&h->arena, 1, text.len);

    memcpy(bytes, text.ptr, text.len);
    bytes[7] = '\xFF';
    put_text(h, (struct str){bytes, text.len});
}

static void
put_text_that_is_no_frame(struct hand *h)
{
    hand_put(h, DB_TEXTS, key_number(3), STR("no frame"));
}

/* ---- records ----------------------------------------------------------- */

static void
put_records(struct hand *h, const struct record_set *set)
{
    struct str value;

    assert_int_equal(records_pack(set, &h->arena, &value, NULL), STATUS_OK);
    hand_put(h, DB_RECORDS, key_part(3, PART_RECORDS), value);
    hand_put_brief(h, 3, value);
}

static void
put_brief_of_other_records(struct hand *h)
{
    struct record_set set = sound_store_records(3, &h->arena);
    struct str value;

    set.reports->figures->status = FIGURE_PROBLEM;
    assert_int_equal(records_pack(&set, &h->arena, &value, NULL), STATUS_OK);
    hand_put_brief(h, 3, value);
}

static void
put_details_of_other_records(struct hand *h)
{
    struct record_set set = sound_store_records(3, &h->arena);
    struct packed_brief brief;
    struct str value;

    set.reports->figures->object = STR("别的");
    assert_int_equal(records_pack(&set, &h->arena, &value, NULL), STATUS_OK);
    assert_int_equal(brief_make(value, &h->arena, &brief, NULL), STATUS_OK);
    hand_put(h, DB_RECORDS, key_part(3, PART_DETAILS), brief.details);
}

static void
put_garbage_records(struct hand *h)
{
    hand_put(h, DB_RECORDS, key_part(3, PART_RECORDS), STR("no records"));
}

static void
put_figure_past_the_end(struct hand *h)
{
    struct record_set set = sound_store_records(3, &h->arena);

    set.reports->figures->span.end = set.reports->span.end + 1;
    put_records(h, &set);
}

static void
put_sentence_past_the_end(struct hand *h)
{
    struct record_set set = sound_store_records(3, &h->arena);

    set.reports->figures->sentence.end = set.reports->span.end + 1;
    put_records(h, &set);
}

static void
put_section_past_the_end(struct hand *h)
{
    struct record_set set = sound_store_records(3, &h->arena);

    set.reports->sections->span.end = set.reports->span.end + 1;
    put_records(h, &set);
}

static void
put_report_past_the_end(struct hand *h)
{
    struct record_set set = sound_store_records(3, &h->arena);

    set.reports->span.end++;
    put_records(h, &set);
}

static void
put_mention_past_the_end(struct hand *h)
{
    struct record_set set = sound_store_records(3, &h->arena);
    struct mention mention = {.span = {0, set.reports->span.end + 1}};

    set.reports->mentions = &mention;
    set.reports->mention_count = 1;
    put_records(h, &set);
}

static void
put_repair_past_the_end(struct hand *h)
{
    struct record_set set = sound_store_records(3, &h->arena);
    struct repair repair = {.span = {0, set.reports->span.end + 1}};

    set.reports->repairs = &repair;
    set.reports->repair_count = 1;
    put_records(h, &set);
}

static void
put_figure_of_other_unit(struct hand *h)
{
    struct record_set set = sound_store_records(3, &h->arena);

    set.reports->figures->unit = STR("头");
    put_records(h, &set);
}

static const struct damage_case cases[] = {
    {"delete_document_row", delete_document_row, VIOLATION_STATE, 3,
     "its document row is missing"},
    {"delete_records", delete_records, VIOLATION_STATE, 3,
     "its records are missing"},
    {"delete_brief", delete_brief, VIOLATION_STATE, 3, "its brief is missing"},
    {"delete_details", delete_details, VIOLATION_STATE, 3,
     "its details are missing"},
    {"delete_text", delete_text, VIOLATION_STATE, 3, "its text is missing"},
    {"put_done_into_inbox", put_done_into_inbox, VIOLATION_STATE, 3,
     "stands in the inbox as well"},
    {"delete_inbox_of_waiting", delete_inbox_of_waiting, VIOLATION_STATE,
     SOUND_WAITING, "neither waiting, dead nor done"},
    {"delete_inbox_of_dead", delete_inbox_of_dead, VIOLATION_STATE, SOUND_DEAD,
     "neither waiting, dead nor done"},
    {"let_dead_wait", let_dead_wait, VIOLATION_CHANGE, SOUND_DEAD,
     "it is waiting, but its change says"},
    {"let_waiting_be_dead", let_waiting_be_dead, VIOLATION_CHANGE,
     SOUND_WAITING, "it is dead, but no hash"},
    {"delete_source", delete_source, VIOLATION_SOURCE, 3,
     "its source bytes are missing"},
    {"delete_origins", delete_origins, VIOLATION_SOURCE, 3,
     "its origins row is missing"},
    {"put_other_source", put_other_source, VIOLATION_SOURCE, 3,
     "not those of its id"},
    {"put_garbage_origins", put_garbage_origins, VIOLATION_ROW, 3,
     "its origins row: "},
    {"put_garbage_inbox", put_garbage_inbox, VIOLATION_ROW, SOUND_WAITING,
     "its inbox row: "},
    {"put_inbox_of_other", put_inbox_of_other, VIOLATION_ROW, SOUND_WAITING,
     "its inbox row is of another document"},
    {"put_garbage_document_row", put_garbage_document_row, VIOLATION_ROW, 3,
     "its document row: "},
    {"put_document_row_of_other", put_document_row_of_other, VIOLATION_ROW, 3,
     "its document row is of another document"},
    {"cut_text", cut_text, VIOLATION_TEXT, 3, "bytes, not the"},
    {"lengthen_text", lengthen_text, VIOLATION_TEXT, 3, "larger than it may"},
    {"put_text_in_another_encoding", put_text_in_another_encoding,
     VIOLATION_TEXT, 3, "not UTF-8 from byte"},
    {"put_text_that_is_no_frame", put_text_that_is_no_frame, VIOLATION_TEXT, 3,
     "a compressed text is damaged"},
    {"put_brief_of_other_records", put_brief_of_other_records,
     VIOLATION_RECORDS, 3, "brief is not that of its records"},
    {"put_details_of_other_records", put_details_of_other_records,
     VIOLATION_RECORDS, 3, "brief is not that of its records"},
    {"put_garbage_records", put_garbage_records, VIOLATION_RECORDS, 3,
     "not packed records"},
    {"put_figure_past_the_end", put_figure_past_the_end, VIOLATION_SPAN, 3,
     "a figure that ends at byte"},
    {"put_sentence_past_the_end", put_sentence_past_the_end, VIOLATION_SPAN, 3,
     "a sentence that ends at byte"},
    {"put_section_past_the_end", put_section_past_the_end, VIOLATION_SPAN, 3,
     "a section that ends at byte"},
    {"put_report_past_the_end", put_report_past_the_end, VIOLATION_SPAN, 3,
     "a report that ends at byte"},
    {"put_mention_past_the_end", put_mention_past_the_end, VIOLATION_SPAN, 3,
     "a mention that ends at byte"},
    {"put_repair_past_the_end", put_repair_past_the_end, VIOLATION_SPAN, 3,
     "a repair that ends at byte"},
    {"put_figure_of_other_unit", put_figure_of_other_unit, VIOLATION_TERM, 3,
     "under \"u头\""},
    {"put_figure_of_other_unit", put_figure_of_other_unit, VIOLATION_POSTING, 3,
     "under \"u公里\""},
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
