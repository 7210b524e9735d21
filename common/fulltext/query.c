#include "fulltext/query.h"

#include <wchar.h>

#include "base/utf8.h"

_Static_assert(sizeof(wchar_t) == sizeof(uint32_t),
               "wmemchr() looks for code points");

static bool
is_digit(uint32_t code)
{
    return code >= '0' && code <= '9';
}

static bool
is_letter(uint32_t code)
{
    return code >= 'a' && code <= 'z';
}

/* ---- reading ------------------------------------------------------------ */

/* The terms of characters [begin, end), which make one phrase. */
static enum status
fill_terms(const struct form *f, uint32_t begin, uint32_t end, struct arena *a,
           struct phrase *p, struct error *err)
{
    struct form part = {f->text, f->codes + begin, f->bytes + begin,
                        end - begin};
    struct text_terms all;
    enum status st = text_terms_of(&part, a, &all, err);

    if (st != STATUS_OK)
        return st;
    p->terms = ARENA_ARRAY(a, text_term, all.count);
    if (!p->terms)
        return error_set(err, STATUS_UNAVAILABLE, "out of memory");
    /* Where there are pairs they say more than their characters. */
    for (size_t i = 0; i < all.count; i++) {
        char bytes[TEXT_TERM_BYTES];
        size_t width = text_term_print(all.items[i].term, bytes);
        if (p->count == 1 || utf8_count((struct str){bytes, width}) == 2)
            p->terms[p->term_count++] = all.items[i].term;
    }
    /* Marks keep its characters apart: no two are a pair. */
    if (p->term_count == 0)
        for (size_t i = 0; i < all.count; i++)
            p->terms[p->term_count++] = all.items[i].term;
    return STATUS_OK;
}

/* Neither a mark, nor of a number or Latin word that might go on. */
static bool
is_plain(const struct form *f, uint32_t index)
{
    uint32_t code = f->codes[index];

    return form_is_word(f, index) && !is_digit(code) && !is_letter(code);
}

static enum status
add_phrase(const struct form *f, uint32_t begin, uint32_t end, struct arena *a,
           struct text_query *q, struct error *err)
{
    struct phrase *p = &q->phrases[q->count];
    enum status st;

    if (q->count == TEXT_PHRASES_MAX)
        return error_set(err, STATUS_INVALID, "more than %d words",
                         TEXT_PHRASES_MAX);
    *p = (struct phrase){.codes = f->codes + begin, .count = end - begin};
    st = fill_terms(f, begin, end, a, p, err);
    if (st != STATUS_OK)
        return st;
    if (p->term_count == 0)
        return error_set(err, STATUS_INVALID,
                         "nothing but marks between two quotes");
    p->is_exact = p->count <= 2 && is_plain(f, begin) && is_plain(f, end - 1);
    q->count++;
    return STATUS_OK;
}

/* A piece without blanks: each row of its characters is a phrase. */
static enum status
add_words(struct str piece, struct arena *a, struct text_query *q,
          struct error *err)
{
    struct form f;
    enum status st = form_read(piece, a, &f, err);

    for (uint32_t at = 0; st == STATUS_OK && at < f.count;) {
        uint32_t end = at;
        while (end < f.count && form_is_word(&f, end))
            end++;
        if (end > at)
            st = add_phrase(&f, at, end, a, q, err);
        at = end + 1;
    }
    return st;
}

static enum status
add_quoted(struct str piece, struct arena *a, struct text_query *q,
           struct error *err)
{
    struct form f;
    enum status st = form_read(piece, a, &f, err);

    return st == STATUS_OK ? add_phrase(&f, 0, f.count, a, q, err) : st;
}

/* What a character of the query does. */
enum role {
    ROLE_NONE,
    ROLE_BLANK,
    ROLE_QUOTE,
};

static enum role
role_of(uint32_t code)
{
    if (code == '"' || code == 0xFF02 || code == 0x201C || code == 0x201D)
        return ROLE_QUOTE;
    return form_is_blank(code) ? ROLE_BLANK : ROLE_NONE;
}

enum status
text_query_read(struct str words, struct arena *a, struct text_query *out,
                struct error *err)
{
    struct text_query q = {0};
    size_t begin = 0, width;
    bool is_quoted = false;
    enum status st = STATUS_OK;

    for (size_t at = 0; st == STATUS_OK && at <= words.len; at += width) {
        enum role role = role_of(utf8_decode(words, at, &width));
        bool is_end = at == words.len;
        if (!is_end && (role == ROLE_NONE || (is_quoted && role != ROLE_QUOTE)))
            continue;
        if (is_end && is_quoted)
            return error_set(err, STATUS_INVALID, "a quote is not closed");
        st = is_quoted ? add_quoted(str_slice(words, begin, at), a, &q, err)
                       : add_words(str_slice(words, begin, at), a, &q, err);
        is_quoted ^= role == ROLE_QUOTE;
        begin = at + width;
        if (is_end)
            break;
    }
    if (st == STATUS_OK && q.count == 0)
        st = error_set(err, STATUS_INVALID, "nothing is searched for");
    if (st == STATUS_OK)
        *out = q;
    return st;
}

/* ---- finding ------------------------------------------------------------ */

/* Whether a number or a Latin word goes on from before `index` to it. */
static bool
is_inside(const struct form *f, uint32_t index)
{
    uint32_t before, code;

    if (index == 0 || index >= f->count)
        return false;
    before = f->codes[index - 1];
    code = f->codes[index];
    if (is_letter(before) && is_letter(code))
        return true;
    if (before == '.' || before == ',')
        return is_digit(code) && form_is_word(f, index - 1);
    if (code == '.' || code == ',')
        return form_is_word(f, index);
    return is_digit(before) && is_digit(code);
}

static bool
stands_at(const struct phrase *p, const struct form *f, uint32_t at)
{
    return wmemcmp((const wchar_t *)f->codes + at, (const wchar_t *)p->codes,
                   p->count) == 0 &&
           !is_inside(f, at) && !is_inside(f, at + p->count);
}

uint32_t
phrase_find(const struct phrase *p, const struct form *f, uint32_t from)
{
    while (from + p->count <= f->count) {
        const wchar_t *codes = (const wchar_t *)f->codes;
        const wchar_t *found = wmemchr(codes + from, (wchar_t)p->codes[0],
                                       f->count - p->count + 1 - from);
        if (!found)
            break;
        from = (uint32_t)(found - codes);
        if (stands_at(p, f, from))
            return from;
        from++;
    }
    return f->count;
}
