#include "worker/extract/figure/standing.h"

#include "worker/extract/figure/govern.h"
#include "worker/extract/figure/phrase.h"
#include "worker/extract/text/marks.h"

enum { CHAR_DE = 0x7684 };

/* 会循, 会就: behind 会 alone comes a verb, however far. */
static bool
leads_anything(const struct text *t, uint32_t at)
{
    enum { CHAR_HUI = 0x4F1A };

    return at > 0 && t->codes[at - 1] == CHAR_HUI && t->codes[at] != CHAR_DE;
}

/* Behind the words at `at` that only say how or when: 额外拨款, 每年增加. */
static uint32_t
past_manner(const struct words *w, struct range r, uint32_t at)
{
    enum { WORDS_MAX = 3 };
    struct lexicon_hit hit;

    for (size_t i = 0; i < WORDS_MAX && at < r.end; i++) {
        if (!words_at(w, at, r.end) ||
            !lexicon_longest(&lexicon_fillers, w->t->codes + at, r.end - at,
                             &hit) ||
            hit.chars < 2)
            break;
        at += hit.chars;
    }
    return at;
}

/* Whether a verb, or what leads to one, begins at `at`. */
static bool
leads_to_verb(const struct words *w, struct range r, uint32_t at)
{
    const struct word *word;
    struct lexicon_hit hit;
    struct verb v;

    at = past_manner(w, r, at);
    word = words_at(w, at, r.end);

    if (at < r.end && (mark_is_digit(w->t->codes[at]) || /* 会在2015年 */
                       w->t->codes[at] == ':'))
        return true; /* 我建议: */
    if (!word) /* the number itself: its verb was read as a bound, 将超过 */
        return at >= r.end && lexicon_longest(&lexicon_verbs, w->t->codes + at,
                                              w->t->count - at, &hit);
    return leads_anything(w->t, at) || verb_of_word(word, &v) ||
           word->class == WORDS_CLASS_ADVERB ||
           word->class == WORDS_CLASS_PREPOSITION ||
           word->class == WORDS_CLASS_TIME;
}

/* 计划自去年推出, 建议已落实: the word names a thing, which ends at `end`. */
static bool
is_spoken_of(const struct words *w, uint32_t end)
{
    return end < w->t->count && words_break(w, end) &&
           lexicon_char(&lexicon_thing_follows, w->t->codes[end]) >= 0;
}

/* Whether the word [at, end) is a verb there: 计划, not 年度计划 or 原计划. */
static bool
is_verb(const struct words *w, struct range r, uint32_t at, uint32_t end)
{
    size_t i = words_from(w, at);
    const struct word *word = words_at(w, at, end);
    struct lexicon_hit hit;

    if (!word)
        return false;
    if (word->range.end < end || word->class == WORDS_CLASS_ADVERB)
        return true; /* 将可, 将会 name no thing */
    if (end - at > 1 && (is_spoken_of(w, end) ||
                         (at > r.begin && w->t->codes[at - 1] == CHAR_DE)))
        return false; /* 的计划产量 */
    if (end - at < 2 || i == 0 || w->items[i - 1].range.begin < r.begin ||
        w->items[i - 1].range.end < at)
        return true;
    if (lexicon_longest_before(&lexicon_agents, w->t->codes,
                               w->items[i - 1].range.begin, at, &hit))
        return true;
    return w->items[i - 1].class != WORDS_CLASS_NOUN &&
           w->items[i - 1].class != WORDS_CLASS_PRONOUN &&
           w->items[i - 1].class != WORDS_CLASS_ADJECTIVE &&
           w->items[i - 1].class != WORDS_CLASS_PREPOSITION &&
           w->items[i - 1].class != WORDS_CLASS_NOMINAL;
}

/* 已登记的: what the word says, it says of a noun; not in 减到现在的5家. */
static bool
tells_of_noun(const struct text *t, struct range rest)
{
    if (rest.begin + 1 == rest.end)
        return false;
    for (; rest.begin < rest.end; rest.begin++) {
        if (t->codes[rest.begin] == CHAR_DE)
            return true;
    }
    return false;
}

