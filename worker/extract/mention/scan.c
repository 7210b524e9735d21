#include "worker/extract/mention/scan.h"

#include "base/utf8.h"

enum {
    NAME_MIN_CHARS = 2,
    MIDDLE_DOT = 0xB7, /* 中国·海拉尔 */
    /* A hundred in its sixty millions; rarer words are names as often. */
    COMMON_COST = 154,
};

void
scan_add(struct scan *s, struct range range, enum mention_type type,
         struct str value)
{
    struct found_list *list = &s->found;
    struct found *grown = arena_grow(s->arena, list->items, list->count,
                                     &list->capacity, sizeof *grown);

    if (!grown)
        return; /* the arena remembers */
    list->items = grown;
    grown[list->count++] = (struct found){range, type, value};
}

void
scan_add_plain(struct scan *s, size_t begin, size_t end, enum mention_type type)
{
    scan_add(s, scan_range(s, begin, end), type, (struct str){NULL, 0});
}

bool
scan_is(const struct scan *s, size_t i, uint64_t roles)
{
    return i < s->pieces.count && piece_is(&s->pieces.items[i], roles);
}

bool
scan_is_unknown(const struct scan *s, size_t i)
{
    return i < s->pieces.count && s->pieces.items[i].kind != PIECE_WORD &&
           s->pieces.items[i].kind != PIECE_MARK;
}

bool
scan_is_mark(const struct scan *s, size_t i, uint32_t code)
{
    return i < s->pieces.count && s->pieces.items[i].kind == PIECE_MARK &&
           s->t->codes[s->pieces.items[i].range.begin] == code;
}

bool
scan_is_word(const struct scan *s, size_t i, struct str word)
{
    uint32_t at;
    size_t width;

    if (i >= s->pieces.count)
        return false;
    at = s->pieces.items[i].range.begin;
    for (size_t b = 0; b < word.len; b += width, at++) {
        if (at >= s->pieces.items[i].range.end ||
            utf8_decode(word, b, &width) != s->t->codes[at])
            return false;
    }
    return at == s->pieces.items[i].range.end;
}

/* A character that may be a number's classifier: 3家, 两所. */
static bool
is_behind_number(const struct scan *s, size_t i)
{
    return i > 0 && s->pieces.items[i].kind == PIECE_HANZI &&
           s->pieces.items[i - 1].kind == PIECE_NUMBER;
}

/* 家 behind a family's name: 王家湾. */
static bool
is_family(const struct scan *s, size_t i)
{
    struct lexicon_hit hit;

    return scan_is_word(s, i, STR("家")) && i > 0 &&
           s->pieces.items[i].kind == PIECE_HANZI &&
           s->pieces.items[i - 1].kind == PIECE_HANZI &&
           lexicon_exact(&lexicon_surnames,
                         s->t->codes + s->pieces.items[i - 1].range.begin, 1,
                         &hit);
}

bool
scan_is_name(const struct scan *s, size_t i)
{
    const struct piece *p = &s->pieces.items[i];
    struct lexicon_hit hit;

    if (i >= s->pieces.count)
        return false;
    /* 桐江县: the name of a river is part of another. */
    if (p->kind == PIECE_LETTERS ||
        (piece_is(p, ROLE(PLACE_HEAD) | ROLE(ROAD)) && piece_chars(p) == 1))
        return true;
    if (is_family(s, i))
        return true;
    return p->kind == PIECE_HANZI && !is_behind_number(s, i) &&
           !lexicon_exact(&lexicon_name_stops, s->t->codes + p->range.begin, 1,
                          &hit);
}

size_t
scan_run_begin(const struct scan *s, size_t end, uint64_t roles)
{
    size_t begin = end, aside = end; /* its closing bracket, or `end` */

    for (size_t i = end; i > 0; i--) {
        if (s->pieces.items[end].range.begin -
                s->pieces.items[i - 1].range.begin >
            SCAN_NAME_MAX_CHARS)
            break;
        if (aside == end && scan_is_mark(s, i - 1, ')') && i < end)
            aside = i - 1;
        else if (aside < end && scan_is_mark(s, i - 1, '('))
            aside = end;
        else if (!scan_is(s, i - 1, roles) && !scan_is_name(s, i - 1) &&
                 !(scan_is_mark(s, i - 1, MIDDLE_DOT) && i < end) &&
                 s->pieces.items[i - 1].kind != PIECE_NUMBER &&
                 !is_behind_number(s, i - 1))
            break;
        if (aside == end)
            begin = i - 1;
    }
    /* Nothing begins with what stands aside. */
    while (begin < end &&
           (scan_is_mark(s, begin, '(') || scan_is_mark(s, begin, MIDDLE_DOT)))
        begin++;
    return begin;
}

bool
scan_is_verb(const struct scan *s, size_t i)
{
    const struct words_row *word;
    struct lexicon_hit hit;

    if (i + 1 >= s->pieces.count || s->pieces.items[i].kind != PIECE_HANZI ||
        s->pieces.items[i + 1].kind != PIECE_HANZI ||
        !lexicon_exact(&lexicon_words,
                       s->t->codes + s->pieces.items[i].range.begin, 2, &hit))
        return false;
    word = &words_rows[hit.row];
    return word->cost <= COMMON_COST && (word->class == WORDS_CLASS_VERB ||
                                         word->class == WORDS_CLASS_ADVERB);
}

/* Whether piece `i` may be part of a name that nothing but it tells. */
static bool
is_bare_name(const struct scan *s, size_t i)
{
    return scan_is_name(s, i) && !scan_is_verb(s, i) &&
           !(i > 0 && scan_is_verb(s, i - 1));
}

size_t
scan_name_before(const struct scan *s, size_t end, size_t max)
{
    size_t n = 0;

    while (n < max && n < end && is_bare_name(s, end - n - 1))
        n++;
    return n;
}

bool
scan_is_count(const struct scan *s, size_t first, size_t end)
{
    struct lexicon_hit hit;

    for (size_t k = first; k + 1 < end; k++) {
        if (s->pieces.items[k].kind == PIECE_NUMBER &&
            s->pieces.items[k + 1].kind == PIECE_HANZI &&
            lexicon_exact(&lexicon_name_stops,
                          s->t->codes + s->pieces.items[k + 1].range.begin, 1,
                          &hit))
            return true;
    }
    return false;
}

size_t
scan_name_in(const struct scan *s, size_t first, size_t end)
{
    for (size_t k = end; k > first;) {
        uint32_t chars = 0;

        while (k > first && is_bare_name(s, k - 1))
            chars += piece_chars(&s->pieces.items[--k]);
        if (chars >= NAME_MIN_CHARS)
            return k;
        k -= chars == 0;
    }
    return end;
}

bool
scan_may_begin(const struct scan *s, size_t i)
{
    return i == 0 || s->pieces.items[i - 1].kind == PIECE_MARK ||
           (s->pieces.items[i - 1].kind != PIECE_WORD &&
            !scan_is_name(s, i - 1)) ||
           scan_is(s, i - 1,
                   ROLE(PARTICLE) | ROLE(VERB) | ROLE(HOLDING) | ROLE(MAKING) |
                       ROLE(AWARDING) | ROLE(POST) | ROLE(PERIOD) |
                       ROLE(YEAR_WORD) | ROLE(TITLE));
}

struct range
scan_range(const struct scan *s, size_t first, size_t end)
{
    return (struct range){s->pieces.items[first].range.begin,
                          s->pieces.items[end - 1].range.end};
}
