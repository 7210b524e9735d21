#include "tests/publisher/text_store.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "record/codec.h"
#include "record/compress.h"
#include "store/filing.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/* ---- texts -------------------------------------------------------------- */

/* Few, so that they meet; hanzi in both scripts, marks, blanks, numbers. */
static const char *const parts[] = {
    "经", "經", "济", "发", "發", "展", "改", "革", "开",
    "放", "就", "业", "。", "、", "，", "\n", " ",  "　",
    "1",  "2",  "8",  ".",  "%",  "G",  "d",  "Ｐ",
};
enum { PART_COUNT = sizeof parts / sizeof *parts };

static struct str
random_text(struct text_store *s)
{
    size_t count = 20 + numbers_below(&s->numbers, 300);
    char *bytes = arena_alloc(&s->arena, 4, count);
    struct str text = {bytes, 0};

    for (size_t i = 0; i < count; i++) {
        const char *part = parts[numbers_below(&s->numbers, PART_COUNT)];
        memcpy(bytes + text.len, part, strlen(part));
        text.len += strlen(part);
    }
    return text;
}

/* The next character that begins at `at` or behind it. */
static uint32_t
boundary(struct str text, size_t at)
{
    while (at < text.len && ((unsigned char)text.ptr[at] & 0xC0) == 0x80)
        at++;
    return (uint32_t)at;
}

static struct known_text
random_document(struct text_store *s)
{
    struct known_text t = {.text = random_text(s), .report_count = 1};
    uint32_t middle = boundary(t.text, numbers_below(&s->numbers, t.text.len));

    t.year = (uint16_t)(2000 + numbers_below(&s->numbers, 5));
    t.reports[0] = (struct span){0, (uint32_t)t.text.len};
    if (numbers_below(&s->numbers, 3) == 0) {
        t.report_count = 2;
        t.reports[0].end = middle;
        t.reports[1] = (struct span){middle, (uint32_t)t.text.len};
    }
    return t;
}

/* ---- the store ---------------------------------------------------------- */

static void
must(enum status st, const struct error *err)
{
    if (st != STATUS_OK)
        fail_msg("status %d: %s", st, err->text);
}

static struct document_id
id_of(uint64_t number)
{
    struct document_id id = {{0}};

    memcpy(id.bytes, &number, sizeof number);
    return id;
}

/* A commit under way. */
struct turn {
    struct batch *batch;
    struct filing_entries entries;
    struct arena arena;
    struct error err;
};

static void
begin(struct text_store *s, struct turn *t)
{
    *t = (struct turn){0};
    must(batch_begin(s->store, &t->batch, &t->err), &t->err);
}

static void
end(struct turn *t)
{
    bool is_damaged = false;

    must(filing_index(t->batch, &t->entries, &t->arena, &is_damaged, &t->err),
         &t->err);
    assert_false(is_damaged);
    must(batch_commit(&t->batch, &t->err), &t->err);
    arena_release(&t->arena);
}

static void
file_text(struct turn *t, uint64_t number, struct known_text *known)
{
    struct figure figures[REPORTS_MAX];
    struct report reports[REPORTS_MAX];
    struct record_set records = {reports, known->report_count};
    struct text_terms text_terms;
    struct term_list terms;
    struct filing filing = {
        .document_no = number,
        .has_records = known->generation > 0,
        .row = {.document_id = id_of(number),
                .generation = ++known->generation,
                .text_bytes = (uint32_t)known->text.len},
        .terms = &terms,
        .text_terms = &text_terms,
    };

    for (size_t i = 0; i < known->report_count; i++) {
        figures[i] = (struct figure){
            .id = 1,
            .span = {known->reports[i].begin, known->reports[i].begin},
            .value = {1, 0},
        };
        reports[i] = (struct report){
            .span = known->reports[i],
            .ordinal = (uint32_t)i,
            .year = known->year,
            .figures = &figures[i],
            .figure_count = 1,
        };
    }
    must(records_pack(&records, &t->arena, &filing.records, &t->err), &t->err);
    must(text_compress(known->text, &t->arena, &filing.text, &t->err), &t->err);
    must(terms_of_records(&records, &t->arena, &terms, &t->err), &t->err);
    must(text_terms_read(known->text, &t->arena, &text_terms, &t->err),
         &t->err);
    must(filing_finish(t->batch, &filing, &t->entries, &t->arena, &t->err),
         &t->err);
}

static void
add_known(struct text_store *s, struct turn *t, struct known_text known)
{
    struct origins_row origins = {.document_id = id_of(s->count + 1)};
    struct str value;
    uint64_t number = batch_next_document_no(t->batch);

    assert_int_equal(number, s->count + 1);
    assert_in_range(number, 1, TEXTS_MAX);
    must(origins_row_pack(&origins, &t->arena, &value, &t->err), &t->err);
    must(batch_place(t->batch, number, value, known.text, &t->err), &t->err);
    s->texts[s->count] = known;
    file_text(t, number, &s->texts[s->count]);
    s->count++;
}

void
text_store_open(struct text_store *s, uint64_t seed)
{
    struct store_options options = {.map_bytes = 256 << 20};
    struct error err;

    *s = (struct text_store){.numbers = {seed}};
    temporary_make(&s->directory);
    must(store_open(s->directory.path, STORE_WRITER, &options, &s->store, &err),
         &err);
}

void
text_store_close(struct text_store *s)
{
    store_close(&s->store);
    temporary_remove(&s->directory);
    arena_release(&s->arena);
}

void
text_store_add_random(struct text_store *s, size_t count)
{
    struct turn t;

    begin(s, &t);
    for (size_t i = 0; i < count; i++)
        add_known(s, &t, random_document(s));
    end(&t);
}

void
text_store_add(struct text_store *s, const char *text, uint16_t year)
{
    struct known_text known = {
        .text = arena_copy(&s->arena, str_from(text)),
        .reports = {{0, (uint32_t)strlen(text)}},
        .report_count = 1,
        .year = year,
    };
    struct turn t;

    begin(s, &t);
    add_known(s, &t, known);
    end(&t);
}

void
text_store_reread(struct text_store *s, uint64_t number)
{
    struct known_text *known = &s->texts[number - 1];
    uint32_t generation = known->generation;
    struct turn t;

    *known = random_document(s);
    known->generation = generation;
    begin(s, &t);
    file_text(&t, number, known);
    end(&t);
}

void
text_store_forget(struct text_store *s, uint64_t number)
{
    struct indexed gone;
    struct turn t;

    begin(s, &t);
    must(filing_anchors(t.batch, number, &t.arena, &gone, &t.err), &t.err);
    must(batch_remove(t.batch, number, id_of(number), DOCUMENT_FORGOTTEN,
                      &t.err),
         &t.err);
    must(batch_unindex(t.batch, &gone, 1, &t.err), &t.err);
    end(&t);
    s->texts[number - 1].text = (struct str){NULL, 0};
}
