#include "worker/extract/report/place.h"

#include <string.h>

#include "worker/extract/report/place_resolve.h"
#include "worker/extract/text/marks.h"

enum {
    HANZI_XIAN = 0x53BF,   /* 县 */
    HANZI_QU = 0x533A,     /* 区 */
    HANZI_SHI = 0x5E02,    /* 市 */
    HANZI_QI = 0x65D7,     /* 旗 */
    HANZI_ZHI = 0x6CBB,    /* 治 */
    HANZI_TE = 0x7279,     /* 特 */
    HANZI_ZAI = 0x5728,    /* 在 */
    HANZI_SHI_BE = 0x662F, /* 是 */
    HANZI_WEI = 0x4E3A,    /* 为 */
    HANZI_RI = 0x65E5,     /* 日 */
    HANZI_NIAN = 0x5E74,   /* 年 */
    LEVEL_PREFECTURE = 2,
    LEVEL_COUNTY = 3,
    /* Where a report says whose it is; further on it speaks of others. */
    OPENING_LINES = 6,
    COUNTY_NAME_MAX_CHARS = 12, /* with its peoples: 三江侗族自治县 */
    COUNTY_PLAIN_MAX_CHARS = 5,
    /* Different divisions of one report that are told apart. */
    CANDIDATES_MAX = 16,
};

/* A division that the text names together with one of its bodies. */
struct candidate {
    struct place_name named;
    uint32_t count;
};

struct candidates {
    struct candidate items[CANDIDATES_MAX];
    size_t count;
    uint32_t local_count; /* words of a reporter inside a province: 我县 */
};

/* Whether both are the same name. */
static bool
is_same_name(const struct text *text, const struct place_name *a,
             const struct place_name *b)
{
    uint32_t chars = a->range.end - a->range.begin;

    if (a->row || b->row)
        return a->row && b->row && str_equal(a->row->name, b->row->name);
    return b->range.end - b->range.begin == chars &&
           memcmp(text->codes + a->range.begin, text->codes + b->range.begin,
                  chars * sizeof *text->codes) == 0;
}

static void
add_candidate(const struct text *text, struct candidates *c,
              struct place_name named)
{
    for (size_t i = 0; i < c->count; i++) {
        struct place_name *known = &c->items[i].named;

        if (is_same_name(text, known, &named)) {
            c->items[i].count++;
            if (!known->within)
                known->within = named.within;
            return;
        }
    }
    if (c->count < CANDIDATES_MAX)
        c->items[c->count++] = (struct candidate){named, 1};
}

static bool
body_follows(const struct text *text, uint32_t at, uint32_t end)
{
    struct lexicon_hit hit;

    return lexicon_longest(&lexicon_bodies, text->codes + at, end - at, &hit);
}

static bool
ends_as_county(uint32_t code)
{
    return code == HANZI_XIAN || code == HANZI_QU || code == HANZI_SHI ||
           code == HANZI_QI;
}

/*
 * What stands before 县 or 区 without naming one: 各县, 我区, 全市, 2024年,
 * 特区.
 */
static bool
is_no_name(uint32_t code)
{
    static const uint32_t set[] = {0x5404, 0x5168, 0x672C, 0x6211, 0x8BE5,
                                   0x7701, 0x5E02, 0x53BF, 0x533A, 0x5E74,
                                   0x4E24, 0x4E2A, 0x5728, 0x5411, HANZI_TE};

    for (size_t i = 0; i < sizeof(set) / sizeof(*set); i++) {
        if (set[i] == code)
            return true;
    }
    return !mark_is_hanzi(code);
}

/* Whether a division of the lexicon ends with the name `r`: 关于祁门县. */
static bool
ends_in_listed(const struct text *text, struct range r)
{
    struct lexicon_hit hit;

    return lexicon_longest_before(&lexicon_divisions, text->codes, r.begin + 1,
                                  r.end, &hit);
}

/*
 * A county by its form at `at`, where a name can begin: hanzi up to 县, 区,
 * 市 or 旗 with a body behind. Its characters, 0: none.
 */
static uint32_t
county_by_form(const struct text *text, struct range r, uint32_t at)
{
    if (is_no_name(text->codes[at]))
        return 0;
    for (uint32_t n = 1; n < COUNTY_NAME_MAX_CHARS && at + n < r.end; n++) {
        uint32_t code = text->codes[at + n];

        if (code == HANZI_ZHI) /* 自治县; 自治区 is no county */
            n++;
        if (code == HANZI_ZHI && text->codes[at + n] != HANZI_XIAN &&
            text->codes[at + n] != HANZI_QI)
            return 0;
        code = text->codes[at + n];
        if (ends_as_county(code) && body_follows(text, at + n + 1, r.end) &&
            (n < COUNTY_PLAIN_MAX_CHARS ||
             text->codes[at + n - 1] == HANZI_ZHI))
            return ends_in_listed(text, (struct range){at, at + n + 1}) ? 0
                                                                        : n + 1;
        if (is_no_name(code))
            return 0;
    }
    return 0;
}

/* Parts of a report, each of which names divisions in its own way. */
enum zone {
    ZONE_TITLE,   /* a name in full is enough */
    ZONE_FRONT,   /* a body stands behind the name */
    ZONE_OPENING, /* the same; unlisted counties only where one must stand */
    ZONE_BODY,    /* listed divisions only */
};

