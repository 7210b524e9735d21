#include "worker/extract/repair/slip.h"

#include <limits.h>

#include "base/utf8.h"
#include "worker/extract/repair/model/gbk.h"
#include "worker/extract/repair/model/written.h"
#include "worker/extract/repair/realign.h"
#include "worker/extract/repair/sign.h"
#include "worker/extract/repair/spell.h"
#include "worker/extract/repair/suspect.h"
#include "worker/extract/text/marks.h"
#include "worker/extract/text/text.h"

enum {
    /* About three seconds at worst. */
    STEPS_MAX = 40 * 1000 * 1000,
    STEPS_MIN = 1000 * 1000,
    STEPS_PER_CHAR = 4800,
    SCRIPT_REACH_BYTES = 1 << 10,

    TOKENS_MAX = 160,   /* of one search */
    BEHIND_TOKENS = 10, /* a loss shows within so many characters */
    LOOK_TOKENS = 24,   /* read to see whether to search at all */
    PROBE_TOKENS = 16,  /* searched to see whether anything has slipped */
    PROBE_BEHIND_TOKENS = 3,
    CONTEXT_TOKENS = 2, /* read in front of them and behind a slip */
    SEARCH_WIDTH = 128,
    PROBE_WIDTH = 16,
    PROPOSALS_ALIKE = 4,

    /* A letter alone among characters is nothing else, as a rule; a rare
       character or a '?' may well be what was written. */
    GAIN_MIN_LETTER = 6 * MODEL_BIT,
    GAIN_MIN = 16 * MODEL_BIT,
    READING_COST_MAX = 13 * MODEL_BIT, /* a character, on average */
};

/* What is kept from one stretch of text to the next. */
struct search {
    struct str source;
    struct arena *arena;
    bool is_traditional; /* the script around the sign */
    struct slip_work *work;
    struct slip *found;
    size_t count;
    size_t capacity;
};

/* The tokens of one search; they end with the line. */
struct stretch {
    struct token tokens[TOKENS_MAX + 1]; /* one more: where the last ends */
    size_t count;
    bool is_line_end;
};

/* The slip of a reading, as tokens [begin, end). */
struct found {
    size_t begin, end;
};

/* Whether byte `at` stands inside a character. */
static bool
is_inside(struct str s, size_t at)
{
    return at > 0 && at < s.len && ((unsigned char)s.ptr[at] & 0xC0) == 0x80;
}

static size_t
before(struct str source, size_t at)
{
    do
        at--;
    while (is_inside(source, at));
    return at;
}

static size_t
after(struct str source, size_t at)
{
    size_t width;

    utf8_decode(source, at, &width);
    return at + width;
}

/* Where the line of byte `at` begins, or `most` characters before it. */
static size_t
go_back(struct str source, size_t from, size_t at, size_t most)
{
    for (size_t i = 0; i < most && at > from; i++) {
        size_t width, previous = before(source, at);

        if (mark_is_line_end(utf8_decode(source, previous, &width)))
            break;
        at = previous;
    }
    return at;
}

static void
read_stretch(struct str source, size_t begin, size_t most, struct stretch *out)
{
    size_t at = begin, width;

    out->count = 0;
    out->is_line_end = false;
    while (out->count < most) {
        uint32_t code = utf8_decode(source, at, &width);

        out->is_line_end = width == 0 || mark_is_line_end(code);
        if (out->is_line_end)
            break;
        out->tokens[out->count++] = (struct token){
            .code = code, .folded = text_fold(code), .begin = (uint32_t)at};
        at += width;
    }
    out->tokens[out->count] = (struct token){.begin = (uint32_t)at};
}

/* A byte may have been lost up to `behind` tokens in front of each sign. */
static void
mark_signs(struct str source, struct stretch *stretch, size_t behind)
{
    size_t sign = stretch->tokens[0].begin, t = 0;

    while ((sign = sign_next(source, sign)) <
           stretch->tokens[stretch->count].begin) {
        while (stretch->tokens[t].begin < sign)
            t++;
        for (size_t i = 0; i <= behind && i <= t; i++)
            stretch->tokens[t - i].may_slip = true;
        sign = stretch->tokens[t + 1].begin;
    }
}

