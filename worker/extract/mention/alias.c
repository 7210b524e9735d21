/*
 * What a report calls a body or a place from here on: 雇员再培训局（“再培训局”）,
 * 横琴粤澳深度合作区（以下简称合作区）.
 */
#include "worker/extract/mention/readers.h"

#include "worker/extract/text/marks.h"

enum { ALIAS_MIN_CHARS = 2, ALIAS_MAX_CHARS = 12 };

/* Which words a short name of a mention is one of; false: it gets none. */
static bool
role_of(enum mention_type type, enum names_role *role)
{
    if (type == MENTION_ORGANIZATION)
        *role = NAMES_ROLE_ORGANIZATION;
    else if (type == MENTION_PLACE)
        *role = NAMES_ROLE_PLACE;
    else
        return false;
    return true;
}

/* Whether `code` opens or closes a quotation. */
static bool
is_quote(uint32_t code)
{
    return code == 0x201C /* “ */ || code == 0x201D ||
           code == 0x300C /* 「 */ || code == 0x300D ||
           code == 0x2018 /* ‘ */ || code == 0x2019 || code == '"';
}

/*
 * The short name in brackets right behind `whole`; it begins at its end
 * where there is none.
 */
static struct range
alias_behind(const struct scan *s, struct range whole)
{
    const uint32_t *codes = s->t->codes;
    struct range none = {whole.end, whole.end}, alias;
    uint32_t at = whole.end;
    struct lexicon_hit hit;
    bool is_said, is_quoted;

    if (is_quote(codes[at]))
        at++; /* “督导委员会”（“委员会”） */
    if (codes[at++] != '(')
        return none;
    is_said =
        at < s->sentence.end && lexicon_longest(&lexicon_calling, codes + at,
                                                s->sentence.end - at, &hit);
    if (is_said)
        at += hit.chars;
    is_quoted = is_quote(codes[at]);
    at += is_quoted;
    alias = (struct range){at, at};
    while (alias.end < s->sentence.end && (mark_is_hanzi(codes[alias.end]) ||
                                           mark_is_letter(codes[alias.end])))
        alias.end++;
    at = alias.end + (is_quoted && is_quote(codes[alias.end]));
    if ((!is_said && !is_quoted) || codes[at] != ')' ||
        alias.end - alias.begin < ALIAS_MIN_CHARS ||
        alias.end - alias.begin > ALIAS_MAX_CHARS)
        return none;
    return alias;
}

void
aliases_learn(struct scan *s)
{
    size_t count = s->found.count;

    for (size_t i = 0; i < count; i++) {
        const struct found found = s->found.items[i];
        enum names_role role;
        struct range alias;

        if (!role_of(found.type, &role))
            continue;
        alias = alias_behind(s, found.range);
        if (alias.end == alias.begin)
            continue;
        own_names_add(&s->own, s->t->codes + alias.begin,
                      alias.end - alias.begin, role);
        scan_add(s, alias, found.type, (struct str){NULL, 0});
    }
}
