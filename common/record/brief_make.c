/* A brief made of packed records, in the order they stand in. */
#include <string.h>

#include "base/bytes.h"
#include "base/varint.h"
#include "record/brief.h"
#include "record/brief_layout.h"
#include "record/codec.h"

enum {
    /* Strings that were seen lately, by some of their bytes; a power of two. */
    SEEN = 256,
    /* What a record may take in the heap besides its strings' bytes. */
    RECORD_MOST_BYTES = 5 * VARINT_MAX_BYTES + 4 * (1 + VARINT_MAX_BYTES),
};

struct seen {
    struct str text;
    uint32_t place;
};

/* Rows of a known size, then a heap that grows. */
struct value {
    char *at;
    size_t heap, end; /* bytes before the heap and its end */
};

struct making {
    struct packed records;
    struct arena *arena;
    struct value heads, details;
    uint32_t report_count, figure_count;
    uint32_t report, figure; /* the next ones */
    struct seen seen[SEEN];  /* in the details */
    struct str units[BRIEF_OTHER_UNIT - 1];
    unsigned unit_count;
    uint8_t *kinds; /* of the report's sections and one, by their id */
    size_t kind_count;
};

/* ---- the heaps --------------------------------------------------------- */

static uint32_t
place_of(const struct value *v)
{
    return (uint32_t)(v->end - v->heap);
}

static void
put_bytes(struct value *v, struct str s)
{
    v->end += varint_put(v->at + v->end, s.len);
    if (s.len)
        memcpy(v->at + v->end, s.ptr, s.len);
    v->end += s.len;
}

static uint32_t
put_text(struct value *v, struct str s)
{
    uint32_t place = place_of(v);

    if (!record_has(s))
        return 0;
    put_bytes(v, s);
    return place;
}

static struct seen *
seen_of(struct making *m, struct str s)
{
    unsigned mixed = (unsigned)s.len;

    for (size_t i = 0; i < s.len; i += 2)
        mixed = mixed * 31 + (unsigned char)s.ptr[i];
    return &m->seen[(mixed ^ mixed >> 8) % SEEN];
}

/* Units and periods are few, and figures side by side are of one object. */
static uint32_t
put_detail(struct making *m, struct str s)
{
    struct seen *seen;

    if (!record_has(s))
        return 0;
    seen = seen_of(m, s);
    if (!seen->place || !str_equal(seen->text, s))
        *seen = (struct seen){s, put_text(&m->details, s)};
    return seen->place;
}

/* Its place in the list of units, where it has one or gets it. */
static uint8_t
note_unit(struct making *m, struct str unit)
{
    if (!record_has(unit))
        return BRIEF_NO_UNIT;
    for (unsigned i = 0; i < m->unit_count; i++)
        if (str_equal(m->units[i], unit))
            return (uint8_t)(i + 1);
    if (m->unit_count == BRIEF_OTHER_UNIT - 1)
        return BRIEF_OTHER_UNIT;
    m->units[m->unit_count] = unit;
    return (uint8_t)++m->unit_count;
}

static void
put_units(struct making *m)
{
    if (m->unit_count == 0)
        return;
    save_le32(m->heads.at + 12, place_of(&m->heads));
    m->heads.end += varint_put(m->heads.at + m->heads.end, m->unit_count);
    for (unsigned i = 0; i < m->unit_count; i++)
        put_bytes(&m->heads, m->units[i]);
}

static void
put_decimal(struct value *v, struct decimal d)
{
    uint64_t digits = (uint64_t)d.digits << 1 ^ (uint64_t)(d.digits >> 63);

    v->at[v->end++] = (char)d.scale;
    v->end += varint_put(v->at + v->end, digits);
}

static uint32_t
put_numbers(struct value *v, const struct figure *f, uint8_t *flags)
{
    uint32_t place = place_of(v);

    put_decimal(v, f->value);
    if (f->has_upper)
        put_decimal(v, f->upper);
    if (record_has(f->norm.unit)) {
        put_decimal(v, f->norm.value);
        if (f->has_upper)
            put_decimal(v, f->norm.upper);
    }
    *flags = (uint8_t)((f->has_upper ? BRIEF_HAS_UPPER : 0) |
                       (record_has(f->norm.unit) ? BRIEF_IS_NORMED : 0));
    return place;
}

static void
put_row(char *row, const uint32_t *columns, size_t count)
{
    for (size_t i = 0; i < count; i++)
        save_le32(row + 4 * i, columns[i]);
}

/* ---- sections ---------------------------------------------------------- */

/* As an outline has them: ids beyond their number are of none. */
static enum status
read_sections(struct making *m, uint32_t begin, uint32_t end, uint8_t *mask,
              struct error *err)
{
    size_t count = 1;
    enum status st = STATUS_OK;

    for (uint32_t i = begin; i < end; i++)
        count += packed_kind(&m->records, i) == PACKED_SECTION;
    m->kinds = ARENA_ARRAY(m->arena, uint8_t, count);
    m->kind_count = m->kinds ? count : 0;
    if (!m->kinds)
        return error_set(err, STATUS_UNAVAILABLE, "out of memory");
    for (uint32_t i = begin; st == STATUS_OK && i < end; i++) {
        struct section s;
        if (packed_kind(&m->records, i) != PACKED_SECTION)
            continue;
        st = packed_section(&m->records, i, m->arena, &s, err);
        if (st == STATUS_OK && s.id > 0 && s.id < count)
            m->kinds[s.id] = (uint8_t)(s.kind + 1);
    }
    for (size_t i = 0; i < count; i++)
        if (m->kinds[i])
            *mask |= (uint8_t)(1 << (m->kinds[i] - 1));
    return st;
}

