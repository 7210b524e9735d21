/* queue and lease - which document is whose, and which comes next. */
#include "worker/lease.h"

#include <string.h>

#include "base/utf8.h"
#include "tests/unit/numbers.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static struct document *
add(struct queue *q, uint64_t number)
{
    struct inbox_row row = {.bytes = 10 * number,
                            .accepted_ms = (int64_t)(1000 + number),
                            .generation = 1};
    struct document *d;

    memcpy(row.document_id.bytes, &number, sizeof number);
    d = queue_add(q, number, &row);
    assert_non_null(d);
    return d;
}

static void
test_documents_come_in_the_order_of_acceptance(void **state)
{
    struct queue q = {0};

    (void)state;
    assert_null(queue_first(&q));
    for (uint64_t i = 1; i <= 5; i++)
        add(&q, i);
    assert_int_equal(q.count, 5);
    assert_int_equal(q.bytes, 150);
    for (uint64_t i = 1; i <= 5; i++) {
        assert_int_equal(queue_first(&q)->number, i);
        queue_take(&q, queue_first(&q));
    }
    assert_null(queue_first(&q));
    assert_int_equal(q.count, 5);
    queue_release(&q);
}

enum { DOCUMENTS = 100 };

static struct document *
oldest(struct document *const *all, const bool *is_waiting)
{
    for (size_t i = 1; i <= DOCUMENTS; i++)
        if (is_waiting[i])
            return all[i];
    return NULL;
}

static void
test_what_comes_back_keeps_its_place(void **state)
{
    struct numbers n = {5};
    struct queue q = {0};
    struct document *all[DOCUMENTS + 1] = {NULL};
    bool is_waiting[DOCUMENTS + 1] = {false};

    (void)state;
    for (uint64_t i = 1; i <= DOCUMENTS; i++) {
        all[i] = add(&q, i);
        is_waiting[i] = true;
    }
    for (int round = 0; round < 2000; round++) {
        uint64_t i = 1 + numbers_below(&n, DOCUMENTS);
        if (is_waiting[i])
            queue_take(&q, all[i]);
        else
            queue_give_back(&q, all[i]);
        is_waiting[i] = !is_waiting[i];
        assert_ptr_equal(queue_first(&q), oldest(all, is_waiting));
    }
    queue_release(&q);
}

static void
test_a_document_is_found_until_it_is_removed(void **state)
{
    struct queue q = {0};
    struct document *d = add(&q, 7);
    struct document_id id = d->id;

    (void)state;
    add(&q, 8);
    assert_ptr_equal(queue_find(&q, id), d);
    assert_ptr_equal(queue_find_number(&q, 7), d);
    assert_int_equal(queue_oldest_ms(&q), 1007);
    queue_remove(&q, d);
    assert_null(queue_find(&q, id));
    assert_null(queue_find_number(&q, 7));
    assert_int_equal(queue_first(&q)->number, 8);
    assert_int_equal(q.count, 1);
    assert_int_equal(q.bytes, 80);
    assert_int_equal(queue_oldest_ms(&q), 1008);
    queue_release(&q);
}

struct fixture {
    struct queue queue;
    struct leases leases;
    struct worker *worker;
    struct lease *held[4]; /* of documents 1 to 3 */
};

static struct worker *
worker_called(struct fixture *f, const char *name)
{
    struct peer peer = {.len = (uint8_t)strlen(name)};
    struct worker *w;

    memcpy(peer.bytes, name, peer.len);
    w = leases_worker(&f->leases, NULL, &peer);
    assert_non_null(w);
    return w;
}

static void
begin(struct fixture *f)
{
    *f = (struct fixture){0};
    f->worker = worker_called(f, "w");
    for (uint64_t i = 1; i <= 3; i++) {
        struct document *d = add(&f->queue, i);
        f->held[i] = lease_begin(&f->leases, f->worker, d, &f->queue);
        assert_non_null(f->held[i]);
    }
    assert_null(queue_first(&f->queue));
    assert_int_equal(f->leases.count, 3);
}

static void
end(struct fixture *f)
{
    leases_release(&f->leases, &f->queue);
    assert_int_equal(f->leases.count, 0);
    queue_release(&f->queue);
}

static void
account(struct fixture *f, uint64_t *listed, size_t count, uint64_t seen)
{
    struct ready ready = {.credit = 9,
                          .lease_nos = listed,
                          .lease_count = count,
                          .seen_lease_no = seen,
                          .children = 2,
                          .working = 1,
                          .name = STR_INIT("host/1")};

    leases_account(&f->leases, f->worker, &ready, &f->queue);
}

