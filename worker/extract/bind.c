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
    struct str row_action; /* the predicate of a row 增长5%、6% */
    enum direction row_direction;
    enum measure row_measure;
    struct str row_base;
    struct subjects split; /* subjects of 分别, dealt out in order */
    struct str base;       /* of the last comparison */
    size_t whole;          /* the figure that 其中 refers to */
    bool is_share_subject;
};

struct binder {
    const struct text *t;
    struct arena *arena;
    const struct slot *slot;
    struct range since; /* the words since the quantity before */
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

/* 政策、法规等宣传资料: the noun that sums up. */
static struct range
object_head(const struct text *t, struct range r)
{
    enum { HEAD_MIN_CHARS = 2 };
    bool is_list = false;

    for (uint32_t at = r.begin; at < r.end; at++) {
        is_list |= t->codes[at] == 0x3001;
        if (is_list && t->codes[at] == 0x7B49 && r.end - at > HEAD_MIN_CHARS &&
            t->codes[at + 1] != 0x65B9)
            return phrase_trim(t, (struct range){at + 1, r.end});
    }
    return r;
}

/* How far the verbs that touch each other from `v` on reach. */
static uint32_t
chain_end(const struct binder *b, struct verb v, uint32_t end)
{
    struct verb next;

    while (verb_at_begin(b->t, (struct range){v.range.end, end}, &next))
        v = next;
    return v.range.end;
}

/*
 * The noun right after the quantity, up to a verb behind it. A verb that
 * may as well be part of the noun ends it only as the clause's predicate.
 */
static struct range
right_noun(const struct binder *b, bool may_predicate, struct verb *predicate)
{
    struct range r = phrase_trim_lead(b->t, b->slot->right), rest;
    struct verb v;

    predicate->range = (struct range){0, 0};
    for (rest = r; rest.begin < rest.end;) {
        uint32_t end;
        if (!verb_at_begin(b->t, rest, &v)) {
            rest.begin = verb_next_place(b->t, rest);
            continue;
        }
        end = chain_end(b, v, r.end);
        rest.begin = v.range.end;
        if (v.range.begin == r.begin && v.role == VERBS_ROLE_NOMINAL &&
            end < r.end)
            continue;
        if (v.role == VERBS_ROLE_DO || v.role == VERBS_ROLE_HAVE ||
            v.role == VERBS_ROLE_TO || (may_predicate && end == r.end)) {
            *predicate = v;
            predicate->range.end = end;
            r.end = v.range.begin;
            break;
        }
    }
    return object_head(b->t, phrase_trim(b->t, r));
}

/* 产量, 增速: of what was named before. */
static bool
is_generic(const struct binder *b, struct range subject)
{
    struct lexicon_hit hit;

    return record_has(b->carry->subject) &&
           lexicon_exact(&lexicon_generic_nouns, b->t->codes + subject.begin,
                         subject.end - subject.begin, &hit);
}

static struct str
complete_generic(struct binder *b, struct range subject)
{
    struct str noun = text_of(b, subject);

    b->out->inherited |= INHERITED_OBJECT;
    if (str_ends(b->carry->subject, noun))
        return b->carry->subject;
    return arena_format(b->arena, "%.*s%.*s", STR_ARG(b->carry->subject),
                        STR_ARG(noun));
}

/* The subject in `r`, or the one carried over. */
static void
take_subject(struct binder *b, struct range r)
{
    struct range subject = phrase_trim(b->t, compare_cut(b->t, r));
    struct str text;
    struct verb v;

    if (verb_at_begin(b->t, subject, &v) && v.range.end == subject.end &&
        v.role != VERBS_ROLE_NOMINAL)
        subject.begin = subject.end;
    if (is_generic(b, subject)) {
        b->out->object = complete_generic(b, subject);
        return;
    }
    if (!range_is_empty(subject)) {
        subject = object_head(b->t, subject_complete(b->t, subject, b->slot));
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

/* What follows after 、 alone repeats this predicate. */
static void
open_row(struct binder *b)
{
    b->carry->row_action = b->out->action;
    b->carry->row_direction = b->out->direction;
    b->carry->row_measure = b->out->measure;
    b->carry->row_base = b->out->base;
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
        v->role == VERBS_ROLE_DOWN ? DIRECTION_DOWN : DIRECTION_UP;
    take_base(b, compare_base(b->t, before));
    if (!record_has(b->out->base) && !compare_is_on_year(b->t, before)) {
        b->out->base = b->carry->base;
        if (record_has(b->out->base))
            b->out->inherited |= INHERITED_BASE;
    } else if (record_has(b->out->base)) {
        b->carry->base = b->out->base;
    }
    if (record_has(b->out->base) && compare_is_beside(b->t, b->out->base_range))
        b->out->measure = MEASURE_GAP;
    set_rule(b, "change", 900);
    noun = right_noun(b, false, &predicate);
    if (is_amount(b) && !range_is_empty(noun) &&
        range_is_empty(phrase_trim(b->t, compare_cut(b->t, before)))) {
        b->out->object = text_of(b, noun);
        return;
    }
    take_subject(b, before);
    open_row(b);
}

/* Whether what is measured is called a share: 比重, 占比. */
static bool
names_share(const struct binder *b, struct range r)
{
    struct str text = text_of(b, r);

    return str_contains(text, STR("比重")) || str_contains(text, STR("占比"));
}

/* 工业在总产值中所占的比重由33%上升到34%. */
static bool
bind_share_level(struct binder *b, struct range subject)
{
    struct range object, base;

    if (b->slot->q->kind != KIND_PERCENT)
        return false;
    if (range_is_empty(phrase_trim(b->t, subject)))
        subject = b->slot->before;
    if (names_share(b, subject) &&
        compare_share_parts(b->t, subject, &object, &base)) {
        b->out->measure = MEASURE_SHARE;
        b->out->object = b->carry->subject = text_of(b, object);
        b->carry->base = text_of(b, base);
        take_base(b, base);
        b->carry->is_share_subject = true;
        b->carry->split = subjects_split(b->t, object, b->slot->left, b->arena);
        if (b->carry->split.count > 0)
            b->out->object = b->carry->split.names[b->carry->split.next++];
        open_row(b);
        return true;
    }
    if (!b->carry->is_share_subject || !b->slot->follows ||
        !record_has(b->carry->base))
        return false;
    b->out->measure = MEASURE_SHARE;
    b->out->object = b->carry->subject;
    b->out->base = b->carry->base;
    b->out->inherited |= INHERITED_OBJECT | INHERITED_BASE;
    return true;
}

/* 达到16家, 增加到10万亿元, 降至5%. */
static void
bind_level(struct binder *b, const struct verb *v, struct range subject)
{
    b->out->action = text_of(b, v->range);
    b->out->is_level_reached = true;
    set_rule(b, "level", 900);
    if (bind_share_level(b, subject))
        return;
    take_subject(b, subject);
    if (b->slot->q->kind == KIND_PERCENT &&
        (names_share(b, subject) || (b->carry->is_share_subject &&
                                     (b->out->inherited & INHERITED_OBJECT))))
        b->out->measure = MEASURE_SHARE;
    open_row(b);
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
        (v.role == VERBS_ROLE_UP || v.role == VERBS_ROLE_DOWN)) {
        b->out->action = text_of(b, v.range);
        b->out->measure = MEASURE_CHANGE;
        b->out->direction =
            v.role == VERBS_ROLE_UP ? DIRECTION_UP : DIRECTION_DOWN;
        take_subject(b, (struct range){left.begin, v.range.begin});
        return;
    }
    if (verb_of_class(b->t, left, VERBS_ROLE_RANK, &v) ||
        verb_of_class(b->t, left, VERBS_ROLE_TO, &v)) {
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
        !verb_of_class(b->t, left, VERBS_ROLE_GAP, &v))
        return false;
    b->out->action = text_of(b, v.range);
    b->out->measure = MEASURE_GAP;
    b->out->direction = compare_gap_direction(b->t, v.range);
    take_base(b, compare_trim(b->t, (struct range){v.range.end, left.end}));
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

/* 城镇新增就业: what is done belongs to whom it is done for. */
static struct str
joined_object(struct binder *b, const struct verb *v, struct range object)
{
    enum { OWNER_MAX_CHARS = 4 };
    struct range owner =
        phrase_trim(b->t, (struct range){b->slot->left.begin, v->range.begin});
    struct str text = text_of(b, object);

    if (range_is_empty(owner) || owner.end - owner.begin > OWNER_MAX_CHARS)
        return text;
    return arena_format(b->arena, "%.*s%.*s", STR_ARG(text_of(b, owner)),
                        STR_ARG(text));
}

/* 召开学习会8次: verb, object, number. */
static void
bind_object(struct binder *b, const struct verb *v, uint32_t end)
{
    struct range object = {v->range.end, end}, noun;
    struct verb predicate;

    b->out->action = text_of(b, v->range);
    if (v->role == VERBS_ROLE_UP || v->role == VERBS_ROLE_DOWN) {
        b->out->measure = MEASURE_CHANGE;
        b->out->direction =
            v->role == VERBS_ROLE_DOWN ? DIRECTION_DOWN : DIRECTION_UP;
    }
    set_rule(b, "verb-object", 880);
    object = phrase_trim(b->t, object);
    noun = right_noun(b, false, &predicate);
    if (!range_is_empty(noun))
        object = noun;
    else
        object = object_head(b->t, object);
    b->out->object = text_of(b, object);
    if (range_is_empty(noun) && verb_at_begin(b->t, object, &predicate) &&
        predicate.role == VERBS_ROLE_NOMINAL &&
        predicate.range.end == object.end)
        b->out->object = joined_object(b, v, object);
    if (v->role == VERBS_ROLE_HAVE && range_is_empty(object) &&
        verb_at_begin(b->t, phrase_trim_lead(b->t, b->slot->right), &predicate))
        b->out->action = text_of(b, predicate.range);
    if (range_is_empty(object) && v->role != VERBS_ROLE_VO)
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
    struct range noun = right_noun(b, true, &predicate);

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

/* 造价超过900亿元: the bound is the verb where there is no other. */
static void
take_crossing(struct binder *b)
{
    struct range bound = {b->slot->q->range.begin, b->slot->q->number.begin};
    struct verb v;

    if (verb_at_end(b->t, bound, &v) && v.role == VERBS_ROLE_REACH) {
        b->out->action = text_of(b, v.range);
        b->out->is_level_reached = true;
    }
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
    } else {
        take_crossing(b);
    }
}

/* 在工程中投资, 已投资, 对工作批示: no noun goes on like this. */
static bool
is_predicate_place(const struct binder *b, struct range before)
{
    uint32_t last = before.end > before.begin ? b->t->codes[before.end - 1] : 0;

    return phrase_trim_adverbs(b->t, before) < before.end || last == 0x4E2D ||
           last == 0x91CC || !range_is_empty(subject_affected(b->t, before));
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
    if (verb_governing(b->t, left, &d) && d.range.end == v.range.end &&
        d.range.begin < v.range.begin)
        v = d; /* 新建和改造提升 */
    before = (struct range){left.begin, v.range.begin};
    switch (v.role) {
    case VERBS_ROLE_UP:
    case VERBS_ROLE_DOWN:
        bind_change(b, &v);
        return true;
    case VERBS_ROLE_SHARE:
        bind_share(b, &v);
        return true;
    case VERBS_ROLE_TO:
    case VERBS_ROLE_REACH:
    case VERBS_ROLE_INDEX:
    case VERBS_ROLE_COPULA:
        before = phrase_trim(b->t, before);
        if (v.role == VERBS_ROLE_REACH && verb_at_end(b->t, before, &d) &&
            (d.role == VERBS_ROLE_UP || d.role == VERBS_ROLE_DOWN)) {
            bind_change(b, &d);
            return true;
        }
        if (verb_at_begin(b->t, before, &d) && d.role == VERBS_ROLE_DO &&
            d.range.end < before.end && v.role != VERBS_ROLE_TO) {
            bind_object(b, &d, before.end);
            return true;
        }
        bind_level(b, &v, before);
        b->carry->list_action = (struct str){NULL, 0};
        return true;
    case VERBS_ROLE_NOMINAL:
        if (!range_is_empty(phrase_trim(b->t, before)) &&
            !is_predicate_place(b, before))
            return false;
        bind_object(b, &v, b->slot->left.end);
        if (!record_has(b->out->object))
            b->out->object = text_of(b, subject_affected(b->t, before));
        return true;
    case VERBS_ROLE_DO:
    case VERBS_ROLE_HAVE:
    case VERBS_ROLE_VO: {
        struct range subject = phrase_trim(b->t, compare_cut(b->t, before));
        bind_object(b, &v, b->slot->left.end);
        if (!record_has(b->out->object) && v.role != VERBS_ROLE_VO &&
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
        (v.role != VERBS_ROLE_TO && v.role != VERBS_ROLE_RANK &&
         v.role != VERBS_ROLE_UP))
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
        (v.role != VERBS_ROLE_UP && v.role != VERBS_ROLE_DOWN))
        return false;
    b->out->action = text_of(b, v.range);
    b->out->measure = MEASURE_CHANGE;
    b->out->direction = v.role == VERBS_ROLE_UP ? DIRECTION_UP : DIRECTION_DOWN;
    take_subject(b, subject_before_verb(b->t, b->slot->left));
    set_rule(b, "change-after", 750);
    return true;
}

/* 分别增长11.2%、8.1%: nothing is left of it but the number. */
static bool
bind_row(struct binder *b)
{
    if (is_amount(b) || !record_has(b->carry->row_action) ||
        !b->slot->follows || !range_is_empty(phrase_trim(b->t, b->slot->left)))
        return false;
    b->out->action = b->carry->row_action;
    b->out->direction = b->carry->row_direction;
    b->out->measure = b->carry->row_measure;
    b->out->base = b->carry->row_base;
    b->out->inherited |= INHERITED_ACTION;
    take_subject(b, (struct range){0, 0});
    set_rule(b, "row", 850);
    return true;
}

/* 召开座谈会8次、学习会26次: a noun after 、 where a verb's list is open. */
static bool
continues_list(const struct binder *b, struct range trimmed)
{
    struct verb v;

    return b->slot->follows && record_has(b->carry->list_action) &&
           b->t->codes[b->slot->left.begin] == 0x3001 &&
           (!verb_at_begin(b->t, trimmed, &v) || !verb_takes_object(v.role));
}

static void
bind_one(struct binder *b)
{
    struct range left = b->slot->left, trimmed;
    struct verb v;

    if (b->slot->mark == ';' && !b->slot->follows)
        b->carry->list_action = b->carry->base = (struct str){NULL, 0};
    trimmed = compare_stated_base(b->t, b->since);
    if (!range_is_empty(trimmed))
        b->carry->base = text_of(b, trimmed);
    trimmed = phrase_trim(b->t, left);
    if (bind_origin(b))
        return;
    if (b->slot->q->kind == KIND_RANK) {
        bind_rank(b);
        return;
    }
    if (bind_index(b) || bind_row(b) || bind_change_after(b) ||
        bind_predicate(b))
        return;
    if (!is_amount(b) && verb_of_class(b->t, left, VERBS_ROLE_SHARE, &v)) {
        bind_share(b, &v);
        return;
    }
    if (bind_gap(b))
        return;
    if (range_is_empty(trimmed)) {
        bind_right(b);
        return;
    }
    if (!continues_list(b, trimmed) && verb_governing(b->t, trimmed, &v)) {
        bind_object(b, &v, b->slot->left.end);
        return;
    }
    bind_noun(b, left);
}

/* 其中: the whole is the figure before; ends of a change pair up. */
static void
bind_part(const struct text *t, const struct slot *slots, size_t i,
          struct binding *out)
{
    if (i == 0)
        return;
    if (subject_is_part(t, slots[i].left))
        out[i].of =
            i > 1 && out[i].is_origin && out[i - 2].is_origin ? i - 1 : i;
    else if (i > 2 && out[i - 1].is_origin && out[i - 1].of == i - 2)
        out[i].of = i - 1;
}

void
bind_sentence(const struct text *t, struct range within,
              const struct slot *slots, size_t count, struct arena *arena,
              struct binding *out)
{
    struct carry carry = {0};
    uint32_t at = within.begin;

    for (size_t i = 0; i < count; i++) {
        struct binder b = {t,       arena, &slots[i], {at, slots[i].left.begin},
                           &out[i], &carry};

        out[i] = (struct binding){.rule = "none", .confidence = 400};
        bind_one(&b);
        at = slots[i].q->range.end;
        bind_part(t, slots, i, out);
        if (out[i].inherited && out[i].confidence > 100)
            out[i].confidence = (uint16_t)(out[i].confidence - 60);
    }
}
