/*
 * file_list - the files that a command line names, directories walked.
 */
#ifndef CLIENT_FILE_LIST_H
#define CLIENT_FILE_LIST_H

#include "base/arena.h"
#include "base/error.h"

struct file_list {
    const char **paths;
    size_t count;
    size_t capacity;
};

/*
 * Add `operand` or, where it is a directory, every regular file below it in
 * order of name, without following links and without hidden ones. "-" and
 * what does not exist are added as they are: reading will tell. `fault` is
 * called with each directory that cannot be walked.
 * STATUS_UNAVAILABLE: out of memory.
 */
enum status
file_list_add(struct file_list *list, const char *operand, struct arena *a,
              void (*fault)(void *context, const char *path, int cause),
              void *context, struct error *err)
    __attribute__((warn_unused_result));

#endif
