#include "worker/extract/mention/piece.h"

#include "worker/extract/text/marks.h"

enum {
    CHAR_NIAN = 0x5E74, /* 年 */
    CHAR_HE = 0x548C,   /* 和 */
};

static bool
is_number(uint32_t code)
{
    return mark_is_digit(code) || mark_is_numeral(code) || code == 0x25CB;
}

static inline struct piece
piece_run(const struct text *t, struct range r, enum piece_kind kind,
          bool (*goes_on)(uint32_t code))
{
    struct piece p = {.range = {r.begin, r.begin + 1}, .kind = kind};

    while (p.range.end < r.end && goes_on(t->codes[p.range.end]))
        p.range.end++;
    return p;
}

/* The piece that begins at `r.begin`. */
static inline struct piece
piece_at(const struct text *t, struct range r, const struct own_names *own)
{
    uint32_t code = t->codes[r.begin], chars;
    struct piece p = {.range = {r.begin, r.begin + 1}, .kind = PIECE_MARK};
    enum names_role role;
    struct lexicon_hit hit;

    if (lexicon_longest(&lexicon_names, t->codes + r.begin, r.end - r.begin,
                        &hit)) {
        p.kind = PIECE_WORD;
        p.role = names_rows[hit.row].role;
        p.range.end = r.begin + hit.chars;
    }
    chars = own_names_at(own, t, r, &role);
    if (chars > 1 && chars >= piece_chars(&p)) {
        p.kind = PIECE_WORD;
        p.role = role;
        p.range.end = r.begin + chars;
    }
    if (p.kind == PIECE_WORD)
        return p;
    if (is_number(code))
        return piece_run(t, r, PIECE_NUMBER, is_number);
    if (mark_is_letter(code))
        return piece_run(t, r, PIECE_LETTERS, mark_is_letter);
    if (mark_is_hanzi(code))
        p.kind = PIECE_HANZI;
    return p;
}

/*
 * Whether only the first character of `r` is a piece, though a word of a list
 * begins there: 和 of 市政府和县委, where no county 和县 is meant, and 年 of
 * 2024年中国. `last` is the piece before, NULL: none.
 */
static inline bool
is_apart(const struct text *t, struct range r, const struct piece *last)
{
    const uint32_t *codes = t->codes + r.begin;

    if (codes[0] != CHAR_NIAN && codes[0] != CHAR_HE)
        return false;
    if (!last || r.end - r.begin < 3)
        return false;
    if (codes[0] == CHAR_NIAN)
        return last->kind == PIECE_NUMBER && codes[1] == 0x4E2D /* 中 */ &&
               codes[2] == 0x56FD /* 国 */;
    return codes[1] == 0x53BF /* 县 */ &&
           piece_is(last, ROLE(BODY) | ROLE(BODY_PART) | ROLE(ORGANIZATION) |
                              ROLE(ORGANIZATION_HEAD) |
                              ROLE(ORGANIZATION_TAIL) | ROLE(NOUN));
}

bool
pieces_cut(const struct text *t, struct range r, const struct own_names *own,
           struct arena *arena, struct piece_list *list)
{
    list->count = 0;
    for (uint32_t at = r.begin; at < r.end;) {
        struct piece *grown = arena_grow(arena, list->items, list->count,
                                         &list->capacity, sizeof *grown);
        struct range rest;

        if (!grown)
            return false;
        list->items = grown;
        rest = (struct range){at, r.end};
        if (is_apart(t, rest, list->count > 0 ? &grown[list->count - 1] : NULL))
            rest.end = at + 1;
        grown[list->count] = piece_at(t, rest, own);
        at = grown[list->count++].range.end;
    }
    return true;
}
