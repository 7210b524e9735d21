#include "worker/extract/decode/docx_numbering.h"

#include <stdlib.h>
#include <string.h>

#include "worker/extract/decode/number_style.h"
#include "worker/extract/decode/xml_walk.h"

enum {
    LEVELS = 9,
    /* Styles build on each other, and may do so in a circle. */
    BASES_MAX = 16,
};

struct level {
    struct str format; /* "decimal" */
    struct str text;   /* "第%1章" */
    struct str style;  /* of paragraphs that stand at it without saying so */
    uint32_t start;
};

/* What lists have in common, and how far they have counted. */
struct pattern {
    int32_t id;
    struct level levels[LEVELS];
    uint32_t counts[LEVELS]; /* 0: not begun */
};

struct list {
    int32_t id;
    int32_t pattern;
    uint32_t starts[LEVELS]; /* 0: as the pattern has it */
    bool is_begun;
};

struct style {
    struct str id;
    struct str base;
    struct docx_list_place place;
};

struct docx_numbering {
    struct pattern *patterns; /* sorted by id, like the others */
    size_t pattern_count;
    struct list *lists;
    size_t list_count;
    struct style *styles;
    size_t style_count;
};

/* ---- reading ----------------------------------------------------------- */

struct reader {
    struct arena *arena;
    struct docx_numbering *numbering;
    size_t pattern_capacity, list_capacity, style_capacity;
    enum { IN_NOTHING, IN_PATTERN, IN_LIST, IN_STYLE } in;
    int level; /* -1: outside any */
};

static int32_t
number_of(struct str digits, int32_t otherwise)
{
    uint64_t value;

    return str_to_u64(digits, &value) && value <= 1000000 ? (int32_t)value
                                                          : otherwise;
}

static int
level_of(const struct xml_attributes *attributes)
{
    int32_t level = number_of(xml_attribute(attributes, "ilvl"), -1);

    return level < LEVELS ? level : -1;
}

static struct str
keep(struct reader *r, struct str value)
{
    return arena_copy(r->arena, value);
}

static void
add_pattern(struct reader *r, const struct xml_attributes *attributes)
{
    struct docx_numbering *n = r->numbering;
    int32_t id = number_of(xml_attribute(attributes, "abstractNumId"), -1);
    struct pattern *grown =
        arena_grow(r->arena, n->patterns, n->pattern_count,
                   &r->pattern_capacity, sizeof(*n->patterns));

    if (!grown)
        return;
    n->patterns = grown;
    r->in = IN_PATTERN;
    grown[n->pattern_count] = (struct pattern){.id = id};
    for (int i = 0; i < LEVELS; i++)
        grown[n->pattern_count].levels[i].start = 1;
    n->pattern_count++;
}

static void
add_list(struct reader *r, const struct xml_attributes *attributes)
{
    struct docx_numbering *n = r->numbering;
    int32_t id = number_of(xml_attribute(attributes, "numId"), -1);
    struct list *grown = arena_grow(r->arena, n->lists, n->list_count,
                                    &r->list_capacity, sizeof(*n->lists));

    if (!grown)
        return;
    n->lists = grown;
    r->in = IN_LIST;
    grown[n->list_count++] = (struct list){.id = id, .pattern = -1};
}

static void
add_style(struct reader *r, const struct xml_attributes *attributes)
{
    struct docx_numbering *n = r->numbering;
    struct style *grown = arena_grow(r->arena, n->styles, n->style_count,
                                     &r->style_capacity, sizeof(*n->styles));

    if (!grown)
        return;
    n->styles = grown;
    r->in = IN_STYLE;
    grown[n->style_count++] = (struct style){
        .id = keep(r, xml_attribute(attributes, "styleId")), .place = {-1, -1}};
}

static void
read_level(struct reader *r, struct str name, struct str value)
{
    struct docx_numbering *n = r->numbering;
    struct level *level = &n->patterns[n->pattern_count - 1].levels[r->level];

    if (str_equal(name, STR("start")))
        level->start = (uint32_t)number_of(value, 1);
    else if (str_equal(name, STR("numFmt")))
        level->format = keep(r, value);
    else if (str_equal(name, STR("lvlText")))
        level->text = keep(r, value);
    else if (str_equal(name, STR("pStyle")))
        level->style = keep(r, value);
}

