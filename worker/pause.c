#include "worker/pause.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <utlist.h>

#include "base/log.h"
#include "worker/head.h"

/* ---- the whole head ---------------------------------------------------- */

enum { PATH_BYTES = 4096, RETRY_AFTER_MS = 1000 };

static const char *
file_path(const struct head *head, char out[PATH_BYTES])
{
    snprintf(out, PATH_BYTES, "%s/paused", head->options->directory);
    return out;
}

void
pause_load(struct head *head)
{
    char path[PATH_BYTES];

    head->pause.is_whole = access(file_path(head, path), F_OK) == 0;
    if (head->pause.is_whole)
        log_warning("paused: nothing is handed out until `baogao resume`");
}

/* STATUS_UNAVAILABLE: the file could not be made or removed. */
static enum status
steer_whole(struct head *head, enum steer_action action, struct error *err)
{
    char path[PATH_BYTES];
    bool is_done;
    int fd = -1;

    file_path(head, path);
    if (action == STEER_RESUME) {
        is_done = unlink(path) == 0 || errno == ENOENT;
    } else {
        fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
        is_done = fd >= 0;
    }
    if (fd >= 0)
        close(fd);
    if (!is_done)
        return error_set(err, STATUS_UNAVAILABLE, "%s: %s", path,
                         strerror(errno));
    head->pause.is_whole = action != STEER_RESUME;
    log_info(head->pause.is_whole ? "paused" : "resumed");
    return STATUS_OK;
}

/* ---- single workers ---------------------------------------------------- */

/* NULL: it works. */
static const struct paused_worker *
find(const struct pause *p, const char *name)
{
    for (size_t i = 0; i < p->worker_count; i++)
        if (strcmp(p->workers[i].name, name) == 0)
            return &p->workers[i];
    return NULL;
}

static void
forget(struct pause *p, const char *name)
{
    const struct paused_worker *found = find(p, name);

    if (found)
        p->workers[found - p->workers] = p->workers[--p->worker_count];
}

enum worker_mode
pause_mode(const struct pause *p, const struct worker *w)
{
    const struct paused_worker *found = find(p, w->name);

    return found ? found->mode : WORKER_WORKING;
}

/* False: too many are paused already. */
static bool
set_mode(struct pause *p, const char *name, enum steer_action action)
{
    struct paused_worker *to;

    forget(p, name);
    if (action == STEER_RESUME)
        return true;
    if (p->worker_count == PAUSED_WORKERS_MAX)
        return false;
    to = &p->workers[p->worker_count++];
    snprintf(to->name, sizeof to->name, "%s", name);
    to->mode = action == STEER_DRAIN ? WORKER_DRAINING : WORKER_PAUSED;
    return true;
}

static bool
is_meant(const struct worker *w, struct str wanted)
{
    struct str name = str_from(w->name);

    return str_equal(name, wanted) ||
           str_equal(str_cut(&name, STR("/")), wanted);
}

static enum status
steer_workers(struct head *head, const struct steer *steer,
              struct steered *answer, struct error *err)
{
    const struct worker *w;

    DL_FOREACH(head->leases.workers, w)
    {
        if (!is_meant(w, steer->worker))
            continue;
        if (!set_mode(&head->pause, w->name, steer->action))
            return error_set(err, STATUS_UNAVAILABLE,
                             "more than %d workers are paused",
                             PAUSED_WORKERS_MAX);
        answer->workers++;
        answer->leased += w->lease_count;
    }
    if (answer->workers == 0)
        return error_set(err, STATUS_NOT_FOUND, "no worker has this name");
    return STATUS_OK;
}

void
pause_steer(struct head *head, const struct client *client,
            const struct message *m, struct arena *a)
{
    const struct steer *steer = &m->steer;
    struct message answer = {.kind = MESSAGE_STEERED,
                             .request_id = m->request_id};
    struct error err;
    enum status st = steer->worker.len
                         ? steer_workers(head, steer, &answer.steered, &err)
                         : steer_whole(head, steer->action, &err);

    if (st == STATUS_NOT_FOUND) {
        client_refuse(client, m->request_id, REFUSED_NOT_FOUND,
                      arena_copy(a, str_from(err.text)));
        return;
    }
    answer.steered.is_paused = head->pause.is_whole;
    if (st != STATUS_OK) {
        log_error(steer->action == STEER_RESUME ? "cannot resume"
                                                : "cannot pause",
                  log_cause(err.text));
        answer.kind = MESSAGE_BUSY;
        answer.busy =
            (struct busy){RETRY_AFTER_MS, arena_copy(a, str_from(err.text))};
    }
    client_answer(client, &answer);
}
