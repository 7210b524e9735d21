/* What every kind of binding does: subjects, nouns, bases, confidence. */
#include "worker/extract/figure/binder.h"

#include "worker/extract/figure/compare.h"
#include "worker/extract/figure/phrase.h"
#include "worker/extract/text/edge.h"

struct str
binder_text(const struct binder *b, struct range r)
{
    return phrase_text(b->t, r, b->arena);
}

void
binder_rule(struct binder *b, const char *rule, uint16_t confidence)
{
    b->out->rule = rule;
    b->out->confidence = confidence;
}

bool
binder_is_amount(const struct binder *b)
{
    enum kind kind = b->slot->q->kind;

    return kind != KIND_PERCENT && kind != KIND_POINT && kind != KIND_RATIO &&
           kind != KIND_RANK;
}

/* 政策、法规等宣传资料: the noun that sums up. */
struct range
binder_head(const struct text *t, struct range r)
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

    while (verb_at_begin(b->w, (struct range){v.range.end, end}, &next))
        v = next;
    return v.range.end;
}

/* 12名代表向选区述职, 4名干警获表彰: 向 and its kin end the noun. */
static uint32_t
noun_end(const struct text *t, struct range r)
{
    enum { NOUN_MIN_CHARS = 2 };

    for (uint32_t at = r.begin + NOUN_MIN_CHARS; at < r.end; at++) {
        if (edge_is(t->codes[at], EDGES_ROLE_NOUN_END) &&
            t->codes[at - 1] != 0x65B9) /* 方向 */
            return at;
    }
    return r.end;
}

/*
 * The noun right after the quantity, up to a verb behind it. A verb that
 * may as well be part of the noun ends it only as the clause's predicate.
 */
struct range
binder_right_noun(const struct binder *b, bool may_predicate,
                  struct verb *predicate)
{
    struct range r = phrase_trim_lead(b->t, b->slot->right), rest;
    struct verb v;

    predicate->range = (struct range){0, 0};
    for (rest = r; rest.begin < rest.end;) {
        uint32_t end;
        if (!verb_at_begin(b->w, rest, &v)) {
            rest.begin = verb_next_place(b->w, rest);
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
    r.end = noun_end(b->t, r);
    return binder_head(b->t, phrase_trim(b->t, r));
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
    struct str noun = binder_text(b, subject);

    b->out->inherited |= INHERITED_OBJECT;
    if (str_ends(b->carry->subject, noun))
        return b->carry->subject;
    return arena_format(b->arena, "%.*s%.*s", STR_ARG(b->carry->subject),
                        STR_ARG(noun));
}

/* The last noun of generic_nouns.tsv in `r`; empty: there is none. */
static struct range
last_generic(const struct binder *b, struct range r)
{
    struct range found = {r.end, r.end};
    struct lexicon_hit hit;

    for (uint32_t at = r.begin; at < r.end; at++) {
        if (lexicon_longest(&lexicon_generic_nouns, b->t->codes + at,
                            r.end - at, &hit))
            found = (struct range){at, at + hit.chars};
    }
    return found;
}

void
binder_take_topic(struct binder *b)
{
    struct range clause = b->slot->before, base;
    struct verb v;

    if (b->slot->mark != ':' || b->slot->follows ||
        !verb_at_end(b->w, clause, &v) ||
        (v.role != VERBS_ROLE_UP && v.role != VERBS_ROLE_DOWN))
        return;
    clause.end = v.range.begin;
    b->carry->topic = binder_text(b, last_generic(b, clause));
    base = compare_base(b->t, clause);
    if (!range_is_empty(base))
        b->carry->base = binder_text(b, base);
}

/* 钢 as 钢产量, where the topic of the row is 产量. */
static struct str
with_topic(struct binder *b, struct str subject)
{
    struct str topic = b->carry->topic;

    if (!record_has(topic) || b->out->measure != MEASURE_CHANGE ||
        str_ends(subject, topic))
        return subject;
    return arena_format(b->arena, "%.*s%.*s", STR_ARG(subject), STR_ARG(topic));
}

/* The subject in `r`, or the one carried over. */
void
binder_take_subject(struct binder *b, struct range r)
{
    struct range subject = phrase_trim(b->t, compare_cut(b->t, r));
    struct str text;
    struct verb v;

    if (verb_at_begin(b->w, subject, &v) && v.range.end == subject.end &&
        v.role != VERBS_ROLE_NOMINAL)
        subject.begin = subject.end;
    if (is_generic(b, subject)) {
        b->out->object = complete_generic(b, subject);
        return;
    }
    if (!range_is_empty(subject)) {
        subject = subject_complete(b->t, subject);
        if (!subject_deals_out(b->t, b->slot->left))
            subject = binder_head(b->t, subject);
        text = binder_text(b, subject);
        b->carry->split =
            subjects_split(b->t, subject, b->slot->left, b->arena);
        if (b->carry->split.count > 0)
            text = b->carry->split.names[b->carry->split.next++];
        b->out->object = b->carry->subject = with_topic(b, text);
        return;
    }
    if (b->carry->split.count > 0 && subject_deals_out(b->t, b->slot->left))
        b->carry->split.next = 0; /* 分别达到…，分别增长… */
    if (b->carry->split.next < b->carry->split.count) {
        b->out->object = b->carry->split.names[b->carry->split.next++];
        b->carry->subject = b->out->object;
        b->out->inherited |= INHERITED_OBJECT;
        return;
    }
    if (!record_has(b->carry->subject) && !range_is_empty(b->slot->before))
        b->carry->subject =
            binder_text(b, subject_before(b->w, b->slot->before));
    b->out->object = b->carry->subject;
    b->out->inherited |= INHERITED_OBJECT;
}

void
binder_take_base(struct binder *b, struct range base)
{
    if (range_is_empty(base))
        return;
    b->out->base = binder_text(b, base);
    b->out->base_range = base;
}

/* What follows after 、 alone repeats this predicate. */
void
binder_open_row(struct binder *b)
{
    b->carry->row_action = b->out->action;
    b->carry->row_direction = b->out->direction;
    b->carry->row_measure = b->out->measure;
    b->carry->row_base = b->out->base;
}

/* Whether what is measured is called a share: 比重, 占比. */
bool
binder_names_share(const struct binder *b, struct range r)
{
    struct str text = binder_text(b, r);

    return str_contains(text, STR("比重")) || str_contains(text, STR("占比"));
}
