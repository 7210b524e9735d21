/* commit - acceptances and results into a real store, a round at a time. */
#include "worker/commit.h"

#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "record/codec.h"
#include "record/compress.h"
#include "record/verify.h"
#include "store/snapshot.h"
#include "tests/unit/ok.h"
#include "tests/unit/temporary.h"
#include "worker/settle.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

struct fixture {
    struct temporary directory;
    struct head_options options;
    struct head head;
    struct round round;
    struct arena arena;
    struct error err;
};

static int
setup(void **state)
{
    struct fixture *f = calloc(1, sizeof *f);
    struct store_options options = {.map_bytes = 1 << 20};

    log_open("test", LOG_LEVEL_ERROR, LOG_FORMAT_HUMAN);
    temporary_make(&f->directory);
    f->options =
        (struct head_options){.max_attempts = 3, .max_document_bytes = 1 << 20};
    f->head.options = &f->options;
    *state = f;
    return store_open(f->directory.path, STORE_WRITER, &options, &f->head.store,
                      &f->err);
}

static int
teardown(void **state)
{
    struct fixture *f = *state;

    round_release(&f->round);
    leases_release(&f->head.leases, &f->head.queue);
    queue_release(&f->head.queue);
    store_close(&f->head.store);
    temporary_remove(&f->directory);
    arena_release(&f->arena);
    free(f);
    return 0;
}

/* Note a submission of `bytes` under `name` for the next commit. */
static void
submit(struct fixture *f, struct str bytes, const char *name)
{
    struct acceptance *a = round_add_acceptance(&f->round);

    assert_non_null(a);
    a->bytes = bytes;
    a->row = (struct inbox_row){
        .document_id = document_id_of(bytes, STR(""), STR("")),
        .generation = 1,
        .accepted_ms = 1,
        .bytes = bytes.len,
    };
    a->origin = (struct origin){.name = str_from(name), .accepted_ms = 1};
}

static void
end_round(struct fixture *f)
{
    round_release(&f->round);
}

/* One document, accepted in a round of its own; its number. */
static uint64_t
accept_alone(struct fixture *f, const char *bytes)
{
    uint64_t number;

    submit(f, str_from(bytes), "name");
    ok(f, commit_round(&f->head, &f->round, &f->err));
    number = f->round.acceptances[0].answer.document_no;
    end_round(f);
    return number;
}

static struct settlement *
note_result(struct fixture *f, uint64_t number, uint32_t generation)
{
    struct settlement *s = round_add_settlement(&f->round);

    assert_non_null(s);
    s->result.document_no = number;
    s->result.generation = generation;
    return s;
}

static void
fail_with(struct fixture *f, uint64_t number, uint32_t generation,
          enum failure_kind kind)
{
    struct settlement *s = note_result(f, number, generation);

    s->result.is_failure = true;
    s->result.failure = (struct failure){kind, STR("为什么")};
}

static void
succeed(struct fixture *f, uint64_t number, uint32_t generation,
        struct str text)
{
    struct settlement *s = note_result(f, number, generation);
    struct report report = {.span = {0, (uint32_t)text.len}, .year = 2023};
    struct record_set set = {&report, 1};
    struct packed_extraction *x = &s->result.extraction;

    x->text_bytes = (uint32_t)text.len;
    ok(f, text_compress(text, &f->arena, &x->text, &f->err));
    ok(f, records_pack(&set, &f->arena, &x->records, &f->err));
    /* As it is received. */
    if (verify_extraction(x, 2 * text.len, &f->round.arena, &s->terms,
                          &s->text_terms, &f->err) != STATUS_OK)
        settle_distrust(&f->head, s, str_from(f->err.text), &f->round.arena);
}

static enum verdict_kind
verdict(const struct fixture *f, size_t index)
{
    return f->round.settlements[index].verdict;
}

static struct inbox_row
inbox_row(struct fixture *f, uint64_t number)
{
    struct snapshot *snap = NULL;
    struct inbox_row row = {0};
    struct str value;

    ok(f, snapshot_open(f->head.store, &snap, &f->err));
    ok(f, snapshot_inbox(snap, number, &value, &f->err));
    ok(f, inbox_row_unpack(value, &f->arena, &row, &f->err));
    snapshot_close(&snap);
    return row;
}

static size_t
find_year(struct fixture *f)
{
    struct snapshot *snap = NULL;
    struct str term = term_of_year(2023, &f->arena);
    uint64_t *found;
    size_t count = 0;

    ok(f, snapshot_open(f->head.store, &snap, &f->err));
    ok(f, snapshot_lookup(snap, term_alone(term), &f->arena, &found, &count,
                          &f->err));
    snapshot_close(&snap);
    return count;
}

