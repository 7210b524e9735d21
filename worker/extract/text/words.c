#include "worker/extract/text/words.h"

#include <string.h>

#include "worker/extract/text/edge.h"
#include "worker/extract/text/marks.h"

enum {
    CHAR_XIN = 0x65B0, /* 新 */
    CHAR_ZAI = 0x5728, /* 在 */
    STRETCH_CHARS = 96,
    /* A character that no list has: as a word counted 60 times would. */
    UNKNOWN_COST = 159,
    NAME_COST = 1, /* before any words it could be cut into */
    NEVER = INT32_MAX
};

/* The best way to reach one place of the stretch. */
struct step {
    int32_t cost; /* as words.tsv has it, summed up */
    int32_t row;  /* of the word that ends there, UNKNOWN: of no list */
    uint32_t chars;
};

enum { UNKNOWN = -1 };

static void
offer(struct step *steps, uint32_t from, uint32_t chars, int32_t cost,
      int32_t row)
{
    cost += steps[from].cost;
    if (cost < steps[from + chars].cost)
        steps[from + chars] = (struct step){cost, row, chars};
}

/* Each word of the lists that begins at `at`. */
static void
offer_words(const struct text *t, struct range r, uint32_t at,
            struct step *steps)
{
    struct lexicon_walk walk = lexicon_begin(&lexicon_words);
    struct lexicon_hit hit;

    while (lexicon_next(&walk, t->codes + at, r.end - at, &hit))
        offer(steps, at - r.begin, hit.chars, words_rows[hit.row].cost,
              (int32_t)hit.row);
}

/* The names of the text itself that begin at `at`. */
static void
offer_names(const struct words *words, struct range r, uint32_t at,
            struct step *steps)
{
    const uint32_t *codes = words->t->codes;

    if ((words->name_starts & words_name_bit(codes[at])) == 0)
        return;
    for (size_t i = 0; i < words->name_count; i++) {
        struct range name = words->names[i];
        uint32_t chars = name.end - name.begin;
        if (chars <= r.end - at &&
            memcmp(codes + at, codes + name.begin, chars * sizeof *codes) == 0)
            offer(steps, at - r.begin, chars, NAME_COST, UNKNOWN);
    }
}

static struct word
word_of(const struct step *step, uint32_t end)
{
    struct word word = {.range = {end - step->chars, end},
                        .class = WORDS_CLASS_NOUN};
    const struct words_row *row;

    if (step->row == UNKNOWN)
        return word;
    row = &words_rows[step->row];
    word.class = row->class;
    word.is_listed = row->verb >= 0;
    if (word.is_listed)
        word.role = verbs_rows[row->verb].role;
    return word;
}

/* Room for `wanted` elements in all: the array, moved if need be, or NULL. */
static void *
reserve(struct arena *arena, void *items, size_t wanted, size_t *capacity,
        size_t element_bytes)
{
    while (wanted > *capacity) {
        items = arena_grow(arena, items, *capacity, capacity, element_bytes);
        if (!items)
            return NULL;
    }
    return items;
}

/* The words of the cheapest way to the end of `r`, known from there. */
static bool
append(struct words *words, struct range r, const struct step *steps,
       struct arena *arena)
{
    uint32_t count = 0, chars = r.end - r.begin;
    struct word *word;

    for (uint32_t at = chars; at > 0; at -= steps[at].chars)
        count++;
    word = reserve(arena, words->items, words->count + count, &words->capacity,
                   sizeof *word);
    if (!word)
        return false;
    words->items = word;
    words->count += count;
    word = words->items + words->count;
    for (uint32_t at = chars; at > 0; at -= steps[at].chars)
        *--word = word_of(&steps[at], r.begin + at);
    return true;
}

static bool
cut_stretch(struct range r, struct arena *arena, struct words *words)
{
    const struct text *t = words->t;
    struct step steps[2 * STRETCH_CHARS + 1];
    uint32_t chars = r.end - r.begin;

    steps[0].cost = 0;
    for (uint32_t i = 1; i <= chars; i++)
        steps[i].cost = NEVER;
    for (uint32_t at = r.begin; at < r.end; at++) {
        offer(steps, at - r.begin, 1, UNKNOWN_COST, UNKNOWN);
        if (mark_is_hanzi(t->codes[at]))
            offer_words(t, r, at, steps);
        offer_names(words, r, at, steps);
    }
    return append(words, r, steps, arena);
}

