#include "publisher/feed/copies.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "daemon/damage.h"
#include "store/snapshot.h"

enum { PATH_BYTES = 4096 };

struct copies {
    char path[PATH_BYTES];
    char next_path[PATH_BYTES];
    struct store *served;
    struct store *next; /* NULL: the one that is served is the right one */
};

static enum status
open_copy(const char *path, struct str id, struct store **out,
          struct error *err)
{
    struct store_options options = {.damage_met = damage_met, .copied_id = id};

    return store_open(path, STORE_REPLICA, &options, out, err);
}

enum status
copies_open(const char *dir, struct copies **out, struct error *err)
{
    struct copies *c = calloc(1, sizeof *c);
    enum status st;
    int len;

    if (!c)
        return error_set(err, STATUS_UNAVAILABLE, "out of memory");
    snprintf(c->path, sizeof c->path, "%s/store", dir);
    len = snprintf(c->next_path, sizeof c->next_path, "%s/store.next", dir);
    st =
        len < 0 || (size_t)len >= sizeof c->next_path
            ? error_set(err, STATUS_UNAVAILABLE, "the path %s is too long", dir)
            : open_copy(c->path, (struct str){0}, &c->served, err);
    if (st == STATUS_OK)
        *out = c;
    else
        copies_close(&c);
    return st;
}

void
copies_close(struct copies **c)
{
    if (!*c)
        return;
    store_close(&(*c)->served);
    store_close(&(*c)->next);
    free(*c);
    *c = NULL;
}

struct store *
copies_served(const struct copies *c)
{
    return c->served;
}

static bool
is_copy_of(const struct store *s, struct str id)
{
    return s && str_equal(store_id(s), id);
}

/* One that was begun before a restart is gone on with. */
static enum status
open_next(struct copies *c, struct str id, struct error *err)
{
    enum status st = STATUS_OK;

    if (!c->next && access(c->next_path, F_OK) == 0) {
        st = open_copy(c->next_path, id, &c->next, err);
        if (st == STATUS_UNAVAILABLE)
            return st;
    }
    if (is_copy_of(c->next, id))
        return STATUS_OK;
    store_close(&c->next);
    st = store_remove(c->next_path, err);
    return st == STATUS_OK ? open_copy(c->next_path, id, &c->next, err) : st;
}

static enum status
is_empty(struct store *s, bool *out, struct error *err)
{
    struct snapshot *snap = NULL;
    uint64_t change_no = 0;
    enum status st = snapshot_open(s, &snap, err);

    if (st == STATUS_OK)
        st = snapshot_change_no(snap, &change_no, err);
    snapshot_close(&snap);
    *out = change_no == 0;
    return st;
}

enum status
copies_turn_to(struct copies *c, struct str id, struct store **out,
               struct error *err)
{
    bool gives_way = false;
    enum status st;

    if (is_copy_of(c->served, id)) {
        store_close(&c->next);
        *out = c->served;
        return store_remove(c->next_path, err);
    }
    st = open_next(c, id, err);
    if (st == STATUS_OK)
        st = is_empty(c->served, &gives_way, err);
    if (st == STATUS_OK && gives_way)
        st = copies_caught_up(c, err);
    if (st == STATUS_OK)
        *out = c->next ? c->next : c->served;
    return st;
}

enum status
copies_caught_up(struct copies *c, struct error *err)
{
    if (!c->next)
        return STATUS_OK;
    if (renameat2(AT_FDCWD, c->next_path, AT_FDCWD, c->path, RENAME_EXCHANGE) !=
        0)
        return error_set(err, STATUS_UNAVAILABLE,
                         "cannot let %s and %s change places: %s", c->path,
                         c->next_path, strerror(errno));
    store_close(&c->served);
    c->served = c->next;
    c->next = NULL;
    return store_remove(c->next_path, err);
}
