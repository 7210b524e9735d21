#include "worker/extract/figure/standing.h"

#include "tables.h"

enum { SENTENCE_REACH_CHARS = 160 };

/* The last word of status_words.tsv in `r`. */
static const struct status_words_row *
last_word(const struct text *t, struct range r)
{
    const struct status_words_row *row = NULL;
    struct lexicon_hit hit;

    for (uint32_t at = r.begin; at < r.end; at++) {
        if (!lexicon_longest(&lexicon_status_words, t->codes + at, r.end - at,
                             &hit))
            continue;
        row = &status_words_rows[hit.row];
        at += hit.chars - 1;
    }
    return row;
}

static enum figure_status
status_of_section(enum section_kind kind)
{
    if (kind == SECTION_PLAN)
        return FIGURE_PLAN;
    return kind == SECTION_PROBLEM ? FIGURE_PROBLEM : FIGURE_DONE;
}

enum figure_status
standing_of_figure(const struct text *t, struct range sentence,
                   const struct slot *slot, enum section_kind kind,
                   bool *is_inherited)
{
    const struct status_words_row *row = last_word(t, slot->left);
    struct range before = {sentence.begin, slot->left.begin};

    *is_inherited = row == NULL;
    if (kind == SECTION_PLAN)
        return FIGURE_PLAN;
    if (row)
        return row->status;
    if (before.end - before.begin > SENTENCE_REACH_CHARS)
        before.begin = before.end - SENTENCE_REACH_CHARS;
    row = last_word(t, before);
    if (row && row->reach == STATUS_WORDS_REACH_SENTENCE)
        return row->status;
    return status_of_section(kind);
}