/* ---- rows -------------------------------------------------------------- */

static enum status
add_report(struct making *m, uint32_t index, struct error *err)
{
    struct value *heads = &m->heads;
    struct report r;
    uint8_t bytes[4] = {0};
    uint32_t end = index + 1;
    enum status st = packed_report(&m->records, index, m->arena, &r, err);

    while (end < m->records.count &&
           packed_kind(&m->records, end) != PACKED_REPORT)
        end++;
    if (st == STATUS_OK)
        st = read_sections(m, index + 1, end, &bytes[2], err);
    if (st != STATUS_OK)
        return st;
    bytes[0] = (uint8_t)r.genre;
    bytes[1] = (uint8_t)r.author;
    put_row(heads->at + BRIEF_HEADER_BYTES +
                (size_t)m->report++ * BRIEF_REPORT_BYTES,
            (const uint32_t[]){
                index, m->figure, r.span.begin, r.span.end, r.year,
                load_le32(bytes), put_text(heads, r.place.name),
                put_text(heads, r.place.code), put_text(heads, r.place.lineage),
                put_text(heads, r.period)},
            BRIEF_REPORT_BYTES / 4);
    return STATUS_OK;
}

static enum status
add_figure(struct making *m, uint32_t index, struct error *err)
{
    uint8_t *head = (uint8_t *)m->heads.at + BRIEF_HEADER_BYTES +
                    (size_t)m->report_count * BRIEF_REPORT_BYTES +
                    (size_t)m->figure * BRIEF_HEAD_BYTES;
    struct figure f;
    enum status st = STATUS_OK;

    if (!packed_glance(&m->records, index, &f))
        st = packed_figure(&m->records, index, m->arena, &f, err);
    if (st != STATUS_OK)
        return st;
    head[BRIEF_KIND] = (uint8_t)f.kind;
    head[BRIEF_STATUS] = (uint8_t)f.status;
    head[BRIEF_MEASURE] = (uint8_t)f.measure;
    head[BRIEF_DIRECTION] = (uint8_t)f.direction;
    if (f.section < m->kind_count)
        head[BRIEF_SECTION_KIND] = m->kinds[f.section];
    head[BRIEF_UNIT_PLACE] = note_unit(m, f.unit);
    put_row(m->details.at + (size_t)m->figure++ * BRIEF_FIGURE_BYTES,
            (const uint32_t[]){index, f.span.begin, f.span.end,
                               put_numbers(&m->details, &f, &head[BRIEF_FLAGS]),
                               put_detail(m, f.unit), put_detail(m, f.action),
                               put_detail(m, f.object),
                               put_detail(m, f.period)},
            BRIEF_FIGURE_BYTES / 4);
    return STATUS_OK;
}

/* Room for rows that are zero, and a heap whose first byte is nothing. */
static bool
value_begin(struct value *v, size_t rows, const struct making *m)
{
    size_t most =
        rows + 1 + VARINT_MAX_BYTES + m->records.value.len +
        (size_t)(m->report_count + m->figure_count) * RECORD_MOST_BYTES;

    *v = (struct value){arena_alloc(m->arena, 1, most), rows, rows + 1};
    return v->at && most <= UINT32_MAX;
}

static enum status
begin(struct making *m, struct error *err)
{
    for (uint32_t i = 0; i < m->records.count; i++) {
        m->report_count += packed_kind(&m->records, i) == PACKED_REPORT;
        m->figure_count += packed_kind(&m->records, i) == PACKED_FIGURE;
    }
    if (m->records.count > 0 && packed_kind(&m->records, 0) != PACKED_REPORT)
        return error_set(err, STATUS_CORRUPT,
                         "a packed record stands before its report");
    if (!value_begin(&m->heads,
                     BRIEF_HEADER_BYTES +
                         (size_t)m->report_count * BRIEF_REPORT_BYTES +
                         (size_t)m->figure_count * BRIEF_HEAD_BYTES,
                     m) ||
        !value_begin(&m->details, (size_t)m->figure_count * BRIEF_FIGURE_BYTES,
                     m))
        return error_set(err, STATUS_UNAVAILABLE, "out of memory");
    memcpy(m->heads.at, brief_magic, sizeof brief_magic);
    save_le32(m->heads.at + 4, m->report_count);
    save_le32(m->heads.at + 8, m->figure_count);
    return STATUS_OK;
}

enum status
brief_make(struct str records, struct arena *a, struct packed_brief *out,
           struct error *err)
{
    struct making m = {.arena = a};
    enum status st = packed_open(records, &m.records, err);

    if (st == STATUS_OK)
        st = begin(&m, err);
    for (uint32_t i = 0; st == STATUS_OK && i < m.records.count; i++) {
        enum packed_kind kind = packed_kind(&m.records, i);
        if (kind == PACKED_REPORT)
            st = add_report(&m, i, err);
        else if (kind == PACKED_FIGURE)
            st = add_figure(&m, i, err);
    }
    if (st == STATUS_OK && a->exhausted)
        st = error_set(err, STATUS_UNAVAILABLE, "out of memory");
    if (st != STATUS_OK)
        return st;
    put_units(&m);
    *out = (struct packed_brief){{m.heads.at, m.heads.end},
                                 {m.details.at, m.details.end}};
    return STATUS_OK;
}
