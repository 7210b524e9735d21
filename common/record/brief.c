#include "record/brief.h"

#include "base/bytes.h"
#include "base/varint.h"
#include "record/brief_layout.h"

const char brief_magic[BRIEF_MAGIC_BYTES] = {'B', 'G', 'B', '1'};

static const char *
report_row(const struct brief *b, uint32_t index)
{
    return b->value.ptr + BRIEF_HEADER_BYTES +
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
    return figure_head(b, b->figure_count) + (size_t)index * BRIEF_FIGURE_BYTES;
}

static uint32_t
column(const char *row, unsigned column)
{
    return load_le32(row + 4 * (size_t)column);
}

enum status
brief_open(struct str value, struct brief *out, struct error *err)
{
    struct brief b = {.value = value};
    uint64_t heap;

    if (value.len < BRIEF_HEADER_BYTES ||
        memcmp(value.ptr, brief_magic, sizeof brief_magic) != 0)
        return error_set(err, STATUS_CORRUPT, "a document's brief is none");
    b.report_count = column(value.ptr, 1);
    b.figure_count = column(value.ptr, 2);
    heap = BRIEF_HEADER_BYTES + (uint64_t)b.report_count * BRIEF_REPORT_BYTES +
           (uint64_t)b.figure_count * (BRIEF_HEAD_BYTES + BRIEF_FIGURE_BYTES);
    if (heap >= value.len)
        return error_set(err, STATUS_CORRUPT,
                         "a document's brief is cut short");
    b.heap = str_slice(value, (size_t)heap, value.len);
    *out = b;
    return STATUS_OK;
}

/* ---- the heap ---------------------------------------------------------- */

static bool
read_text(const struct brief *b, uint32_t place, struct str *out)
{
    struct str rest;
    uint64_t bytes;

    *out = (struct str){0};
    if (place == 0)
        return true;
    if (place >= b->heap.len)
        return false;
    rest = str_slice(b->heap, place, b->heap.len);
    if (!varint_take(&rest, &bytes) || bytes > rest.len)
        return false;
    *out = (struct str){rest.ptr, (size_t)bytes};
    return true;
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
    struct str rest = str_slice(b->heap, place, b->heap.len);
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
           read_text(b, column(row, 6), &r->place.name) &&
           read_text(b, column(row, 7), &r->place.code) &&
           read_text(b, column(row, 8), &r->place.lineage) &&
           read_text(b, column(row, 9), &r->period);
}

bool
brief_figure(const struct brief *b, uint32_t index, unsigned parts,
             struct brief_figure *out)
{
    const unsigned char *head = (const unsigned char *)figure_head(b, index);
    const char *row = figure_row(b, index);
    struct figure *f = &out->figure;

    out->record = column(row, 0);
    out->has_section = head[BRIEF_SECTION_KIND] > 0;
    if (out->has_section)
        out->section.kind = (enum section_kind)(head[BRIEF_SECTION_KIND] - 1);
    f->span = (struct span){column(row, 1), column(row, 2)};
    f->kind = (enum kind)head[BRIEF_KIND];
    f->status = (enum figure_status)head[BRIEF_STATUS];
    f->measure = (enum measure)head[BRIEF_MEASURE];
    f->direction = (enum direction)head[BRIEF_DIRECTION];
    return (!(parts & BRIEF_NUMBERS) ||
            read_numbers(b, column(row, 3), head[BRIEF_FLAGS], f)) &&
           (!(parts & BRIEF_UNIT) || read_text(b, column(row, 4), &f->unit)) &&
           (!(parts & BRIEF_ACTION) ||
            read_text(b, column(row, 5), &f->action)) &&
           (!(parts & BRIEF_OBJECT) ||
            read_text(b, column(row, 6), &f->object)) &&
           (!(parts & BRIEF_PERIOD) ||
            read_text(b, column(row, 7), &f->period));
}

/* ---- passing by -------------------------------------------------------- */

void
brief_wish_for(struct brief_wish *wish, enum brief_trait trait, unsigned value)
{
    unsigned stored = trait == BRIEF_SECTION_KIND ? value + 1 : value;

    wish->mask |= UINT64_C(0xFF) << 8 * trait;
    wish->head |= (uint64_t)stored << 8 * trait;
}

uint32_t
brief_seek(const struct brief *b, const struct brief_wish *wish, uint32_t index,
           uint32_t end)
{
    const char *head = figure_head(b, index);

    while (index < end && (load_le64(head) & wish->mask) != wish->head) {
        head += BRIEF_HEAD_BYTES;
        index++;
    }
    return index;
}
