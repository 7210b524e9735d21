#include "record/brief.h"

#include "base/bytes.h"
#include "base/varint.h"
#include "record/brief_layout.h"

const char brief_magic[BRIEF_MAGIC_BYTES] = {'B', 'G', 'B', '2'};

static const char *
report_row(const struct brief *b, uint32_t index)
{
    return b->heads.ptr + BRIEF_HEADER_BYTES +
           (size_t)index * BRIEF_REPORT_BYTES;
}

static const char *
figure_head(const struct brief *b, uint32_t index)
{
    return report_row(b, b->report_count) + (size_t)index * BRIEF_HEAD_BYTES;
}

static const char *
figure_row(const struct brief *b, uint32_t index)
{
    return b->details.ptr + (size_t)index * BRIEF_FIGURE_BYTES;
}

static uint32_t
column(const char *row, unsigned column)
{
    return load_le32(row + 4 * (size_t)column);
}

static enum status
cut_short(struct error *err)
{
    return error_set(err, STATUS_CORRUPT, "a document's brief is cut short");
}

enum status
brief_open(struct str heads, struct brief *out, struct error *err)
{
    struct brief b = {.heads = heads};
    uint64_t heap;

    if (heads.len < BRIEF_HEADER_BYTES ||
        memcmp(heads.ptr, brief_magic, sizeof brief_magic) != 0)
        return error_set(err, STATUS_CORRUPT, "a document's brief is none");
    b.report_count = column(heads.ptr, 1);
    b.figure_count = column(heads.ptr, 2);
    heap = BRIEF_HEADER_BYTES + (uint64_t)b.report_count * BRIEF_REPORT_BYTES +
           (uint64_t)b.figure_count * BRIEF_HEAD_BYTES;
    if (heap >= heads.len)
        return cut_short(err);
    b.heap = str_slice(heads, (size_t)heap, heads.len);
    *out = b;
    return STATUS_OK;
}

enum status
brief_open_details(struct str details, struct brief *b, struct error *err)
{
    uint64_t heap = (uint64_t)b->figure_count * BRIEF_FIGURE_BYTES;

    if (heap >= details.len)
        return cut_short(err);
    b->details = details;
    b->details_heap = str_slice(details, (size_t)heap, details.len);
    return STATUS_OK;
}

/* ---- the heaps --------------------------------------------------------- */

static bool
take_text(struct str *rest, struct str *out)
{
    uint64_t bytes;

    if (!varint_take(rest, &bytes) || bytes > rest->len)
        return false;
    *out = (struct str){rest->ptr, (size_t)bytes};
    *rest = str_slice(*rest, (size_t)bytes, rest->len);
    return true;
}

static bool
read_text(struct str heap, uint32_t place, struct str *out)
{
    struct str rest;

    *out = (struct str){0};
    if (place == 0)
        return true;
    if (place >= heap.len)
        return false;
    rest = str_slice(heap, place, heap.len);
    return take_text(&rest, out);
}

static bool
take_decimal(struct str *rest, struct decimal *out)
{
    uint64_t digits;

    if (rest->len == 0)
        return false;
    out->scale = (uint8_t)*rest->ptr;
    rest->ptr++;
    rest->len--;
    if (!varint_take(rest, &digits))
        return false;
    out->digits = (int64_t)(digits >> 1 ^ -(digits & 1));
    return true;
}

static bool
read_numbers(const struct brief *b, uint32_t place, unsigned flags,
             struct figure *f)
{
    struct str rest = str_slice(b->details_heap, place, b->details_heap.len);
    bool is_normed = flags & BRIEF_IS_NORMED;

    f->has_upper = flags & BRIEF_HAS_UPPER;
    f->norm.unit = is_normed ? STR("") : (struct str){0};
    return take_decimal(&rest, &f->value) &&
           (!f->has_upper || take_decimal(&rest, &f->upper)) &&
           (!is_normed || take_decimal(&rest, &f->norm.value)) &&
           (!is_normed || !f->has_upper || take_decimal(&rest, &f->norm.upper));
}

/* ---- rows -------------------------------------------------------------- */