/*
 * Whether a county that no list has may begin at `at`. In running text a
 * verb may stand there as well (支持县政协), so only after 在, 是, 为 or a
 * date.
 */
static bool
name_may_begin(const struct text *text, struct range r, uint32_t at,
               enum zone zone)
{
    uint32_t before = at > r.begin ? text->codes[at - 1] : 0;

    if (zone == ZONE_BODY)
        return false;
    if (before == ',' && at >= r.begin + 2)
        before = text->codes[at - 2];
    return before == HANZI_ZAI || before == HANZI_WEI || before == HANZI_RI ||
           before == HANZI_NIAN || before == HANZI_SHI_BE ||
           (zone != ZONE_OPENING && !mark_is_hanzi(before));
}

/* 任县 in 现任县委书记: a word that begins in front of it goes over it. */
static bool
begins_in_post(const struct text *text, struct range r, uint32_t at)
{
    enum { WORD_CHARS = 2 };
    struct lexicon_hit hit;

    return at > r.begin &&
           lexicon_exact(&lexicon_holding_office, text->codes + at - 1,
                         WORD_CHARS, &hit);
}

/* Whether the name of `row` that ends at `at` is a reporter's. */
static bool
is_reporter(const struct text *text, const struct divisions_row *row,
            const struct divisions_row *before, uint32_t at, uint32_t end,
            enum zone zone)
{
    if (row->form == DIVISIONS_FORM_INNER && !before)
        return false;
    if (row->form == DIVISIONS_FORM_OFFICE || body_follows(text, at, end))
        return true;
    /* 大理, 安康 and the like are words as well. */
    return zone == ZONE_TITLE &&
           (row->form == DIVISIONS_FORM_FULL || row->level < LEVEL_PREFECTURE ||
            mark_is_digit(text->codes[at]));
}

/* Collect the divisions that `r` names as a reporter's. */
static void
collect(const struct text *text, struct range r, enum zone zone,
        struct candidates *c)
{
    /* Around what comes next: right in front of `at`. */
    const struct divisions_row *before = NULL;

    for (uint32_t at = r.begin; at < r.end;) {
        struct lexicon_hit hit;
        uint32_t chars = 0;

        if (lexicon_longest(&lexicon_divisions, text->codes + at, r.end - at,
                            &hit)) {
            const struct divisions_row *row = &divisions_rows[hit.row];
            struct range name = {at, at + hit.chars};

            if (begins_in_post(text, r, at)) {
                before = NULL;
                at++;
                continue;
            }
            at += hit.chars;
            if (row->form == DIVISIONS_FORM_LOCAL) {
                c->local_count++;
                before = NULL;
                continue;
            }
            if (is_reporter(text, row, before, at, r.end, zone))
                add_candidate(text, c, (struct place_name){row, name, before});
            before = row->level < LEVEL_COUNTY ? row : NULL;
            continue;
        }
        if ((before && zone != ZONE_BODY) || name_may_begin(text, r, at, zone))
            chars = county_by_form(text, r, at);
        if (chars > 0)
            add_candidate(text, c,
                          (struct place_name){NULL, {at, at + chars}, before});
        before = NULL;
        at += chars > 0 ? chars : 1;
        if (zone == ZONE_BODY)
            at = text_find(text, at, r.end, SIGN_DIVISION);
    }
}

static int
level_of(const struct candidate *candidate)
{
    return candidate->named.row ? candidate->named.row->level : LEVEL_COUNTY;
}

static const struct candidate *
smallest(const struct candidates *c)
{
    const struct candidate *best = NULL;

    for (size_t i = 0; i < c->count; i++) {
        if (!best || level_of(&c->items[i]) > level_of(best))
            best = &c->items[i];
    }
    return best;
}

/*
 * The one named most. A place inside the country counts double: its reports
 * speak of the country's bodies as well.
 */
static const struct candidate *
most_named(const struct candidates *c)
{
    const struct candidate *best = NULL;
    uint32_t most = 0;

    for (size_t i = 0; i < c->count; i++) {
        uint32_t count =
            c->items[i].count * (level_of(&c->items[i]) > 0 ? 2 : 1);

        if (count > most) {
            most = count;
            best = &c->items[i];
        }
    }
    if (best && level_of(best) == 0 && c->local_count >= best->count)
        return NULL; /* the country's bodies as others see them */
    return best;
}

struct place
place_find(const struct text *text, const struct report_range *report,
           size_t front_count, unsigned year, struct arena *arena)
{
    struct candidates front = {.count = 0}, body = {.count = 0};
    const struct candidate *best;

    collect(text, report->title, ZONE_TITLE, &front);
    for (size_t i = 0; i < front_count; i++) {
        if (!report->lines[i].is_chrome)
            collect(text, report->lines[i].range, ZONE_FRONT, &front);
    }
    for (size_t i = front_count; i < report->line_count && front.count == 0;
         i++) {
        if (i == front_count + OPENING_LINES && body.count > 0)
            break;
        if (!report->lines[i].is_chrome)
            collect(text, report->lines[i].range,
                    i < front_count + OPENING_LINES ? ZONE_OPENING : ZONE_BODY,
                    &body);
    }
    best = front.count > 0 ? smallest(&front) : most_named(&body);
    if (!best)
        return (struct place){0};
    return place_resolve(text, report, &best->named, year, arena);
}
