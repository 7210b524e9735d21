#include "worker/extract/repair/slip.h"

#include <limits.h>

#include "base/utf8.h"
#include "worker/extract/repair/model/gbk.h"
#include "worker/extract/repair/realign.h"
#include "worker/extract/repair/sign.h"
#include "worker/extract/repair/suspect.h"
#include "worker/extract/text/marks.h"
#include "worker/extract/text/text.h"

enum {
    /* About two seconds at worst. */
    STEPS_MAX = 40 * 1000 * 1000,
    STEPS_MIN = 2 * 1000 * 1000,
    STEPS_PER_BYTE = 200,
    SCRIPT_REACH_BYTES = 1 << 10,

    TOKENS_MAX = 160,   /* of one search */
    BEHIND_TOKENS = 10, /* a loss shows within so many characters */
    LOOK_TOKENS = 24,   /* read to see whether to search at all */
    PROBE_TOKENS = 40,  /* searched to see whether anything has slipped */
    CONTEXT_TOKENS = 2, /* read in front of them and behind a slip */
    NODES_MAX = 48 * 1024,
    READING_CHARS_MAX = 2 * TOKENS_MAX,
    PROPOSALS_ALIKE = 4,

    GAIN_MIN = 11 * MODEL_BIT,
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

static size_t
before(struct str source, size_t at)
{
    do
        at--;
    while (at > 0 && ((unsigned char)source.ptr[at] & 0xC0) == 0x80);
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

/* A byte may have been lost in front of each sign, not far from it. */
static void
mark_signs(struct str source, struct stretch *stretch)
{
    size_t sign = stretch->tokens[0].begin, t = 0;

    while ((sign = sign_next(source, sign)) <
           stretch->tokens[stretch->count].begin) {
        while (stretch->tokens[t].begin < sign)
            t++;
        for (size_t i = 0; i <= BEHIND_TOKENS && i <= t; i++)
            stretch->tokens[t - i].may_slip = true;
        sign = stretch->tokens[t + 1].begin;
    }
}

static struct realign
realign_of(struct search *s, const struct stretch *stretch, size_t begin,
           size_t end)
{
    struct model_state state = model_begin();
    struct realign r = {.tokens = stretch->tokens + begin,
                        .count = end - begin,
                        .is_line_end =
                            stretch->is_line_end && end == stretch->count,
                        .is_traditional = s->is_traditional,
                        .beam = {s->work->nodes, 0, NODES_MAX, 1},
                        .steps = &s->work->steps};

    for (size_t i = begin > CONTEXT_TOKENS ? begin - CONTEXT_TOKENS : 0;
         i < begin; i++)
        realign_standing_cost(&state, &stretch->tokens[i]);
    r.before = state;
    return r;
}

/* What it costs to leave tokens [begin, end) as they stand. */
static int
cost_as_it_stands(const struct realign *r)
{
    struct model_state state = r->before;
    int cost = 0;

    for (size_t i = 0; i < r->count; i++)
        cost += realign_standing_cost(&state, &r->tokens[i]);
    return r->is_line_end ? cost + model_read(&state, 0) : cost;
}

/* Write the characters that a reading put out, in order. */
static struct str
spelled(const struct search *s, const struct realign *r, int32_t reading)
{
    uint32_t codes[READING_CHARS_MAX];
    size_t count = 0, len = 0, first = READING_CHARS_MAX;
    char *bytes;

    for (int32_t at = reading; at >= 0; at = r->beam.nodes[at].parent) {
        const struct node *node = &r->beam.nodes[at];
        uint32_t code = gbk_decode(node->emitted);

        if (node->emitted == 0)
            continue;
        if (first == 0)
            break;
        if (node->is_converted)
            code = gbk_written_traditional(code);
        codes[--first] = code;
    }
    count = READING_CHARS_MAX - first;
    /* An indent is no part of what was meant. */
    while (count > 0 && codes[first] == 0x3000) {
        first++;
        count--;
    }
    bytes = ARENA_ARRAY(s->arena, char, count * 4 + 1);
    if (!bytes)
        return (struct str){"", 0};
    for (size_t i = first; i < first + count; i++)
        len += utf8_encode(codes[i], bytes + len);
    return (struct str){bytes, len};
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

static bool
has_emitted(const struct realign *r, int32_t reading)
{
    for (int32_t at = reading; at >= 0; at = r->beam.nodes[at].parent) {
        if (r->beam.nodes[at].emitted != 0)
            return true;
    }
    return false;
}

/* The likeliest texts of one slip; false: none is likely enough. */
static bool
weigh(struct search *s, const struct stretch *stretch, struct found found,
      struct slip *out)
{
    size_t end = found.end + CONTEXT_TOKENS < stretch->count
                     ? found.end + CONTEXT_TOKENS
                     : stretch->count;
    struct realign r = realign_of(s, stretch, found.begin, end);
    struct layer readings;

    r.only_end = found.end - found.begin;
    r.beam.alike = PROPOSALS_ALIKE;
    readings = realign_read(&r);
    *out = (struct slip){.span = {stretch->tokens[found.begin].begin,
                                  stretch->tokens[found.end].begin}};
    for (int32_t i = readings.first; i < readings.first + readings.count; i++) {
        if (has_emitted(&r, i))
            propose(out, spelled(s, &r, i), r.beam.nodes[i].cost);
    }
    if (out->count == 0 || out->proposals[0].len == 0)
        return false;
    out->gain = cost_as_it_stands(&r) - out->costs[0];
    return out->gain >= GAIN_MIN &&
           out->costs[0] <=
               READING_COST_MAX *
                   (int)(utf8_count(out->proposals[0]) + end - found.end + 1);
}

/* The slips of a reading, the last one first. */
static size_t
trace(const struct realign *r, int32_t reading, struct found *out, size_t most)
{
    size_t count = 0;
    bool is_inside = false;

    for (int32_t at = reading; at >= 0 && count < most;) {
        const struct node *node = &r->beam.nodes[at];
        const struct node *parent =
            node->parent < 0 ? NULL : &r->beam.nodes[node->parent];

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

static void
keep(struct search *s, struct slip slip)
{
    s->found = arena_grow(s->arena, s->found, s->count, &s->capacity,
                          sizeof(*s->found));
    if (s->found)
        s->found[s->count++] = slip;
}

/*
 * Whether the text from byte `begin` on reads best with a slip in it: most
 * signs are none, and to search their whole lines would cost the most.
 */
static bool
has_slipped(struct search *s, size_t begin)
{
    struct found found;
    struct stretch stretch;
    struct realign r;
    int32_t best;

    if (!s->work->nodes)
        s->work->nodes = ARENA_ARRAY(s->arena, struct node, NODES_MAX);
    if (!s->work->nodes)
        return false;
    read_stretch(s->source, begin, PROBE_TOKENS, &stretch);
    mark_signs(s->source, &stretch);
    r = realign_of(s, &stretch, 0, stretch.count);
    best = beam_best(&r.beam, realign_read(&r));
    return best >= 0 && trace(&r, best, &found, 1) > 0;
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

    while (begin > 0 && ((unsigned char)source.ptr[begin] & 0xC0) == 0x80)
        begin--;
    for (size_t at = begin; at < source.len && at < near + SCRIPT_REACH_BYTES;
         at += width) {
        uint32_t code = utf8_decode(source, at, &width);

        traditional += mark_is_hanzi(code) && text_fold(code) != code;
        simplified += gbk_written_traditional(code) != code;
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
        !has_slipped(s, begin))
        return after(s->source, at);
    read_stretch(s->source, begin, TOKENS_MAX, &stretch);
    mark_signs(s->source, &stretch);
    r = realign_of(s, &stretch, 0, stretch.count);
    readings = realign_read(&r);
    best = beam_best(&r.beam, readings);
    if (best < 0)
        return s->source.len;
    read = r.beam.nodes[best].token;
    for (size_t i = trace(&r, best, found, SLIPS_MAX); i-- > 0;) {
        struct slip slip;

        if (weigh(s, &stretch, found[i], &slip))
            keep(s, slip);
    }
    return stretch.tokens[read].begin;
}

struct slip_work
slip_work_for(struct str document, struct arena *arena)
{
    size_t bytes = document.len;

    if (bytes > (STEPS_MAX - STEPS_MIN) / STEPS_PER_BYTE)
        bytes = (STEPS_MAX - STEPS_MIN) / STEPS_PER_BYTE;
    return (struct slip_work){.arena = arena,
                              .steps = STEPS_MIN + bytes * STEPS_PER_BYTE};
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