bool
brief_report(const struct brief *b, uint32_t index, struct brief_report *out)
{
    const char *row = report_row(b, index);
    const unsigned char *bytes = (const unsigned char *)row + 4 * 5;
    struct report *r = &out->report;

    *out = (struct brief_report){
        .record = column(row, 0),
        .first_figure = column(row, 1),
        .figure_end = index + 1 < b->report_count
                          ? column(report_row(b, index + 1), 1)
                          : b->figure_count,
        .section_kinds = bytes[2],
    };
    r->span = (struct span){column(row, 2), column(row, 3)};
    r->year = (uint16_t)column(row, 4);
    r->genre = (enum genre)bytes[0];
    r->author = (enum author)bytes[1];
    return out->first_figure <= out->figure_end &&
           out->figure_end <= b->figure_count &&
           read_text(b->heap, column(row, 6), &r->place.name) &&
           read_text(b->heap, column(row, 7), &r->place.code) &&
           read_text(b->heap, column(row, 8), &r->place.lineage) &&
           read_text(b->heap, column(row, 9), &r->period);
}

static bool
read_details(const struct brief *b, uint32_t index, unsigned parts,
             unsigned flags, struct brief_figure *out)
{
    const char *row = figure_row(b, index);
    struct str heap = b->details_heap;
    struct figure *f = &out->figure;

    if (parts & BRIEF_PLACE) {
        out->record = column(row, 0);
        f->span = (struct span){column(row, 1), column(row, 2)};
    }
    return (!(parts & BRIEF_NUMBERS) ||
            read_numbers(b, column(row, 3), flags, f)) &&
           (!(parts & BRIEF_UNIT) ||
            read_text(heap, column(row, 4), &f->unit)) &&
           (!(parts & BRIEF_ACTION) ||
            read_text(heap, column(row, 5), &f->action)) &&
           (!(parts & BRIEF_OBJECT) ||
            read_text(heap, column(row, 6), &f->object)) &&
           (!(parts & BRIEF_PERIOD) ||
            read_text(heap, column(row, 7), &f->period));
}

bool
brief_figure(const struct brief *b, uint32_t index, unsigned parts,
             struct brief_figure *out)
{
    const unsigned char *head = (const unsigned char *)figure_head(b, index);
    struct figure *f = &out->figure;

    out->has_section = head[BRIEF_SECTION_KIND] > 0;
    if (out->has_section)
        out->section.kind = (enum section_kind)(head[BRIEF_SECTION_KIND] - 1);
    f->kind = (enum kind)head[BRIEF_KIND];
    f->status = (enum figure_status)head[BRIEF_STATUS];
    f->measure = (enum measure)head[BRIEF_MEASURE];
    f->direction = (enum direction)head[BRIEF_DIRECTION];
    return !parts || read_details(b, index, parts, head[BRIEF_FLAGS], out);
}

/* ---- passing by -------------------------------------------------------- */

void
brief_wish_for(struct brief_wish *wish, enum brief_trait trait, unsigned value)
{
    unsigned stored = trait == BRIEF_SECTION_KIND ? value + 1 : value;

    wish->mask |= UINT64_C(0xFF) << 8 * trait;
    wish->head |= (uint64_t)stored << 8 * trait;
}

unsigned
brief_unit(const struct brief *b, struct str unit)
{
    uint32_t place = column(b->heads.ptr, 3);
    struct str rest = str_slice(b->heap, place, b->heap.len), listed;
    uint64_t count;

    if (place == 0)
        return BRIEF_NO_UNIT;
    /* A list that is damaged names none. */
    if (!varint_take(&rest, &count))
        return BRIEF_OTHER_UNIT;
    for (unsigned i = 1; i <= count && i < BRIEF_OTHER_UNIT; i++) {
        if (!take_text(&rest, &listed))
            return BRIEF_OTHER_UNIT;
        if (str_equal(listed, unit))
            return i;
    }
    return count < BRIEF_OTHER_UNIT - 1 ? BRIEF_NO_UNIT : BRIEF_OTHER_UNIT;
}

uint32_t
brief_seek(const struct brief *b, const struct brief_wish *wish, uint32_t index,
           uint32_t end)
{
    const char *head = figure_head(b, index);

    if (wish->mask == 0)
        return index;
    while (index < end && (load_le64(head) & wish->mask) != wish->head) {
        head += BRIEF_HEAD_BYTES;
        index++;
    }
    return index;
}
