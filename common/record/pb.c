#include "record/pb.h"

#include <string.h>

#include "base/utf8.h"
#include "record/names.h"

char *
pb_string(struct str s, struct arena *a)
{
    char *copy;

    if (!record_has(s))
        return NULL;
    copy = arena_alloc(a, s.len + 1, 1);
    for (size_t i = 0; copy && i < s.len; i++)
        copy[i] = s.ptr[i];
    return copy;
}

struct str
pb_to_str(const char *field, struct arena *a)
{
    return field ? arena_copy(a, str_from(field)) : (struct str){NULL, 0};
}

static void *
allocate(void *arena, size_t bytes)
{
    return arena_alloc(arena, 1, bytes);
}

static void
keep(void *arena, void *memory)
{
    (void)arena;
    (void)memory;
}

ProtobufCAllocator
pb_allocator(struct arena *a)
{
    return (ProtobufCAllocator){allocate, keep, a};
}

/* How many values a string or message field has, pointers among them NULL. */
static size_t
count_of_field(const char *message, const ProtobufCFieldDescriptor *field)
{
    size_t count = 1;
    uint32_t chosen;

    if (field->label == PROTOBUF_C_LABEL_REPEATED) {
        memcpy(&count, message + field->quantifier_offset, sizeof count);
    } else if (field->flags & PROTOBUF_C_FIELD_FLAG_ONEOF) {
        memcpy(&chosen, message + field->quantifier_offset, sizeof chosen);
        count = chosen == field->id;
    }
    return count;
}

static enum status
check_value(const ProtobufCFieldDescriptor *field, const void *value,
            struct error *err)
{
    struct str text;

    if (!value)
        return STATUS_OK;
    if (field->type == PROTOBUF_C_TYPE_MESSAGE)
        return pb_check_strings(value, err);
    text = str_from(value);
    if (utf8_valid_prefix(text) != text.len)
        return error_set(err, STATUS_INVALID, "%s: not UTF-8", field->name);
    return STATUS_OK;
}

enum status
pb_check_strings(const ProtobufCMessage *message, struct error *err)
{
    const ProtobufCMessageDescriptor *type = message->descriptor;
    enum status st = STATUS_OK;

    for (unsigned i = 0; i < type->n_fields; i++) {
        const ProtobufCFieldDescriptor *field = &type->fields[i];
        const void *values = (const char *)message + field->offset;
        size_t count;
        if (field->type != PROTOBUF_C_TYPE_STRING &&
            field->type != PROTOBUF_C_TYPE_MESSAGE)
            continue;
        count = count_of_field((const char *)message, field);
        if (field->label == PROTOBUF_C_LABEL_REPEATED)
            memcpy(&values, values, sizeof values);
        for (size_t j = 0; st == STATUS_OK && j < count; j++) {
            const void *value;
            memcpy(&value, (const char *)values + j * sizeof value,
                   sizeof value);
            st = check_value(field, value, err);
        }
    }
    return st;
}

static Baogao__V1__Span *
from_span(struct span span, struct arena *a)
{
    Baogao__V1__Span *pb = ARENA_NEW(a, Baogao__V1__Span);

    if (!pb)
        return NULL;
    baogao__v1__span__init(pb);
    pb->begin = span.begin;
    pb->end = span.end;
    return pb;
}

static char *
from_decimal(struct decimal d, struct arena *a)
{
    char text[DECIMAL_TEXT_BYTES];
    size_t bytes = decimal_print(d, text);

    return pb_string((struct str){text, bytes}, a);
}

static Baogao__V1__Place *
from_place(const struct place *place, struct arena *a)
{
    Baogao__V1__Place *pb;

    if (!record_has(place->name))
        return NULL;
    pb = ARENA_NEW(a, Baogao__V1__Place);
    if (!pb)
        return NULL;
    baogao__v1__place__init(pb);
    pb->name = pb_string(place->name, a);
    pb->code = pb_string(place->code, a);
    pb->lineage = pb_string(place->lineage, a);
    return pb;
}

