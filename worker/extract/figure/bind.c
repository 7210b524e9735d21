/* Which kind of binding a quantity has: the first that fits. */
#include "worker/extract/figure/bind.h"

#include "worker/extract/figure/binder.h"
#include "worker/extract/figure/compare.h"
#include "worker/extract/figure/phrase.h"

/* 在工程中投资, 已投资, 对工作批示: no noun goes on like this. */
static bool
is_predicate_place(const struct binder *b, struct range before)
{
    uint32_t last = before.end > before.begin ? b->t->codes[before.end - 1] : 0;

    return phrase_trim_adverbs(b->t, before) < before.end || last == 0x4E2D ||
           last == 0x91CC || !range_is_empty(subject_affected(b->t, before));
}

/* 开展集中学习24次: 学习 is what is done, 开展 says so. */
static bool
bind_light(struct binder *b, const struct verb *v)
{
    struct verb light;

    if ((v->role != VERBS_ROLE_NOMINAL && v->role != VERBS_ROLE_DO) ||
        !verb_governing(b->w,
                        (struct range){b->slot->left.begin, v->range.begin},
                        &light) ||
        !verb_is_light(b->t, &light))
        return false;
    bind_object(b, &light, b->slot->left.end);
    return true;
}

/* The verb that ends the left side decides. */
static bool
bind_predicate(struct binder *b)
{
    struct range left = b->slot->left, before;
    struct verb v, d;

    left.end = phrase_trim_adverbs(b->t, left);
    if (!verb_at_end(b->w, left, &v))
        return false;
    if (verb_governing(b->w, left, &d) && d.range.end == v.range.end &&
        d.range.begin < v.range.begin)
        v = d; /* 新建和改造提升 */
    else if (bind_light(b, &v))
        return true;
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
        if (v.role == VERBS_ROLE_REACH && verb_at_end(b->w, before, &d) &&
            (d.role == VERBS_ROLE_UP || d.role == VERBS_ROLE_DOWN)) {
            bind_change(b, &d);
            return true;
        }
        if (verb_at_begin(b->w, before, &d) && d.role == VERBS_ROLE_DO &&
            d.range.end < before.end && v.role != VERBS_ROLE_TO) {
            bind_object(b, &d, before.end);
            return true;
        }
        if (v.role == VERBS_ROLE_COPULA && b->slot->q->kind == KIND_COUNT &&
            range_is_empty(before) &&
            !range_is_empty(binder_right_noun(b, true, &d)))
            return false; /* 为326名农民工追回欠薪 */
        bind_level(b, &v, before);
        b->carry->list_action = (struct str){NULL, 0};
        return true;
    case VERBS_ROLE_NOMINAL:
        if (!range_is_empty(phrase_trim(b->t, before)) &&
            !is_predicate_place(b, before))
            return false;
        bind_object(b, &v, b->slot->left.end);
        if (!record_has(b->out->object))
            b->out->object = binder_text(b, subject_affected(b->t, before));
        return true;
    case VERBS_ROLE_DO:
    case VERBS_ROLE_HAVE:
    case VERBS_ROLE_VO: {
        struct range subject = phrase_trim(b->t, compare_cut(b->t, before));
        bind_object(b, &v, b->slot->left.end);
        if (!record_has(b->out->object) && v.role != VERBS_ROLE_VO &&
            !range_is_empty(subject))
            binder_take_subject(b, subject);
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
        !verb_at_begin(b->w, phrase_trim_lead(b->t, right), &v) ||
        (v.role != VERBS_ROLE_TO && v.role != VERBS_ROLE_RANK &&
         v.role != VERBS_ROLE_UP))
        return false;
    b->out->is_origin = true;
    if (b->slot->q->kind == KIND_RANK) {
        bind_rank(b);
        b->out->action = binder_text(b, v.range);
        return true;
    }
    bind_level(b, &v, b->slot->left);
    return true;
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
        b->carry->base = binder_text(b, trimmed);
    binder_take_topic(b);
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
    if (!binder_is_amount(b) &&
        verb_of_class(b->w, left, VERBS_ROLE_SHARE, &v)) {
        bind_share(b, &v);
        return;
    }
    if (bind_gap(b))
        return;
    if (range_is_empty(trimmed)) {
        bind_right(b);
        return;
    }
    if (!bind_continues_list(b, trimmed) && verb_governing(b->w, trimmed, &v)) {
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
bind_sentence(const struct words *w, struct range within,
              const struct slot *slots, size_t count, struct arena *arena,
              struct binding *out)
{
    struct carry carry = {0};
    uint32_t at = within.begin;

    for (size_t i = 0; i < count; i++) {
        struct binder b = {w->t, w,       arena, &slots[i], {at, slots[i].left.begin},
                           &out[i], &carry};

        out[i] = (struct binding){.rule = "none", .confidence = 400};
        bind_one(&b);
        at = slots[i].q->range.end;
        bind_part(w->t, slots, i, out);
        if (out[i].inherited && out[i].confidence > 100)
            out[i].confidence = (uint16_t)(out[i].confidence - 60);
    }
}
