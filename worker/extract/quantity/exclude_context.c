#include "worker/extract/quantity/exclude_context.h"

uint32_t
context_code(const struct context *c, uint32_t at)
{
    return at >= c->within.begin && at < c->within.end ? c->t->codes[at] : 0;
}

/* 3 月: the character after a blank, if there is one. */
uint32_t
context_code_past_blank(const struct context *c, uint32_t at)
{
    return context_code(c, context_code(c, at) == ' ' ? at + 1 : at);
}

uint32_t
context_code_before(const struct context *c)
{
    uint32_t at = c->q->number.begin;

    return at > c->within.begin ? c->t->codes[at - 1] : 0;
}

/* The unit's first character, 0 where there is none. */
uint32_t
context_unit_code(const struct quantity *q, const struct text *t)
{
    return q->unit_range.end > q->unit_range.begin
               ? t->codes[q->unit_range.begin]
               : 0;
}

bool
context_has_unit(const struct quantity *q)
{
    return q->unit_range.end > q->unit_range.begin;
}

bool
context_has_label(const struct context *c, uint32_t at, enum labels_where where)
{
    struct lexicon_hit hit;

    return at < c->within.end &&
           lexicon_longest(&lexicon_labels, c->t->codes + at,
                           c->within.end - at, &hit) &&
           (labels_rows[hit.row].where == where ||
            (where == LABELS_WHERE_AFTER &&
             labels_rows[hit.row].where == LABELS_WHERE_BESIDE));
}
