/*
 * marked - a piece of a document's text with words in it marked.
 */
#ifndef CLIENT_MARKED_H
#define CLIENT_MARKED_H

#include "base/arena.h"
#include "record/record.h"

/*
 * Print the text in one line on standard output, the marks, which are bytes
 * of it and rise, in reverse or, where that is no terminal, in 【】.
 */
void print_marked(struct str text, const struct span *marks, size_t count,
                  struct arena *a);

#endif
