/* Open addressing, twice as large as can be needed. */
#include "worker/extract/report/seen.h"

#include "worker/extract/text/marks.h"

enum {
    TELLING_MIN_CHARS = 20,
    /* So far hashes made to collide lead; there they push each other out. */
    PROBES_MAX = 256,
};

bool
seen_init(struct seen *seen, size_t lines, struct arena *arena)
{
    size_t size = 16;

    while (size < lines * 2)
        size *= 2;
    seen->slots = ARENA_ARRAY(arena, uint64_t, size);
    seen->mask = size - 1;
    return seen->slots != NULL;
}

/* FNV-1a over the characters that are no blanks, never 0. */
static uint64_t
hash_of(const struct text *text, struct range r)
{
    uint64_t hash = 0xCBF29CE484222325U;

    for (uint32_t at = r.begin; at < r.end; at++) {
        if (text->signs[at] & SIGN_BLANK)
            continue;
        hash = (hash ^ text->codes[at]) * 0x100000001B3U;
    }
    return hash ? hash : 1;
}

static bool
is_telling(const struct line *line)
{
    return !line->is_chrome && line->is_prose &&
           line->range.end - line->range.begin >= TELLING_MIN_CHARS;
}

/* Where `hash` is, or where it would be. */
static uint64_t *
slot_of(const struct seen *seen, uint64_t hash)
{
    size_t at = (size_t)hash & seen->mask;

    for (int probes = 1;
         probes < PROBES_MAX && seen->slots[at] != 0 && seen->slots[at] != hash;
         probes++)
        at = (at + 1) & seen->mask;
    return &seen->slots[at];
}

/* Whether `hash` was there before; it is now. */
static bool
add(struct seen *seen, uint64_t hash)
{
    uint64_t *slot = slot_of(seen, hash);
    bool was_there = *slot == hash;

    *slot = hash;
    return was_there;
}

bool
seen_add(struct seen *seen, const struct text *text, struct range r)
{
    return add(seen, hash_of(text, r));
}

uint64_t *
seen_hash_lines(const struct text *text, const struct line *lines, size_t count,
                struct arena *arena)
{
    uint64_t *hashes = ARENA_ARRAY(arena, uint64_t, count + 1);

    for (size_t i = 0; hashes && i < count; i++)
        hashes[i] = is_telling(&lines[i]) ? hash_of(text, lines[i].range) : 0;
    return hashes;
}

void
seen_lines(struct seen *seen, const uint64_t *hashes, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (hashes[i] != 0)
            add(seen, hashes[i]);
}

struct seen_stretch
seen_measure(const struct seen *seen, const struct line *lines,
             const uint64_t *hashes, size_t count)
{
    struct seen_stretch stretch = {0};

    for (size_t i = 0; i < count; i++) {
        uint64_t chars = lines[i].range.end - lines[i].range.begin;

        if (hashes[i] == 0)
            continue;
        stretch.chars += chars;
        if (*slot_of(seen, hashes[i]) == hashes[i])
            stretch.known += chars;
    }
    return stretch;
}
