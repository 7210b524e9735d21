#include "worker/extract/repair/realign.h"

#include "worker/extract/repair/model/gbk.h"
#include "worker/extract/repair/step.h"
#include "worker/extract/text/marks.h"

enum {
    /* Of the readings kept, one in so many. */
    STEADY_PART = 4,
    VANISHED_PART = 2,
    VANISHED_MAX = 3, /* pairs lost in a row */
    HOPELESS_COST = 30 * MODEL_BIT,
    HOPELESS_END_COST = 12 * MODEL_BIT,
    SETTLED_TOKENS = 2, /* behind the last slip, until it counts as over */

    /* What it costs that a byte was lost here, with a mark for it or not;
       that half a character is left over; that a pair vanished. */
    LOST_COST = 5 * MODEL_BIT,
    LOST_MARKED_COST = 3 * MODEL_BIT,
    HALF_COST = 3 * MODEL_BIT,
    HALF_MARKED_COST = 1 * MODEL_BIT,
    VANISHED_COST = 0, /* it follows from what was meant */
};

/* All readings that have read the same tokens. */
struct front {
    struct layer steady;
    struct layer slipped[VANISHED_MAX + 1]; /* by how many pairs vanished */
};

bool
realign_is_lost_mark(uint32_t code)
{
    return code == '?' || code == 0xFFFD;
}

int
realign_standing_cost(const struct recall *recall, struct recall_state *state,
                      const struct token *token)
{
    return mark_is_blank(token->code)
               ? 0
               : recall_read(recall, state, token->folded);
}

/* A byte was lost behind what node `at` has read. */
static void
lose_byte(struct realign *r, int32_t at, int cost, size_t tokens,
          struct layer *to)
{
    struct node node = r->beam->nodes[at];

    node.parent = at;
    node.cost += cost;
    node.token += (uint32_t)tokens;
    node.emitted = 0;
    node.phase = LEAD_LOST;
    node.byte = 0;
    node.manner = MANNER_UNSEEN;
    for (int converted = 0; converted <= r->is_traditional; converted++) {
        node.is_converted = converted;
        beam_keep(r->beam, to, node);
    }
}

/* What costs so much more than the best in step goes nowhere. */
static int32_t
hopeless_cost(const struct realign *r, struct layer steady, int32_t more)
{
    int32_t best = beam_best(r->beam, steady);

    return best < 0 ? INT32_MAX : r->beam->nodes[best].cost + more;
}

/* Those in step read on alike: what is worse now stays so, or nearly. */
static void
limit_ends(const struct realign *r, struct layer *steady)
{
    int32_t limit = hopeless_cost(r, *steady, HOPELESS_END_COST);

    if (steady->limit > limit)
        steady->limit = limit;
}

/* What needs no further token: losses, pairs that vanished, ends. */
static void
close_front(struct realign *r, struct front *front, size_t token)
{
    struct layer started = front->steady;

    if (token < r->count && r->tokens[token].may_slip) {
        for (int32_t i = 0; i < started.count; i++)
            lose_byte(r, started.first + i, LOST_COST, 0, &front->slipped[0]);
    }
    for (int v = 0; v < VANISHED_MAX; v++) {
        struct step step = {.r = r,
                            .to = &front->slipped[v + 1],
                            .phase = LEAD_GONE,
                            .manner = MANNER_SILENT,
                            .cost = VANISHED_COST};

        front->slipped[v + 1] = beam_layer(r->beam, r->width / VANISHED_PART);
        front->slipped[v + 1].limit = hopeless_cost(r, started, HOPELESS_COST);
        step_each(&step, front->slipped[v], STEP_ANY_TRAIL);
    }
}

/* Readings whose half character at the end vanished. */
static void
end_silently(struct realign *r, struct front *front)
{
    struct step step = {.r = r,
                        .to = &front->steady,
                        .phase = IN_STEP,
                        .manner = MANNER_SILENT,
                        .cost = HALF_COST};

    limit_ends(r, &front->steady);
    for (int v = 0; v < VANISHED_MAX; v++)
        step_each(&step, front->slipped[v], STEP_ANY_TRAIL);
}

/* Read one token with the bytes one place back. */
static void
read_slipped(struct realign *r, const struct front *front, size_t at,
             struct front *next)
{
    uint32_t code = r->tokens[at].code;

