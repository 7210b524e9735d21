/*
 * seen - which lines stood in the document before.
 *
 * A set of hashes; blanks make no difference. Lines that tell one text from
 * another are long prose: shorter ones recur in different reports.
 */
#ifndef WORKER_EXTRACT_REPORT_SEEN_H
#define WORKER_EXTRACT_REPORT_SEEN_H

#include "worker/extract/text/lines.h"

struct seen {
    uint64_t *slots; /* 0: free */
    size_t mask;
};

/* How many characters of telling text some lines have. */
struct seen_stretch {
    uint64_t chars;
    uint64_t known; /* of them, those that stood in the document before */
};

/* Room for `lines` lines, in `arena`. False: past its limit. */
bool seen_init(struct seen *seen, size_t lines, struct arena *arena);

/* Remember `r`; whether it was there before. */
bool seen_add(struct seen *seen, const struct text *text, struct range r);

/*
 * A hash for each of `count` lines, in `arena`: 0 for those that tell
 * nothing. NULL: past the arena's limit.
 */
uint64_t *seen_hash_lines(const struct text *text, const struct line *lines,
                          size_t count, struct arena *arena);

/* Remember the telling ones of `count` lines. */
void seen_lines(struct seen *seen, const uint64_t *hashes, size_t count);

struct seen_stretch seen_measure(const struct seen *seen,
                                 const struct line *lines,
                                 const uint64_t *hashes, size_t count);

#endif
