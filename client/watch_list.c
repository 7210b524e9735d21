#include "client/watch_list.h"

#include <stdlib.h>

#define HASH_NONFATAL_OOM 1
#define uthash_nonfatal_oom(entry) ((entry)->is_added = false)
#include <uthash.h>

struct watched {
    struct document_id id;
    uint64_t token;
    bool is_added;
    UT_hash_handle hh;
};

static struct watched *
find(const struct watch_list *w, struct document_id id)
{
    struct watched *found;

    HASH_FIND(hh, w->all, &id, sizeof id, found);
    return found;
}

bool
watch_list_add(struct watch_list *w, struct document_id id, uint64_t token)
{
    struct watched *entry;

    if (find(w, id))
        return true;
    entry = calloc(1, sizeof *entry);
    if (!entry)
        return false;
    *entry = (struct watched){.id = id, .token = token, .is_added = true};
    HASH_ADD(hh, w->all, id, sizeof entry->id, entry);
    if (!entry->is_added) {
        free(entry);
        return false;
    }
    if (!w->unsent)
        w->unsent = entry;
    w->count++;
    return true;
}

bool
watch_list_has(const struct watch_list *w, struct document_id id)
{
    return find(w, id) != NULL;
}

bool
watch_list_take(struct watch_list *w, struct document_id id, uint64_t *token)
{
    struct watched *entry = find(w, id);

    if (!entry)
        return false;
    if (w->unsent == entry)
        w->unsent = entry->hh.next;
    *token = entry->token;
    HASH_DEL(w->all, entry);
    free(entry);
    w->count--;
    return true;
}

size_t
watch_list_unsent(struct watch_list *w, struct document_id *ids, size_t max)
{
    size_t count = 0;

    for (; w->unsent && count < max; w->unsent = w->unsent->hh.next)
        ids[count++] = w->unsent->id;
    return count;
}

size_t
watch_list_oldest(const struct watch_list *w, struct document_id *ids,
                  size_t max)
{
    size_t count = 0;

    for (struct watched *e = w->all; e && count < max; e = e->hh.next)
        ids[count++] = e->id;
    return count;
}

void
watch_list_release(struct watch_list *w)
{
    struct watched *entry, *next;

    for (entry = w->all; entry; entry = next) {
        next = entry->hh.next;
        HASH_DEL(w->all, entry);
        free(entry);
    }
    *w = (struct watch_list){0};
}
