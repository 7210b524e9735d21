#include "worker/hasher.h"

#include <pthread.h>
#include <stdlib.h>

/* Fewer are hashed sooner than a thread is woken. */
enum { WAKE_MIN = 4 };

struct hasher {
    pthread_t thread;
    pthread_mutex_t lock; /* of all below */
    pthread_cond_t has_work, is_idle;
    struct hashing *first;
    size_t count;
    bool has_one_in_hand; /* the thread */
    bool is_closing;
};

static void
hash(struct hashing *x)
{
    x->id = document_id_of(x->bytes, x->media_type, x->charset);
}

/* With the lock held; NULL: nothing waits. */
static struct hashing *
take(struct hasher *h)
{
    struct hashing *x = h->first;

    if (x) {
        h->first = x->next;
        h->count--;
    }
    return x;
}

/* With the lock held, which is open while it hashes. */
static void
hash_all(struct hasher *h, bool *has_one_in_hand)
{
    struct hashing *x;

    while ((x = take(h)) != NULL) {
        *has_one_in_hand = true;
        pthread_mutex_unlock(&h->lock);
        hash(x);
        pthread_mutex_lock(&h->lock);
        *has_one_in_hand = false;
    }
}

static void *
run(void *arg)
{
    struct hasher *h = arg;

    pthread_mutex_lock(&h->lock);
    while (!h->is_closing) {
        while (h->count < WAKE_MIN && !h->is_closing)
            pthread_cond_wait(&h->has_work, &h->lock);
        hash_all(h, &h->has_one_in_hand);
        pthread_cond_signal(&h->is_idle);
    }
    pthread_mutex_unlock(&h->lock);
    return NULL;
}

enum status
hasher_open(struct hasher **out, struct error *err)
{
    struct hasher *h = calloc(1, sizeof *h);

    if (!h)
        return error_set(err, STATUS_UNAVAILABLE, "out of memory");
    pthread_mutex_init(&h->lock, NULL);
    pthread_cond_init(&h->has_work, NULL);
    pthread_cond_init(&h->is_idle, NULL);
    if (pthread_create(&h->thread, NULL, run, h) != 0) {
        free(h);
        return error_set(err, STATUS_UNAVAILABLE, "cannot start a thread");
    }
    *out = h;
    return STATUS_OK;
}

void
hasher_close(struct hasher **h)
{
    if (!*h)
        return;
    pthread_mutex_lock(&(*h)->lock);
    (*h)->is_closing = true;
    pthread_cond_signal(&(*h)->has_work);
    pthread_mutex_unlock(&(*h)->lock);
    pthread_join((*h)->thread, NULL);
    pthread_cond_destroy(&(*h)->is_idle);
    pthread_cond_destroy(&(*h)->has_work);
    pthread_mutex_destroy(&(*h)->lock);
    free(*h);
    *h = NULL;
}

void
hasher_add(struct hasher *h, struct hashing *hashing)
{
    pthread_mutex_lock(&h->lock);
    hashing->next = h->first;
    h->first = hashing;
    if (++h->count == WAKE_MIN)
        pthread_cond_signal(&h->has_work);
    pthread_mutex_unlock(&h->lock);
}

void
hasher_finish(struct hasher *h)
{
    bool in_own_hand;

    pthread_mutex_lock(&h->lock);
    hash_all(h, &in_own_hand);
    while (h->has_one_in_hand)
        pthread_cond_wait(&h->is_idle, &h->lock);
    pthread_mutex_unlock(&h->lock);
}
