#include "worker/extract/repair/step.h"

#include "worker/extract/repair/model/gbk.h"
#include "worker/extract/repair/model/written.h"
#include "worker/extract/text/marks.h"
#include "worker/extract/text/text.h"

enum {
    IDEOGRAPHIC_SPACE = 0x3000,
    WIDE_OFFSET = 0xFEE0, /* from ASCII to its full-width forms */
    /* Readings this much dearer than the best do not go on. */
    MARGIN = 24 * MODEL_BIT,
    MARGIN_GONE = 16 * MODEL_BIT,    /* where a lead byte has vanished */
    MARGIN_UNKNOWN = 12 * MODEL_BIT, /* where a byte must be guessed */
    MARGIN_PROBE = 2 * MODEL_BIT,    /* in a probe */
    /* By so much a follower may be likelier than behind one character. */
    FOLLOWER_MARGIN = 1 * MODEL_BIT,
    INDENT_COST = 2 * MODEL_BIT,
    SPACE_COST = 8 * MODEL_BIT,
    /* A character of the other script than the rest. */
    FOREIGN_FORM_COST = 4 * MODEL_BIT,
    MANNER_COST = 1 * MODEL_BIT, /* one of two */
};

/* What a step knows besides the reading it goes on from. */
struct half {
    const struct step *step;
    int32_t from;
    uint8_t next;  /* the byte that waits, or the ASCII character behind */
    bool is_guess; /* the second byte is lost */
    int dearest;   /* a follower that costs more is not tried: the dearer the
                      reading, the likelier it must be */
};

static int
form_cost(const struct realign *r, bool is_converted, uint32_t code,
          uint32_t folded)
{
    bool is_foreign = r->is_traditional && !is_converted
                          ? written_alone(code) != code
                          : folded != code && mark_is_hanzi(code);

    return is_foreign ? FOREIGN_FORM_COST : 0;
}

static void
emit(const struct half *half, uint16_t pair)
{
    const struct step *step = half->step;
    const struct node *from = &step->r->beam->nodes[half->from];
    uint32_t code = gbk_decode(pair), folded = text_fold(code);
    struct node node = {.parent = half->from,
                        .cost = from->cost + step->cost,
                        .state = from->state,
                        .token = from->token + step->tokens,
                        .emitted = pair,
                        .phase = (uint8_t)step->phase,
                        .byte = half->next,
                        .manner = from->manner,
                        .is_converted = from->is_converted};

    if (node.cost >= step->to->limit ||
        (half->is_guess && mark_is_digit(folded)))
        return; /* a number must not be guessed */
    if (step->phase == LEAD_GONE)
        node.byte = (uint8_t)pair;
    if (step->manner != MANNER_UNSEEN) {
        node.cost += from->manner == MANNER_UNSEEN ? MANNER_COST : 0;
        node.manner = (uint8_t)step->manner;
    }
    if (code == IDEOGRAPHIC_SPACE) {
        bool is_indent = model_is_begin(from->state.model);

        node.cost += is_indent ? INDENT_COST : SPACE_COST;
    } else if (node.cost + model_least(folded) >= step->to->limit) {
        return;
    } else {
        node.cost += recall_read(step->r->recall, &node.state, folded) +
                     form_cost(step->r, from->is_converted, code, folded);
    }
    if (step->phase == IN_STEP && half->next != 0)
        node.cost += recall_read(step->r->recall, &node.state, half->next);
    beam_keep(step->r->beam, step->to, node);
}

/* Whether a pair could have vanished with `trail` as its first byte. */
static bool
can_vanish(uint8_t trail)
{
    return trail >= GBK_LEAD_MIN && gbk_has_gaps(trail);
}

/* Whether `pair` may stand where `node` waits. */
static bool
is_fitting(const struct half *half, uint16_t pair)
{
    const struct node *from = &half->step->r->beam->nodes[half->from];
    uint8_t lead = (uint8_t)(pair >> 8);

    if (half->step->phase == LEAD_GONE && !can_vanish((uint8_t)pair))
        return false;
    switch (from->phase) {
    case LEAD_KNOWN:
        return lead == from->byte;
    case LEAD_GONE:
        return gbk_decode((uint16_t)(from->byte << 8 | lead)) == 0;
    default:
        return true;
    }
}

/* Count work down; false once there is none left to spend. */
static bool
spend(struct realign *r, uint64_t steps)
{
    *r->steps -= *r->steps < steps ? *r->steps : steps;
    return *r->steps > 0;
}

static void
emit_each(const struct half *half, const uint16_t *pairs, size_t count)
{
    if (!spend(half->step->r, count))
        return;
    for (size_t i = 0; i < count; i++) {
        if (is_fitting(half, pairs[i]))
            emit(half, pairs[i]);
    }
}

