#include "record/glance.h"

#include <string.h>

#include "base/varint.h"
#include "record/names.h"

/* The wire types of Protocol Buffers that records have. */
enum wire_type { WIRE_NUMBER = 0, WIRE_BYTES = 2 };

/* Field numbers of record.proto. */
enum figure_field {
    FIGURE_SPAN = 2,
    FIGURE_SECTION = 4,
    FIGURE_VALUE = 6,
    FIGURE_UPPER = 7,
    FIGURE_UNIT = 9,
    FIGURE_KIND = 10,
    FIGURE_NORM = 13,
    FIGURE_MEASURE = 14,
    FIGURE_DIRECTION = 15,
    FIGURE_ACTION = 16,
    FIGURE_OBJECT = 17,
    FIGURE_PERIOD = 21,
    FIGURE_STATUS = 24,
};
enum span_field { SPAN_BEGIN = 1, SPAN_END = 2 };
enum norm_field { NORM_VALUE = 1, NORM_UPPER = 2, NORM_UNIT = 3 };

/* One field of a message. */
struct part {
    unsigned field;
    enum wire_type type;
    uint64_t number;
    struct str bytes;
};

/* False: it is cut short, or of a type that records do not have. */
static bool
take_part(struct str *from, struct part *out)
{
    uint64_t key, len;

    if (!varint_take(from, &key) || key > UINT32_MAX)
        return false;
    out->field = (unsigned)(key >> 3);
    out->type = (enum wire_type)(key & 7);
    if (out->type == WIRE_NUMBER)
        return varint_take(from, &out->number);
    if (out->type != WIRE_BYTES || !varint_take(from, &len) || len > from->len)
        return false;
    out->bytes = (struct str){from->ptr, len};
    from->ptr += len;
    from->len -= len;
    return true;
}

static bool
take_number(const struct part *p, uint32_t *out)
{
    if (p->type != WIRE_NUMBER || p->number > UINT32_MAX)
        return false;
    *out = (uint32_t)p->number;
    return true;
}

/* The codec reads to the first NUL, and refuses what is not UTF-8. */
static bool
take_text(const struct part *p, struct str *out)
{
    if (p->type != WIRE_BYTES || memchr(p->bytes.ptr, '\0', p->bytes.len))
        return false;
    *out = p->bytes;
    return true;
}

static bool
take_decimal(const struct part *p, struct decimal *out)
{
    return p->type == WIRE_BYTES && decimal_parse(p->bytes, out);
}

/* The value of an enumeration with `names`. */
static bool
take_name(const struct part *p, const struct name_table *names, unsigned *out)
{
    if (p->type != WIRE_NUMBER || p->number >= names->count)
        return false;
    *out = (unsigned)p->number;
    return true;
}

static bool
take_span(const struct part *p, struct span *out)
{
    struct str rest = p->bytes;
    bool has_begin = false, has_end = false;
    struct part part;

    if (p->type != WIRE_BYTES)
        return false;
    while (rest.len > 0) {
        if (!take_part(&rest, &part))
            return false;
        if (part.field == SPAN_BEGIN)
            has_begin = take_number(&part, &out->begin);
        else if (part.field == SPAN_END)
            has_end = take_number(&part, &out->end);
        else
            return false;
    }
    return has_begin && has_end && out->begin <= out->end;
}

static bool
take_norm(const struct part *p, struct norm *out)
{
    struct str rest = p->bytes;
    bool has_value = false, has_unit = false, is_good = p->type == WIRE_BYTES;
    struct part part;

    /* A second one would be merged with the first. */
    is_good = is_good && !record_has(out->unit);
    while (is_good && rest.len > 0) {
        is_good = take_part(&rest, &part);
        if (is_good && part.field == NORM_VALUE)
            is_good = has_value = take_decimal(&part, &out->value);
        else if (is_good && part.field == NORM_UPPER)
            is_good = take_decimal(&part, &out->upper);
        else if (is_good && part.field == NORM_UNIT)
            is_good = has_unit = take_text(&part, &out->unit);
        else
            is_good = false;
    }
    return is_good && has_value && has_unit;
}

static bool
take_field(const struct part *p, struct figure *out)
{
    unsigned named = 0;
    bool is_good = true;

    switch ((enum figure_field)p->field) {
    case FIGURE_SPAN:
        return take_span(p, &out->span);
    case FIGURE_SECTION:
        return take_number(p, &out->section);
    case FIGURE_VALUE:
        return take_decimal(p, &out->value);
    case FIGURE_UPPER:
        out->has_upper = true;
        return take_decimal(p, &out->upper);
    case FIGURE_UNIT:
        return take_text(p, &out->unit);
    case FIGURE_KIND:
        is_good = take_name(p, &kind_names, &named);
        out->kind = (enum kind)named;
        break;
    case FIGURE_NORM:
        return take_norm(p, &out->norm);
    case FIGURE_MEASURE:
        is_good = take_name(p, &measure_names, &named);
        out->measure = (enum measure)named;
        break;
    case FIGURE_DIRECTION:
        is_good = take_name(p, &direction_names, &named);
        out->direction = (enum direction)named;
        break;
    case FIGURE_ACTION:
        return take_text(p, &out->action);
    case FIGURE_OBJECT:
        return take_text(p, &out->object);
    case FIGURE_PERIOD:
        return take_text(p, &out->period);
    case FIGURE_STATUS:
        is_good = take_name(p, &figure_status_names, &named);
        out->status = (enum figure_status)named;
        break;
    }
    return is_good;
}

bool
glance_figure(struct str message, struct figure *out)
{
    bool has_span = false, has_value = false;
    struct part part = {0};

    *out = (struct figure){0};
    while (message.len > 0) {
        if (!take_part(&message, &part))
            return false;
        /* Twice, two spans would be merged: the codec's business. */
        if (part.field == FIGURE_SPAN && has_span)
            return false;
        if (!take_field(&part, out))
            return false;
        has_span = has_span || part.field == FIGURE_SPAN;
        has_value = has_value || part.field == FIGURE_VALUE;
    }
    return has_span && has_value;
}