static void
test_an_acceptance_twice_in_a_round_is_one_document(void **state)
{
    struct fixture *f = *state;
    struct origins_row origins;
    struct snapshot *snap = NULL;
    struct str value;

    submit(f, STR("same"), "first");
    submit(f, STR("other"), "other");
    submit(f, STR("same"), "second");
    submit(f, STR("same"), "first");
    ok(f, commit_round(&f->head, &f->round, &f->err));
    assert_false(f->round.acceptances[0].answer.is_duplicate);
    assert_int_equal(f->round.acceptances[1].answer.document_no, 2);
    for (int i = 2; i < 4; i++) {
        assert_int_equal(f->round.acceptances[i].answer.document_no, 1);
        assert_true(f->round.acceptances[i].answer.is_duplicate);
        assert_int_equal(f->round.acceptances[i].answer.state,
                         DOCUMENT_WAITING);
    }
    assert_int_equal(f->head.queue.count, 2);
    assert_int_equal(f->head.tally.accepted, 4);
    assert_int_equal(f->head.tally.duplicates, 2);
    ok(f, snapshot_open(f->head.store, &snap, &f->err));
    ok(f, snapshot_origins(snap, 1, &value, &f->err));
    ok(f, origins_row_unpack(value, &f->arena, &origins, &f->err));
    snapshot_close(&snap);
    assert_int_equal(origins.origin_count, 2);
    assert_true(str_equal(origins.origins[1].name, STR("second")));
}

static void
test_a_duplicate_tells_the_state_of_the_first(void **state)
{
    struct fixture *f = *state;
    uint64_t done = accept_alone(f, "done"), dead = accept_alone(f, "dead");

    accept_alone(f, "waiting");
    succeed(f, done, 1, STR("text"));
    fail_with(f, dead, 1, FAILURE_INVALID);
    ok(f, commit_round(&f->head, &f->round, &f->err));
    end_round(f);
    submit(f, STR("done"), "n");
    submit(f, STR("dead"), "n");
    submit(f, STR("waiting"), "n");
    ok(f, commit_round(&f->head, &f->round, &f->err));
    assert_int_equal(f->round.acceptances[0].answer.state, DOCUMENT_DONE);
    assert_int_equal(f->round.acceptances[0].answer.document_no, done);
    assert_int_equal(f->round.acceptances[1].answer.state, DOCUMENT_DEAD);
    assert_int_equal(f->round.acceptances[1].answer.document_no, dead);
    assert_int_equal(f->round.acceptances[2].answer.state, DOCUMENT_WAITING);
    for (int i = 0; i < 3; i++)
        assert_true(f->round.acceptances[i].answer.is_duplicate);
    assert_int_equal(f->head.queue.count, 1);
}

static void
test_origins_do_not_grow_for_ever(void **state)
{
    struct fixture *f = *state;
    struct snapshot *snap = NULL;
    struct origins_row row;
    struct str value;

    for (unsigned i = 0; i < 200; i++)
        submit(f, STR("same"), arena_format(&f->arena, "name %u", i).ptr);
    ok(f, commit_round(&f->head, &f->round, &f->err));
    ok(f, snapshot_open(f->head.store, &snap, &f->err));
    ok(f, snapshot_origins(snap, 1, &value, &f->err));
    ok(f, origins_row_unpack(value, &f->arena, &row, &f->err));
    snapshot_close(&snap);
    assert_in_range(row.origin_count, 2, 64);
}

static void
test_a_result_is_in_the_store_and_in_the_index(void **state)
{
    struct fixture *f = *state;
    uint64_t number = accept_alone(f, "bytes");
    struct snapshot *snap = NULL;
    struct document_row row;
    struct str value;

    assert_int_equal(find_year(f), 0);
    succeed(f, number, 1, STR("text"));
    ok(f, commit_round(&f->head, &f->round, &f->err));
    assert_int_equal(verdict(f, 0), VERDICT_DONE);
    assert_int_equal(find_year(f), 1);
    assert_int_equal(f->head.queue.count, 0);
    assert_int_equal(f->head.tally.done, 1);
    ok(f, snapshot_open(f->head.store, &snap, &f->err));
    ok(f, snapshot_document(snap, number, &value, &f->err));
    ok(f, document_row_unpack(value, &f->arena, &row, &f->err));
    assert_int_equal(row.text_bytes, 4);
    assert_int_equal(row.generation, 1);
    assert_int_equal(snapshot_inbox(snap, number, &value, &f->err),
                     STATUS_NOT_FOUND);
    snapshot_close(&snap);
}

static void
test_a_result_twice_in_a_round_is_taken_once(void **state)
{
    struct fixture *f = *state;
    uint64_t number = accept_alone(f, "bytes");

    succeed(f, number, 1, STR("text"));
    succeed(f, number, 1, STR("text"));
    fail_with(f, number, 1, FAILURE_CRASHED);
    ok(f, commit_round(&f->head, &f->round, &f->err));
    assert_int_equal(verdict(f, 0), VERDICT_DONE);
    assert_int_equal(verdict(f, 1), VERDICT_STALE);
    assert_int_equal(verdict(f, 2), VERDICT_STALE);
    assert_int_equal(f->head.tally.done, 1);
    assert_int_equal(f->head.tally.stale, 2);
}

