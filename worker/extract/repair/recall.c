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
    SIGN_REACH_CHARS = 12, /* as far from a sign text may be damaged */
    PLACE_EDGE = 0,
    /* Known in every document. */
    NOTHING = 0,
    EDGE = 1,
};

/* By how many characters stand before: how much the shorter sequence weighs, as
   if it had been seen so often, ... */
static const float shorter_weights[ORDER] = {300, 6, 3, 1.5F};
/* ... and what it costs to ask the model, or the document (0.04, 0.09, 0.15 and
   0.27 of what is said: expectation maximisation over texts not counted). */
static const uint8_t model_costs[ORDER] = {0, 1, 2, 4};
static const uint8_t document_costs[ORDER] = {37, 28, 22, 15};

struct sequence {
    uint32_t key;     /* it without its last character, and ... */
    uint16_t last;    /* that one's place in the model */
    uint8_t length;   /* of 0 there is one, NOTHING */
    uint32_t shorter; /* it without its first character */
    uint32_t times;   /* seen */
    uint32_t total;   /* seen with one more behind */
    float likelihood; /* of its last character behind the others */
    int16_t cost;     /* the same in eighths of a bit, ... */
    int16_t left;     /* ... and what is added where none goes on as read */
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

static int16_t
cost_of(float likelihood)
{
    return (int16_t)lroundf(-log2f(likelihood) * MODEL_BIT);
}

/* What all that was counted says; shorter sequences were counted first. */
static void
weigh(struct recall *recall)
{
    for (uint32_t at = NOTHING; at < recall->count; at++) {
        struct sequence *sequence = &recall->sequences[at];
        const struct sequence *before = &recall->sequences[sequence->key];
        float weight = shorter_weights[before->length], shorter;

        if (sequence->length < ORDER) {
            float own = shorter_weights[sequence->length];

            sequence->left = cost_of(own / ((float)sequence->total + own));
        }
        if (at == NOTHING)
            continue;
        shorter = sequence->length > 1
                      ? recall->sequences[sequence->shorter].likelihood
                      : exp2f(-(float)model_alone(sequence->last) / MODEL_BIT);
        sequence->likelihood = ((float)sequence->times + weight * shorter) /
                               ((float)before->total + weight);
        sequence->cost = cost_of(sequence->likelihood);
    }
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

/* A walk over a document that knows how far the signs of damage are. */
struct walk {
    size_t at;       /* the character */
    size_t ahead;    /* SIGN_REACH_CHARS behind it */
    size_t sign;     /* the next one */
    uint32_t passed; /* characters since the last one */
};

static struct walk
walk_begin(struct str document)
{
    struct walk w = {0, 0, sign_next(document, 0), SIGN_REACH_CHARS};
    size_t width;

    for (int i = 0; i < SIGN_REACH_CHARS && w.ahead < document.len; i++) {
        utf8_decode(document, w.ahead, &width);
        w.ahead += width;
    }
    return w;
}

/* The character, and whether there is a sign near; goes on to the next. */
static uint32_t
walk_next(struct walk *w, struct str document, bool *is_near)
{
    size_t width;
    uint32_t code;

    if (w->ahead < document.len) {
        utf8_decode(document, w->ahead, &width);
        w->ahead += width;
    }
    code = utf8_decode(document, w->at, &width);
    w->passed++;
    *is_near = w->sign < w->ahead || w->passed <= SIGN_REACH_CHARS;
    if (w->at >= w->sign) {
        w->passed = 0;
        w->sign = sign_next(document, w->at + width);
    }
    w->at += width;
    return code;
}

struct recall *
recall_new(struct str document, struct arena *arena)
{
    struct recall *recall = ARENA_NEW(arena, struct recall);
    struct walk walk = walk_begin(document);
    uint32_t said = EDGE;

    if (!recall)
        return NULL;
    recall->count = 1;
    count(recall, NOTHING, PLACE_EDGE);
    for (int i = 0; i < CHARS_MAX && walk.at < document.len; i++) {
        bool is_near;
        uint32_t code = walk_next(&walk, document, &is_near);

        if (mark_is_line_end(code)) {
            count_char(recall, said, 0);
            said = EDGE;
        } else if (is_near) {
            said = NOTHING;
        } else if (!mark_is_blank(code)) {
            said = count_char(recall, said, text_fold(code));
        }
    }
    weigh(recall);
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

/*
 * What `place` costs behind sequence `before` by the document alone; `*said` is
 * the longest sequence it ends then.
 */
static int
document_cost(const struct recall *recall, uint32_t before, uint16_t place,
              uint32_t *said)
{
    uint32_t chain[ORDER];
    int length = recall->sequences[before].length, cost = model_alone(place);

    *said = NOTHING;
    for (int i = length; i >= 0; i--) {
        chain[i] = before;
        before = recall->sequences[before].shorter;
    }
    for (int i = 0; i <= length; i++) {
        uint32_t with = longer(recall, chain[i], place);

        if (with == NOTHING) {
            for (; i <= length; i++)
                cost += recall->sequences[chain[i]].left;
            break;
        }
        cost = recall->sequences[with].cost;
        *said = with;
    }
    return cost;
}

/* The cost of what either may say. */
static int
either(int a, int b)
{
    /* By how much one is dearer. */
    static const uint8_t less[] = {8, 8, 7, 7, 6, 6, 5, 5, 5, 4, 4, 4, 3, 3, 3,
                                   3, 3, 2, 2, 2, 2, 2, 2, 1, 1, 1, 1, 1, 1};
    int least = a < b ? a : b;
    size_t apart = (size_t)(a < b ? b - a : a - b);

    return apart < sizeof(less) ? least - less[apart] : least;
}

int
recall_read(const struct recall *recall, struct recall_state *state,
            uint32_t folded)
{
    int cost = model_read(&state->model, folded), length;
    uint16_t place = model_place(folded);
    uint32_t before = state->said, said;

    if (!recall)
        return cost;
    state->said = NOTHING;
    if (place == MODEL_CHAR_COUNT)
        return cost;
    length = recall->sequences[before].length;
    cost = either(cost + model_costs[length],
                  document_cost(recall, before, place, &said) +
                      document_costs[length]);
    state->said = telling(recall, said);
    return cost;
}