/*
 * 授权 and 点 are one noun, 授权点; so are 投放量 and 开工率. 新 and 发行
 * are one verb, and so are 涌现 and 出, 急升 and 至.
 */
static void
join_affixes(struct words *words, size_t from)
{
    size_t to = from;

    for (size_t i = from; i < words->count; i++) {
        struct word *last = to > from ? &words->items[to - 1] : NULL;
        struct word word = words->items[i];
        bool is_new = last && last->range.end == word.range.begin &&
                      last->range.end - last->range.begin == 1 &&
                      words->t->codes[last->range.begin] == CHAR_XIN &&
                      word.range.end - word.range.begin > 1 && word.is_listed;
        bool is_complement =
            last && last->range.end == word.range.begin && last->is_listed &&
            word.range.end - word.range.begin == 1 &&
            last->range.end - last->range.begin > 1 &&
            last->role == VERBS_ROLE_DO &&
            edge_is(words->t->codes[word.range.begin], EDGES_ROLE_COMPLEMENT);
        bool is_goal =
            last && last->range.end == word.range.begin &&
            word.range.end - word.range.begin == 1 &&
            edge_is(words->t->codes[word.range.begin], EDGES_ROLE_DAY_LEAD) &&
            (i + 1 == words->count ||
             (last->is_listed && (last->role == VERBS_ROLE_UP ||
                                  last->role == VERBS_ROLE_DOWN))) &&
            (last->is_listed || last->class == WORDS_CLASS_VERB) &&
            words->t->codes[word.range.begin] != CHAR_ZAI;
        bool is_suffix =
            last && word.range.end - word.range.begin == 1 &&
            last->range.end == word.range.begin &&
            last->range.end - last->range.begin > 1 &&
            (last->is_listed || last->class == WORDS_CLASS_NOMINAL) &&
            edge_is(words->t->codes[word.range.begin], EDGES_ROLE_NOUN_SUFFIX);
        if (is_suffix)
            *last = (struct word){.range = {last->range.begin, word.range.end},
                                  .class = WORDS_CLASS_NOUN};
        else if (is_goal)
            *last = (struct word){.range = {last->range.begin, word.range.end},
                                  .class = WORDS_CLASS_VERB,
                                  .is_listed = true,
                                  .role = VERBS_ROLE_TO};
        else if (is_complement)
            last->range.end = word.range.end;
        else if (is_new)
            *last = (struct word){.range = {last->range.begin, word.range.end},
                                  .class = WORDS_CLASS_VERB,
                                  .is_listed = true,
                                  .role = VERBS_ROLE_DO};
        else
            words->items[to++] = word;
    }
    words->count = to;
}

/* Index the characters up to the end of `r`, whose words are those `from`. */
static bool
index_words(struct range r, size_t from, struct arena *arena,
            struct words *words)
{
    uint32_t *index, at;

    if (from == 0)
        words->indexed = (struct range){r.begin, r.begin};
    index = reserve(arena, words->index, r.end - words->indexed.begin,
                    &words->index_capacity, sizeof *index);
    if (!index)
        return false;
    words->index = index;
    at = words->indexed.end;
    for (size_t i = from; i < words->count; i++) {
        for (; at <= words->items[i].range.begin; at++)
            index[at - words->indexed.begin] = (uint32_t)i;
    }
    for (; at < r.end; at++)
        index[at - words->indexed.begin] = (uint32_t)words->count;
    words->indexed.end = r.end;
    return true;
}

bool
words_cut(struct range r, struct arena *arena, struct words *words)
{
    struct range head = {r.begin, r.begin + STRETCH_CHARS};
    struct range tail = {r.end - STRETCH_CHARS, r.end};
    size_t from = words->count;
    bool is_cut;

    if (r.end <= r.begin)
        return true;
    if (r.end - r.begin <= 2 * STRETCH_CHARS)
        is_cut = cut_stretch(r, arena, words);
    else
        is_cut =
            cut_stretch(head, arena, words) && cut_stretch(tail, arena, words);
    if (!is_cut)
        return false;
    join_affixes(words, from);
    return index_words(r, from, arena, words);
}
