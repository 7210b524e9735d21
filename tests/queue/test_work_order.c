/* queue - which document is handed out next. */
#include "worker/queue.h"

#include <string.h>

#include "base/clock.h"
#include "tests/unit/numbers.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static struct document *
add_later(struct queue *q, uint64_t number, uint32_t priority,
          int64_t not_before_ms)
{
    struct inbox_row row = {
        .generation = 1, .priority = priority, .not_before_ms = not_before_ms};
    struct document *d;

    memcpy(row.document_id.bytes, &number, sizeof number);
    d = queue_add(q, number, &row);
    assert_non_null(d);
    return d;
}

static struct document *
add(struct queue *q, uint64_t number, uint32_t priority)
{
    return add_later(q, number, priority, 0);
}

/* Hand out the next; its number, 0: none is ready. */
static uint64_t
take(struct queue *q)
{
    struct document *d = queue_first(q);

    if (!d)
        return 0;
    queue_take(q, d);
    return d->number;
}

static void
test_first_priority_comes_before_earlier_arrival(void **state)
{
    struct queue q = {0};

    (void)state;
    add(&q, 1, 9);
    add(&q, 2, 5);
    add(&q, 3, 0);
    add(&q, 4, 5);
    assert_int_equal(take(&q), 3);
    assert_int_equal(take(&q), 2);
    assert_int_equal(take(&q), 4);
    assert_int_equal(take(&q), 1);
    assert_int_equal(take(&q), 0);
    queue_release(&q);
}

static void
test_every_tenth_is_the_oldest_of_the_lower_priorities(void **state)
{
    struct queue q = {0};
    uint64_t taken[30];

    (void)state;
    add(&q, 1, 9);
    add(&q, 2, 5);
    add(&q, 3, 9);
    for (uint64_t number = 101; number <= 130; number++)
        add(&q, number, 0);
    for (size_t i = 0; i < 30; i++)
        taken[i] = take(&q);
    assert_int_equal(taken[9], 1);
    assert_int_equal(taken[19], 2);
    assert_int_equal(taken[29], 3);
    for (size_t i = 0; i < 30; i++)
        if (i % 10 != 9)
            assert_int_equal(taken[i], 101 + i - i / 10);
    queue_release(&q);
}

static void
test_what_comes_back_has_its_place_again(void **state)
{
    struct numbers n = {5};
    struct queue q = {0};
    struct document *all[101] = {NULL};

    (void)state;
    for (uint64_t i = 1; i <= 100; i++)
        all[i] = add(&q, i, 5);
    for (int round = 0; round < 2000; round++) {
        uint64_t i = 1 + numbers_below(&n, 100);
        uint64_t least = 1;
        if (all[i]->heap)
            queue_take(&q, all[i]);
        else
            queue_give_back(&q, all[i]);
        while (least <= 100 && !all[least]->heap)
            least++;
        assert_int_equal(queue_first(&q) ? queue_first(&q)->number : 101,
                         least);
    }
    queue_release(&q);
}

static void
test_document_is_held_back_until_its_time(void **state)
{
    struct queue q = {0};
    int64_t later_ms = clock_wall_ms() + 3600000;

    (void)state;
    assert_int_equal(queue_next_wake_ms(&q), INT64_MAX);
    add_later(&q, 1, 0, later_ms + 1);
    add_later(&q, 2, 0, later_ms);
    add_later(&q, 3, 9, 1);
    assert_int_equal(queue_next_wake_ms(&q), later_ms);
    assert_int_equal(take(&q), 3);
    assert_int_equal(take(&q), 0);
    queue_wake(&q, later_ms - 1);
    assert_int_equal(take(&q), 0);
    queue_wake(&q, later_ms);
    assert_int_equal(take(&q), 2);
    assert_int_equal(take(&q), 0);
    assert_int_equal(queue_next_wake_ms(&q), later_ms + 1);
    assert_int_equal(q.count, 3);
    queue_release(&q);
}

static void
test_removed_document_is_not_handed_out(void **state)
{
    struct queue q = {0};
    struct document *held_back;

    (void)state;
    queue_remove(&q, add(&q, 1, 5));
    held_back = add_later(&q, 2, 5, clock_wall_ms() + 3600000);
    queue_remove(&q, held_back);
    assert_int_equal(queue_next_wake_ms(&q), INT64_MAX);
    add(&q, 3, 5);
    assert_int_equal(take(&q), 3);
    queue_release(&q);
}

/* ---- tags -------------------------------------------------------------- */

