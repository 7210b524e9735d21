#include "worker/extract/repair/recall.h"

#include <math.h>

#include "base/utf8.h"
#include "worker/extract/repair/sign.h"
#include "worker/extract/text/marks.h"
#include "worker/extract/text/text.h"

enum {
    CHARS_MAX = 1 << 15, /* that are counted */
    ORDER = 4,           /* the longest sequences */
    SEQUENCES_MAX = ORDER * CHARS_MAX + 2,
    SLOTS = 1 << 18,
    SIGN_REACH_BYTES = 36, /* as far from a sign text may be damaged */
    PLACE_EDGE = 0,
    /* Known in every document. */
    NOTHING = 0,
    EDGE = 1,
};

/* Each with how much the shorter one weighs beside it, as if seen so often. */
static const float shorter_weights[ORDER] = {300, 6, 3, 1.5F};
/* What the document weighs beside the model, by how much it has said so far;
   by expectation maximisation over texts that were not counted. */
static const float document_weights[ORDER] = {0.04F, 0.09F, 0.15F, 0.27F};

struct sequence {
    uint32_t key;     /* it without its last character, and ... */
    uint16_t last;    /* that one's place in the model */
    uint8_t length;   /* of 0 there is one, NOTHING */
    uint32_t shorter; /* it without its first character */
    uint32_t times;   /* seen */
    uint32_t total;   /* seen with one more behind */
};

struct recall {
    struct sequence sequences[SEQUENCES_MAX];
    uint32_t count;
    uint32_t slots[SLOTS]; /* by key and last; 0: none */
};

/* Where `before` and `last` stand, or would stand. */
static uint32_t
slot_of(const struct recall *recall, uint32_t before, uint16_t last)
{
    uint32_t slot = (before * 0x9E3779B1U ^ last * 0x85EBCA6BU) * 0x9E3779B1U;

    slot >>= 32 - 18;
    for (;; slot = (slot + 1) % SLOTS) {
        uint32_t at = recall->slots[slot];

        if (at == 0 || (recall->sequences[at].key == before &&
                        recall->sequences[at].last == last))
            return slot;
    }
}

/* The sequence that goes on from `before` by one more; NOTHING: not seen. */
static uint32_t
longer(const struct recall *recall, uint32_t before, uint16_t last)
{
    return recall->slots[slot_of(recall, before, last)];
}

/* Count that `last` stands behind `before`; what stands behind both. */
static uint32_t
count(struct recall *recall, uint32_t before, uint16_t last)
{
    struct sequence *sequence = &recall->sequences[before];
    uint32_t slot = slot_of(recall, before, last), at = recall->slots[slot],
             shorter = NOTHING;

    /* Those without the first character are counted first. */
    if (sequence->length > 0)
        shorter = count(recall, sequence->shorter, last);
    if (at == NOTHING) {
        slot = slot_of(recall, before, last);
        at = recall->count++;
        recall->slots[slot] = at;
        recall->sequences[at] =
            (struct sequence){.key = before,
                              .last = last,
                              .length = (uint8_t)(sequence->length + 1),
                              .shorter = shorter};
    }
    sequence->total++;
    recall->sequences[at].times++;
    return at;
}

/* What of a sequence says something about the next character. */
static uint32_t
telling(const struct recall *recall, uint32_t at)
{
    while (at != NOTHING && (recall->sequences[at].length == ORDER ||
                             recall->sequences[at].total == 0))
        at = recall->sequences[at].shorter;
    return at;
}

static uint32_t
count_char(struct recall *recall, uint32_t before, uint32_t folded)
{
    uint16_t place = model_place(folded);
    uint32_t at;

    if (place == MODEL_CHAR_COUNT)
        return NOTHING;
    at = count(recall, before, place);
    return recall->sequences[at].length == ORDER ? recall->sequences[at].shorter
                                                 : at;
}

struct recall *
recall_new(struct str document, struct arena *arena)
{
    struct recall *recall = ARENA_NEW(arena, struct recall);
    size_t sign = sign_next(document, 0), width, chars = 0;
    uint32_t said = EDGE;

    if (!recall)
        return NULL;
    recall->count = 1;
    count(recall, NOTHING, PLACE_EDGE);
    for (size_t at = 0; at < document.len && chars < CHARS_MAX; at += width) {
        uint32_t code = utf8_decode(document, at, &width);

        if (at > sign + SIGN_REACH_BYTES)
            sign = sign_next(document, at);
        if (mark_is_line_end(code)) {
            count_char(recall, said, 0);
            said = EDGE;
        } else if (at + SIGN_REACH_BYTES >= sign) {
            said = NOTHING;
        } else if (!mark_is_blank(code)) {
            said = count_char(recall, said, text_fold(code));
        }
        chars++;
    }
    return recall;
}

struct recall_state
recall_begin(void)
{
    return (struct recall_state){model_begin(), EDGE};
}

bool
recall_is_same(struct recall_state a, struct recall_state b)
{
    return a.said == b.said && model_is_same(a.model, b.model);
}

static float
probability(int cost)
{
    return exp2f(-(float)cost / MODEL_BIT);
}

/* How likely `place` stands behind sequence `at`, by the document alone. */
static float
likelihood(const struct recall *recall, uint32_t at, uint16_t place)
{
    const struct sequence *sequence = &recall->sequences[at];
    float shorter = at == NOTHING
                        ? probability(model_alone(place))
                        : likelihood(recall, sequence->shorter, place);
    uint32_t with = longer(recall, at, place);
    float times = with == NOTHING ? 0 : (float)recall->sequences[with].times;
    float weight = shorter_weights[sequence->length];

    return (times + weight * shorter) / ((float)sequence->total + weight);
}

int
recall_read(const struct recall *recall, struct recall_state *state,
            uint32_t folded)
{
    int cost = model_read(&state->model, folded);
    uint16_t place = model_place(folded);
    uint32_t before = state->said, at = before;
    float weight, mixed;

    if (!recall)
        return cost;
    state->said = NOTHING;
    if (place == MODEL_CHAR_COUNT)
        return cost;
    while ((state->said = longer(recall, at, place)) == NOTHING &&
           at != NOTHING)
        at = recall->sequences[at].shorter;
    state->said = telling(recall, state->said);
    weight = document_weights[recall->sequences[before].length];
    mixed = (1 - weight) * probability(cost) +
            weight * likelihood(recall, before, place);
    return (int)lroundf(-log2f(mixed) * MODEL_BIT);
}