Baogao__V1__Report *
pb_from_report(const struct report *r, struct arena *a)
{
    Baogao__V1__Report *pb = ARENA_NEW(a, Baogao__V1__Report);

    if (!pb)
        return NULL;
    baogao__v1__report__init(pb);
    pb->ordinal = r->ordinal;
    pb->span = from_span(r->span, a);
    pb->title = pb_string(r->title, a);
    pb->has_genre = pb->has_author = 1;
    pb->genre = (Baogao__V1__Genre)r->genre;
    pb->author = (Baogao__V1__Author)r->author;
    pb->place = from_place(&r->place, a);
    pb->has_year = r->year != 0;
    pb->year = r->year;
    pb->period = pb_string(r->period, a);
    pb->session = pb_string(r->session, a);
    pb->delivered = pb_string(r->delivered, a);
    pb->reporter = pb_string(r->reporter, a);
    return a->exhausted ? NULL : pb;
}

Baogao__V1__Section *
pb_from_section(const struct section *s, struct arena *a)
{
    Baogao__V1__Section *pb = ARENA_NEW(a, Baogao__V1__Section);

    if (!pb)
        return NULL;
    baogao__v1__section__init(pb);
    pb->id = s->id;
    pb->span = from_span(s->span, a);
    pb->has_parent = pb->has_level = pb->has_run_in = pb->has_kind = 1;
    pb->parent = s->parent;
    pb->level = s->level;
    pb->label = pb_string(s->label, a);
    pb->title = pb_string(s->title, a);
    pb->run_in = s->is_run_in;
    pb->kind = (Baogao__V1__SectionKind)s->kind;
    return a->exhausted ? NULL : pb;
}

static Baogao__V1__Norm *
from_norm(const struct figure *f, struct arena *a)
{
    Baogao__V1__Norm *pb;

    if (!record_has(f->norm.unit))
        return NULL;
    pb = ARENA_NEW(a, Baogao__V1__Norm);
    if (!pb)
        return NULL;
    baogao__v1__norm__init(pb);
    pb->value = from_decimal(f->norm.value, a);
    pb->upper = f->has_upper ? from_decimal(f->norm.upper, a) : NULL;
    pb->unit = pb_string(f->norm.unit, a);
    return pb;
}

static void
from_inherited(uint32_t bits, Baogao__V1__Figure *pb, struct arena *a)
{
    pb->inherited =
        ARENA_ARRAY(a, Baogao__V1__Inherited, inherited_names.count);
    for (unsigned i = 0; pb->inherited && i < inherited_names.count; i++)
        if (bits & 1u << i)
            pb->inherited[pb->n_inherited++] = (Baogao__V1__Inherited)i;
}

/* What the quantity says of itself. */
static void
from_quantity(const struct figure *f, Baogao__V1__Figure *pb, struct arena *a)
{
    pb->span = from_span(f->span, a);
    pb->sentence = from_span(f->sentence, a);
    pb->text = pb_string(f->text, a);
    pb->value = from_decimal(f->value, a);
    pb->upper = f->has_upper ? from_decimal(f->upper, a) : NULL;
    pb->unit = pb_string(f->unit, a);
    pb->per = pb_string(f->per, a);
    pb->currency = pb_string(f->currency, a);
    pb->norm = from_norm(f, a);
    pb->has_bound = pb->has_kind = 1;
    pb->bound = (Baogao__V1__Bound)f->bound;
    pb->kind = (Baogao__V1__Kind)f->kind;
}

/* What its surroundings say of it. */
static void
from_binding(const struct figure *f, Baogao__V1__Figure *pb, struct arena *a)
{
    pb->has_section = pb->has_measure = pb->has_direction = pb->has_basis =
        pb->has_accrual = pb->has_of = pb->has_status =
            pb->has_confidence_per_mille = 1;
    pb->section = f->section;
    pb->measure = (Baogao__V1__Measure)f->measure;
    pb->direction = (Baogao__V1__Direction)f->direction;
    pb->action = pb_string(f->action, a);
    pb->object = pb_string(f->object, a);
    pb->indicator = pb_string(f->indicator, a);
    pb->base_name = pb_string(f->base, a);
    pb->basis = (Baogao__V1__Basis)f->basis;
    pb->period = pb_string(f->period, a);
    pb->accrual = (Baogao__V1__Accrual)f->accrual;
    pb->of = f->of;
    pb->status = (Baogao__V1__FigureStatus)f->status;
    pb->confidence_per_mille = f->confidence;
    pb->rule = pb_string(f->rule, a);
    from_inherited(f->inherited, pb, a);
}

