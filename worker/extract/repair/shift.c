#include "worker/extract/repair/shift.h"

#include <string.h>

#include "worker/extract/repair/model/model.h"
#include "worker/extract/text/marks.h"
#include "worker/extract/text/text.h"

enum {
    BEAM = 16,
    BEAM_VANISHED = 8,
    VANISHED_MAX = 3, /* pairs lost in a row */
    LAYERS = SHIFT_MAX_TOKENS * (VANISHED_MAX + 2) + 1,
    BYTE_MIN = 0x81, /* lead bytes, and trail bytes that can be leads */
    BYTE_MAX = 0xFE,
    IDEOGRAPHIC_SPACE = 0x3000,
    /* Eighths of a bit. What vanished, and what could not be read, follows
       from what was meant; only between equals is less of it better. */
    VANISHED_COST = 4,
    UNREAD_COST = 4,
    INVENTED_END_COST = 64,
    INDENT_COST = 16,
    NUMBERING_COST = 4,     /* of the bracket that closes （一） */
    READING_MAX_COST = 104, /* a character, on average */
    GAIN_MIN = 96,
    HOPELESS_COST = 160, /* more than the next characters can win back */
};

/* What is known of the byte that waits for its second half. */
enum pending {
    PENDING_ANY,   /* the '?' swallowed it */
    PENDING_LEAD,  /* it is `byte` */
    PENDING_AFTER, /* it vanished in one pair behind `byte` */
};

/* One partial reading. */
struct node {
    int32_t parent; /* -1: the beginning */
    enum pending pending;
    uint8_t byte;
    uint32_t emitted;  /* as GBK has it, 0: nothing yet */
    uint32_t previous; /* folded, for the cost of what comes next */
    int cost;
};

struct layer {
    int32_t first;
    int32_t count;
    int32_t width; /* how many are kept */
};

struct search {
    struct node nodes[LAYERS * BEAM];
    int32_t used;
    uint64_t *steps;
};

/* A reading whose bytes have fallen into step again. */
struct ending {
    int32_t node; /* -1: none yet */
    uint32_t emitted;
    uint32_t following; /* the folded character behind, 0: the line's end */
    int cost;           /* with that character's */
    uint32_t previous;
};

static bool
is_unmapped(uint8_t lead, uint8_t trail)
{
    return gbk_decode(lead, trail) == 0;
}

/* Whether `lead` may be the byte that `node` waits with. */
static bool
may_be_lead(const struct node *node, uint8_t lead)
{
    if (lead < BYTE_MIN || lead > BYTE_MAX)
        return false;
    if (node->pending == PENDING_LEAD)
        return node->byte == lead;
    return node->pending == PENDING_ANY || is_unmapped(node->byte, lead);
}

/* Count work down; false once there is none left to spend. */
static bool
spend(struct search *s, uint64_t steps)
{
    *s->steps -= *s->steps < steps ? *s->steps : steps;
    return *s->steps > 0;
}

/* Add to a layer, in place of its dearest or of the same state's dearer. */
static void
keep(struct search *s, struct layer *layer, struct node node)
{
    int32_t place = -1;

    for (int32_t i = 0; i < layer->count; i++) {
        struct node *other = &s->nodes[layer->first + i];

        if (other->pending == node.pending && other->byte == node.byte &&
            other->previous == node.previous) {
            if (node.cost < other->cost)
                *other = node;
            return;
        }
        if (place < 0 || other->cost > s->nodes[layer->first + place].cost)
            place = i;
    }
    if (layer->count < layer->width)
        s->nodes[layer->first + layer->count++] = node;
    else if (node.cost < s->nodes[layer->first + place].cost)
        s->nodes[layer->first + place] = node;
}

/* How a step goes on once it has a character. */
struct step {
    struct search *search;
    int32_t from;
    struct layer *layer;   /* where the longer readings go, or */
    struct ending *ending; /* the best end so far */
    enum pending pending;
    uint8_t byte;
    int extra_cost;
};

/* The cost of `folded` behind `from`, with what bigrams cannot know. */
static int
next_cost(const struct search *s, const struct node *from, uint32_t folded)
{
    bool is_closing = folded == ',' || folded == ')' || folded == ':' ||
                      folded == ';' || folded == 0x3001 || folded == 0x3002;

    if (from->previous == MODEL_LINE_BEGIN && is_closing)
        return MODEL_UNKNOWN_COST; /* no line begins so */
    if (folded == ')' && mark_is_numeral(from->previous) && from->parent >= 0 &&
        s->nodes[from->parent].previous == '(')
        return NUMBERING_COST;
    return model_cost(from->previous, folded);
}

