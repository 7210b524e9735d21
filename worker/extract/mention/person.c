/*
 * People: those that a list has, and a surname beside a post or a title:
 * 省委书记袁家军, 尤主席, 陈建国同志.
 */
#include "worker/extract/mention/readers.h"

enum { GIVEN_MAX_CHARS = 2 };

/* The characters of the surname at piece `i`, each a piece; 0: none. */
static size_t
surname_at(const struct scan *s, size_t i)
{
    struct lexicon_hit hit;
    uint32_t begin;

    if (i >= s->pieces.count || s->pieces.items[i].kind != PIECE_HANZI)
        return 0;
    begin = s->pieces.items[i].range.begin;
    if (!lexicon_longest(&lexicon_surnames, s->t->codes + begin,
                         s->sentence.end - begin, &hit))
        return 0;
    return hit.chars;
}

/* Whether `n` characters end before piece `i`, and not one more. */
static bool
stand_before(const struct scan *s, size_t i, size_t n)
{
    for (size_t k = 1; k <= n; k++) {
        if (k > i || s->pieces.items[i - k].kind != PIECE_HANZI)
            return false;
    }
    return n == i || s->pieces.items[i - n - 1].kind != PIECE_HANZI;
}

/* The given name behind a surname that ends before piece `i`. */
static size_t
given_at(const struct scan *s, size_t i)
{
    size_t n = 0;

    while (n <= GIVEN_MAX_CHARS && i + n < s->pieces.count &&
           s->pieces.items[i + n].kind == PIECE_HANZI)
        n++;
    return n;
}

/* Whether the word at piece `i` is a given name: all of a clause's subject. */
static bool
is_word_name(const struct scan *s, size_t i)
{
    return scan_is(s, i, ROLE(NOUN) | ROLE(VERBAL) | ROLE(VERB)) &&
           piece_chars(&s->pieces.items[i]) == GIVEN_MAX_CHARS &&
           scan_is(s, i + 1, ROLE(VERB) | ROLE(HOLDING));
}

/* A name behind the post at piece `i`: 省委书记袁家军. */
static void
read_behind(struct scan *s, size_t i)
{
    size_t surname = surname_at(s, i + 1), given;

    if (surname == 0)
        return;
    if (is_word_name(s, i + 1 + surname)) { /* 书记赵建国 */
        scan_add_plain(s, i + 1, i + 2 + surname, MENTION_PERSON);
        return;
    }
    given = given_at(s, i + 1 + surname);
    if (given > 0 && given <= GIVEN_MAX_CHARS &&
        !scan_is(s, i + 1 + surname + given, ROLE(LEVEL)))
        scan_add_plain(s, i + 1, i + 1 + surname + given, MENTION_PERSON);
}

/* A name stands behind a mark or a verb, or behind a body or a post. */
static bool
may_begin(const struct scan *s, size_t i)
{
    if (i > 0 && s->pieces.items[i - 1].kind == PIECE_NUMBER)
        return false; /* 七成委员 */
    return scan_may_begin(s, i) ||
           scan_is(s, i - 1,
                   ROLE(BODY) | ROLE(BODY_PART) | ROLE(ORGANIZATION) |
                       ROLE(ORGANIZATION_HEAD) | ROLE(ORGANIZATION_TAIL));
}

/* A name before the post or title at piece `i`: 尤主席, 陈建国同志. */
static void
read_before(struct scan *s, size_t i)
{
    for (size_t n = GIVEN_MAX_CHARS + 2; n > 0; n--) {
        size_t surname;

        if (!stand_before(s, i, n))
            continue;
        surname = surname_at(s, i - n);
        if (surname == 0 || surname > n || n - surname > GIVEN_MAX_CHARS ||
            !may_begin(s, i - n))
            continue;
        /* The surname alone is a name only together with the post. */
        scan_add_plain(s, i - n, n == surname ? i + 1 : i, MENTION_PERSON);
        return;
    }
}

void
read_person(struct scan *s, size_t i)
{
    if (scan_is(s, i, ROLE(PERSON))) {
        scan_add_plain(s, i, i + 1, MENTION_PERSON);
        return;
    }
    read_before(s, i);
    if (scan_is(s, i, ROLE(POST)))
        read_behind(s, i);
}
