#include "worker/extract/repair/suspect.h"

#include "worker/extract/repair/model/gbk.h"
#include "worker/extract/repair/sign.h"
#include "worker/extract/text/text.h"

enum {
    READS_AHEAD_BYTES = 15, /* and behind */
    FAIR_COST = 9 * MODEL_BIT,
    BAD_EXCESS = 20 * MODEL_BIT,
    MODEL_UNKNOWN = 20 * MODEL_BIT,
    PROBE_GAIN = 6 * MODEL_BIT,
};

/* The character between two tokens, had they slipped; 0: none can be. */
static uint32_t
between(bool is_traditional, const struct token *first,
        const struct token *second)
{
    uint16_t a = realign_pair(first->code, false);
    uint16_t b = realign_pair(second->code, false);
    uint32_t code = gbk_decode((uint16_t)(a << 8 | b >> 8));

    if (is_traditional && code == 0) {
        a = realign_pair(first->code, true);
        code = gbk_decode((uint16_t)(a << 8 | b >> 8));
    }
    return code == 0 ? 0 : text_fold(code);
}

bool
suspect_reads_badly(struct str source, const struct token *tokens, size_t count,
                    size_t sign)
{
    struct recall_state stands = recall_begin();
    int excess = 0;

    for (size_t i = 0; i + 1 < count; i++) {
        const struct token *token = &tokens[i];
        int cost = realign_standing_cost(NULL, &stands, token);

        if (token->begin > sign + READS_AHEAD_BYTES)
            break;
        if (token->begin + READS_AHEAD_BYTES < sign)
            continue;
        if (cost > FAIR_COST)
            excess += cost - FAIR_COST;
        if (token->code < 0x7F && sign_is(source, token->begin))
            excess += token->code == '?' ? BAD_EXCESS / 2 : BAD_EXCESS;
    }
    return excess >= BAD_EXCESS;
}

/* A letter that may be half a character, left over where a slip ends. */
static bool
is_half(struct str source, const struct token *token)
{
    return token->code < 0x7F && token->code >= GBK_TRAIL_MIN &&
           sign_is(source, token->begin);
}

/* What the likeliest character whose second half `half` is costs. */
static int
best_ending(struct model_state state, const struct token *half)
{
    const uint16_t *pairs;
    size_t count = gbk_used_with_trail((uint8_t)half->code, &pairs);
    int best = MODEL_UNKNOWN;

    for (size_t i = 0; i < count; i++) {
        struct model_state copy = state;
        int cost = model_read(&copy, text_fold(gbk_decode(pairs[i])));

        best = cost < best ? cost : best;
    }
    return best;
}

/* What the character costs whose halves are the second of `token` and `half`. */
static int
ending_cost(bool is_traditional, struct model_state state,
            const struct token *token, const struct token *half)
{
    int best = 2 * MODEL_UNKNOWN;

    for (int converted = 0; converted <= is_traditional; converted++) {
        struct model_state copy = state;
        uint16_t pair = realign_pair(token->code, converted != 0);
        uint32_t code = gbk_decode((uint16_t)(pair << 8 | half->code));
        int cost = code ? model_read(&copy, text_fold(code)) : best;

        best = cost < best ? cost : best;
    }
    return best;
}

/*
 * A letter is read as the half that a slip leaves at its end; the character
 * in front of the first whole one is unknown and costs nothing.
 */
bool
suspect_reads_better(struct str source, const struct token *tokens,
                     size_t count, size_t sign, bool is_traditional)
{
    struct recall_state stands = recall_begin();
    struct model_state shifted = model_begin();
    int gain = 0, ending_gain = 0; /* where the next token is a half */

    for (size_t i = 0; i + 1 < count; i++) {
        const struct token *token = &tokens[i];
        struct model_state before = stands.model;
        int cost = realign_standing_cost(NULL, &stands, token), half_gain = 0;
        uint32_t folded = between(is_traditional, token, token + 1);

        if (token->begin > sign + READS_AHEAD_BYTES)
            break;
        if (token->begin + READS_AHEAD_BYTES >= sign) {
            if (is_half(source, token)) {
                struct recall_state after = stands;
                int next = realign_standing_cost(NULL, &after, token + 1);

                half_gain = gain - best_ending(before, token);
                if (ending_gain > half_gain)
                    half_gain = ending_gain;
                half_gain += cost + (next > FAIR_COST ? next - FAIR_COST : 0);
                if (i > 0 && realign_is_lost_mark(tokens[i - 1].code))
                    return true; /* what was lost before it is marked */
            } else if (token->code < 0x7F && sign_is(source, token->begin)) {
                return true;
            }
            ending_gain =
                gain + cost -
                ending_cost(is_traditional, shifted, token, token + 1);
            gain += cost;
        }
        cost = folded ? model_read(&shifted, folded) : 2 * MODEL_UNKNOWN;
        if (token->begin + READS_AHEAD_BYTES >= sign)
            gain = gain < cost ? 0 : gain - cost;
        if (gain >= PROBE_GAIN || half_gain >= PROBE_GAIN)
            return true;
    }
    return false;
}