static void
read_list(struct reader *r, struct str name, struct str value)
{
    struct docx_numbering *n = r->numbering;
    struct list *list = &n->lists[n->list_count - 1];

    if (str_equal(name, STR("abstractNumId")))
        list->pattern = number_of(value, -1);
    else if (str_equal(name, STR("startOverride")) && r->level >= 0)
        list->starts[r->level] = (uint32_t)number_of(value, 0);
}

static void
read_style(struct reader *r, struct str name, struct str value)
{
    struct docx_numbering *n = r->numbering;
    struct style *style = &n->styles[n->style_count - 1];

    if (str_equal(name, STR("basedOn")))
        style->base = keep(r, value);
    else if (str_equal(name, STR("numId")))
        style->place.list = number_of(value, -1);
    else if (str_equal(name, STR("ilvl")))
        style->place.level = number_of(value, -1);
}

static void
begin(void *context, struct str name, const struct xml_attributes *attributes)
{
    struct reader *r = context;
    struct str value = xml_attribute(attributes, "val");

    if (str_equal(name, STR("abstractNum")))
        add_pattern(r, attributes);
    else if (str_equal(name, STR("num")))
        add_list(r, attributes);
    else if (str_equal(name, STR("style")))
        add_style(r, attributes);
    else if (str_equal(name, STR("lvl")) || str_equal(name, STR("lvlOverride")))
        r->level = level_of(attributes);
    else if (r->in == IN_PATTERN && r->level >= 0)
        read_level(r, name, value);
    else if (r->in == IN_LIST)
        read_list(r, name, value);
    else if (r->in == IN_STYLE)
        read_style(r, name, value);
}

static void
end(void *context, struct str name)
{
    struct reader *r = context;

    if (str_equal(name, STR("lvl")) || str_equal(name, STR("lvlOverride")))
        r->level = -1;
    else if (str_equal(name, STR("abstractNum")) ||
             str_equal(name, STR("num")) || str_equal(name, STR("style")))
        r->in = IN_NOTHING;
}

static int
compare_patterns(const void *a, const void *b)
{
    return ((const struct pattern *)a)->id - ((const struct pattern *)b)->id;
}

static int
compare_lists(const void *a, const void *b)
{
    return ((const struct list *)a)->id - ((const struct list *)b)->id;
}

static int
compare_styles(const void *a, const void *b)
{
    return str_compare(((const struct style *)a)->id,
                       ((const struct style *)b)->id);
}

static void
sort(void *items, size_t count, size_t bytes,
     int (*compare)(const void *, const void *))
{
    if (count > 0)
        qsort(items, count, bytes, compare);
}

static void *
find(const void *key, void *items, size_t count, size_t bytes,
     int (*compare)(const void *, const void *))
{
    return count > 0 ? bsearch(key, items, count, bytes, compare) : NULL;
}

enum status
docx_numbering_read(const struct docx_package *package, struct arena *arena,
                    struct docx_numbering **out, struct error *err)
{
    static const enum docx_part parts[] = {DOCX_NUMBERING, DOCX_STYLES};
    struct docx_numbering *n = ARENA_NEW(arena, struct docx_numbering);
    struct reader r = {.arena = arena, .numbering = n, .level = -1};
    const struct xml_visitor visitor = {begin, end, NULL, &r};
    struct error why;

    if (!n)
        return error_set(err, STATUS_UNAVAILABLE, "no memory for a DOCX");
    for (size_t i = 0; i < sizeof(parts) / sizeof(*parts); i++) {
        enum status st = STATUS_OK;

        if (package->parts[parts[i]].len > 0)
            st = xml_walk(package->parts[parts[i]], &visitor, arena, &why);
        if (st != STATUS_OK)
            return error_set(err, st, "%s: %s", docx_part_name(parts[i]),
                             why.text);
    }
    if (arena->exhausted)
        return error_set(err, STATUS_UNAVAILABLE, "no memory for a DOCX");
    sort(n->patterns, n->pattern_count, sizeof(*n->patterns), compare_patterns);
    sort(n->lists, n->list_count, sizeof(*n->lists), compare_lists);
    sort(n->styles, n->style_count, sizeof(*n->styles), compare_styles);
    *out = n;
    return STATUS_OK;
}