/* Keep the cheaper ending, what follows counted. */
static void
end_better(struct ending *best, struct ending ending)
{
    /* A line's end is in the model as what follows its last character. */
    ending.cost += model_cost(ending.previous, ending.following);
    /* Most lines end in 。, but not those cut short by what damaged them. */
    if (ending.following == MODEL_LINE_BEGIN &&
        mark_closes_title(ending.previous))
        ending.cost += INVENTED_END_COST;
    if (best->node < 0 || ending.cost < best->cost)
        *best = ending;
}

static void
emit(const struct step *step, uint32_t code, uint8_t pending_byte)
{
    const struct node *from = &step->search->nodes[step->from];
    uint32_t folded = text_fold(code);
    struct node node = {step->from,   step->pending,
                        pending_byte, code,
                        folded,       from->cost + step->extra_cost};

    if (code == IDEOGRAPHIC_SPACE) {
        if (from->previous != MODEL_LINE_BEGIN)
            return;
        node.previous = MODEL_LINE_BEGIN; /* an indent is no context */
        node.cost += INDENT_COST;
    } else {
        node.cost += next_cost(step->search, from, folded);
    }
    if (step->layer)
        keep(step->search, step->layer, node);
    else
        end_better(step->ending,
                   (struct ending){step->from, code, step->ending->following,
                                   node.cost, node.previous});
}

/*
 * Complete the waiting byte with `trail`, 0: with any. Where the waiting
 * byte is unknown only characters seen after the previous one are tried.
 */
static void
complete(const struct step *step, uint8_t trail)
{
    const struct node *from = &step->search->nodes[step->from];
    bool is_vanishing = step->pending == PENDING_AFTER;
    const uint16_t *followers, *forms;
    const uint8_t *costs;
    size_t count, form_count;

    if (from->pending == PENDING_LEAD && trail != 0) {
        uint32_t code = gbk_decode(from->byte, trail);

        if (code != 0)
            emit(step, code, is_vanishing ? trail : step->byte);
        return;
    }
    if (from->pending == PENDING_ANY && trail == 0xA1 &&
        from->previous == MODEL_LINE_BEGIN)
        emit(step, IDEOGRAPHIC_SPACE, is_vanishing ? trail : step->byte);
    count = model_followers_of(from->previous, &followers, &costs);
    for (size_t i = 0; i < count; i++) {
        form_count = gbk_forms(followers[i], &forms);
        if (!spend(step->search, form_count))
            return;
        for (size_t f = 0; f < form_count; f++) {
            uint8_t lead = (uint8_t)(forms[f] >> 8);
            uint8_t last = (uint8_t)forms[f];

            if ((trail != 0 && last != trail) || !may_be_lead(from, lead))
                continue;
            if (is_vanishing && trail == 0 &&
                (last < BYTE_MIN || !gbk_has_gaps(last)))
                continue;
            emit(step, gbk_decode(lead, last),
                 is_vanishing ? last : step->byte);
        }
    }
}

/* The readings of `layer` with one more pair that vanished. */
static struct layer
vanish(struct search *s, struct layer from, int extra_cost)
{
    struct layer to = {s->used, 0, BEAM_VANISHED};

    for (int32_t i = 0; i < from.count; i++) {
        int32_t at = from.first + i;
        struct step step = {s, at, &to, NULL, PENDING_AFTER, 0, extra_cost};

        if (s->nodes[at].pending != PENDING_LEAD) {
            complete(&step, 0);
            continue;
        }
        if (!spend(s, BYTE_MAX - BYTE_MIN))
            break;
        for (unsigned trail = BYTE_MIN; trail <= BYTE_MAX; trail++) {
            if (gbk_has_gaps((uint8_t)trail))
                complete(&step, (uint8_t)trail);
        }
    }
    s->used += to.count;
    return to;
}

static bool
is_question(uint32_t code)
{
    return code == '?' || code == 0xFF1F;
}

/* An ASCII byte that can be the second half of a character. */
static bool
is_ascii_trail(uint32_t code)
{
    return code >= 0x40 && code <= 0x7E;
}

/* The pair of a damaged character; ASCII stood full-width. */
static uint16_t
pair_of(uint32_t code)
{
    if (code > ' ' && code < 0x7F)
        code += 0xFEE0;
    return gbk_encode(code);
}

/* What the damaged characters cost as they stand. */
static int
standing_cost(uint32_t before, const uint32_t *tokens, size_t count)
{
    uint32_t previous = '?';
    int cost = model_cost(before, '?');

    for (size_t i = 0; i < count; i++) {
        uint32_t folded = text_fold(tokens[i]);

        cost += model_cost(previous, folded);
        previous = folded;
    }
    return cost + model_cost(previous, text_fold(tokens[count]));
}

/* Write the characters of an ending to `out`, in order. */
static void
spell(const struct search *s, const struct ending *ending,
      struct shift_reading *out)
{
    size_t count = 1;

