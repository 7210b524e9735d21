#include "worker/extract/bind.h"

#include "worker/extract/compare.h"
#include "worker/extract/phrase.h"
#include "worker/extract/subject.h"
#include "worker/extract/verb.h"

/* What a sentence has said so far, for those who leave it out. */
struct carry {
    struct str subject;     /* of the last predicate, no value: none */
    struct str list_action; /* the verb whose list is open */
    enum measure list_measure;
    enum direction list_direction;
    struct str change_action; /* the predicate of a row 增长5%、6% */
    enum direction change_direction;
    struct subjects split; /* subjects of 分别, dealt out in order */
    struct str base;       /* of the last comparison */
    size_t whole;          /* the figure that 其中 refers to */
    bool is_share_subject;
};

struct binder {
    const struct text *t;
    struct arena *arena;
    const struct slot *slot;
    struct binding *out;
    struct carry *carry;
};

static struct str
text_of(const struct binder *b, struct range r)
{
    return phrase_text(b->t, r, b->arena);
}

static void
set_rule(struct binder *b, const char *rule, uint16_t confidence)
{
    b->out->rule = rule;
    b->out->confidence = confidence;
}

static bool
is_amount(const struct binder *b)
{
    enum kind kind = b->slot->q->kind;

    return kind != KIND_PERCENT && kind != KIND_POINT && kind != KIND_RATIO &&
           kind != KIND_RANK;
}

/* The noun right after the quantity, up to a verb behind it. */
static struct range
right_noun(const struct binder *b, struct verb *predicate)
{
    struct range r = phrase_trim_lead(b->t, b->slot->right), rest;
    struct verb v;

    predicate->range = (struct range){0, 0};
    for (rest = r; rest.begin < rest.end;) {
        if (!verb_at_begin(b->t, rest, &v)) {
            rest.begin = verb_next_place(b->t, rest);
            continue;
        }
        rest.begin = v.range.end;
        if (v.range.begin == r.begin)
            continue;
        if (v.class == VERBS_CLASS_DO || v.class == VERBS_CLASS_UP ||
            v.class == VERBS_CLASS_DOWN || v.class == VERBS_CLASS_TO ||
            v.range.end == r.end) {
            *predicate = v;
            r.end = v.range.begin;
            break;
        }
    }
    return phrase_trim(b->t, r);
}

/* The subject in `r`, or the one carried over. */
static void
take_subject(struct binder *b, struct range r)
{
    struct range subject = phrase_trim(b->t, compare_cut(b->t, r));
    struct str text;

    if (!range_is_empty(subject)) {
        subject = subject_complete(b->t, subject, b->slot);
        text = text_of(b, subject);
        b->carry->split =
            subjects_split(b->t, subject, b->slot->left, b->arena);
        if (b->carry->split.count > 0)
            text = b->carry->split.names[b->carry->split.next++];
        b->out->object = b->carry->subject = text;
        return;
    }
    if (b->carry->split.next < b->carry->split.count) {
        b->out->object = b->carry->split.names[b->carry->split.next++];
        b->carry->subject = b->out->object;
        b->out->inherited |= INHERITED_OBJECT;
        return;
    }
    if (!record_has(b->carry->subject) && !range_is_empty(b->slot->before))
        b->carry->subject = text_of(b, subject_before(b->t, b->slot->before));
    b->out->object = b->carry->subject;
    b->out->inherited |= INHERITED_OBJECT;
}

static void
take_base(struct binder *b, struct range base)
{
    if (range_is_empty(base))
        return;
    b->out->base = text_of(b, base);
    b->out->base_range = base;
}

/* 增长8.1%, 新增2万户: the verb right before the number. */
static void
bind_change(struct binder *b, const struct verb *v)
{
    struct range before = {b->slot->left.begin, v->range.begin};
    struct range noun;
    struct verb predicate;

    b->out->action = text_of(b, v->range);
    b->out->measure = MEASURE_CHANGE;
    b->out->direction =
        v->class == VERBS_CLASS_DOWN ? DIRECTION_DOWN : DIRECTION_UP;
    take_base(b, compare_base(b->t, before));
    if (record_has(b->out->base) && compare_is_beside(b->t, b->out->base_range))
        b->out->measure = MEASURE_GAP;
    set_rule(b, "change", 900);
    noun = right_noun(b, &predicate);
    if (is_amount(b) && !range_is_empty(noun) &&
        range_is_empty(phrase_trim(b->t, compare_cut(b->t, before)))) {
        b->out->object = text_of(b, noun);
        return;
    }
    take_subject(b, before);
    b->carry->change_action = b->out->action;
    b->carry->change_direction = b->out->direction;
}

