/*
 * scan - what the readers of the types share while one sentence is read.
 *
 * The driver calls a type's reader at every piece that can be a sign of it;
 * the reader looks a bounded way to both sides and adds what it finds. What
 * overlaps is settled afterwards: the outermost mention stays.
 */
#ifndef WORKER_EXTRACT_MENTION_SCAN_H
#define WORKER_EXTRACT_MENTION_SCAN_H

#include "worker/extract/mention/piece.h"

struct found {
    struct range range;
    enum mention_type type;
    struct str value; /* in the report's arena, or no value */
};

struct found_list {
    struct found *items;
    size_t count;
    size_t capacity;
};

struct scan {
    const struct text *t;
    const struct report *report;
    struct arena *arena;

    struct own_names own;
    bool is_special_region; /* a report of Hong Kong or Macao */

    struct range sentence;
    struct piece_list pieces;
    struct found_list found; /* of this sentence */

    unsigned year;      /* the year named last in the report, 0: none */
    struct range level; /* the level of the body named last: 县 of 县政协 */
    uint32_t body_end;  /* where that body's name ended */
};

/* No name is longer; so far the readers look to either side. */
enum { SCAN_NAME_MAX_CHARS = 40 };

void scan_add(struct scan *s, struct range range, enum mention_type type,
              struct str value);

/* A mention without a value. */
void scan_add_plain(struct scan *s, size_t begin, size_t end,
                    enum mention_type type);

/* Whether piece `i` exists and is a word of one of `roles`. */
bool scan_is(const struct scan *s, size_t i, uint64_t roles);
/* Whether it is a character, letters or a number that no list has. */
bool scan_is_unknown(const struct scan *s, size_t i);
/* Whether it is the mark `code`. */
bool scan_is_mark(const struct scan *s, size_t i, uint32_t code);
/* Whether its characters are those of `word`, Simplified. */
bool scan_is_word(const struct scan *s, size_t i, struct str word);

/*
 * The first piece of the run that ends before piece `end` and holds nothing
 * but words of `roles` and unknown pieces.
 */
size_t scan_run_begin(const struct scan *s, size_t end, uint64_t roles);

/*
 * Whether piece `i` may be part of a name that no list has: an unknown
 * character or letters, but no classifier behind a number and none of the
 * characters that no name has.
 */
bool scan_is_name(const struct scan *s, size_t i);

/*
 * Whether pieces i and i + 1, of no word of names/, are a verb or an adverb
 * that is common: 收紧 in 收紧发电厂.
 */
bool scan_is_verb(const struct scan *s, size_t i);

/* How many pieces of such a name end before piece `end`, at most `max`. */
size_t scan_name_before(const struct scan *s, size_t end, size_t max);

/* Whether pieces [first, end) count something: 3个 in 横琴3个新区. */
bool scan_is_count(const struct scan *s, size_t first, size_t end);

/*
 * Where the last name of two characters or more in pieces [first, end)
 * begins. `end`: there is none.
 */
size_t scan_name_in(const struct scan *s, size_t first, size_t end);

/* Whether a name may begin at piece `i`: nothing of a name in front. */
bool scan_may_begin(const struct scan *s, size_t i);

/* From the begin of piece `first` to the end of the one before `end`. */
struct range scan_range(const struct scan *s, size_t first, size_t end);

#endif
