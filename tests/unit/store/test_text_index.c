/* text_index and blend - the full-text index against a plain table. */
#include "store/text/text_index.h"

#include <stdlib.h>
#include <string.h>

#include "store/text/blend.h"
#include "store/text/postings.h"
#include "store/value.h"
#include "tests/unit/numbers.h"
#include "tests/unit/store/fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

enum { TERMS = 60, DOCUMENTS = 400 };

static struct {
    struct numbers numbers;
    uint64_t run_no;
    uint32_t times[DOCUMENTS + 1][TERMS];
    uint32_t length[DOCUMENTS + 1];
} model;

static int
setup(void **state)
{
    memset(&model, 0, sizeof model);
    return fixture_make(state);
}

/* Of one character and of two, of one to three bytes each. */
static text_term
term_of(unsigned i)
{
    uint32_t codes[] = {i % 3 == 0 ? 0x5E00 + i : 0x4E00 + i / 4,
                        i % 4 == 0 ? '!' + i : 0x4E00 + i};

    return text_term_of(codes, i % 3 == 0 ? 1 : 2);
}

static int
compare(const void *a, const void *b)
{
    const struct text_count *x = a, *y = b;

    return (x->term > y->term) - (x->term < y->term);
}

/* What the model says the document has; some of what it may have. */
static struct indexed_text
text_of(uint64_t number, struct arena *a)
{
    struct indexed_text text = {.document_no = number,
                                .length = model.length[number]};

    text.terms.items = ARENA_ARRAY(a, struct text_count, TERMS);
    for (unsigned i = 0; i < TERMS; i++)
        if (model.times[number][i])
            text.terms.items[text.terms.count++] =
                (struct text_count){term_of(i), model.times[number][i]};
    qsort(text.terms.items, text.terms.count, sizeof *text.terms.items,
          compare);
    return text;
}

static void
make_text(uint64_t number)
{
    model.length[number] = 1 + (uint32_t)numbers_below(&model.numbers, 100000);
    for (unsigned i = 0; i < TERMS; i++)
        if (numbers_below(&model.numbers, 1 + i % 5) == 0)
            model.times[number][i] =
                1 + (uint32_t)numbers_below(&model.numbers, 4);
}

struct writing {
    MDB_txn *txn;
    struct arena arena;
};

static struct writing
begin(struct fixture *f)
{
    struct writing w = {0};

    assert_int_equal(mdb_txn_begin(f->store->env, NULL, 0, &w.txn), 0);
    return w;
}

static void
end(struct writing *w)
{
    assert_int_equal(mdb_txn_commit(w->txn), 0);
    arena_release(&w->arena);
}

/* A commit with documents [first, last]. */
static void
add(struct fixture *f, uint64_t first, uint64_t last, size_t blend_bytes)
{
    struct writing w = begin(f);
    struct indexed_text texts[DOCUMENTS];
    size_t count = 0, bytes = 0;

    for (uint64_t number = first; number <= last; number++) {
        make_text(number);
        texts[count++] = text_of(number, &w.arena);
    }
    ok(f, text_index_add(f->store, w.txn, texts, count, ++model.run_no, &bytes,
                         &f->err));
    assert_true(bytes > 0);
    ok(f, blend_step(f->store, w.txn, blend_bytes, &model.run_no, &f->err));
    end(&w);
}

static void
assert_list(const struct text_posting_list *list, const uint64_t *numbers,
            const uint32_t *times, size_t count)
{
    assert_int_equal(list->count, count);
    for (size_t i = 0; i < count; i++) {
        assert_int_equal(list->items[i].document_no, numbers[i]);
        assert_int_equal(list->items[i].times, times[i]);
    }
}