static struct realign
realign_of(struct search *s, const struct stretch *stretch, size_t begin,
           size_t end, const struct recall *recall)
{
    struct recall_state state = recall_begin();
    struct realign r = {.tokens = stretch->tokens + begin,
                        .count = end - begin,
                        .recall = recall,
                        .is_line_end =
                            stretch->is_line_end && end == stretch->count,
                        .is_traditional = s->is_traditional,
                        .width = SEARCH_WIDTH,
                        .alike = 1,
                        .beam = s->work->beam,
                        .steps = &s->work->steps};

    for (size_t i = begin > CONTEXT_TOKENS ? begin - CONTEXT_TOKENS : 0;
         i < begin; i++)
        realign_standing_cost(recall, &state, &stretch->tokens[i]);
    r.before = state;
    return r;
}

/* The readings are over at `token`: what stands behind it counts no more. */
static void
stop_at(struct realign *r, size_t token)
{
    r->is_line_end = r->is_line_end && token == r->count;
    r->count = token;
}

/* What it costs to leave tokens [begin, end) as they stand. */
static int
cost_as_it_stands(const struct realign *r)
{
    struct recall_state state = r->before;
    int cost = 0;

    for (size_t i = 0; i < r->count; i++)
        cost += realign_standing_cost(r->recall, &state, &r->tokens[i]);
    return r->is_line_end ? cost + recall_read(r->recall, &state, 0) : cost;
}

/* Add a proposal in the order of costs; the same text stands but once. */
static void
propose(struct slip *slip, struct str text, int cost)
{
    size_t at = 0;

    while (at < slip->count && !str_equal(slip->proposals[at], text))
        at++;
    if (at == SLIP_PROPOSALS)
        at--; /* the last one gives way */
    else if (at == slip->count)
        slip->costs[slip->count++] = INT_MAX;
    if (slip->costs[at] <= cost)
        return;
    for (; at > 0 && slip->costs[at - 1] > cost; at--) {
        slip->proposals[at] = slip->proposals[at - 1];
        slip->costs[at] = slip->costs[at - 1];
    }
    slip->proposals[at] = text;
    slip->costs[at] = cost;
}

/* How many bytes all of `slip` begin with, or end with, the same. */
static size_t
common_bytes(const struct slip *slip, struct str original, bool is_end)
{
    size_t most = original.len, same = 0;

    for (size_t p = 0; p < slip->count; p++)
        most = slip->proposals[p].len < most ? slip->proposals[p].len : most;
    for (; same < most; same++) {
        char byte = original.ptr[is_end ? original.len - 1 - same : same];

        for (size_t p = 0; p < slip->count; p++) {
            struct str text = slip->proposals[p];

            if (text.ptr[is_end ? text.len - 1 - same : same] != byte)
                return same;
        }
    }
    return same;
}

/* Leave out what stands in the text and in all proposals alike. */
static void
trim(struct slip *slip, struct str source)
{
    struct str original = str_slice(source, slip->span.begin, slip->span.end);
    size_t front = common_bytes(slip, original, false), back;

    while (is_inside(original, front))
        front--;
    slip->span.begin += (uint32_t)front;
    original = str_slice(original, front, original.len);
    for (size_t p = 0; p < slip->count; p++)
        slip->proposals[p] =
            str_slice(slip->proposals[p], front, slip->proposals[p].len);
    back = common_bytes(slip, original, true);
    while (is_inside(original, original.len - back))
        back--;
    slip->span.end -= (uint32_t)back;
    for (size_t p = 0; p < slip->count; p++)
        slip->proposals[p] =
            str_slice(slip->proposals[p], 0, slip->proposals[p].len - back);
}