/* Whether what is measured is called a share: 比重, 占比. */
static bool
names_share(const struct binder *b, struct range r)
{
    struct str text = text_of(b, r);

    return str_contains(text, STR("比重")) || str_contains(text, STR("占比"));
}

/* 达到16家, 增加到10万亿元, 降至5%. */
static void
bind_level(struct binder *b, const struct verb *v, struct range subject)
{
    b->out->action = text_of(b, v->range);
    b->out->is_level_reached = true;
    set_rule(b, "level", 900);
    take_subject(b, subject);
    if (b->slot->q->kind == KIND_PERCENT &&
        (names_share(b, subject) || (b->carry->is_share_subject &&
                                     (b->out->inherited & INHERITED_OBJECT))))
        b->out->measure = MEASURE_SHARE;
}

/* 占全国的5%, 占规上工业比重43.6%. */
static void
bind_share(struct binder *b, const struct verb *v)
{
    struct range before = {b->slot->left.begin, v->range.begin};
    struct range base = {v->range.end, b->slot->left.end};

    b->out->action = text_of(b, v->range);
    b->out->measure = MEASURE_SHARE;
    take_base(b, compare_share_base(b->t, base));
    take_subject(b, before);
    set_rule(b, "share", 880);
    if (record_has(b->out->base) && range_is_empty(phrase_trim(b->t, before)))
        return;
    b->carry->subject = text_of(b, phrase_trim(b->t, b->slot->left));
    b->carry->is_share_subject = true;
}

/* 居全国第三位, 提升3位. */
static void
bind_rank(struct binder *b)
{
    struct verb v;
    struct range left = b->slot->left;

    b->out->measure = MEASURE_RANK;
    set_rule(b, "rank", 850);
    if (b->slot->q->form == FORM_PLAIN && verb_at_end(b->t, left, &v) &&
        (v.class == VERBS_CLASS_UP || v.class == VERBS_CLASS_DOWN)) {
        b->out->action = text_of(b, v.range);
        b->out->measure = MEASURE_CHANGE;
        b->out->direction =
            v.class == VERBS_CLASS_UP ? DIRECTION_UP : DIRECTION_DOWN;
        take_subject(b, (struct range){left.begin, v.range.begin});
        return;
    }
    if (verb_of_class(b->t, left, VERBS_CLASS_RANK, &v) ||
        verb_of_class(b->t, left, VERBS_CLASS_TO, &v)) {
        b->out->action = text_of(b, v.range);
        b->out->is_level_reached = true;
        left.end = v.range.begin;
        take_subject(b, left);
        return;
    }
    take_subject(b, left);
}

/* 是上年的2.5倍, 为预算的101%, 完成计划的98%. */
static bool
bind_index(struct binder *b)
{
    struct range left = b->slot->left, base;
    struct verb v;

    if (b->slot->q->kind != KIND_RATIO && b->slot->q->kind != KIND_PERCENT)
        return false;
    if (left.end <= left.begin || b->t->codes[left.end - 1] != 0x7684 ||
        !compare_index_verb(b->t, left, &v))
        return false;
    base = (struct range){v.range.end, left.end - 1};
    while (base.begin < base.end && b->t->codes[base.begin] == 0x4E86)
        base.begin++;
    b->out->action = text_of(b, v.range);
    b->out->measure = MEASURE_INDEX;
    take_base(b, base);
    take_subject(b, (struct range){left.begin, v.range.begin});
    set_rule(b, "index", 800);
    return true;
}

/* 高于全国0.3个百分点, 比全国高0.3个百分点. */
static bool
bind_gap(struct binder *b)
{
    struct range left = b->slot->left;
    struct verb v;

    if ((b->slot->q->kind != KIND_POINT && b->slot->q->kind != KIND_PERCENT) ||
        !verb_of_class(b->t, left, VERBS_CLASS_GAP, &v))
        return false;
    b->out->action = text_of(b, v.range);
    b->out->measure = MEASURE_GAP;
    b->out->direction = compare_gap_direction(b->t, v.range);
    take_base(b, phrase_trim(b->t, (struct range){v.range.end, left.end}));
    if (b->out->base_range.end <= b->out->base_range.begin)
        take_base(
            b, compare_base(b->t, (struct range){left.begin, v.range.begin}));
    take_subject(b, (struct range){left.begin, v.range.begin});
    set_rule(b, "gap", 850);
    return true;
}