static void
assert_as_model(struct fixture *f)
{
    struct arena a = {0};
    struct snapshot *snap = NULL;
    struct text_lookup *look;
    uint64_t numbers[DOCUMENTS], count;
    uint32_t times[DOCUMENTS];

    ok(f, snapshot_open(f->store, &snap, &f->err));
    ok(f, text_lookup_open(snap, &a, &look, &f->err));
    for (unsigned i = 0; i <= TERMS; i++) {
        struct text_posting_list all, some;
        size_t found = 0;
        for (uint64_t n = 1; n <= DOCUMENTS; n++) {
            uint32_t has = i < TERMS ? model.times[n][i] : model.length[n];
            numbers[found] = n;
            times[found] = has;
            found += has > 0;
        }
        if (i == TERMS) {
            ok(f, text_lookup_lengths(look, NULL, &a, &all, &f->err));
            assert_list(&all, numbers, times, found);
            break;
        }
        ok(f, text_lookup_find(look, term_of(i), NULL, &a, &all, &f->err));
        assert_list(&all, numbers, times, found);
        ok(f, text_lookup_count(look, term_of(i), &count, &f->err));
        assert_int_equal(count, found);
        /* Of every third of them, and of one that has it not. */
        for (size_t j = 0; 3 * j < found; j++) {
            numbers[j] = numbers[3 * j];
            times[j] = times[3 * j];
        }
        found = (found + 2) / 3;
        numbers[found] = UINT64_MAX;
        ok(f, text_lookup_find(look, term_of(i),
                               &(struct among){numbers, found + 1}, &a, &some,
                               &f->err));
        assert_list(&some, numbers, times, found);
    }
    snapshot_close(&snap);
    arena_release(&a);
}

static size_t
count_runs(struct fixture *f)
{
    struct arena a = {0};
    struct shelf_runs runs;
    MDB_txn *txn;

    assert_int_equal(mdb_txn_begin(f->store->env, NULL, MDB_RDONLY, &txn), 0);
    ok(f, shelf_list(f->store, txn, &a, &runs, &f->err));
    mdb_txn_abort(txn);
    arena_release(&a);
    return runs.count;
}

static void
test_look_ups_are_as_the_texts_however_far_runs_are_blended(void **state)
{
    struct fixture *f = *state;
    /* None, a little of one run, and all that is due. */
    static const size_t steps[] = {0, 1, 200, 1 << 20};
    uint64_t number = 0;

    model.numbers = (struct numbers){21};
    for (unsigned i = 0; number + 4 < DOCUMENTS; i++) {
        uint64_t last = number + 1 + numbers_below(&model.numbers, 4);
        add(f, number + 1, last, steps[numbers_below(&model.numbers, 4)]);
        number = last;
        if (i % 8 == 0)
            assert_as_model(f);
    }
    assert_as_model(f);
}

static void
test_runs_stay_few_in_small_steps(void **state)
{
    struct fixture *f = *state;

    model.numbers = (struct numbers){22};
    for (uint64_t number = 1; number <= DOCUMENTS; number++) {
        add(f, number, number, 8 * 300); /* a commit adds some 150 bytes */
        /* Seven of each level, and eight that are going to be one. */
        assert_in_range(count_runs(f), 1, 3 * (7 + 8));
    }
    assert_as_model(f);
}

/* Everything, or a part that is then put in anew. */
static void
take_out(struct fixture *f, uint64_t number, bool is_whole)
{
    struct writing w = begin(f);
    struct indexed_text gone = text_of(number, &w.arena), fresh;
    size_t bytes = 0;

    gone.is_whole = is_whole;
    memset(model.times[number], 0, sizeof model.times[number]);
    model.length[number] = 0;
    ok(f, text_index_remove(f->store, w.txn, &gone, 1, &f->err));
    if (!is_whole) {
        make_text(number);
        fresh = text_of(number, &w.arena);
        ok(f, text_index_add(f->store, w.txn, &fresh, 1, ++model.run_no, &bytes,
                             &f->err));
    }
    end(&w);
}

static void
test_what_is_taken_out_is_gone_and_the_rest_is_there(void **state)
{
    struct fixture *f = *state;

    model.numbers = (struct numbers){23};
    for (uint64_t number = 1; number <= 200; number++) {
        add(f, number, number, number % 7 == 0 ? 300 : 1 << 20);
        if (number % 3 == 0)
            take_out(f, 1 + numbers_below(&model.numbers, number),
                     number % 2 == 0);
        if (number % 20 == 0)
            assert_as_model(f);
    }
    for (uint64_t number = 1; number <= 200; number++)
        take_out(f, number, true);
    assert_as_model(f);
    assert_int_equal(count_runs(f), 0);
}

