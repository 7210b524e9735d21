#include "record/codec.h"

#include <assert.h>
#include <string.h>

#include "base/bytes.h"
#include "record/glance.h"
#include "record/pb.h"

static const char magic[4] = {'B', 'G', 'R', '1'};

enum { HEAD_BYTES = sizeof magic + sizeof(uint32_t) };

/* ---- packing: collect the messages, then lay them out ------------------ */

struct packing {
    ProtobufCMessage **messages;
    uint8_t *kinds;
    uint32_t count;
    struct arena *arena;
};

static void
add(struct packing *p, enum packed_kind kind, void *message)
{
    if (!message || p->arena->exhausted)
        return; /* the arena remembers */
    p->messages[p->count] = message;
    p->kinds[p->count] = (uint8_t)kind;
    p->count++;
}

static void
add_report(struct packing *p, const struct report *r)
{
    add(p, PACKED_REPORT, pb_from_report(r, p->arena));
    for (size_t i = 0; i < r->section_count; i++)
        add(p, PACKED_SECTION, pb_from_section(&r->sections[i], p->arena));
    for (size_t i = 0; i < r->figure_count; i++)
        add(p, PACKED_FIGURE, pb_from_figure(&r->figures[i], p->arena));
    for (size_t i = 0; i < r->mention_count; i++)
        add(p, PACKED_MENTION, pb_from_mention(&r->mentions[i], p->arena));
    for (size_t i = 0; i < r->repair_count; i++)
        add(p, PACKED_REPAIR, pb_from_repair(&r->repairs[i], p->arena));
}

static size_t
records_in(const struct record_set *set)
{
    size_t count = set->report_count;

    for (size_t i = 0; i < set->report_count; i++) {
        const struct report *r = &set->reports[i];
        count += r->section_count + r->figure_count + r->mention_count +
                 r->repair_count;
    }
    return count;
}

static enum status
lay_out(const struct packing *p, struct str *out, struct error *err)
{
    size_t table = HEAD_BYTES + 4 * ((size_t)p->count + 1);
    size_t bytes = table + p->count;
    char *value;

    for (uint32_t i = 0; i < p->count; i++)
        bytes += protobuf_c_message_get_packed_size(p->messages[i]);
    if (bytes > UINT32_MAX)
        return error_set(err, STATUS_INVALID, "records of %zu bytes", bytes);
    value = arena_alloc(p->arena, 1, bytes);
    if (!value)
        return error_set(err, STATUS_UNAVAILABLE, "out of memory");
    memcpy(value, magic, sizeof magic);
    save_le32(value + sizeof magic, p->count);
    if (p->count)
        memcpy(value + table, p->kinds, p->count);
    bytes = table + p->count;
    for (uint32_t i = 0; i < p->count; i++) {
        save_le32(value + HEAD_BYTES + 4 * (size_t)i, (uint32_t)bytes);
        bytes +=
            protobuf_c_message_pack(p->messages[i], (uint8_t *)value + bytes);
    }
    save_le32(value + HEAD_BYTES + 4 * (size_t)p->count, (uint32_t)bytes);
    *out = (struct str){value, bytes};
    return STATUS_OK;
}

enum status
records_pack(const struct record_set *set, struct arena *a, struct str *out,
             struct error *err)
{
    struct packing p = {.arena = a};
    size_t count = records_in(set);

    p.messages = ARENA_ARRAY(a, ProtobufCMessage *, count);
    p.kinds = ARENA_ARRAY(a, uint8_t, count);
    for (size_t i = 0; i < set->report_count && !a->exhausted; i++)
        add_report(&p, &set->reports[i]);
    if (a->exhausted)
        return error_set(err, STATUS_UNAVAILABLE,
                         "the records do not fit into memory");
    return lay_out(&p, out, err);
}

/* ---- reading ----------------------------------------------------------- */

static uint32_t
offset_at(const struct packed *p, uint32_t index)
{
    return load_le32(p->value.ptr + HEAD_BYTES + 4 * (size_t)index);
}