/* Neither byte is known: the characters seen after the one before. */
static void
emit_followers(const struct half *half)
{
    const uint16_t *places, *pairs;
    const uint8_t *costs;
    uint32_t count = model_followers(
        half->step->r->beam->nodes[half->from].state.model, &places, &costs);
    bool is_last = half->step->phase == IN_STEP;

    for (uint32_t i = 0; i < count; i++) {
        size_t forms;

        /* Most text ends in 。, but not what was cut short by damage. */
        if (costs[i] > half->dearest ||
            (is_last && mark_closes_title(model_char(places[i]))))
            continue;
        forms = gbk_forms(places[i], &pairs);
        emit_each(half, pairs, forms);
    }
}

static void
complete(const struct half *half, uint8_t trail)
{
    const struct node *from = &half->step->r->beam->nodes[half->from];
    const uint16_t *pairs;
    uint16_t pair = (uint16_t)(from->byte << 8 | trail);
    size_t count;

    if (from->phase == LEAD_KNOWN && trail != STEP_ANY_TRAIL) {
        if (gbk_decode(pair) != 0 && spend(half->step->r, 1))
            emit(half, pair);
    } else if (trail != STEP_ANY_TRAIL) {
        count = gbk_used_with_trail(trail, &pairs);
        emit_each(half, pairs, count);
    } else if (from->phase == LEAD_KNOWN) {
        count = gbk_used_with_lead(from->byte, &pairs);
        emit_each(half, pairs, count);
    } else if (!half->step->r->is_probe &&
               (from->phase == LEAD_GONE || half->step->phase == LEAD_GONE)) {
        emit_followers(half);
    }
}

/* Whether what a reading says of the page can be true of the step. */
static bool
is_in_manner(const struct step *step, const struct node *from)
{
    return step->manner == MANNER_UNSEEN || from->manner == MANNER_UNSEEN ||
           from->manner == step->manner;
}

/* The readings of `from` that may go on lie below this. */
static int32_t
cost_limit(const struct step *step, struct layer from, int32_t margin)
{
    int32_t best = beam_best(step->r->beam, from);
    int32_t limit = best < 0 ? 0 : step->r->beam->nodes[best].cost + margin;

    if (step->to->limit - step->cost < limit)
        limit = step->to->limit - step->cost;
    return limit;
}

void
step_each(const struct step *step, struct layer from, uint8_t trail)
{
    int32_t unknown = step->r->is_probe ? MARGIN_PROBE : MARGIN_UNKNOWN;
    int32_t limit =
        cost_limit(step, from, trail == STEP_ANY_TRAIL ? unknown : MARGIN);

    for (int32_t i = 0; i < from.count; i++) {
        int32_t at = beam_at(step->r->beam, from, i);
        const struct node *node = &step->r->beam->nodes[at];
        int32_t cost = node->cost;
        struct half half = {step, at, 0, trail == STEP_ANY_TRAIL,
                            limit - cost + FOLLOWER_MARGIN};

        if (cost <= limit && is_in_manner(step, node))
            complete(&half, trail);
    }
}

uint16_t
realign_pair(uint32_t code, bool is_simplified)
{
    uint32_t folded = text_fold(code);

    if (is_simplified)
        return folded != code && mark_is_hanzi(code) ? gbk_encode(folded) : 0;
    if (code == ' ')
        code = IDEOGRAPHIC_SPACE;
    else if (code > ' ' && code < 0x7F)
        code += WIDE_OFFSET;
    return gbk_encode(code);
}

/* Go on from reading `from` by a pair; the first of its bytes comes second. */
static void
read_pair(const struct step *step, int32_t from, uint16_t pair)
{
    struct half half = {step, from, (uint8_t)pair, false, 0};

    if (step->phase == IN_STEP ? half.next >= GBK_TRAIL_MIN && half.next < 0x7F
                               : half.next >= GBK_LEAD_MIN)
        complete(&half, (uint8_t)(pair >> 8));
}

void
step_read(const struct step *step, struct layer from, uint32_t code)
{
    int32_t limit = cost_limit(step, from, MARGIN);

    for (int32_t i = 0; i < from.count; i++) {
        int32_t at = beam_at(step->r->beam, from, i);
        const struct node *node = &step->r->beam->nodes[at];
        int32_t less = node->phase == LEAD_GONE ? MARGIN - MARGIN_GONE : 0;

        if (node->cost > limit - less)
            continue;
        read_pair(step, at, realign_pair(code, false));
        if (node->is_converted)
            read_pair(step, at, realign_pair(code, true));
    }
}