static void
test_a_result_of_another_generation_is_stale(void **state)
{
    struct fixture *f = *state;
    uint64_t number = accept_alone(f, "bytes");

    succeed(f, number, 0, STR("text"));
    succeed(f, number, 2, STR("text"));
    fail_with(f, number, 2, FAILURE_INVALID);
    succeed(f, 99, 1, STR("text"));
    ok(f, commit_round(&f->head, &f->round, &f->err));
    for (size_t i = 0; i < 4; i++)
        assert_int_equal(verdict(f, i), VERDICT_STALE);
    assert_int_equal(f->head.queue.count, 1);
    assert_int_equal(f->head.tally.dead, 0);
}

static void
test_three_charged_failures_make_a_dead_letter(void **state)
{
    struct fixture *f = *state;
    uint64_t number = accept_alone(f, "bytes");
    static const enum failure_kind kinds[] = {
        FAILURE_CRASHED, FAILURE_TIMED_OUT, FAILURE_EXHAUSTED};
    struct inbox_row row;

    for (uint32_t i = 0; i < 3; i++) {
        struct document *d = queue_find_number(&f->head.queue, number);
        assert_int_equal(d->attempts, i);
        assert_int_equal(d->generation, i + 1);
        assert_ptr_equal(queue_first(&f->head.queue), d);
        fail_with(f, number, i + 1, kinds[i]);
        ok(f, commit_round(&f->head, &f->round, &f->err));
        assert_int_equal(verdict(f, 0), i < 2 ? VERDICT_RETRY : VERDICT_DEAD);
        end_round(f);
        row = inbox_row(f, number);
        assert_int_equal(row.attempts, i + 1);
        assert_int_equal(row.state, i < 2 ? DOCUMENT_WAITING : DOCUMENT_DEAD);
        assert_int_equal(row.generation, i < 2 ? i + 2 : i + 1);
        assert_true(str_equal(row.reason, STR("为什么")));
    }
    assert_int_equal(f->head.queue.count, 0);
    assert_int_equal(f->head.tally.dead, 1);
}

static void
test_a_document_that_cannot_be_read_is_dead_at_once(void **state)
{
    struct fixture *f = *state;
    uint64_t number = accept_alone(f, "bytes");

    fail_with(f, number, 1, FAILURE_INVALID);
    ok(f, commit_round(&f->head, &f->round, &f->err));
    assert_int_equal(verdict(f, 0), VERDICT_DEAD);
    assert_int_equal(inbox_row(f, number).state, DOCUMENT_DEAD);
}

static void
test_a_wrong_result_is_a_charged_failure(void **state)
{
    struct fixture *f = *state;
    uint64_t number = accept_alone(f, "bytes");

    succeed(f, number, 1, STR("\xFF\xFE"));
    assert_true(f->round.settlements[0].result.is_failure);
    ok(f, commit_round(&f->head, &f->round, &f->err));
    assert_int_equal(verdict(f, 0), VERDICT_RETRY);
    assert_int_equal(inbox_row(f, number).attempts, 1);
}

static void
test_a_full_map_grows_within_the_commit(void **state)
{
    struct fixture *f = *state;
    static char bytes[40][60000];

    for (int i = 0; i < 40; i++) {
        memset(bytes[i], 'a' + i % 26, sizeof bytes[i]);
        bytes[i][0] = (char)i;
        submit(f, (struct str){bytes[i], sizeof bytes[i]}, "large");
    }
    ok(f, commit_round(&f->head, &f->round, &f->err));
    for (unsigned i = 0; i < 40; i++) {
        assert_int_equal(f->round.acceptances[i].answer.document_no, i + 1);
        assert_false(f->round.acceptances[i].answer.is_duplicate);
    }
    assert_int_equal(f->head.queue.count, 40);
    assert_int_equal(inbox_row(f, 40).bytes, sizeof bytes[0]);
}

static void
test_an_empty_round_commits_nothing(void **state)
{
    struct fixture *f = *state;

    ok(f, commit_round(&f->head, &f->round, &f->err));
    assert_int_equal(f->head.tally.commits, 0);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(test_an_acceptance_twice_in_a_round_is_one_document),
        CASE(test_a_duplicate_tells_the_state_of_the_first),
        CASE(test_origins_do_not_grow_for_ever),
        CASE(test_a_result_is_in_the_store_and_in_the_index),
        CASE(test_a_result_twice_in_a_round_is_taken_once),
        CASE(test_a_result_of_another_generation_is_stale),
        CASE(test_three_charged_failures_make_a_dead_letter),
        CASE(test_a_document_that_cannot_be_read_is_dead_at_once),
        CASE(test_a_wrong_result_is_a_charged_failure),
        CASE(test_a_full_map_grows_within_the_commit),
        CASE(test_an_empty_round_commits_nothing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