enum status
packed_open(struct str value, struct packed *out, struct error *err)
{
    struct packed p = {.value = value};
    size_t table, before;

    if (value.len < HEAD_BYTES + 4 ||
        memcmp(value.ptr, magic, sizeof magic) != 0)
        return error_set(err, STATUS_CORRUPT, "not packed records");
    p.count = load_le32(value.ptr + sizeof magic);
    if (p.count > (value.len - HEAD_BYTES - 4) / 5)
        return error_set(err, STATUS_CORRUPT, "packed records are cut short");
    table = HEAD_BYTES + 4 * ((size_t)p.count + 1);
    before = table + p.count;
    for (uint32_t i = 0; i <= p.count; i++) {
        uint32_t offset = offset_at(&p, i);
        if (offset < before || offset > value.len)
            return error_set(err, STATUS_CORRUPT,
                             "packed record %u has a wrong place", i);
        before = offset;
    }
    for (uint32_t i = 0; i < p.count; i++)
        if (packed_kind(&p, i) > PACKED_REPAIR)
            return error_set(err, STATUS_CORRUPT,
                             "packed record %u has an unknown kind", i);
    *out = p;
    return STATUS_OK;
}

enum packed_kind
packed_kind(const struct packed *p, uint32_t index)
{
    size_t table = HEAD_BYTES + 4 * ((size_t)p->count + 1);

    return (enum packed_kind)(uint8_t)p->value.ptr[table + index];
}

/* What a sender got wrong is damage once it is in a value. */
static enum status
as_corrupt(enum status st)
{
    return st == STATUS_INVALID ? STATUS_CORRUPT : st;
}

static struct str
bytes_at(const struct packed *p, uint32_t index)
{
    return str_slice(p->value, offset_at(p, index), offset_at(p, index + 1));
}

static enum status
message_at(const struct packed *p, uint32_t index, enum packed_kind kind,
           const ProtobufCMessageDescriptor *type, struct arena *a, void **out,
           struct error *err)
{
    ProtobufCAllocator in_arena = pb_allocator(a);
    struct str bytes;
    void *message;

    assert(index < p->count);
    if (packed_kind(p, index) != kind)
        return error_set(err, STATUS_CORRUPT,
                         "packed record %u is of another kind", index);
    bytes = bytes_at(p, index);
    message = protobuf_c_message_unpack(type, &in_arena, bytes.len,
                                        (const uint8_t *)bytes.ptr);
    if (!message && a->exhausted)
        return error_set(err, STATUS_UNAVAILABLE, "out of memory");
    if (!message)
        return error_set(err, STATUS_CORRUPT, "packed record %u does not parse",
                         index);
    *out = message;
    return as_corrupt(pb_check_strings(message, err));
}

enum status
packed_report(const struct packed *p, uint32_t index, struct arena *a,
              struct report *out, struct error *err)
{
    void *message = NULL;
    enum status st =
        message_at(p, index, PACKED_REPORT, &baogao__v1__report__descriptor, a,
                   &message, err);

    if (st != STATUS_OK)
        return st;
    *out = (struct report){0};
    return as_corrupt(pb_to_report(message, a, out, err));
}

enum status
packed_section(const struct packed *p, uint32_t index, struct arena *a,
               struct section *out, struct error *err)
{
    void *message = NULL;
    enum status st =
        message_at(p, index, PACKED_SECTION, &baogao__v1__section__descriptor,
                   a, &message, err);

    if (st != STATUS_OK)
        return st;
    *out = (struct section){0};
    return as_corrupt(pb_to_section(message, a, out, err));
}

enum status
packed_figure(const struct packed *p, uint32_t index, struct arena *a,
              struct figure *out, struct error *err)
{
    void *message = NULL;
    enum status st =
        message_at(p, index, PACKED_FIGURE, &baogao__v1__figure__descriptor, a,
                   &message, err);

    if (st != STATUS_OK)
        return st;
    *out = (struct figure){0};
    return as_corrupt(pb_to_figure(message, a, out, err));
}

bool
packed_glance(const struct packed *p, uint32_t index, struct figure *out)
{
    assert(index < p->count);
    return packed_kind(p, index) == PACKED_FIGURE &&
           glance_figure(bytes_at(p, index), out);
}