static void
open_list(struct binder *b)
{
    b->carry->list_action = b->out->action;
    b->carry->list_measure = b->out->measure;
    b->carry->list_direction = b->out->direction;
}

/* 召开学习会8次: verb, object, number. */
static void
bind_object(struct binder *b, const struct verb *v, uint32_t end)
{
    struct range object = {v->range.end, end}, noun;
    struct verb predicate;

    b->out->action = text_of(b, v->range);
    if (v->class == VERBS_CLASS_UP || v->class == VERBS_CLASS_DOWN) {
        b->out->measure = MEASURE_CHANGE;
        b->out->direction =
            v->class == VERBS_CLASS_DOWN ? DIRECTION_DOWN : DIRECTION_UP;
    }
    set_rule(b, "verb-object", 880);
    object = phrase_trim(b->t, object);
    noun = right_noun(b, &predicate);
    if (!range_is_empty(noun) &&
        (b->slot->q->kind == KIND_COUNT || range_is_empty(object)))
        object = noun;
    b->out->object = text_of(b, object);
    if (range_is_empty(object) && v->class != VERBS_CLASS_VO)
        set_rule(b, "verb", 700);
    open_list(b);
    if (record_has(b->out->object))
        b->carry->subject = b->out->object;
}

/* 285个项目开工, 23名委员: the noun, and perhaps the verb, come after. */
static void
bind_right(struct binder *b)
{
    struct verb predicate;
    struct range noun = right_noun(b, &predicate);

    b->out->object = text_of(b, noun);
    set_rule(b, "noun-after", 700);
    if (record_has(b->carry->list_action) && b->slot->mark != ';' &&
        (b->slot->follows || b->slot->mark == ',')) {
        b->out->action = b->carry->list_action;
        b->out->measure = b->carry->list_measure;
        b->out->direction = b->carry->list_direction;
        b->out->inherited |= INHERITED_ACTION;
        return;
    }
    if (predicate.range.end == 0)
        return;
    b->out->action = text_of(b, predicate.range);
    if (record_has(b->out->object))
        b->carry->subject = b->out->object;
}

/* A noun right before the number and no verb: 粮食产量836.9亿斤. */
static void
bind_noun(struct binder *b, struct range left)
{
    bool listed = record_has(b->carry->list_action) && b->slot->mark != ';' &&
                  is_amount(b);
    struct range noun = phrase_trim(b->t, left);

    take_subject(b, noun);
    set_rule(b, "noun", 800);
    if (compare_change_noun(b->t, noun, &b->out->direction))
        b->out->measure = MEASURE_CHANGE;
    else if (names_share(b, noun) && b->slot->q->kind == KIND_PERCENT)
        b->out->measure = MEASURE_SHARE;
    else if (listed && (b->slot->follows || b->slot->mark == ',')) {
        b->out->action = b->carry->list_action;
        b->out->measure = b->carry->list_measure;
        b->out->direction = b->carry->list_direction;
        b->out->inherited |= INHERITED_ACTION;
        set_rule(b, "list", 820);
    }
}

/* The verb that ends the left side decides. */
static bool
bind_predicate(struct binder *b)
{
    struct range left = b->slot->left, before;
    struct verb v, d;

    left.end = phrase_trim_adverbs(b->t, left);
    if (!verb_at_end(b->t, left, &v))
        return false;
    before = (struct range){left.begin, v.range.begin};
    switch (v.class) {
    case VERBS_CLASS_UP:
    case VERBS_CLASS_DOWN:
        bind_change(b, &v);
        return true;
    case VERBS_CLASS_SHARE:
        bind_share(b, &v);
        return true;
    case VERBS_CLASS_TO:
    case VERBS_CLASS_REACH:
    case VERBS_CLASS_INDEX:
    case VERBS_CLASS_COPULA:
        before = phrase_trim(b->t, before);
        if (verb_at_begin(b->t, before, &d) && d.class == VERBS_CLASS_DO &&
            d.range.end < before.end && v.class != VERBS_CLASS_TO) {
            bind_object(b, &d, before.end);
            return true;
        }
        bind_level(b, &v, before);
        b->carry->list_action = (struct str){NULL, 0};
        return true;
    case VERBS_CLASS_NOMINAL:
        if (!range_is_empty(phrase_trim(b->t, before)))
            return false;
        bind_object(b, &v, b->slot->left.end);
        return true;
    case VERBS_CLASS_DO:
    case VERBS_CLASS_HAVE:
    case VERBS_CLASS_VO: {
        struct range subject = phrase_trim(b->t, compare_cut(b->t, before));
        bind_object(b, &v, b->slot->left.end);
        if (!record_has(b->out->object) && v.class != VERBS_CLASS_VO &&
            !range_is_empty(subject))
            take_subject(b, subject);
        return true;
    }
    default:
        return false;
    }
}

