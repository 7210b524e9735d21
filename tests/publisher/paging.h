/*
 * paging - an answer asked for page by page.
 *
 * For cmocka, as fixture.h.
 */
#ifndef TESTS_PUBLISHER_PAGING_H
#define TESTS_PUBLISHER_PAGING_H

#include "tests/publisher/fixture.h"

enum { CURSOR_BYTES = 128 };

/*
 * Make `q` ask for the page after `part`, which is released; without a cursor
 * after the last. The cursor is kept in `room`.
 */
void turn_page(struct query *q, struct answer *part, char room[CURSOR_BYTES]);

/*
 * Ask page by page: the rows are those of `whole`, in order. A sorted answer
 * is found as a whole before it is cut, so each of its pages has rows and
 * knows the total.
 */
void assert_pages_give(const struct page *whole, struct query q,
                       const struct query_bounds *bounds);

#endif