    for (int v = 0; v <= VANISHED_MAX; v++) {
        struct layer from = front->slipped[v];
        struct step on = {.r = r, .tokens = 1, .to = &next->slipped[0]};
        struct step end = {.r = r, .tokens = 1, .to = &next->steady};

        on.phase = LEAD_KNOWN;
        step_read(&on, from, code);
        step_read(&end, from, code);
        if (code >= GBK_TRAIL_MIN && code < 0x7F)
            step_each(&end, from, (uint8_t)code);
        if (!realign_is_lost_mark(code))
            continue;
        on.phase = LEAD_GONE;
        on.manner = MANNER_MARKED;
        on.cost = VANISHED_COST;
        step_each(&on, from, STEP_ANY_TRAIL);
        end.cost = HALF_MARKED_COST;
        step_each(&end, from, STEP_ANY_TRAIL);
    }
}

/* Read one token as it stands, or as the mark of a lost byte. */
static void
read_steady(struct realign *r, const struct front *front, size_t at,
            struct front *next)
{
    const struct token *token = &r->tokens[at];
    struct layer from = front->steady;

    for (int32_t i = from.first; i < from.first + from.count; i++) {
        struct node node = r->beam->nodes[i];

        node.parent = i;
        node.token = (uint32_t)at + 1;
        node.emitted = 0;
        node.byte = 0;
        node.manner = MANNER_UNSEEN;
        node.cost += realign_standing_cost(r->recall, &node.state, token);
        beam_keep(r->beam, &next->steady, node);
        if (realign_is_lost_mark(token->code) && token->may_slip)
            lose_byte(r, i, LOST_MARKED_COST, 1, &next->slipped[0]);
    }
}

static struct front
new_front(struct realign *r)
{
    struct front front = {.steady =
                              beam_layer(r->beam, r->width / STEADY_PART)};

    front.slipped[0] = beam_layer(r->beam, r->width);
    return front;
}

/* Whether no reading can still fall into step and be the best. */
static bool
is_settled(const struct realign *r, const struct front *front)
{
    int32_t slipped = beam_best(r->beam, front->slipped[0]);

    return front->steady.count > 0 &&
           (slipped < 0 || r->beam->nodes[slipped].cost >
                               hopeless_cost(r, front->steady, HOPELESS_COST));
}

/* Whether no byte may have been lost within the next tokens. */
static bool
is_quiet(const struct realign *r, size_t at)
{
    for (size_t i = at; i < r->count && i <= at + SETTLED_TOKENS; i++) {
        if (r->tokens[i].may_slip)
            return false;
    }
    return true;
}

/* The first readings of all, none of which has read a token. */
static struct front
first_front(struct realign *r)
{
    struct front front;

    beam_begin(r->beam, r->alike);
    front = new_front(r);
    beam_keep(r->beam, &front.steady,
              (struct node){.parent = -1, .state = r->before});
    return front;
}

/* Count in that the line ends behind the readings. */
static void
end_line(struct realign *r, struct layer readings)
{
    for (int32_t i = readings.first; i < readings.first + readings.count; i++) {
        struct node *node = &r->beam->nodes[i];

        node->cost += recall_read(r->recall, &node->state, 0);
    }
}

struct layer
realign_read(struct realign *r)
{
    struct front front = first_front(r);
    size_t settled = 0;

    for (size_t at = 0; at < r->count && settled <= SETTLED_TOKENS; at++) {
        struct front next;

        close_front(r, &front, at);
        end_silently(r, &front);
        next = new_front(r);
        read_steady(r, &front, at, &next);
        next.slipped[0].limit = hopeless_cost(r, next.steady, HOPELESS_COST);
        limit_ends(r, &next.steady);
        read_slipped(r, &front, at, &next);
        front = next;
        settled =
            is_settled(r, &front) && is_quiet(r, at + 1) ? settled + 1 : 0;
        if (*r->steps == 0)
            return (struct layer){0};
    }
    if (settled <= SETTLED_TOKENS) {
        close_front(r, &front, r->count);
        end_silently(r, &front);
        if (r->is_line_end)
            end_line(r, front.steady);
    }
    return front.steady;
}