static struct document *
add_tagged(struct queue *q, uint64_t number, uint32_t priority,
           const char *first, const char *second)
{
    struct str tags[] = {str_from(first), str_from(second)};
    struct inbox_row row = {
        .generation = 1, .priority = priority, .tags = tags, .tag_count = 2};

    memcpy(row.document_id.bytes, &number, sizeof number);
    return queue_add(q, number, &row);
}

static void
set_cap(struct queue *q, struct str tag, uint32_t limit)
{
    q->caps.caps[q->caps.count++].of = (struct tag_cap){tag, limit};
}

static void
test_document_at_its_cap_steps_aside(void **state)
{
    struct queue q = {0};
    struct document *first;

    (void)state;
    set_cap(&q, STR("slow"), 1);
    first = add_tagged(&q, 1, 0, "slow", "other");
    add_tagged(&q, 2, 0, "slow", NULL);
    add_tagged(&q, 3, 0, NULL, "slow");
    add(&q, 4, 9);
    assert_int_equal(take(&q), 1);
    assert_int_equal(take(&q), 4);
    assert_int_equal(take(&q), 0);
    queue_remove(&q, first);
    assert_int_equal(take(&q), 2);
    assert_int_equal(take(&q), 0);
    queue_give_back(&q, queue_find_number(&q, 2));
    assert_int_equal(take(&q), 2);
    queue_remove(&q, queue_find_number(&q, 2));
    assert_int_equal(take(&q), 3);
    queue_release(&q);
}

static void
test_room_of_one_tag_is_used_though_another_is_full(void **state)
{
    struct queue q = {0};

    (void)state;
    set_cap(&q, STR("a"), 1);
    set_cap(&q, STR("b"), 1);
    add_tagged(&q, 1, 5, "a", NULL);
    add_tagged(&q, 2, 5, "b", NULL);
    add_tagged(&q, 3, 5, "a", "b");
    add_tagged(&q, 4, 5, "a", NULL);
    assert_int_equal(take(&q), 1);
    assert_int_equal(take(&q), 2);
    assert_int_equal(take(&q), 0);
    queue_remove(&q, queue_find_number(&q, 1));
    assert_int_equal(take(&q), 4); /* 3 still waits for b */
    assert_int_equal(take(&q), 0);
    queue_remove(&q, queue_find_number(&q, 2));
    assert_int_equal(take(&q), 0);
    queue_remove(&q, queue_find_number(&q, 4));
    assert_int_equal(take(&q), 3);
    queue_release(&q);
}

static void
test_caps_hold_and_nothing_is_forgotten(void **state)
{
    static const char *const names[] = {NULL, "a", "b"};
    struct numbers n = {11};
    struct queue q = {0};
    struct document *out[400];
    size_t out_count = 0, done = 0;

    (void)state;
    set_cap(&q, STR("a"), 2);
    set_cap(&q, STR("b"), 1);
    for (uint64_t i = 1; i <= 400; i++)
        add_tagged(&q, i, (uint32_t)numbers_below(&n, 10),
                   names[numbers_below(&n, 3)], names[numbers_below(&n, 3)]);
    for (int step = 0; done < 400; step++) {
        struct document *d = numbers_below(&n, 3) ? queue_first(&q) : NULL;
        assert_true(step < 100000);
        if (d) {
            queue_take(&q, d);
            out[out_count++] = d;
        } else if (out_count > 0) {
            size_t i = numbers_below(&n, out_count);
            d = out[i];
            out[i] = out[--out_count];
            if (numbers_below(&n, 4) == 0) {
                queue_give_back(&q, d);
            } else {
                queue_remove(&q, d);
                done++;
            }
        }
        assert_true(q.caps.caps[0].running <= 2);
        assert_true(q.caps.caps[1].running <= 1);
    }
    assert_int_equal(q.count, 0);
    queue_release(&q);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_first_priority_comes_before_earlier_arrival),
        cmocka_unit_test(
            test_every_tenth_is_the_oldest_of_the_lower_priorities),
        cmocka_unit_test(test_what_comes_back_has_its_place_again),
        cmocka_unit_test(test_document_is_held_back_until_its_time),
        cmocka_unit_test(test_removed_document_is_not_handed_out),
        cmocka_unit_test(test_document_at_its_cap_steps_aside),
        cmocka_unit_test(test_room_of_one_tag_is_used_though_another_is_full),
        cmocka_unit_test(test_caps_hold_and_nothing_is_forgotten),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
