/*
 * People: those that a list has, and a surname beside a post or a title:
 * 省委书记袁家军, 尤主席, 陈建国同志.
 */
#include "worker/extract/mention/readers.h"

enum {
    GIVEN_MAX_CHARS = 2,
    /* Behind the dot of a name that is no Han name. */
    SECOND_MAX_CHARS = 6,
    MIDDLE_DOT = 0xB7,
};

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

/* How many single characters stand from piece `i` on, at most `max`. */
static size_t
hanzi_run(const struct scan *s, size_t i, size_t max)
{
    size_t n = 0;

    while (n < max && i + n < s->pieces.count &&
           s->pieces.items[i + n].kind == PIECE_HANZI)
        n++;
    return n;
}

/* The given name behind a surname that ends before piece `i`. */
static size_t
given_at(const struct scan *s, size_t i)
{
    return hanzi_run(s, i, GIVEN_MAX_CHARS + 1);
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
    size_t surname, given;

    while (scan_is_mark(s, i + 1, ' '))
        i++; /* 区长　　杜联合 */
    surname = surname_at(s, i + 1);
    if (surname == 0)
        return;
    if (is_word_name(s, i + 1 + surname)) { /* 书记赵建国 */
        scan_add_plain(s, i + 1, i + 2 + surname, MENTION_PERSON);
        return;
    }
    given = given_at(s, i + 1 + surname);
    if (given > 0 && scan_is_mark(s, i + 1 + surname + given, MIDDLE_DOT)) {
        given += 1 + hanzi_run(s, i + 2 + surname + given, SECOND_MAX_CHARS);
        scan_add_plain(s, i + 1, i + 1 + surname + given, MENTION_PERSON);
        return; /* 艾尔肯·吐尼亚孜 */
    }
    if (given > 0 && given <= GIVEN_MAX_CHARS && !scan_is_verb(s, i + 1) &&
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

/* 廖长江议员: a given name that is a word, before the title at piece `i`. */
static bool
read_word_before(struct scan *s, size_t i)
{
    size_t surname;

    if (i < 2 || !scan_is(s, i, ROLE(TITLE)) ||
        !scan_is(s, i - 1,
                 ROLE(NOUN) | ROLE(VERBAL) | ROLE(PLACE) | ROLE(DIVISION)) ||
        piece_chars(&s->pieces.items[i - 1]) != GIVEN_MAX_CHARS)
        return false;
    surname = surname_at(s, i - 2);
    if (surname != 1 || !may_begin(s, i - 2))
        return false;
    scan_add_plain(s, i - 2, i, MENTION_PERSON);
    return true;
}

/* A name before the post or title at piece `i`: 尤主席, 陈建国同志. */
static void
read_before(struct scan *s, size_t i)
{
    if (read_word_before(s, i))
        return;
    for (size_t n = GIVEN_MAX_CHARS + 2; n > 0; n--) {
        size_t surname;

        if (!stand_before(s, i, n))
            continue;
        surname = surname_at(s, i - n);
        if (n == GIVEN_MAX_CHARS + 2 && surname == 1)
            surname += surname_at(s, i - n + 1); /* 叶刘淑仪 */
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