enum status
packed_mention(const struct packed *p, uint32_t index, struct arena *a,
               struct mention *out, struct error *err)
{
    void *message = NULL;
    enum status st =
        message_at(p, index, PACKED_MENTION, &baogao__v1__mention__descriptor,
                   a, &message, err);

    if (st != STATUS_OK)
        return st;
    *out = (struct mention){0};
    return as_corrupt(pb_to_mention(message, a, out, err));
}

enum status
packed_repair(const struct packed *p, uint32_t index, struct arena *a,
              struct repair *out, struct error *err)
{
    void *message = NULL;
    enum status st =
        message_at(p, index, PACKED_REPAIR, &baogao__v1__repair__descriptor, a,
                   &message, err);

    if (st != STATUS_OK)
        return st;
    *out = (struct repair){0};
    return as_corrupt(pb_to_repair(message, a, out, err));
}

bool
packed_holds(const struct packed *p, uint32_t index, struct str part)
{
    assert(index < p->count);
    return str_contains(
        str_slice(p->value, offset_at(p, index), offset_at(p, index + 1)),
        part);
}

/* How many records of `kind` follow the report at `index`. */
static size_t
count_of(const struct packed *p, uint32_t index, enum packed_kind kind)
{
    size_t count = 0;

    for (uint32_t i = index + 1;
         i < p->count && packed_kind(p, i) != PACKED_REPORT; i++)
        count += packed_kind(p, i) == kind;
    return count;
}

static enum status
begin_report(const struct packed *p, uint32_t index, struct arena *a,
             struct report *out, struct error *err)
{
    enum status st = packed_report(p, index, a, out, err);

    if (st != STATUS_OK)
        return st;
    out->sections =
        ARENA_ARRAY(a, struct section, count_of(p, index, PACKED_SECTION));
    out->figures =
        ARENA_ARRAY(a, struct figure, count_of(p, index, PACKED_FIGURE));
    out->mentions =
        ARENA_ARRAY(a, struct mention, count_of(p, index, PACKED_MENTION));
    out->repairs =
        ARENA_ARRAY(a, struct repair, count_of(p, index, PACKED_REPAIR));
    if (a->exhausted)
        return error_set(err, STATUS_UNAVAILABLE, "out of memory");
    return STATUS_OK;
}

static enum status
add_part(const struct packed *p, uint32_t index, struct arena *a,
         struct report *to, struct error *err)
{
    switch (packed_kind(p, index)) {
    case PACKED_SECTION:
        return packed_section(p, index, a, &to->sections[to->section_count++],
                              err);
    case PACKED_FIGURE:
        return packed_figure(p, index, a, &to->figures[to->figure_count++],
                             err);
    case PACKED_MENTION:
        return packed_mention(p, index, a, &to->mentions[to->mention_count++],
                              err);
    case PACKED_REPAIR:
        return packed_repair(p, index, a, &to->repairs[to->repair_count++],
                             err);
    case PACKED_REPORT:
        break;
    }
    return error_set(err, STATUS_CORRUPT, "packed record %u is misplaced",
                     index);
}

enum status
records_unpack(struct str value, struct arena *a, struct record_set *out,
               struct error *err)
{
    struct record_set set = {0};
    struct packed p;
    enum status st = packed_open(value, &p, err);

    for (uint32_t i = 0; st == STATUS_OK && i < p.count; i++)
        set.report_count += packed_kind(&p, i) == PACKED_REPORT;
    if (st == STATUS_OK)
        set.reports = ARENA_ARRAY(a, struct report, set.report_count);
    if (st == STATUS_OK && a->exhausted)
        st = error_set(err, STATUS_UNAVAILABLE, "out of memory");
    set.report_count = 0;
    for (uint32_t i = 0; st == STATUS_OK && i < p.count; i++) {
        if (packed_kind(&p, i) == PACKED_REPORT)
            st = begin_report(&p, i, a, &set.reports[set.report_count++], err);
        else if (set.report_count > 0)
            st = add_part(&p, i, a, &set.reports[set.report_count - 1], err);
        else
            st = error_set(err, STATUS_CORRUPT,
                           "packed record %u stands before a report", i);
    }
    if (st == STATUS_OK)
        *out = set;
    return st;
}