Baogao__V1__Figure *
pb_from_figure(const struct figure *f, struct arena *a)
{
    Baogao__V1__Figure *pb = ARENA_NEW(a, Baogao__V1__Figure);

    if (!pb)
        return NULL;
    baogao__v1__figure__init(pb);
    pb->id = f->id;
    from_quantity(f, pb, a);
    from_binding(f, pb, a);
    return a->exhausted ? NULL : pb;
}

Baogao__V1__Mention *
pb_from_mention(const struct mention *m, struct arena *a)
{
    Baogao__V1__Mention *pb = ARENA_NEW(a, Baogao__V1__Mention);

    if (!pb)
        return NULL;
    baogao__v1__mention__init(pb);
    pb->span = from_span(m->span, a);
    pb->type = (Baogao__V1__MentionType)m->type;
    pb->text = pb_string(m->text, a);
    pb->value = pb_string(m->value, a);
    return a->exhausted ? NULL : pb;
}

Baogao__V1__Repair *
pb_from_repair(const struct repair *r, struct arena *a)
{
    Baogao__V1__Repair *pb = ARENA_NEW(a, Baogao__V1__Repair);

    if (!pb)
        return NULL;
    baogao__v1__repair__init(pb);
    pb->span = from_span(r->span, a);
    pb->original = pb_string(r->original, a);
    pb->repaired = pb_string(r->repaired, a);
    pb->has_confidence_per_mille = 1;
    pb->confidence_per_mille = r->confidence;
    return a->exhausted ? NULL : pb;
}

static enum status
to_span(const Baogao__V1__Span *from, struct span *out, struct error *err)
{
    if (!from)
        return error_set(err, STATUS_INVALID, "a record has no span");
    if (from->begin > from->end)
        return error_set(err, STATUS_INVALID,
                         "a span begins at %u and ends at %u", from->begin,
                         from->end);
    *out = (struct span){from->begin, from->end};
    return STATUS_OK;
}

static enum status
to_decimal(const char *field, struct decimal *out, struct error *err)
{
    if (!decimal_parse(str_from(field), out))
        return error_set(err, STATUS_INVALID, "\"%.40s\" is not a number",
                         field ? field : "");
    return STATUS_OK;
}

/* An enumerator that this version does not know reads as the first one. */
static unsigned
to_enum(int has_value, int value, const struct name_table *names)
{
    return has_value && value >= 0 && (size_t)value < names->count
               ? (unsigned)value
               : 0;
}

static uint16_t
to_per_mille(int has_value, uint32_t value)
{
    return !has_value ? 0 : value > 1000 ? 1000 : (uint16_t)value;
}

static enum status
exhausted_or_ok(const struct arena *a, struct error *err)
{
    if (a->exhausted)
        return error_set(err, STATUS_UNAVAILABLE, "out of memory");
    return STATUS_OK;
}

enum status
pb_to_report(const Baogao__V1__Report *from, struct arena *a,
             struct report *out, struct error *err)
{
    enum status st = to_span(from->span, &out->span, err);

    if (st != STATUS_OK)
        return st;
    out->ordinal = from->ordinal;
    out->title = pb_to_str(from->title, a);
    out->genre = to_enum(from->has_genre, from->genre, &genre_names);
    out->author = to_enum(from->has_author, from->author, &author_names);
    if (from->has_year && from->year >= REPORT_YEAR_MIN &&
        from->year <= REPORT_YEAR_MAX)
        out->year = (uint16_t)from->year;
    if (from->place) {
        out->place.name = pb_to_str(from->place->name, a);
        out->place.code = pb_to_str(from->place->code, a);
        out->place.lineage = pb_to_str(from->place->lineage, a);
    }
    out->period = pb_to_str(from->period, a);
    out->session = pb_to_str(from->session, a);
    out->delivered = pb_to_str(from->delivered, a);
    out->reporter = pb_to_str(from->reporter, a);
    return exhausted_or_ok(a, err);
}

enum status
pb_to_section(const Baogao__V1__Section *from, struct arena *a,
              struct section *out, struct error *err)
{
    enum status st = to_span(from->span, &out->span, err);

