#include "client/file_list.h"

#include <errno.h>
#include <fts.h>
#include <string.h>
#include <sys/stat.h>

static bool
add_path(struct file_list *list, struct str path, struct arena *a)
{
    const char **paths =
        arena_grow(a, list->paths, list->count, &list->capacity, sizeof *paths);

    if (!paths)
        return false;
    list->paths = paths;
    paths[list->count++] = arena_copy(a, path).ptr;
    return !a->exhausted;
}

static int
by_name(const FTSENT **a, const FTSENT **b)
{
    return strcmp((*a)->fts_name, (*b)->fts_name);
}

static bool
is_hidden(const FTSENT *entry)
{
    return entry->fts_level > FTS_ROOTLEVEL && entry->fts_name[0] == '.';
}

static bool
is_fault(const FTSENT *entry)
{
    return entry->fts_info == FTS_DNR || entry->fts_info == FTS_ERR ||
           entry->fts_info == FTS_NS;
}

static enum status
out_of_memory(struct error *err)
{
    return error_set(err, STATUS_UNAVAILABLE, "out of memory");
}

static enum status
walk(FTS *tree, struct file_list *list, struct arena *a,
     void (*fault)(void *context, const char *path, int cause), void *context,
     struct error *err)
{
    FTSENT *entry;

    while ((entry = fts_read(tree))) {
        struct str path = {entry->fts_path, entry->fts_pathlen};
        if (is_hidden(entry)) {
            fts_set(tree, entry, FTS_SKIP);
            continue;
        }
        if (is_fault(entry))
            fault(context, entry->fts_path, entry->fts_errno);
        if (entry->fts_info == FTS_F && !add_path(list, path, a))
            return out_of_memory(err);
    }
    return STATUS_OK;
}

enum status
file_list_add(struct file_list *list, const char *operand, struct arena *a,
              void (*fault)(void *context, const char *path, int cause),
              void *context, struct error *err)
{
    char *roots[] = {(char *)(uintptr_t)operand, NULL};
    struct stat info;
    enum status st;
    FTS *tree;

    if (strcmp(operand, "-") == 0 || stat(operand, &info) != 0 ||
        !S_ISDIR(info.st_mode))
        return add_path(list, str_from(operand), a) ? STATUS_OK
                                                    : out_of_memory(err);
    tree = fts_open(roots, FTS_PHYSICAL | FTS_COMFOLLOW | FTS_NOCHDIR, by_name);
    if (!tree)
        return out_of_memory(err);
    st = walk(tree, list, a, fault, context, err);
    fts_close(tree);
    return st;
}