/* The next to be handed out has this number; it is handed out. */
static void
assert_waiting(struct fixture *f, uint64_t number)
{
    struct document *d = queue_first(&f->queue);

    assert_non_null(d);
    assert_int_equal(d->number, number);
    queue_take(&f->queue, d);
}

static void
test_seen_and_not_held_goes_back(void **state)
{
    struct fixture f;

    (void)state;
    begin(&f);
    account(&f, &f.held[2]->number, 1, f.held[3]->number);
    assert_int_equal(f.leases.count, 1);
    assert_int_equal(f.worker->lease_count, 1);
    assert_int_equal(queue_first(&f.queue)->attempts, 0);
    assert_waiting(&f, 1);
    assert_waiting(&f, 3);
    assert_null(queue_first(&f.queue));
    assert_int_equal(f.worker->credit, 9);
    assert_int_equal(f.worker->children, 2);
    assert_int_equal(f.worker->working, 1);
    assert_string_equal(f.worker->name, "host/1");
    end(&f);
}

static void
test_not_yet_seen_stays(void **state)
{
    struct fixture f;

    (void)state;
    begin(&f);
    account(&f, NULL, 0, f.held[1]->number);
    assert_int_equal(f.leases.count, 2);
    assert_waiting(&f, 1);
    assert_null(queue_first(&f.queue));
    account(&f, NULL, 0, 0);
    assert_int_equal(f.leases.count, 2);
    end(&f);
}

static void
test_a_lease_of_another_worker_is_not_touched(void **state)
{
    struct fixture f;
    struct document *d;

    (void)state;
    begin(&f);
    d = add(&f.queue, 4);
    lease_begin(&f.leases, worker_called(&f, "other"), d, &f.queue);
    account(&f, NULL, 0, UINT64_MAX);
    assert_int_equal(f.leases.count, 1);
    assert_non_null(d->lease);
    end(&f);
}

static void
test_silent_workers_lose_their_leases(void **state)
{
    struct fixture f;
    struct worker *other;

    (void)state;
    begin(&f);
    other = worker_called(&f, "other");
    f.worker->heard_ms = 100;
    other->heard_ms = 200;
    assert_int_equal(leases_expire(&f.leases, 100, &f.queue), 0);
    assert_int_equal(leases_expire(&f.leases, 101, &f.queue), 1);
    assert_int_equal(f.leases.count, 0);
    assert_int_equal(queue_first(&f.queue)->number, 1);
    assert_ptr_equal(f.leases.workers, other);
    assert_null(other->next);
    end(&f);
}

static void
test_workers_are_known_by_their_peer(void **state)
{
    struct fixture f;

    (void)state;
    begin(&f);
    assert_ptr_equal(worker_called(&f, "w"), f.worker);
    assert_ptr_not_equal(worker_called(&f, "x"), f.worker);
    end(&f);
}

static void
test_a_long_name_is_cut_at_a_character(void **state)
{
    static const char longest[] =
        "xyz一台名字很长很长很长很长很长很长很长很长的机器/12345";
    struct fixture f;

    (void)state;
    begin(&f);
    for (size_t skip = 0; skip < 3; skip++) {
        struct ready ready = {.name = str_from(longest + skip)};
        struct str name;
        leases_account(&f.leases, f.worker, &ready, &f.queue);
        name = str_from(f.worker->name);
        assert_in_range(name.len, sizeof f.worker->name - 4,
                        sizeof f.worker->name - 1);
        assert_true(str_starts(ready.name, name));
        assert_int_equal(utf8_valid_prefix(name), name.len);
    }
    end(&f);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_documents_come_in_the_order_of_acceptance),
        cmocka_unit_test(test_what_comes_back_keeps_its_place),
        cmocka_unit_test(test_a_document_is_found_until_it_is_removed),
        cmocka_unit_test(test_seen_and_not_held_goes_back),
        cmocka_unit_test(test_not_yet_seen_stays),
        cmocka_unit_test(test_a_lease_of_another_worker_is_not_touched),
        cmocka_unit_test(test_silent_workers_lose_their_leases),
        cmocka_unit_test(test_workers_are_known_by_their_peer),
        cmocka_unit_test(test_a_long_name_is_cut_at_a_character),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
