/*
 * quantity - a number with what belongs to it: bounds, range, unit, rate.
 *
 * An amount is a number, its unit and what follows both; a quantity is one
 * or two of them with the modifier before. Whether it counts as a figure is
 * for exclude.h, what it is about for the binder.
 */
#ifndef WORKER_EXTRACT_QUANTITY_QUANTITY_H
#define WORKER_EXTRACT_QUANTITY_QUANTITY_H

#include "worker/extract/quantity/numeral.h"
#include "worker/extract/text/text.h"

/* Why an expression is read as it is. */
enum quantity_form {
    FORM_PLAIN,    /* number and unit */
    FORM_FRACTION, /* 三分之二 */
    FORM_PERCENT,  /* 百分之五 */
    FORM_RATIO,    /* 2.04∶1 */
    FORM_ORDINAL,  /* 第三位 */
    FORM_TOP,      /* 前三位 */
    FORM_WORD,     /* 一半, 首位: whole.tsv */
};

struct quantity {
    struct range range;  /* the expression, modifiers and all */
    struct range number; /* from the first digit to the unit */
    struct range unit_range;
    struct numeral numeral; /* the first number */
    struct decimal value;
    struct decimal upper;
    struct str unit; /* no value: there is none */
    struct str per;  /* borrowed from the lexicon or the arena */
    enum quantity_form form;
    enum bound bound;
    enum kind kind;
    bool has_upper;
    bool is_body; /* the unit is a noun by itself: 省, 国 */
};

/*
 * Read the expression whose number begins at `at`. Returns false where
 * nothing numeric can be read there; in both cases *next says where reading
 * goes on, which is past `at`. `arena` keeps folded denominators.
 */
bool quantity_read(const struct text *t, struct range within, uint32_t at,
                   struct arena *arena, struct quantity *out, uint32_t *next);

#endif
