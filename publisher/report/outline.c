#include "publisher/report/outline.h"

static size_t
count_sections(const struct packed *records, uint32_t begin, uint32_t end)
{
    size_t count = 0;

    for (uint32_t i = begin; i < end; i++)
        count += packed_kind(records, i) == PACKED_SECTION;
    return count;
}

enum status
outline_read(const struct packed *records, uint32_t begin, uint32_t end,
             struct arena *a, struct outline *out, struct error *err)
{
    struct outline o = {.count = count_sections(records, begin, end) + 1};
    enum status st = STATUS_OK;

    o.sections = ARENA_ARRAY(a, struct section, o.count);
    if (!o.sections)
        return error_set(err, STATUS_UNAVAILABLE, "out of memory");
    for (uint32_t i = begin; st == STATUS_OK && i < end; i++) {
        struct section section;
        if (packed_kind(records, i) != PACKED_SECTION)
            continue;
        st = packed_section(records, i, a, &section, err);
        if (st == STATUS_OK && section.id < o.count)
            o.sections[section.id] = section;
    }
    if (st == STATUS_OK)
        *out = o;
    return st;
}

const struct section *
outline_find(const struct outline *o, uint32_t id)
{
    if (id == 0 || id >= o->count || o->sections[id].id == 0)
        return NULL;
    return &o->sections[id];
}

bool
outline_is_inside(const struct outline *o, uint32_t id, enum section_kind kind)
{
    const struct section *s = outline_find(o, id);

    /* Parents of damaged records may go in circles. */
    for (size_t i = 0; s && i < o->count; i++) {
        if (s->kind == kind)
            return true;
        s = outline_find(o, s->parent);
    }
    return false;
}
