/* Which figure a part, 其中…, is part of. */
#include "worker/extract/figure/binder.h"

enum { CHAR_PAUSE = 0x3001 /* 、 */ };

/* By how much it is more, or what it is more than. */
static bool
is_how_much_more(const struct binding *b)
{
    return b->measure == MEASURE_CHANGE || b->measure == MEASURE_GAP ||
           b->is_compared;
}

/*
 * The figure that the parts of quantity i are part of: the last one before
 * in the same unit, else the last amount. 1-based, 0: none.
 */
static size_t
find_whole(const struct slot *slots, size_t i, const struct quantity *part,
           const struct binding *out)
{
    enum { REACH_FIGURES = 6 };
    size_t from = i > REACH_FIGURES ? i - REACH_FIGURES : 0, other = 0;
    size_t changed = 0;

    for (size_t k = i; k > from; k--) {
        const struct quantity *whole = slots[k - 1].q;
        if (str_equal(whole->unit, part->unit) && whole->kind == part->kind &&
            (out[i].measure != MEASURE_SHARE ||
             out[k - 1].measure == MEASURE_SHARE)) {
            if (!is_how_much_more(&out[k - 1]) ||
                out[i].measure != MEASURE_LEVEL)
                return k;
            changed = changed == 0 ? k : changed;
            continue; /* 投入9亿元，比上年增加2亿元，其中补贴3亿元 */
        }
        if (other == 0 && whole->kind != KIND_PERCENT &&
            whole->kind != KIND_POINT && whole->kind != KIND_DURATION)
            other = k;
    }
    return changed > 0 ? changed : other;
}

/* 其中 in front of the number, or as a clause of its own: 其中，民事案件8件. */
static bool
is_part(const struct text *t, const struct slot *slot)
{
    struct lexicon_hit hit;

    return subject_is_part(t, slot->left) ||
           (!slot->follows && slot->mark == ',' &&
            lexicon_exact(&lexicon_part_words, t->codes + slot->before.begin,
                          slot->before.end - slot->before.begin, &hit));
}

/* 其中10亿元以上项目8个: the first number only says which of them are meant. */
static bool
is_threshold(const struct text *t, const struct slot *slots, size_t i)
{
    const struct quantity *q = slots[i].q;

    return is_part(t, &slots[i]) && slots[i + 1].follows &&
           (q->bound == BOUND_AT_LEAST || q->bound == BOUND_AT_MOST ||
            (q->bound == BOUND_OVER && q->kind == KIND_MONEY)) &&
           slots[i + 1].q->kind == KIND_COUNT &&
           !str_equal(q->unit, slots[i + 1].q->unit) &&
           t->codes[slots[i + 1].left.begin] != CHAR_PAUSE;
}

/* 74个 of 86个项目已开工74个: as many of those in front as it was done with. */
static bool
is_done_of_those(const struct text *t, const struct slot *slots, size_t i,
                 const struct binding *out)
{
    const struct quantity *q = slots[i].q, *all = slots[i - 1].q;

    return slots[i].follows && q->kind == KIND_COUNT &&
           str_equal(q->unit, all->unit) &&
           slots[i - 1].right.end > slots[i - 1].right.begin &&
           t->codes[slots[i].left.begin] != CHAR_PAUSE &&
           slots[i].right.end == slots[i].right.begin &&
           !out[i - 1].is_origin &&
           (out[i].inherited & INHERITED_ACTION) == 0 &&
           record_has(out[i].action) &&
           str_equal(out[i].action, out[i - 1].action) &&
           decimal_compare(q->value, all->value) < 0;
}

/* 二类是8个 behind 其中一类是5个: told alike, so a part likewise. */
static bool
is_told_alike(const struct slot *slots, size_t i, const struct binding *out)
{
    return !slots[i].follows && slots[i].mark == ',' && out[i - 1].of > 0 &&
           str_equal(slots[i].q->unit, slots[i - 1].q->unit) &&
           out[i].measure == MEASURE_LEVEL &&
           out[i - 1].measure == MEASURE_LEVEL && record_has(out[i].action) &&
           record_has(out[i].object) &&
           str_equal(out[i].action, out[i - 1].action);
}

/* 4亿元 of 共7亿元，其中中央补助3亿元，地方配套4亿元: the parts add up to 7. */
static bool
completes_whole(const struct slot *slots, size_t i, const struct binding *out)
{
    enum { PARTS_MAX = 6 };
    size_t of = out[i - 1].of;
    struct decimal sum = slots[i].q->value;

    if (of == 0 || out[i].measure != MEASURE_LEVEL || out[i].is_origin ||
        !record_has(out[i].object) ||
        slots[i].q->kind != slots[of - 1].q->kind ||
        !str_equal(slots[i].q->unit, slots[of - 1].q->unit))
        return false;
    for (size_t k = i; k > of && i - k < PARTS_MAX && out[k - 1].of == of;
         k--) {
        if (out[k - 1].measure != MEASURE_LEVEL ||
            !decimal_add(sum, slots[k - 1].q->value, &sum))
            return false;
    }
    return decimal_compare(sum, slots[of - 1].q->value) == 0;
}

/* 其中: part of a figure before; ends of a change pair up. */
void
bind_part(const struct text *t, const struct slot *slots, size_t i,
          struct binding *out)
{
    bool is_listed =
        i > 0 && out[i - 1].of > 0 &&
        (slots[i].follows ? t->codes[slots[i].left.begin] == CHAR_PAUSE
                          : (out[i].inherited & INHERITED_ACTION) != 0) &&
        str_equal(slots[i].q->unit, slots[i - 1].q->unit);

    out[i].is_part = is_part(t, &slots[i]);
    if (i == 0)
        return;
    if (i > 1 && is_threshold(t, slots, i - 1)) {
        out[i].of = find_whole(slots, i - 1, slots[i].q, out);
        out[i - 1].of = 0;
    } else if (out[i].is_part) {
        out[i].of = i > 1 && out[i].is_origin && out[i - 2].is_origin
                        ? i - 1
                        : find_whole(slots, i, slots[i].q, out);
    } else if (out[i - 1].is_set &&
               str_equal(slots[i].q->unit, slots[i - 1].q->unit)) {
        out[i].of = i;
        if (!record_has(out[i].object)) { /* 13个成员中有7个参加 */
            out[i].object = out[i - 1].object;
            out[i].inherited |= INHERITED_OBJECT;
        }
    } else if (i > 2 && out[i - 1].is_origin && out[i - 3].is_origin &&
               out[i - 1].of == i - 2) {
        out[i].of = i - 1;
    } else if (out[i - 1].is_origin && out[i - 1].of > 0) {
        out[i].of = out[i - 1].of; /* 其中低保由4亿元增加到9亿元 */
    } else if (is_done_of_those(t, slots, i, out)) {
        out[i].of = i;
        out[i].object = out[i - 1].object;
        out[i].inherited |= INHERITED_OBJECT;
    } else if (is_listed || is_told_alike(slots, i, out) ||
               completes_whole(slots, i, out) ||
               (out[i].is_told && out[i - 1].of > 0 &&
                str_equal(slots[i].q->unit, slots[i - 1].q->unit))) {
        out[i].of = out[i - 1].of;
    }
}
