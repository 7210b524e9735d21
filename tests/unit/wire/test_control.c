/* control - lists and orders of an operator, over the wire and back. */
#include "wire/message.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static struct message
through(const struct message *m, struct arena *a)
{
    struct message back = {0};
    struct error err = {0};
    struct str frame;

    if (message_pack(m, a, &frame, &err) != STATUS_OK ||
        message_unpack(frame, a, &back, &err) != STATUS_OK)
        fail_msg("%s: %s", message_name(m->kind), err.text);
    assert_int_equal(back.kind, m->kind);
    assert_int_equal(back.request_id, m->request_id);
    return back;
}

static void
assert_refused(const struct message *m)
{
    struct arena a = {0};
    struct message back;
    struct error err = {0};
    struct str frame;

    assert_int_equal(message_pack(m, &a, &frame, &err), STATUS_OK);
    assert_int_equal(message_unpack(frame, &a, &back, &err), STATUS_INVALID);
    arena_release(&a);
}

static void
test_document_page_comes_back_whole(void **state)
{
    struct str tags[] = {STR_INIT("甲"), STR_INIT("b")};
    struct document_info infos[] = {
        {.document_id = {{1}},
         .document_no = 7,
         .state = DOCUMENT_DEAD,
         .name = STR_INIT("工作报告.txt"),
         .tags = tags,
         .tag_count = 2,
         .bytes = 123,
         .attempts = 3,
         .reason = STR_INIT("no text"),
         .failed_ms = 1700000000001,
         .priority = 9,
         .leased_by = STR_INIT("host/1"),
         .leased_for_ms = 12},
        {.document_id = {{2}}, .document_no = 8, .state = DOCUMENT_DONE},
    };
    struct message m = {.kind = MESSAGE_DOCUMENT_PAGE,
                        .request_id = 5,
                        .document_page = {infos, 2, 8}};
    struct arena a = {0};
    struct message back = through(&m, &a);
    const struct document_info *d = back.document_page.documents;

    (void)state;
    assert_int_equal(back.document_page.count, 2);
    assert_int_equal(back.document_page.next_after_no, 8);
    assert_true(document_id_equal(d->document_id, infos->document_id));
    assert_int_equal(d->state, DOCUMENT_DEAD);
    assert_true(str_equal(d->name, infos->name));
    assert_int_equal(d->tag_count, 2);
    assert_true(str_equal(d->tags[0], tags[0]));
    assert_int_equal(d->bytes, 123);
    assert_int_equal(d->attempts, 3);
    assert_true(str_equal(d->reason, infos->reason));
    assert_int_equal(d->failed_ms, infos->failed_ms);
    assert_int_equal(d->priority, 9);
    assert_true(str_equal(d->leased_by, infos->leased_by));
    assert_int_equal(d->leased_for_ms, 12);
    assert_int_equal(d[1].state, DOCUMENT_DONE);
    arena_release(&a);
}

static void
test_order_and_its_results_come_back(void **state)
{
    struct document_id ids[] = {{{1}}, {{2}}};
    struct order_result results[] = {
        {{{1}}, ORDER_OUTCOME_WRONG_STATE, DOCUMENT_DONE},
        {{{2}}, ORDER_OUTCOME_NOT_FOUND, DOCUMENT_WAITING},
    };
    struct message order = {
        .kind = MESSAGE_ORDER, .request_id = 1, .order = {ORDER_DROP, ids, 2}};
    struct message ordered = {
        .kind = MESSAGE_ORDERED, .request_id = 1, .ordered = {results, 2}};
    struct arena a = {0};
    struct message back = through(&order, &a);

    (void)state;
    assert_int_equal(back.order.kind, ORDER_DROP);
    assert_int_equal(back.order.count, 2);
    assert_true(document_id_equal(back.order.document_ids[1], ids[1]));
    back = through(&ordered, &a);
    assert_int_equal(back.ordered.count, 2);
    assert_int_equal(back.ordered.results[0].outcome,
                     ORDER_OUTCOME_WRONG_STATE);
    assert_int_equal(back.ordered.results[0].state, DOCUMENT_DONE);
    assert_int_equal(back.ordered.results[1].outcome, ORDER_OUTCOME_NOT_FOUND);
    arena_release(&a);
}

static void
test_list_takes_its_limits_from_the_specification(void **state)
{
    struct message m = {.kind = MESSAGE_LIST_DOCUMENTS,
                        .list_documents = {.state = DOCUMENT_DEAD}};
    struct arena a = {0};

    (void)state;
    assert_int_equal(through(&m, &a).list_documents.limit, LIST_LIMIT_DEFAULT);
    m.list_documents.limit = LIST_LIMIT_MAX;
    assert_int_equal(through(&m, &a).list_documents.limit, LIST_LIMIT_MAX);
    m.list_documents.limit = LIST_LIMIT_MAX + 1;
    assert_refused(&m);
    m.list_documents.limit = 1;
    m.list_documents.state = DOCUMENT_DROPPED;
    assert_refused(&m);
    arena_release(&a);
}

static void
test_order_for_too_many_is_refused(void **state)
{
    static struct document_id ids[ORDER_MAX + 1];
    struct message m = {.kind = MESSAGE_ORDER,
                        .order = {ORDER_RETRY, ids, ORDER_MAX + 1}};

    (void)state;
    assert_refused(&m);
    m.order = (struct order){ORDER_FORGET, ids, ORDER_FORGET_MAX + 1};
    assert_refused(&m);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_document_page_comes_back_whole),
        cmocka_unit_test(test_order_and_its_results_come_back),
        cmocka_unit_test(test_list_takes_its_limits_from_the_specification),
        cmocka_unit_test(test_order_for_too_many_is_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