/* A text as long as one can be: lists and terms over many chunks. */
static void
test_lists_longer_than_a_chunk_are_found_whole(void **state)
{
    enum { MANY = 30000 };
    struct fixture *f = *state;
    struct indexed_text *texts = calloc(MANY, sizeof *texts);
    struct text_count one = {term_of(1), 1};
    struct snapshot *snap = NULL;
    struct text_lookup *look;
    struct text_posting_list all;
    struct writing w = begin(f);
    struct arena a = {0};
    size_t bytes = 0;

    for (size_t i = 0; i < MANY; i++) {
        texts[i].document_no = 10 + 70 * i;
        texts[i].length = 1;
        texts[i].terms = (struct text_terms){&one, 1};
    }
    ok(f, text_index_add(f->store, w.txn, texts, MANY, ++model.run_no, &bytes,
                         &f->err));
    texts[MANY / 2].is_whole = true;
    ok(f, text_index_remove(f->store, w.txn, &texts[MANY / 2], 1, &f->err));
    end(&w);
    ok(f, snapshot_open(f->store, &snap, &f->err));
    ok(f, text_lookup_open(snap, &a, &look, &f->err));
    ok(f, text_lookup_find(look, term_of(1), NULL, &a, &all, &f->err));
    assert_int_equal(all.count, MANY - 1);
    for (size_t i = 0; i + 1 < MANY; i++)
        assert_int_equal(all.items[i].document_no,
                         texts[i < MANY / 2 ? i : i + 1].document_no);
    snapshot_close(&snap);
    arena_release(&a);
    free(texts);
}

/* Flip a bit of the last chunk there is. */
static void
damage(struct fixture *f)
{
    MDB_txn *txn;
    MDB_val key, stored;
    MDB_cursor *cursor;
    char *bytes;

    assert_int_equal(mdb_txn_begin(f->store->env, NULL, 0, &txn), 0);
    assert_int_equal(
        mdb_cursor_open(txn, f->store->databases[DB_SEGMENTS], &cursor), 0);
    assert_int_equal(mdb_cursor_get(cursor, &key, &stored, MDB_LAST), 0);
    bytes = malloc(stored.mv_size);
    memcpy(bytes, stored.mv_data, stored.mv_size);
    bytes[stored.mv_size / 2] ^= 4;
    stored.mv_data = bytes;
    assert_int_equal(mdb_cursor_put(cursor, &key, &stored, MDB_CURRENT), 0);
    mdb_cursor_close(cursor);
    assert_int_equal(mdb_txn_commit(txn), 0);
    free(bytes);
}

static void
test_damage_is_neither_read_nor_blended(void **state)
{
    struct fixture *f = *state;
    struct snapshot *snap = NULL;
    struct text_lookup *look;
    struct text_posting_list all;
    struct arena a = {0};
    struct writing w;

    model.numbers = (struct numbers){24};
    for (uint64_t number = 1; number <= BLEND_RUNS; number++)
        add(f, number, number, 0);
    damage(f);
    ok(f, snapshot_open(f->store, &snap, &f->err));
    ok(f, text_lookup_open(snap, &a, &look, &f->err));
    assert_int_equal(
        text_lookup_find(look, term_of(0), NULL, &a, &all, &f->err),
        STATUS_CORRUPT);
    snapshot_close(&snap);
    w = begin(f);
    assert_int_equal(
        blend_step(f->store, w.txn, 1 << 20, &model.run_no, &f->err),
        STATUS_CORRUPT);
    end(&w);
    assert_int_equal(count_runs(f), BLEND_RUNS);
    arena_release(&a);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, setup, fixture_remove)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(test_look_ups_are_as_the_texts_however_far_runs_are_blended),
        CASE(test_runs_stay_few_in_small_steps),
        CASE(test_what_is_taken_out_is_gone_and_the_rest_is_there),
        CASE(test_lists_longer_than_a_chunk_are_found_whole),
        CASE(test_damage_is_neither_read_nor_blended),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