/* ---- counting ---------------------------------------------------------- */

static struct str
style_base(const struct docx_numbering *n, struct str id,
           struct docx_list_place *place)
{
    const struct style key = {.id = id};
    const struct style *style = find(&key, n->styles, n->style_count,
                                     sizeof(*n->styles), compare_styles);

    if (!style)
        return STR("");
    if (place->list < 0)
        place->list = style->place.list;
    if (place->level < 0)
        place->level = style->place.level;
    return style->base;
}

static struct pattern *
pattern_of(struct docx_numbering *n, struct list *list)
{
    const struct pattern key = {.id = list->pattern};
    struct pattern *pattern = find(&key, n->patterns, n->pattern_count,
                                   sizeof(*n->patterns), compare_patterns);

    /* A list that begins anew where its pattern has counted before. */
    for (int i = 0; pattern && !list->is_begun && i < LEVELS; i++) {
        if (list->starts[i] > 0) {
            pattern->levels[i].start = list->starts[i];
            pattern->counts[i] = 0;
        }
    }
    list->is_begun = true;
    return pattern;
}

static int
level_for_style(const struct pattern *pattern, struct str style)
{
    for (int i = 0; style.len > 0 && i < LEVELS; i++) {
        if (str_equal(pattern->levels[i].style, style))
            return i;
    }
    return 0;
}

/* One more at `level`; the inner ones begin anew. */
static void
count(struct pattern *pattern, int level)
{
    for (int i = 0; i <= level; i++) {
        if (pattern->counts[i] == 0)
            pattern->counts[i] = pattern->levels[i].start;
        else if (i == level)
            pattern->counts[i]++;
    }
    for (int i = level + 1; i < LEVELS; i++)
        pattern->counts[i] = 0;
}

static size_t
write_number(const struct pattern *pattern, int level, char *out, size_t size)
{
    struct str text = pattern->levels[level].text;
    size_t len = 0;

    for (size_t at = 0; at < text.len; at++) {
        char piece[NUMBER_STYLE_MAX_BYTES];
        size_t bytes = 1;
        int digit = at + 1 < text.len ? text.ptr[at + 1] - '1' : -1;

        piece[0] = text.ptr[at];
        if (text.ptr[at] == '%' && digit >= 0 && digit < LEVELS) {
            bytes = number_style_write(pattern->counts[digit],
                                       pattern->levels[digit].format, piece);
            at++;
        }
        if (bytes > size - len)
            return 0;
        memcpy(out + len, piece, bytes);
        len += bytes;
    }
    /* A figure may follow: "1" and "2024年" are not 12024年. */
    if (len > 0 && len < size && out[len - 1] >= '0' && out[len - 1] <= '9')
        out[len++] = ' ';
    return len;
}

size_t
docx_number(struct docx_numbering *n, struct docx_list_place place,
            struct str style, char *out, size_t size)
{
    struct list key = {0}, *list;
    struct pattern *pattern;
    struct str base = style;
    int level;

    for (int i = 0; i < BASES_MAX && base.len > 0 && place.list < 0; i++)
        base = style_base(n, base, &place);
    key.id = place.list;
    list = place.list > 0 ? find(&key, n->lists, n->list_count,
                                 sizeof(*n->lists), compare_lists)
                          : NULL;
    pattern = list ? pattern_of(n, list) : NULL;
    if (!pattern)
        return 0;
    level = place.level >= 0 && place.level < LEVELS
                ? place.level
                : level_for_style(pattern, style);
    count(pattern, level);
    if (str_equal(pattern->levels[level].format, STR("bullet")))
        return 0;
    return write_number(pattern, level, out, size);
}
