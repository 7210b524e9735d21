#include "worker/extract/mention/own.h"

#include "base/utf8.h"

enum {
    /* 城区: what is left without the level is no name. */
    DIVISION_MIN_CHARS = 3,
    REPORTER_MIN_CHARS = 2,
};

/* Add the folded characters of `name`, which are `count` at least. */
static void
add_folded(struct own_names *own, struct str name, uint32_t count,
           enum names_role role, struct arena *arena)
{
    uint32_t *codes = ARENA_ARRAY(arena, uint32_t, count);
    size_t at = 0, width;

    if (!codes)
        return; /* the arena remembers */
    for (uint32_t i = 0; i < count; i++, at += width)
        codes[i] = text_fold(utf8_decode(name, at, &width));
    own_names_add(own, codes, count, role);
}

/* 海拉尔 of 海拉尔区. */
static void
add_division(struct own_names *own, struct str name, struct arena *arena)
{
    size_t count = record_has(name) ? utf8_count(name) : 0;

    if (count >= DIVISION_MIN_CHARS)
        add_folded(own, name, (uint32_t)count - 1, NAMES_ROLE_DIVISION, arena);
}

/* The name alone of 杜联合, 海拉尔区人民政府区长. */
static void
add_reporter(struct own_names *own, struct str reporter, struct arena *arena)
{
    struct str name;
    size_t count;

    if (!record_has(reporter))
        return;
    name = str_cut(&reporter, STR(", "));
    count = utf8_count(name);
    if (count >= REPORTER_MIN_CHARS)
        add_folded(own, name, (uint32_t)count, NAMES_ROLE_PERSON, arena);
}

void
own_names_init(struct own_names *own, const struct report *report,
               struct arena *arena)
{
    own->count = 0;
    own->firsts = 0;
    add_division(own, report->place.name, arena);
    add_reporter(own, report->reporter, arena);
}

/* Whether `name` stands at `codes`, where `count` characters are left. */
static bool
stands_at(const struct own_name *name, const uint32_t *codes, uint32_t count)
{
    if (name->count > count)
        return false;
    for (uint32_t i = 0; i < name->count; i++) {
        if (name->codes[i] != codes[i])
            return false;
    }
    return true;
}

void
own_names_add(struct own_names *own, const uint32_t *codes, uint32_t count,
              enum names_role role)
{
    if (count == 0 || own->count == OWN_NAMES_MAX)
        return;
    for (size_t i = 0; i < own->count; i++) {
        if (own->items[i].count == count &&
            stands_at(&own->items[i], codes, count))
            return;
    }
    own->items[own->count++] = (struct own_name){codes, count, role};
    own->firsts |= own_names_bit(codes[0]);
}

uint32_t
own_names_begun(const struct own_names *own, const struct text *t,
                struct range r, enum names_role *role)
{
    const uint32_t *codes = t->codes + r.begin;
    uint32_t longest = 0;

    for (size_t i = 0; i < own->count; i++) {
        const struct own_name *name = &own->items[i];

        if (name->count > longest && stands_at(name, codes, r.end - r.begin)) {
            longest = name->count;
            *role = name->role;
        }
    }
    return longest;
}