/* 从A增加到B: the verb after the first number is that of both. */
static bool
bind_origin(struct binder *b)
{
    struct range right = b->slot->right;
    struct verb v;

    if (!subject_is_origin(b->t, b->slot->left) ||
        !verb_at_begin(b->t, phrase_trim_lead(b->t, right), &v) ||
        (v.class != VERBS_CLASS_TO && v.class != VERBS_CLASS_RANK &&
         v.class != VERBS_CLASS_UP))
        return false;
    b->out->is_origin = true;
    if (b->slot->q->kind == KIND_RANK) {
        bind_rank(b);
        b->out->action = text_of(b, v.range);
        return true;
    }
    bind_level(b, &v, b->slot->left);
    return true;
}

/* 继续保持40%以上增长: the change comes after the number. */
static bool
bind_change_after(struct binder *b)
{
    struct range right = phrase_trim_lead(b->t, b->slot->right);
    struct verb v;

    if (b->slot->q->kind != KIND_PERCENT || !verb_at_begin(b->t, right, &v) ||
        (v.class != VERBS_CLASS_UP && v.class != VERBS_CLASS_DOWN))
        return false;
    b->out->action = text_of(b, v.range);
    b->out->measure = MEASURE_CHANGE;
    b->out->direction =
        v.class == VERBS_CLASS_UP ? DIRECTION_UP : DIRECTION_DOWN;
    take_subject(b, subject_before_verb(b->t, b->slot->left));
    set_rule(b, "change-after", 750);
    return true;
}

/* 分别增长11.2%、8.1%: nothing is left of it but the number. */
static bool
bind_row(struct binder *b)
{
    if (is_amount(b) || !record_has(b->carry->change_action) ||
        !b->slot->follows || !range_is_empty(phrase_trim(b->t, b->slot->left)))
        return false;
    b->out->action = b->carry->change_action;
    b->out->direction = b->carry->change_direction;
    b->out->measure = MEASURE_CHANGE;
    b->out->inherited |= INHERITED_ACTION;
    take_subject(b, (struct range){0, 0});
    set_rule(b, "row", 850);
    return true;
}

static void
bind_one(struct binder *b)
{
    struct range left = b->slot->left, trimmed = phrase_trim(b->t, left);
    struct verb v;

    if (b->slot->mark == ';' && !b->slot->follows)
        b->carry->list_action = (struct str){NULL, 0};
    if (bind_origin(b))
        return;
    if (b->slot->q->kind == KIND_RANK) {
        bind_rank(b);
        return;
    }
    if (bind_index(b) || bind_row(b) || bind_change_after(b) ||
        bind_predicate(b))
        return;
    if (!is_amount(b) && verb_of_class(b->t, left, VERBS_CLASS_SHARE, &v)) {
        bind_share(b, &v);
        return;
    }
    if (bind_gap(b))
        return;
    if (range_is_empty(trimmed)) {
        bind_right(b);
        return;
    }
    if (verb_governing(b->t, trimmed, &v)) {
        bind_object(b, &v, b->slot->left.end);
        return;
    }
    bind_noun(b, left);
}

void
bind_sentence(const struct text *t, struct range within,
              const struct slot *slots, size_t count, struct arena *arena,
              struct binding *out)
{
    struct carry carry = {0};

    (void)within;
    for (size_t i = 0; i < count; i++) {
        struct binder b = {t, arena, &slots[i], &out[i], &carry};

        out[i] = (struct binding){.rule = "none", .confidence = 400};
        bind_one(&b);
        if (subject_is_part(t, slots[i].left) && i > 0)
            out[i].of = i;
        if (out[i].inherited && out[i].confidence > 100)
            out[i].confidence = (uint16_t)(out[i].confidence - 60);
    }
}