/* Whether a word that says a thing is so overrides what was `found`. */
static bool
is_so_by_now(const struct words *w, struct range r, uint32_t at, uint32_t end,
             const struct status_words_row *found)
{
    enum { CHAR_YOU = 0x7531, CHAR_CONG = 0x4ECE, CHAR_BI = 0x6BD4 };
    uint32_t before = at > r.begin ? w->t->codes[at - 1] : 0;

    return words_at(w, at, end) && before != CHAR_YOU && before != CHAR_CONG &&
           before != CHAR_BI && /* what is compared with: 比现有的86个 */
           !(found && found->status == FIGURE_ONGOING) &&
           !tells_of_noun(w->t, (struct range){end, r.end});
}

/* A word of status_words.tsv and where it stands. */
struct told {
    const struct status_words_row *row; /* NULL: none so far */
    uint32_t begin, end;
};

/* 会, 将: what they say is to come where they are the words of a verb. */
static bool
is_modal(const struct status_words_row *row)
{
    return row->reach == STATUS_WORDS_REACH_MODAL ||
           row->reach == STATUS_WORDS_REACH_FUTURE;
}

/* 经费将达到374亿元: right before the number's verb, even in a review. */
static bool
is_future(const struct words *w, struct range r, const struct told *told)
{
    struct verb v;

    return told->row->reach == STATUS_WORDS_REACH_FUTURE &&
           verb_at_end(w, r, &v) && v.range.begin == told->end &&
           !verb_takes_what_it_counts(v.role);
}

/* 预计会有5万人: behind an estimate 会 says nothing more of its clause. */
static bool
is_estimated(const struct words *w, const struct told *found,
             const struct told *next)
{
    return is_modal(next->row) && found->row &&
           found->row->status == FIGURE_ESTIMATE &&
           phrase_find(w->t, (struct range){found->end, next->begin}, ',') ==
               next->begin;
}

/* Whether `next` tells more than what was `found` before it in `r`. */
static bool
tells(const struct words *w, struct range r, enum section_kind kind,
      const struct told *found, const struct told *next)
{
    if (next->row->status == FIGURE_DONE)
        return is_so_by_now(w, r, next->begin, next->end, found->row);
    if (next->row->reach != STATUS_WORDS_REACH_BEFORE_VERB &&
        !is_modal(next->row))
        return true;
    if (is_future(w, r, next))
        return !is_estimated(w, found, next);
    return kind != SECTION_REVIEW && is_verb(w, r, next->begin, next->end) &&
           leads_to_verb(w, r, next->end) && !is_estimated(w, found, next);
}

/*
 * The last word of status_words.tsv in `r` that tells something where the
 * figure stands in a section of `kind`.
 */
static const struct status_words_row *
last_word(const struct words *w, struct range r, enum section_kind kind)
{
    struct told found = {0};
    struct lexicon_hit hit, noun;

    for (uint32_t at = r.begin; at < r.end; at++) {
        struct told next;
        if (!lexicon_longest(&lexicon_status_words, w->t->codes + at,
                             r.end - at, &hit))
            continue;
        if (lexicon_longest(&lexicon_not_verbs, w->t->codes + at, r.end - at,
                            &noun) &&
            noun.chars > hit.chars) {
            at += noun.chars - 1; /* 预期寿命 expects nothing */
            continue;
        }
        next = (struct told){&status_words_rows[hit.row], at, at + hit.chars};
        if (next.row->status == FIGURE_PLAN &&
            lexicon_longest_before(&lexicon_meeting_goals, w->t->codes, r.begin,
                                   at, &noun)) {
            at += hit.chars - 1; /* 超过预期目标 */
            continue;
        }
        if (tells(w, r, kind, &found, &next))
            found = next;
        at += hit.chars - 1;
    }
    return found.row;
}

/* What stands behind the last ; of `r`: an estimate reaches no further. */
static struct range
past_semicolon(const struct text *t, struct range r)
{
    for (uint32_t at = r.end; at > r.begin; at--) {
        if (t->codes[at - 1] == ';')
            return (struct range){at, r.end};
    }
    return r;
}