/* Behind a '?' a letter may begin a sentence (B股怎么看?A股…). */
static int
least_gain(const struct search *s, const struct realign *r)
{
    for (size_t i = 0; i < r->count; i++) {
        const struct token *token = &r->tokens[i];

        if (token->code < 0x7F && !realign_is_lost_mark(token->code) &&
            (i == 0 || !realign_is_lost_mark(token[-1].code)) &&
            sign_is(s->source, token->begin))
            return GAIN_MIN_LETTER;
    }
    return GAIN_MIN;
}

/*
 * The likeliest texts of tokens [window.begin, window.end), in which at least
 * one slip was found; false: none is likely enough.
 */
static bool
weigh(struct search *s, const struct stretch *stretch, struct found window,
      struct slip *out)
{
    struct realign r =
        realign_of(s, stretch, window.begin, window.end, s->work->recall);
    struct layer readings;
    struct str original;

    r.alike = PROPOSALS_ALIKE;
    readings = realign_read(&r);
    if (readings.count == 0)
        return false;
    stop_at(&r, r.beam->nodes[readings.first].token);
    *out = (struct slip){.span = {r.tokens[0].begin, r.tokens[r.count].begin}};
    original = str_slice(s->source, out->span.begin, out->span.end);
    for (int32_t i = readings.first; i < readings.first + readings.count; i++) {
        struct str text = spell_reading(&r, i, s->arena);

        if (!str_equal(text, original))
            propose(out, text, r.beam->nodes[i].cost);
    }
    if (out->count == 0)
        return false;
    out->gain = cost_as_it_stands(&r) - out->costs[0];
    if (out->gain < least_gain(s, &r) ||
        out->costs[0] >
            READING_COST_MAX * (int)(utf8_count(out->proposals[0]) + 1))
        return false;
    trim(out, s->source);
    return out->span.begin < out->span.end && out->proposals[0].len > 0;
}

/* The slips of a reading, the last one first. */
static size_t
trace(const struct realign *r, int32_t reading, struct found *out, size_t most)
{
    size_t count = 0;
    bool is_inside = false;

    for (int32_t at = reading; at >= 0 && count < most;) {
        const struct node *node = &r->beam->nodes[at];
        const struct node *parent =
            node->parent < 0 ? NULL : &r->beam->nodes[node->parent];

        if (parent && node->phase == IN_STEP && parent->phase != IN_STEP) {
            out[count].end = node->token;
            is_inside = true;
        } else if (parent && is_inside && parent->phase == IN_STEP) {
            out[count++].begin = parent->token;
            is_inside = false;
        }
        at = node->parent;
    }
    return count;
}

/*
 * The last slip of `found` and the text around it, with all slips that are
 * as near as that to one another; `*count` is how many are left then.
 */
static struct found
window_of(const struct stretch *stretch, const struct found *found,
          size_t *count)
{
    struct found window = found[--*count];

    while (*count > 0 &&
           found[*count - 1].begin < window.end + (size_t)2 * CONTEXT_TOKENS)
        window.end = found[--*count].end;
    window.begin -=
        window.begin < CONTEXT_TOKENS ? window.begin : CONTEXT_TOKENS;
    window.end = window.end + CONTEXT_TOKENS < stretch->count
                     ? window.end + CONTEXT_TOKENS
                     : stretch->count;
    return window;
}

static void
keep(struct search *s, struct slip slip)
{
    s->found = arena_grow(s->arena, s->found, s->count, &s->capacity,
                          sizeof(*s->found));
    if (s->found)
        s->found[s->count++] = slip;
}

/*
 * Whether the text around byte `at` reads clearly better with a slip: most
 * signs are none, and to search their whole lines would cost the most.
 */
