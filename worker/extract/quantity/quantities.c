#include "worker/extract/quantity/quantities.h"

#include "tables.h"
#include "worker/extract/quantity/exclude.h"
#include "worker/extract/text/marks.h"

/* The sentence as it is walked; the clause around `at` is kept up to date. */
struct walk {
    const struct text *t;
    struct range within;
    struct range clause;
    uint32_t at;
    struct arena *arena;
    struct quantity_list *list;
};

/* A comma between digits groups them and ends nothing. */
static bool
is_clause_end(const struct walk *w, uint32_t at)
{
    const uint32_t *codes = w->t->codes;

    return (w->t->signs[at] & SIGN_CLAUSE_END) != 0 &&
           !(codes[at] == ',' && at > w->within.begin &&
             at + 1 < w->within.end && mark_is_digit(codes[at - 1]) &&
             mark_is_digit(codes[at + 1]));
}

/*
 * Set the clause around `at`, which begins at `from` or behind it. A mark is
 * a clause by itself.
 */
static void
find_clause(struct walk *w, uint32_t from)
{
    uint32_t begin = w->at, end = w->at;

    if (w->at < w->clause.end)
        return;
    if (from < w->clause.end)
        from = w->clause.end;
    if (is_clause_end(w, w->at)) {
        w->clause = (struct range){w->at, w->at + 1};
        return;
    }
    while (begin > from && !is_clause_end(w, begin - 1))
        begin--;
    do
        end = text_find(w->t, end + 1, w->within.end, SIGN_CLAUSE_END);
    while (end < w->within.end && !is_clause_end(w, end));
    w->clause = (struct range){begin, end};
}

static bool
append(struct walk *w, const struct quantity *q)
{
    struct quantity_list *list = w->list;
    struct quantity *items = arena_grow(w->arena, list->items, list->count,
                                        &list->capacity, sizeof *items);

    if (!items)
        return false;
    list->items = items;
    items[list->count++] = *q;
    return true;
}

/* PM2.5, G20, H7N9: digits glued to letters; but GDP5000亿元 counts. */
static uint32_t
skip_latin(const struct walk *w)
{
    uint32_t at = w->at, digits;
    struct lexicon_hit hit;

    while (at < w->within.end && mark_is_letter(w->t->codes[at]))
        at++;
    digits = at;
    while (at < w->within.end &&
           (mark_is_digit(w->t->codes[at]) || mark_is_letter(w->t->codes[at]) ||
            w->t->codes[at] == '.' || w->t->codes[at] == '-'))
        at++;
    if (at < w->within.end && at > digits &&
        (w->t->codes[at] == '%' ||
         (lexicon_exact(&lexicon_numerals, w->t->codes + at, 1, &hit) &&
          numerals_rows[hit.row].role == NUMERALS_ROLE_MYRIAD)))
        return digits;
    return at;
}

/* The characters of a set phrase at the walk's place; 0: none. */
static uint32_t
phrase_chars(const struct walk *w)
{
    struct lexicon_hit hit;

    if (!lexicon_longest(&lexicon_set_phrases, w->t->codes + w->at,
                         w->within.end - w->at, &hit) ||
        set_phrases_rows[hit.row].role == SET_PHRASES_ROLE_NUMBER)
        return 0;
    return hit.chars;
}

/* A word that is a quantity by itself; 0 chars: none begins here. */
static bool
read_word(struct walk *w, uint32_t *chars)
{
    const struct whole_row *row;
    struct quantity q = {.form = FORM_WORD};
    struct lexicon_hit hit;

    *chars = 0;
    if (!lexicon_longest(&lexicon_whole, w->t->codes + w->at,
                         w->within.end - w->at, &hit) ||
        phrase_chars(w) > hit.chars)
        return true; /* 过半 of 经过半年 */
    row = &whole_rows[hit.row];
    if (row->needs == WHOLE_NEEDS_RANK &&
        !exclude_is_ranked(w->t, w->clause, w->at))
        return true;
    if (row->needs == WHOLE_NEEDS_END && w->at + hit.chars != w->clause.end)
        return true;
    *chars = hit.chars;
    q.range = q.number = (struct range){w->at, w->at + hit.chars};
    q.unit_range = (struct range){q.number.end, q.number.end};
    q.unit = row->unit;
    q.kind = row->kind;
    q.bound = row->bound;
    return !decimal_parse(row->value, &q.value) || append(w, &q);
}

/* 8.6个项目 at the begin of a line: item 8, and six of them. */
static bool
is_numbered_item(const struct walk *w, const struct quantity *q)
{
    uint32_t at = q->number.begin;

    while (at > w->within.begin && w->t->codes[at - 1] <= ' ')
        at--;
    return at == w->within.begin && q->numeral.has_point &&
           q->numeral.magnitude == 0 && q->kind == KIND_COUNT &&
           q->form == FORM_PLAIN && !q->has_upper;
}

