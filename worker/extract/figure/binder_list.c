/* What a list or a row of figures shares: 召开会议8次、调研26次; 增长5%、6%. */
#include "worker/extract/figure/binder.h"

/* What follows after 、 alone repeats this predicate. */
void
binder_open_row(struct binder *b)
{
    b->carry->row_unit = b->slot->q->unit;
    b->carry->row_action = b->out->action;
    b->carry->row_direction = b->out->direction;
    b->carry->row_measure = b->out->measure;
    b->carry->row_base = b->out->base;
}

void
binder_open_list(struct binder *b)
{
    b->carry->list_action = b->out->action;
    b->carry->list_unit = b->slot->q->unit;
    b->carry->is_list_behind = false;
    b->carry->row_action = (struct str){NULL, 0};
    b->carry->list_measure = b->out->measure;
    b->carry->list_direction = b->out->direction;
}

/* 累计38家, 总面积5万亩: sums are none of what the verb did. */
static bool
sums_up(const struct binder *b)
{
    struct lexicon_hit hit;

    for (uint32_t at = b->slot->left.begin; at < b->slot->left.end; at++) {
        if (lexicon_longest(&lexicon_sum_words, b->t->codes + at,
                            b->slot->left.end - at, &hit))
            return true;
    }
    return false;
}

/* 建成大棚700亩，仓库3万平方米: of the size of what may be built as well. */
static bool
is_thing(const struct binder *b)
{
    enum kind kind = b->slot->q->kind;

    return kind == KIND_AREA || kind == KIND_LENGTH || kind == KIND_VOLUME;
}

/*
 * 2套住房建设任务 of 完成3公里道路改造，2套住房建设任务。: nothing but what was
 * done as well, at the end.
 */
static bool
closes_list(const struct binder *b)
{
    return b->slot->q->kind == KIND_COUNT && !binder_counts_persons(b) &&
           b->bound > 0 && b->ahead == 0 &&
           b->slot->left.begin == b->slot->left.end &&
           b->t->codes[b->slot->right.end] != ',' &&
           b->slot[-1].right.end > b->slot[-1].right.begin &&
           str_equal(b->out[-1].action, b->carry->list_action) &&
           !(b->out[-1].inherited & INHERITED_ACTION);
}

/* 种植面积 of 新增水体5万立方米、种植面积6万平方米: a size that grew as well. */
static bool
adds_more(const struct binder *b)
{
    return b->slot->follows && is_thing(b) &&
           b->carry->list_measure == MEASURE_CHANGE;
}

bool
binder_take_list(struct binder *b, bool is_open)
{
    if (!record_has(b->carry->list_action) || !is_open || sums_up(b) ||
        (b->slot->mark == ';' && !b->slot->follows) ||
        (b->carry->is_list_behind && !b->slot->follows))
        return false;
    if (!str_equal(b->carry->list_unit, b->slot->q->unit) &&
        !(b->slot->q->kind == KIND_COUNT && b->bound > 0 &&
          b->slot[-1].q->kind == KIND_COUNT &&
          binder_counts_persons(b) ==
              str_equal(b->slot[-1].q->unit, STR("名")) &&
          subject_is_part(b->t, b->slot->left)) && /* 其中水库5座 */
        ((binder_ends_with_measure(b, b->slot->left) && !adds_more(b)) ||
         (!b->slot->follows && !is_thing(b) && !closes_list(b) &&
          !subject_is_part(b->t, b->slot->left)))) /* 其中水库5座 */
        return false; /* 新建学校5所，投入3亿元; 接待5人、旅游收入3亿元 */
    b->out->action = b->carry->list_action;
    b->out->measure = b->carry->list_measure;
    b->out->direction = b->carry->list_direction;
    b->out->inherited |= INHERITED_ACTION;
    return true;
}