/*
 * What stands behind the noun tells of it where no number follows there:
 * 5个项目将竣工, not 5个项目可提供300个名额.
 */
static const struct status_words_row *
word_behind(const struct words *w, struct range sentence,
            const struct slot *slot, enum section_kind kind)
{
    struct range right = slot->right;

    if (right.end < sentence.end && (w->t->codes[right.end] >= 0x3400 ||
                                     mark_is_digit(w->t->codes[right.end])))
        return NULL;
    return last_word(w, right, kind);
}

/* 700万人的都会: a size that a noun has, whatever is said of the noun. */
static bool
is_attribute(const struct words *w, const struct slot *slot)
{
    struct verb v;

    return slot->right.begin < slot->right.end &&
           w->t->codes[slot->right.begin] == CHAR_DE &&
           !verb_at_end(w, slot->left, &v) &&
           !verb_governing(w, slot->left, &v);
}

/* 正在兴建三条线，造价…: a size is of what the clause before tells. */
static bool
names_size(const struct text *t, struct range left)
{
    struct lexicon_hit hit;

    return lexicon_longest_before(&lexicon_attributes, t->codes, left.begin,
                                  left.end, &hit) &&
           hit.chars == left.end - left.begin;
}

/*
 * What leads in the list a figure stands in: 我们会推行以下措施: of …: (一) …；
 * (二) …. Empty where none does.
 */
static struct range
list_lead(const struct text *t, struct range before)
{
    struct range lead = before;

    /* The lead is how the sentence begins, however long the list is. */
    if (lead.end - lead.begin > 2 * CLAUSE_REACH_CHARS)
        lead.end = lead.begin + 2 * CLAUSE_REACH_CHARS;
    while (lead.begin < lead.end &&
           !(t->codes[lead.begin] == ':' && lead.begin + 1 < lead.end &&
             t->codes[lead.begin + 1] == '('))
        lead.begin++;
    if (lead.begin >= lead.end)
        return (struct range){before.end, before.end};
    lead = (struct range){before.begin, lead.begin};
    if (lead.end - lead.begin > CLAUSE_REACH_CHARS)
        lead.begin = lead.end - CLAUSE_REACH_CHARS;
    return lead;
}

/* 预计产量如下：电力5亿度；原煤6万吨: what leads in a list says it of each. */
static bool
foresees_list(const struct words *w, struct range sentence,
              const struct slot *slot, enum section_kind kind)
{
    struct range lead = clause_list_lead(w->t, sentence, slot);
    const struct status_words_row *row;

    if (range_is_empty(lead))
        return false;
    row = last_word(w, lead, kind);
    return row && row->status == FIGURE_ESTIMATE &&
           row->reach == STATUS_WORDS_REACH_SENTENCE;
}

static enum figure_status
status_of_section(enum section_kind kind)
{
    if (kind == SECTION_PLAN)
        return FIGURE_PLAN;
    return kind == SECTION_PROBLEM ? FIGURE_PROBLEM : FIGURE_DONE;
}

/* 现在要增加…, 利用现有资源新建…: no word of what is so by now. */
static bool
is_demanded(const struct words *w, struct range left)
{
    enum { CHAR_YOU = 0x6709 };
    struct lexicon_hit hit;

    for (size_t i = words_from(w, left.begin);
         i < w->count && w->items[i].range.end <= left.end; i++) {
        struct range word = w->items[i].range;
        if (lexicon_exact(&lexicon_duty_words, w->t->codes + word.begin,
                          word.end - word.begin, &hit) ||
            (word.end < left.end && w->t->codes[word.end - 1] == CHAR_YOU &&
             lexicon_exact(&lexicon_status_words, w->t->codes + word.begin,
                           word.end - word.begin, &hit)))
            return true;
    }
    return false;
}