    if (st != STATUS_OK)
        return st;
    out->id = from->id;
    out->parent = from->has_parent ? from->parent : 0;
    out->level =
        from->has_level && from->level <= UINT8_MAX ? (uint8_t)from->level : 1;
    out->label = pb_to_str(from->label, a);
    out->title = pb_to_str(from->title, a);
    out->is_run_in = from->has_run_in && from->run_in;
    out->kind = to_enum(from->has_kind, from->kind, &section_kind_names);
    return exhausted_or_ok(a, err);
}

static enum status
to_norm(const Baogao__V1__Norm *from, struct arena *a, struct norm *out,
        struct error *err)
{
    enum status st;

    if (!from)
        return STATUS_OK;
    st = to_decimal(from->value, &out->value, err);
    if (st == STATUS_OK && from->upper)
        st = to_decimal(from->upper, &out->upper, err);
    out->unit = pb_to_str(from->unit, a);
    return st;
}

static enum status
to_quantity(const Baogao__V1__Figure *from, struct arena *a, struct figure *out,
            struct error *err)
{
    enum status st = to_span(from->span, &out->span, err);

    if (st == STATUS_OK && from->sentence)
        st = to_span(from->sentence, &out->sentence, err);
    if (st == STATUS_OK)
        st = to_decimal(from->value, &out->value, err);
    if (st == STATUS_OK && from->upper)
        st = to_decimal(from->upper, &out->upper, err);
    if (st == STATUS_OK)
        st = to_norm(from->norm, a, &out->norm, err);
    out->has_upper = from->upper != NULL;
    out->text = pb_to_str(from->text, a);
    out->unit = pb_to_str(from->unit, a);
    out->per = pb_to_str(from->per, a);
    out->currency = pb_to_str(from->currency, a);
    out->bound = to_enum(from->has_bound, from->bound, &bound_names);
    out->kind = to_enum(from->has_kind, from->kind, &kind_names);
    return st;
}

static void
to_binding(const Baogao__V1__Figure *from, struct arena *a, struct figure *out)
{
    out->section = from->has_section ? from->section : 0;
    out->measure = to_enum(from->has_measure, from->measure, &measure_names);
    out->direction =
        to_enum(from->has_direction, from->direction, &direction_names);
    out->action = pb_to_str(from->action, a);
    out->object = pb_to_str(from->object, a);
    out->indicator = pb_to_str(from->indicator, a);
    out->base = pb_to_str(from->base_name, a);
    out->basis = to_enum(from->has_basis, from->basis, &basis_names);
    out->period = pb_to_str(from->period, a);
    out->accrual = to_enum(from->has_accrual, from->accrual, &accrual_names);
    out->of = from->has_of ? from->of : 0;
    out->status = to_enum(from->has_status, from->status, &figure_status_names);
    out->confidence = to_per_mille(from->has_confidence_per_mille,
                                   from->confidence_per_mille);
    out->rule = pb_to_str(from->rule, a);
    for (size_t i = 0; i < from->n_inherited; i++)
        out->inherited |= 1u
                          << to_enum(1, from->inherited[i], &inherited_names);
}

enum status
pb_to_figure(const Baogao__V1__Figure *from, struct arena *a,
             struct figure *out, struct error *err)
{
    enum status st = to_quantity(from, a, out, err);

    if (st != STATUS_OK)
        return st;
    out->id = from->id;
    to_binding(from, a, out);
    return exhausted_or_ok(a, err);
}

enum status
pb_to_mention(const Baogao__V1__Mention *from, struct arena *a,
              struct mention *out, struct error *err)
{
    enum status st = to_span(from->span, &out->span, err);

    if (st != STATUS_OK)
        return st;
    out->type = to_enum(1, from->type, &mention_type_names);
    out->text = pb_to_str(from->text, a);
    out->value = pb_to_str(from->value, a);
    return exhausted_or_ok(a, err);
}

enum status
pb_to_repair(const Baogao__V1__Repair *from, struct arena *a,
             struct repair *out, struct error *err)
{
    enum status st = to_span(from->span, &out->span, err);

    if (st != STATUS_OK)
        return st;
    out->original = pb_to_str(from->original, a);
    out->repaired = pb_to_str(from->repaired, a);
    out->confidence = to_per_mille(from->has_confidence_per_mille,
                                   from->confidence_per_mille);
    return exhausted_or_ok(a, err);
}