static bool
has_slipped(struct search *s, size_t from, size_t at)
{
    size_t begin =
        go_back(s->source, from, at, PROBE_BEHIND_TOKENS + CONTEXT_TOKENS);
    struct found found;
    struct stretch stretch;
    struct realign r;
    int32_t best;

    if (!s->work->beam)
        s->work->beam = ARENA_ROOM(s->arena, struct beam, 1);
    if (!s->work->beam)
        return false;
    read_stretch(s->source, begin, PROBE_TOKENS, &stretch);
    mark_signs(s->source, &stretch, PROBE_BEHIND_TOKENS);
    r = realign_of(s, &stretch, 0, stretch.count, NULL);
    r.width = PROBE_WIDTH;
    r.is_probe = true;
    best = beam_best(r.beam, realign_read(&r));
    if (best < 0 || trace(&r, best, &found, 1) == 0)
        return false;
    stop_at(&r, r.beam->nodes[best].token);
    return cost_as_it_stands(&r) - r.beam->nodes[best].cost >= GAIN_MIN_LETTER;
}

/*
 * Whether the text around byte `near` is in Traditional characters: a page
 * may hold reports of both kinds.
 */
static bool
is_traditional(struct str source, size_t near)
{
    size_t width, traditional = 0, simplified = 0;
    size_t begin = near < SCRIPT_REACH_BYTES ? 0 : near - SCRIPT_REACH_BYTES;

    while (is_inside(source, begin))
        begin--;
    for (size_t at = begin; at < source.len && at < near + SCRIPT_REACH_BYTES;
         at += width) {
        uint32_t code = utf8_decode(source, at, &width);

        traditional += mark_is_hanzi(code) && text_fold(code) != code;
        simplified += written_alone(code) != code;
    }
    return traditional > simplified;
}

/*
 * Search around byte `at`, a sign, but nothing before byte `from`; the byte
 * up to which the text has been read, behind `at`.
 */
static size_t
search_around(struct search *s, size_t from, size_t at)
{
    enum { SLIPS_MAX = 64 };
    struct found found[SLIPS_MAX];
    struct stretch stretch;
    struct realign r;
    struct layer readings;
    int32_t best;
    size_t begin, read;

    begin = go_back(s->source, from, at, BEHIND_TOKENS + CONTEXT_TOKENS);
    read_stretch(s->source, begin, LOOK_TOKENS, &stretch);
    if (!suspect_reads_badly(s->source, stretch.tokens, stretch.count, at))
        return after(s->source, at);
    s->is_traditional = is_traditional(s->source, at);
    if (!suspect_reads_better(s->source, stretch.tokens, stretch.count, at,
                              s->is_traditional) ||
        !has_slipped(s, from, at))
        return after(s->source, at);
    read_stretch(s->source, begin, TOKENS_MAX, &stretch);
    mark_signs(s->source, &stretch, BEHIND_TOKENS);
    if (!s->work->recall)
        s->work->recall = recall_new(s->work->document, s->arena);
    r = realign_of(s, &stretch, 0, stretch.count, s->work->recall);
    readings = realign_read(&r);
    best = beam_best(r.beam, readings);
    if (best < 0)
        return s->source.len;
    read = r.beam->nodes[best].token;
    for (size_t i = trace(&r, best, found, SLIPS_MAX); i > 0;) {
        struct found window = window_of(&stretch, found, &i);
        struct slip slip;

        if (weigh(s, &stretch, window, &slip))
            keep(s, slip);
    }
    return stretch.tokens[read].begin;
}

struct slip_work
slip_work_for(struct str document, struct arena *arena)
{
    size_t chars = utf8_count(document);

    if (chars > (STEPS_MAX - STEPS_MIN) / STEPS_PER_CHAR)
        chars = (STEPS_MAX - STEPS_MIN) / STEPS_PER_CHAR;
    return (struct slip_work){.document = document,
                              .arena = arena,
                              .steps = STEPS_MIN + chars * STEPS_PER_CHAR};
}

struct slip *
slip_find(struct str source, struct slip_work *work, size_t *count)
{
    struct search s = {.source = source, .arena = work->arena, .work = work};
    size_t from = 0, at = sign_next(source, 0);

    *count = 0;
    while (at < source.len && work->steps > 0 && !work->arena->exhausted) {
        from = search_around(&s, from, at);
        at = sign_next(source, from);
    }
    *count = s.count;
    return s.found;
}
