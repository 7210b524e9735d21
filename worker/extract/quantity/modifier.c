#include "worker/extract/quantity/modifier.h"

#include "tables.h"

enum { CHAR_LAI = 0x6765, CHAR_DUO = 0x591A, CHAR_LE = 0x4E86 };

/* 至少要培育10家: so far before a number a bound may stand. */
enum { FLOATING_REACH_CHARS = 8 };

static bool
is_han(uint32_t code)
{
    return code >= 0x4E00 && code <= 0x9FFF;
}

/* Whether a word of this kind, behind `before`, may bound the number. */
static bool
is_placed_before(const struct text *t, struct range before,
                 enum modifiers_where where, const struct numeral *n)
{
    struct lexicon_hit hit;

    switch (where) {
    case MODIFIERS_WHERE_BEFORE:
    case MODIFIERS_WHERE_FLOATING:
        return true;
    case MODIFIERS_WHERE_BARE:
        return n->is_bare;
    case MODIFIERS_WHERE_MEASURED: /* 产值过10亿元 */
        return n->is_bare ||
               lexicon_longest_before(&lexicon_measure_nouns, t->codes,
                                      before.begin, before.end, &hit);
    default:
        return false;
    }
}

uint32_t
modifier_before(const struct text *t, struct range within, uint32_t at,
                const struct numeral *n, enum bound *bound)
{
    uint32_t end = at, skipped = 0;
    const struct modifiers_row *row;
    struct lexicon_hit hit;

    /* 超过了100 */
    if (end > within.begin && t->codes[end - 1] == CHAR_LE)
        skipped = 1;
    if (!lexicon_longest_before(&lexicon_modifiers, t->codes, within.begin,
                                end - skipped, &hit))
        return 0;
    row = &modifiers_rows[hit.row];
    if (!is_placed_before(t, (struct range){within.begin, end - hit.chars},
                          row->where, n))
        return 0;
    *bound = row->bound;
    return hit.chars + skipped;
}

enum bound
modifier_floating(const struct text *t, struct range within, uint32_t at)
{
    struct lexicon_hit hit;

    for (uint32_t reach = 0; reach < FLOATING_REACH_CHARS; reach++) {
        if (at <= within.begin || !is_han(t->codes[at - 1]))
            break;
        at--;
        if (lexicon_longest(&lexicon_modifiers, t->codes + at, within.end - at,
                            &hit) &&
            modifiers_rows[hit.row].where == MODIFIERS_WHERE_FLOATING)
            return modifiers_rows[hit.row].bound;
    }
    return BOUND_EXACT;
}

uint32_t
modifier_middle(const struct text *t, struct range within, uint32_t at,
                const struct numeral *n)
{
    struct lexicon_hit hit;

    if (at >= within.end)
        return 0;
    if (t->codes[at] == CHAR_LAI)
        return n->magnitude == 1 && !n->is_arabic;
    if (!lexicon_exact(&lexicon_modifiers, t->codes + at, 1, &hit))
        return 0;
    return modifiers_rows[hit.row].where == MODIFIERS_WHERE_MIDDLE;
}

/* 两年多, but not 30个多功能厅: 多 after a unit ends its phrase. */
static bool
is_trailing_more(const struct text *t, struct range within, uint32_t at)
{
    uint32_t next = at + 1 < within.end ? t->codes[at + 1] : 0;

    return t->codes[at] == CHAR_DUO && (!is_han(next) || next == 0x7684);
}

static bool
is_within_kind(enum kind kind)
{
    return kind == KIND_PERCENT || kind == KIND_LENGTH ||
           kind == KIND_DURATION || kind == KIND_POINT;
}

uint32_t
modifier_after(const struct text *t, struct range within, uint32_t at,
               enum kind kind, enum bound *bound)
{
    const struct modifiers_row *row;
    struct lexicon_hit hit;

    if (at >= within.end)
        return 0;
    if (is_trailing_more(t, within, at)) {
        *bound = BOUND_OVER;
        return 1;
    }
    if (!lexicon_longest(&lexicon_modifiers, t->codes + at, within.end - at,
                         &hit))
        return 0;
    row = &modifiers_rows[hit.row];
    /* 5%强, but not 3个强镇 */
    if (hit.chars == 1 && row->where == MODIFIERS_WHERE_AFTER &&
        kind != KIND_PERCENT)
        return 0;
    if (row->where == MODIFIERS_WHERE_WITHIN && !is_within_kind(kind))
        return 0;
    if (row->where != MODIFIERS_WHERE_AFTER &&
        row->where != MODIFIERS_WHERE_WITHIN)
        return 0;
    *bound = row->bound;
    return hit.chars;
}
