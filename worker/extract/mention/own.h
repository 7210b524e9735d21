/*
 * own - the names that one report alone makes names.
 *
 * Its division's short name (海拉尔 of 海拉尔区), who reports, and what it says
 * it calls a body: 雇员再培训局（“再培训局”）. They are words like those of names/.
 */
#ifndef WORKER_EXTRACT_MENTION_OWN_H
#define WORKER_EXTRACT_MENTION_OWN_H

#include "tables.h"
#include "worker/extract/text/text.h"

struct own_name {
    const uint32_t *codes; /* folded */
    uint32_t count;
    enum names_role role;
};

/* More than any report was seen to bring along. */
enum { OWN_NAMES_MAX = 48 };

struct own_names {
    struct own_name items[OWN_NAMES_MAX];
    size_t count;
    uint64_t firsts; /* a bit for the low bits of each first character */
};

/* Begin with what the fields of `report` tell; the names are in `arena`. */
void own_names_init(struct own_names *own, const struct report *report,
                    struct arena *arena);

/*
 * Take in the `count` folded characters at `codes`, which stay where they
 * are. What is there already, is empty or too much is left out.
 */
void own_names_add(struct own_names *own, const uint32_t *codes, uint32_t count,
                   enum names_role role);

/* The bit of `firsts` for a first character. */
static inline uint64_t
own_names_bit(uint32_t code)
{
    return UINT64_C(1) << code % 64;
}

/* own_names_at() where one of them may begin. */
uint32_t own_names_begun(const struct own_names *own, const struct text *t,
                         struct range r, enum names_role *role);

/*
 * The longest of them that begins at `r.begin` and ends within `r`; its
 * characters, 0: none.
 */
static inline uint32_t
own_names_at(const struct own_names *own, const struct text *t, struct range r,
             enum names_role *role)
{
    return (own->firsts & own_names_bit(t->codes[r.begin])) != 0
               ? own_names_begun(own, t, r, role)
               : 0;
}

#endif
