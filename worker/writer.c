#include "worker/writer.h"

#include <pthread.h>
#include <semaphore.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "worker/commit.h"

struct writer {
    struct head *head;
    pthread_t thread;
    sem_t has_round;
    int done_fd;
    struct round *round; /* NULL: to end */
    enum status status;
    struct error err;
};

static void *
run(void *arg)
{
    struct writer *w = arg;

    for (;;) {
        while (sem_wait(&w->has_round) != 0)
            ; /* interrupted */
        if (!w->round)
            return NULL;
        w->status = commit_write(w->head, w->round, &w->err);
        eventfd_write(w->done_fd, 1);
    }
}

enum status
writer_open(struct head *head, struct writer **out, struct error *err)
{
    struct writer *w = calloc(1, sizeof *w);

    if (!w)
        return error_set(err, STATUS_UNAVAILABLE, "out of memory");
    w->head = head;
    w->done_fd = eventfd(0, EFD_CLOEXEC);
    sem_init(&w->has_round, 0, 0);
    if (w->done_fd >= 0 && pthread_create(&w->thread, NULL, run, w) == 0) {
        *out = w;
        return STATUS_OK;
    }
    if (w->done_fd >= 0)
        close(w->done_fd);
    free(w);
    return error_set(err, STATUS_UNAVAILABLE, "cannot start a thread");
}

void
writer_close(struct writer **w)
{
    if (!*w)
        return;
    (*w)->round = NULL;
    sem_post(&(*w)->has_round);
    pthread_join((*w)->thread, NULL);
    sem_destroy(&(*w)->has_round);
    close((*w)->done_fd);
    free(*w);
    *w = NULL;
}

void
writer_begin(struct writer *w, struct round *round)
{
    w->round = round;
    sem_post(&w->has_round);
}

int
writer_fd(const struct writer *w)
{
    return w->done_fd;
}

enum status
writer_finish(struct writer *w, struct error *err)
{
    eventfd_t count;

    while (eventfd_read(w->done_fd, &count) != 0)
        ; /* interrupted */
    if (w->status != STATUS_OK)
        *err = w->err;
    return w->status;
}