static uint32_t
past_point(const struct walk *w, uint32_t at)
{
    while (at < w->within.end && w->t->codes[at] != '.')
        at++;
    return at < w->within.end ? at + 1 : at;
}

/* What joins two numbers that have one unit. */
static bool
joins_numbers(uint32_t code)
{
    enum { CHAR_PAUSE = 0x3001, CHAR_HE = 0x548C };

    return code == CHAR_PAUSE || code == CHAR_HE;
}

/*
 * 高于全省4.2和0.7个百分点, 达到3.5、4.2亿元: the first takes unit and
 * magnitude from the second, which stands behind `next`. False where it has a
 * unit of its own, or there is none to take. A point tells such numbers from
 * those of items and from rough ones, 5、6个.
 */
static bool
borrow_unit(const struct walk *w, uint32_t next, struct quantity *q)
{
    struct quantity lender;
    uint32_t behind;

    if (q->form != FORM_PLAIN || q->unit.len > 0 || q->has_upper ||
        !q->numeral.has_point || q->numeral.magnitude > 0 ||
        q->range.end != next || next + 1 >= w->within.end ||
        !joins_numbers(w->t->codes[next]) ||
        !quantity_read(w->t, w->within, next + 1, w->arena, &lender, &behind) ||
        lender.form != FORM_PLAIN || lender.unit.len == 0 ||
        lender.range.begin != next + 1 ||
        exclude_quantity(w->t, w->within, w->clause, &lender) ||
        !decimal_shift(q->value, lender.numeral.magnitude, &q->value))
        return false;
    q->upper = q->value;
    q->unit = lender.unit;
    q->per = lender.per;
    q->kind = lender.kind;
    return true;
}

static bool
read_number(struct walk *w)
{
    struct quantity q;
    uint32_t next;
    bool found = quantity_read(w->t, w->within, w->at, w->arena, &q, &next);

    if (found && is_numbered_item(w, &q)) {
        w->at = past_point(w, w->at);
        return true;
    }
    if (w->clause.end < next)
        w->clause.end = next;
    w->at = next;
    return !found ||
           (!borrow_unit(w, next, &q) &&
            exclude_quantity(w->t, w->within, w->clause, &q)) ||
           append(w, &q);
}

/* One step on from a sign; false when the arena is exhausted. */
static bool
step(struct walk *w)
{
    uint32_t chars;

    if (!read_word(w, &chars))
        return false;
    if (chars == 0)
        chars = phrase_chars(w);
    if (chars > 0) {
        w->at += chars;
        return true;
    }
    if (mark_is_letter(w->t->codes[w->at])) {
        w->at = skip_latin(w);
        return true;
    }
    if (numeral_begins(w->t->codes[w->at]))
        return read_number(w);
    w->at++;
    return true;
}

/* 高出2.2个和3.7个百分点: the unit of both stands behind the last. */
static void
share_units(const struct text *t, struct quantity_list *list)
{
    for (size_t i = list->count; i > 1; i--) {
        struct quantity *q = &list->items[i - 2];
        const struct quantity *next = &list->items[i - 1];
        if (next->kind != KIND_POINT || !str_equal(q->unit, STR("个")) ||
            q->range.end + 1 != next->range.begin ||
            !joins_numbers(t->codes[q->range.end]))
            continue;
        q->unit = next->unit;
        q->kind = next->kind;
    }
}

static bool
stands_behind(const struct walk *w, const struct lexicon *words,
              const struct quantity *q)
{
    struct lexicon_hit hit;

    return lexicon_longest_before(words, w->t->codes, w->within.begin,
                                  q->range.begin, &hit);
}

/* 排名46位、82位, 提升3位: places in a list, without 第. */
static void
rank_places(const struct walk *w)
{
    for (size_t i = 0; i < w->list->count; i++) {
        struct quantity *q = &w->list->items[i];
        const struct quantity *before = i > 0 ? q - 1 : NULL;
        bool goes_on = before && before->kind == KIND_RANK &&
                       before->range.end + 1 == q->range.begin &&
                       joins_numbers(w->t->codes[before->range.end]);
        if (q->kind == KIND_COUNT && str_equal(q->unit, STR("位")) &&
            (goes_on || stands_behind(w, &lexicon_ranking, q) ||
             stands_behind(w, &lexicon_moving, q)))
            q->kind = KIND_RANK;
    }
}

enum status
quantities_read(const struct text *t, struct range within, struct arena *arena,
                struct quantity_list *list, struct error *err)
{
    struct walk w = {.t = t,
                     .within = within,
                     .clause = {within.begin, within.begin},
                     .at = within.begin,
                     .arena = arena,
                     .list = list};

    for (uint32_t from = w.at;; from = w.at) {
        w.at = text_find(t, from, within.end, SIGN_QUANTITY);
        if (w.at >= within.end)
            break;
        find_clause(&w, from);
        if (!step(&w))
            return error_set(err, STATUS_UNAVAILABLE,
                             "no memory for the figures of a document");
    }
    share_units(t, list);
    rank_places(&w);
    return STATUS_OK;
}