/* 成立了29个自治州, 取消了原先3亿元的税: 了 behind the verb of the number. */
static bool
has_done(const struct words *w, struct range left)
{
    enum { CHAR_LE = 0x4E86 };
    struct verb v;

    if (!range_is_empty(left) && w->t->codes[left.end - 1] == CHAR_LE)
        return verb_at_end(w, left, &v);
    return verb_governing(w, left, &v) && v.range.end < left.end &&
           w->t->codes[v.range.end] == CHAR_LE;
}

/*
 * Among what is planned 了 tells of what has been done, unless the sentence
 * says what is to be.
 */
static bool
is_accomplished(const struct words *w, struct range sentence,
                const struct slot *slot)
{
    struct range before = {sentence.begin, slot->left.end};
    struct lexicon_hit hit;

    if (!has_done(w, slot->left))
        return false;
    if (before.end - before.begin > CLAUSE_REACH_CHARS)
        before.begin = before.end - CLAUSE_REACH_CHARS;
    for (uint32_t at = before.begin;
         (at = text_find(w->t, at, before.end, SIGN_MOMENT)) < before.end;
         at++) {
        if (lexicon_longest(&lexicon_plan_terms, w->t->codes + at,
                            before.end - at, &hit) &&
            hit.chars > 2)
            return false; /* 第六个五年计划安排了5亿元 */
    }
    return !standing_demands(w, before);
}

enum figure_status
standing_of_figure(const struct words *w, struct range sentence,
                   const struct slot *slot, enum section_kind kind,
                   bool *is_inherited)
{
    const struct status_words_row *row = last_word(w, slot->left, kind);
    struct range before = {sentence.begin, slot->left.begin};
    struct range lead = list_lead(w->t, before);

    *is_inherited = row == NULL;
    if (kind == SECTION_PLAN && row && row->status == FIGURE_DONE &&
        !is_demanded(w, slot->left))
        return FIGURE_DONE; /* 目前已同170个国家建交 */
    if (kind == SECTION_PLAN && !row && is_accomplished(w, sentence, slot))
        return FIGURE_DONE;
    if (kind == SECTION_PLAN || clause_aim(w->t, slot).end < slot->right.end)
        return FIGURE_PLAN;
    if (!row)
        row = word_behind(w, sentence, slot, kind);
    if (row && row->status == FIGURE_DONE)
        return status_of_section(kind);
    if (row)
        return row->status;
    if (is_attribute(w, slot))
        return status_of_section(kind);
    if (before.end - before.begin > CLAUSE_REACH_CHARS)
        before.begin = before.end - CLAUSE_REACH_CHARS;
    row = last_word(w, before, kind);
    if (row && row->status == FIGURE_ESTIMATE)
        row = last_word(w, past_semicolon(w->t, before), kind);
    if (!row && foresees_list(w, sentence, slot, kind))
        return FIGURE_ESTIMATE;
    if (row &&
        (row->reach != STATUS_WORDS_REACH_CLAUSE ||
         (row->status == FIGURE_ONGOING && names_size(w->t, slot->left))))
        return row->status;
    row = last_word(w, past_semicolon(w->t, before), kind)
              ? NULL
              : last_word(w, lead, kind);
    if (row && row->status == FIGURE_PLAN &&
        row->reach != STATUS_WORDS_REACH_CLAUSE)
        return row->status; /* each item of what is planned */
    return status_of_section(kind);
}

bool
standing_announces(const struct words *w, struct range sentence)
{
    const struct status_words_row *row = last_word(w, sentence, SECTION_OTHER);

    return row && row->status == FIGURE_PLAN &&
           row->reach != STATUS_WORDS_REACH_CLAUSE;
}

bool
standing_clause_demands(const struct words *w, struct range left)
{
    struct lexicon_hit hit;

    for (size_t i = words_from(w, left.begin);
         i < w->count && w->items[i].range.end <= left.end; i++) {
        struct range word = w->items[i].range;
        if (lexicon_exact(&lexicon_duty_words, w->t->codes + word.begin,
                          word.end - word.begin, &hit))
            return true;
    }
    return false;
}

bool
standing_demands(const struct words *w, struct range sentence)
{
    return standing_clause_demands(w, sentence) ||
           standing_announces(w, sentence);
}
