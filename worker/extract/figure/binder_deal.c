/* Subjects that 分别, or as many numbers in a row, deal out in order. */
#include "worker/extract/figure/binder.h"

#include "worker/extract/figure/phrase.h"

size_t
binder_row_length(const struct binder *b)
{
    enum { ROW_MAX = 32 }; /* no subject has as many parts */
    size_t row = 1;

    while (row <= b->ahead && row < ROW_MAX && b->slot[row].follows &&
           range_is_empty(phrase_trim(b->w, b->slot[row].left)))
        row++;
    return row;
}

void
binder_deal(struct binder *b, struct range subject)
{
    bool is_said = subjects_are_dealt(b->t, b->slot->left);
    size_t row = binder_row_length(b);

    b->carry->split = (struct subjects){0};
    if (!is_said && row < 2)
        return;
    b->carry->split = subjects_split(b->w, subject, row, b->arena);
    if (!is_said && b->carry->split.count != row)
        b->carry->split.count = 0;
    if (b->carry->split.count > 0)
        b->out->object = b->carry->split.names[b->carry->split.next++];
}

/*
 * What points added to the figure `back` places before are of: a share that
 * is told with its whole, 工业占总产值比重; else its object.
 */
static struct str
name_changed(const struct binder *b, size_t back)
{
    const struct binding *figure = &b->out[-(ptrdiff_t)back];
    struct str told;

    if (b->slot->q->kind != KIND_POINT || figure->measure != MEASURE_SHARE ||
        !record_has(figure->object))
        return figure->object;
    told = binder_text(b, phrase_trim(b->w, b->slot[-(ptrdiff_t)back].left));
    return record_has(told) && str_starts(told, figure->object) &&
                   (str_ends(told, STR("比重")) || str_ends(told, STR("占比")))
               ? told
               : figure->object;
}

/*
 * 游客5600万人次、收入480亿元，分别增长12%、15%: as many figures as are in the
 * row get their changes in order.
 */
static void
deal_to_figures(struct binder *b)
{
    struct subjects split = {0};
    size_t row = binder_row_length(b), objects = 0;

    if (row < 2 || row > b->bound)
        return;
    split.names = ARENA_ARRAY(b->arena, struct str, row);
    if (!split.names)
        return;
    for (; split.count < row; split.count++) {
        split.names[split.count] = name_changed(b, row - split.count);
        objects += record_has(split.names[split.count]);
    }
    if (objects == 0)
        return;
    b->carry->split = split;
}

/*
 * 6%和7% of 城镇居民收入9000元，农村居民收入4000元，增长6%和7%: as many numbers
 * as levels of one kind right before, each of another thing.
 */
static bool
is_row_of_alike(const struct binder *b)
{
    size_t row = binder_row_length(b);

    if (row != 2 || b->bound < row || b->slot->mark != ',' ||
        b->slot->follows || b->out[-1].measure != MEASURE_LEVEL ||
        b->out[-2].measure != MEASURE_LEVEL || !record_has(b->out[-1].object) ||
        !record_has(b->out[-2].object))
        return false;
    return str_equal(b->slot[-1].q->unit, b->slot[-2].q->unit) &&
           !str_equal(b->slot->q->unit, b->slot[-1].q->unit) &&
           !str_equal(b->out[-1].object, b->out[-2].object);
}

void
binder_deal_again(struct binder *b)
{
    if (!subjects_are_dealt(b->t, b->slot->left) && !is_row_of_alike(b) &&
        (b->carry->split.count < 2 ||
         b->carry->split.count != binder_row_length(b)))
        return;
    b->carry->split.next = 0; /* 分别达到…，分别增长… */
    if (b->carry->split.count == 0)
        deal_to_figures(b);
}