    for (int32_t at = ending->node; at >= 0; at = s->nodes[at].parent)
        count += s->nodes[at].emitted != 0;
    out->count = count > SHIFT_MAX_CHARS ? 0 : count;
    if (out->count == 0)
        return;
    out->codes[--count] = ending->emitted;
    for (int32_t at = ending->node; at >= 0; at = s->nodes[at].parent) {
        if (s->nodes[at].emitted != 0)
            out->codes[--count] = s->nodes[at].emitted;
    }
    if (out->codes[0] == IDEOGRAPHIC_SPACE) {
        memmove(out->codes, out->codes + 1,
                (out->count - 1) * sizeof(*out->codes));
        out->count--;
    }
}

/* Take the ending as the result if it gains the most so far. */
static void
settle(const struct search *s, const struct ending *ending, uint32_t before,
       const uint32_t *tokens, size_t taken, struct shift_reading *best)
{
    struct shift_reading reading = {.tokens = taken};
    int cost = ending->cost;

    if (ending->node < 0)
        return;
    reading.gain = standing_cost(before, tokens, taken) - cost;
    spell(s, ending, &reading);
    if (reading.count == 0 || reading.gain < GAIN_MIN ||
        reading.gain <= best->gain ||
        cost > READING_MAX_COST * (int)(reading.count + 1))
        return;
    *best = reading;
}

/* All readings that wait before a token, with pairs that vanished there. */
struct front {
    struct layer layers[VANISHED_MAX + 1];
    size_t count;
};

static void
end_at(struct search *s, const struct front *front, uint8_t trail,
       int extra_cost, struct ending *ending)
{
    for (size_t l = 0; l < front->count; l++) {
        for (int32_t i = 0; i < front->layers[l].count; i++) {
            struct step step = {s,
                                front->layers[l].first + i,
                                NULL,
                                ending,
                                PENDING_LEAD,
                                0,
                                extra_cost};

            complete(&step, trail);
        }
    }
}

static struct layer
consume(struct search *s, const struct front *front, uint16_t pair)
{
    struct layer to = {s->used, 0, BEAM};

    for (size_t l = 0; l < front->count; l++) {
        for (int32_t i = 0; i < front->layers[l].count; i++) {
            struct step step = {s,
                                front->layers[l].first + i,
                                &to,
                                NULL,
                                PENDING_LEAD,
                                (uint8_t)pair,
                                0};

            complete(&step, (uint8_t)(pair >> 8));
        }
    }
    s->used += to.count;
    return to;
}

/* All readings in which at least one pair has vanished. */
static struct layer
merge(struct search *s, const struct front *front)
{
    struct layer to = {s->used, 0, BEAM};

    for (size_t l = 1; l < front->count; l++) {
        for (int32_t i = 0; i < front->layers[l].count; i++)
            keep(s, &to, s->nodes[front->layers[l].first + i]);
    }
    s->used += to.count;
    return to;
}

/* Whether no reading can still become better than what stands there. */
static bool
is_hopeless(const struct search *s, struct layer waiting, int standing)
{
    for (int32_t i = 0; i < waiting.count; i++) {
        if (s->nodes[waiting.first + i].cost < standing + HOPELESS_COST)
            return *s->steps == 0;
    }
    return true;
}

bool
shift_read(uint32_t before, const uint32_t *tokens, size_t count,
           uint64_t *steps, struct shift_reading *out)
{
    struct shift_reading best = {.gain = 0};
    struct search s = {.used = 1, .steps = steps};
    struct layer waiting = {0, 1, 1};

    s.nodes[0] = (struct node){-1, PENDING_ANY, 0, 0, before, 0};
    for (size_t t = 0; t < count && t < SHIFT_MAX_TOKENS; t++) {
        struct front front = {{waiting}, 1};
        uint16_t pair = pair_of(tokens[t]);
        struct ending ending = {.node = -1,
                                .following = text_fold(tokens[t + 1])};

        while (front.count <= VANISHED_MAX) {
            front.layers[front.count] =
                vanish(&s, front.layers[front.count - 1], VANISHED_COST);
            front.count++;
        }
        if (is_question(tokens[t]))
            end_at(&s, &front, 0, UNREAD_COST, &ending);
        else if (is_ascii_trail(tokens[t]))
            end_at(&s, &front, (uint8_t)tokens[t], 0, &ending);
        settle(&s, &ending, before, tokens, t + 1, &best);
        if (is_question(tokens[t])) {
            /* Or a pair without a character, marked where others vanish. */
            waiting = merge(&s, &front);
            continue;
        }
        if ((pair & 0xFF) < BYTE_MIN)
            break;
        waiting = consume(&s, &front, pair);
        if (is_hopeless(&s, waiting, standing_cost(before, tokens, t)))
            break;
    }
    if (best.gain == 0)
        return false;
    *out = best;
    return true;
}
