#include "tests/publisher/history.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#include "record/codec.h"
#include "record/compress.h"
#include "store/filing.h"

/* One transaction, and what it adds to the index and takes from it. */
struct turn {
    struct history *history;
    struct batch *batch;
    struct arena arena;
    struct filing_entries entries;
    struct indexed gone[8];
    size_t gone_count;
    struct error err;
};

static void
ok(const struct turn *t, enum status st)
{
    if (st != STATUS_OK)
        fail_msg("status %d: %s", st, t->err.text);
}

static struct str
source_of(const struct turn *t, const struct fate *f, struct arena *a)
{
    return arena_format(a, "source %zu", (size_t)(f - t->history->fates));
}

static struct str
origins_value(struct turn *t, const struct fate *f)
{
    struct origins_row row = {.document_id = f->id, .origin_count = f->names};
    struct str value;

    row.origins = ARENA_ARRAY(&t->arena, struct origin, f->names);
    for (uint32_t i = 0; i < f->names; i++)
        row.origins[i].name = arena_format(&t->arena, "name %u", i);
    ok(t, origins_row_pack(&row, &t->arena, &value, &t->err));
    return value;
}

static struct str
inbox_value(struct turn *t, const struct fate *f, enum document_state state)
{
    struct inbox_row row = {.document_id = f->id,
                            .state = state,
                            .generation = f->generation,
                            .reason = STR("it does not read well")};
    struct str value;

    ok(t, inbox_row_pack(&row, &t->arena, &value, &t->err));
    return value;
}

static void
settle(struct fate *f, enum document_state state)
{
    f->is_settled = true;
    f->waits = state == DOCUMENT_WAITING;
    f->state = state;
    f->settled_no = f->document_no;
}

/* ---- what may happen to a document ------------------------------------- */

static void
accept(struct turn *t, struct fate *f)
{
    struct str source = source_of(t, f, &t->arena);

    f->id = document_id_of(source, STR(""), STR(""));
    f->document_no = batch_next_document_no(t->batch);
    f->generation = f->names = 1;
    f->waits = true;
    ok(t, batch_accept(t->batch, f->document_no,
                       inbox_value(t, f, DOCUMENT_WAITING), origins_value(t, f),
                       source, &t->err));
}

static bool
has_records(const struct fate *f)
{
    return f->is_settled && f->settled_no == f->document_no &&
           f->state == DOCUMENT_DONE;
}

/* Its terms are others each time that it is read, and so is its text. */
static void
read_it(struct turn *t, struct fate *f)
{
    struct str text =
        arena_format(&t->arena, "浙江省工作报告第%u号",
                     (unsigned)numbers_below(&t->history->numbers, 1000));
    struct report report = {
        .span = {0, 9},
        .title = STR("浙江省"),
        .place = {.name = STR("浙江省"), .code = STR("330000")},
        .year = (uint16_t)(2000 + numbers_below(&t->history->numbers, 20)),
    };
    struct record_set records = {&report, 1};
    struct term_list terms;
    struct text_terms text_terms;
    struct filing filing = {
        .document_no = f->document_no,
        .has_records = has_records(f),
        .row = {.document_id = f->id,
                .generation = f->generation++,
                .finished_ms = 1000 + f->generation,
                .text_bytes = (uint32_t)text.len},
        .terms = &terms,
        .text_terms = &text_terms,
    };

    ok(t, records_pack(&records, &t->arena, &filing.records, &t->err));
    ok(t, text_compress(text, &t->arena, &filing.text, &t->err));
    ok(t, terms_of_records(&records, &t->arena, &terms, &t->err));
    ok(t, text_terms_read(text, &t->arena, &text_terms, &t->err));
    ok(t, filing_finish(t->batch, &filing, &t->entries, &t->arena, &t->err));
    settle(f, DOCUMENT_DONE);
}

static void
bury(struct turn *t, struct fate *f)
{
    ok(t, batch_bury(t->batch, f->document_no, f->id,
                     inbox_value(t, f, DOCUMENT_DEAD), &t->err));
    settle(f, DOCUMENT_DEAD);
}

static void
revive(struct turn *t, struct fate *f)
{
    f->generation++;
    ok(t, batch_revive(t->batch, f->document_no, f->id,
                       inbox_value(t, f, DOCUMENT_WAITING), &t->err));
    settle(f, DOCUMENT_WAITING);
}

static void
forget(struct turn *t, struct fate *f)
{
    enum status st = filing_anchors(t->batch, f->document_no, &t->arena,
                                    &t->gone[t->gone_count], &t->err);

    if (st == STATUS_OK)
        t->gone_count++;
    else
        assert_int_equal(st, STATUS_NOT_FOUND);
    ok(t, batch_remove(t->batch, f->document_no, f->id, DOCUMENT_FORGOTTEN,
                       &t->err));
    settle(f, DOCUMENT_FORGOTTEN);
}

static void
name_again(struct turn *t, struct fate *f)
{
    f->names++;
    ok(t, batch_put_origins(t->batch, f->document_no, origins_value(t, f),
                            &t->err));
    ok(t, batch_touch(t->batch, f->document_no, f->id, &t->err));
}

static void
happen(struct turn *t, struct fate *f)
{
    uint64_t chance = numbers_below(&t->history->numbers, 10);
    bool is_present = f->document_no != 0 &&
                      !(f->is_settled && f->settled_no == f->document_no &&
                        document_is_gone(f->state));

    if (!is_present)
        accept(t, f);
    else if (chance == 0)
        forget(t, f);
    else if (chance <= 2)
        name_again(t, f);
    else if (f->waits && chance <= 4)
        bury(t, f);
    else if (f->waits || has_records(f))
        read_it(t, f);
    else
        revive(t, f);
}

void
history_go_on(struct history *h)
{
    size_t documents = 1 + numbers_below(&h->numbers, 6);
    struct turn t = {.history = h};
    uint64_t which = numbers_next(&h->numbers);

    ok(&t, batch_begin(h->store, &t.batch, &t.err));
    /* No document twice in a batch: an index entry is written at its end. */
    for (size_t i = 0; i < documents; i++)
        happen(&t, &h->fates[(which + i) % HISTORY_DOCUMENTS]);
    ok(&t, filing_index(t.batch, &t.entries, &t.arena, &h->index_is_damaged,
                        &t.err));
    ok(&t, batch_unindex(t.batch, t.gone, t.gone_count, &t.err));
    ok(&t, batch_commit(&t.batch, &t.err));
    arena_release(&t.arena);
}
