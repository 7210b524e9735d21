/* status - how the head is: documents by state, workers. */
#include <stdio.h>

#include "base/clock.h"
#include "client/connect.h"
#include "client/document_text.h"
#include "client/options.h"
#include "client/output.h"
#include "client/page_link.h"
#include "client/table.h"
#include "wire/control_json.h"

enum { WAIT_MAX_S = 86400 };

static const struct option_spec options[] = {
    {"wait", "SECONDS", "wait this long for the head to answer"},
    {"url", NULL, "print a link to the web page that may change things"},
    {"leases", NULL, "also which worker has which document, for how long"},
    {NULL, NULL, NULL},
};

static const struct column columns[] = {
    {"worker", false, 0, 12}, {"children", true, 0, 0}, {"working", true, 0, 0},
    {"credit", true, 0, 0},   {"leased", true, 0, 0},   {"taken", true, 0, 0},
};

static void
add_number(struct table *t, uint64_t number, struct arena *a)
{
    table_add(t, arena_format(a, "%llu", (unsigned long long)number));
}

static void
print_leases(const struct status_report *r, struct arena *a)
{
    static const struct column lease_columns[] = {
        {"worker", false, false, 12},
        {"document", false, false, 0},
        {"for", true, false, 0},
    };
    struct table table;

    table_init(&table, lease_columns, 3, stdout);
    for (size_t i = 0; i < r->worker_count; i++)
        for (size_t j = 0; j < r->workers[i].lease_count; j++) {
            const struct lease_status *lease = &r->workers[i].leases[j];
            char digits[DOCUMENT_ID_DIGITS + 1];
            table_add(&table, r->workers[i].name);
            table_add(&table,
                      str_from(document_id_print(lease->document_id, digits)));
            table_add(&table, duration_text(lease->for_ms, a));
        }
    if (table_rows(&table) > 0)
        putchar('\n');
    if (!table_flush(&table))
        table_release(&table);
}

/* What of the waiting is not to be handed out now. */
static void
print_held(const struct status_report *r, struct arena *a)
{
    if (r->held_back + r->capped + r->alone == 0)
        return;
    print_field("of these",
                arena_format(a,
                             "%llu held back, %llu at a tag's cap, %llu to be "
                             "read alone",
                             (unsigned long long)r->held_back,
                             (unsigned long long)r->capped,
                             (unsigned long long)r->alone),
                a);
}

static void
print_recent(const struct status_report *r, struct arena *a)
{
    double seconds = r->recent_ms > 1000 ? (double)r->recent_ms / 1000 : 1;

    print_field("rates",
                arena_format(a,
                             "%.1f accepted/s, %.1f done/s in the last %.0f s",
                             (double)r->recent_accepted / seconds,
                             (double)r->recent_done / seconds, seconds),
                a);
    if (r->disk_free_bytes < r->disk_reserve_bytes)
        print_field("disk",
                    arena_format(a,
                                 "%.*s free, below its reserve of %.*s: "
                                 "nothing is accepted",
                                 STR_ARG(size_text(r->disk_free_bytes, a)),
                                 STR_ARG(size_text(r->disk_reserve_bytes, a))),
                    a);
}

static bool
print_workers(const struct status_report *r, struct arena *a)
{
    struct table table;

    table_init(&table, columns, sizeof columns / sizeof *columns, stdout);
    for (size_t i = 0; i < r->worker_count; i++) {
        const struct worker_status *w = &r->workers[i];
        table_add(&table, w->name.len ? w->name : STR("(no name)"));
        add_number(&table, w->children, a);
        add_number(&table, w->working, a);
        add_number(&table, w->credit, a);
        add_number(&table, w->leased, a);
        add_number(&table, w->taken, a);
        table_add(&table, str_from(worker_mode_name(w->mode)));
    }
    return table_flush(&table);
}

static bool
print_status(const struct status_report *r, struct arena *a)
{
    print_field("head",
                arena_format(a, "%.*s, up %.*s", STR_ARG(r->software),
                             STR_ARG(duration_text(r->uptime_ms, a))),
                a);
    if (r->is_paused)
        print_field("paused", STR("nothing is handed out"), a);
    print_field("store", r->store_id, a);
    print_field("documents",
                arena_format(a, "%llu done, %llu waiting, %llu dead",
                             (unsigned long long)r->done,
                             (unsigned long long)r->waiting,
                             (unsigned long long)r->dead),
                a);
    if (r->waiting)
        print_field(
            "waiting",
            arena_format(a, "%.*s, oldest for %.*s, %llu with workers",
                         STR_ARG(size_text(r->waiting_bytes, a)),
                         STR_ARG(duration_text(r->oldest_waiting_ms, a)),
                         (unsigned long long)r->leased),
            a);
    print_held(r, a);
    print_recent(r, a);
    print_field("this run",
                arena_format(a,
                             "%llu accepted, %llu duplicates, %llu commits, "
                             "%llu results too late",
                             (unsigned long long)r->accepted,
                             (unsigned long long)r->duplicates,
                             (unsigned long long)r->commits,
                             (unsigned long long)r->stale),
                a);
    if (!r->worker_count) {
        print_field("workers", STR("none"), a);
        return true;
    }
    putchar('\n');
    return print_workers(r, a);
}

static enum exit_code
print_answer(struct invocation *inv, const struct status_report *r)
{
    struct error err;

    if (inv->is_json) {
        print_json(json_of_status_report(r));
        return EXIT_CODE_DONE;
    }
    if (print_status(r, inv->arena)) {
        if (options_has(inv, "leases"))
            print_leases(r, inv->arena);
        return EXIT_CODE_DONE;
    }
    return fail_with(inv, error_set(&err, STATUS_UNAVAILABLE, "out of memory"),
                     &err);
}

static enum exit_code
print_link(struct invocation *inv)
{
    struct error err;
    struct str link;
    enum status st = page_link(inv->directory, inv->arena, &link, &err);

    if (st != STATUS_OK)
        return fail_with(inv, st, &err);
    if (inv->is_json)
        print_json(json_pack("{s:o}", "url", json_of_str(link)));
    else
        printf("%.*s\n", STR_ARG(link));
    return EXIT_CODE_DONE;
}

static enum exit_code
run(struct invocation *inv)
{
    struct message request = {.kind = MESSAGE_STATUS_REQUEST};
    struct exchange *exchange = NULL;
    enum exit_code code = EXIT_CODE_DONE;
    uint64_t wait_s = 0;
    struct message answer;
    struct error err;
    enum status st;

    if (options_number(inv, "wait", 1, WAIT_MAX_S, &wait_s, &err) != STATUS_OK)
        return fail_usage(inv, &err);
    if (options_has(inv, "url"))
        return print_link(inv);
    if (!connect_head(inv, (int)wait_s * 1000, &exchange, &code))
        return code;
    st = exchange_ask(exchange, &request, MESSAGE_STATUS_REPORT, inv->arena,
                      &answer, &err);
    if (st == STATUS_OK)
        code = print_answer(inv, &answer.status_report);
    else
        code = fail_with(inv, st, &err);
    exchange_close(&exchange);
    return code;
}

const struct command status_command = {
    .name = "status",
    .operands = "",
    .summary = "show how the head is doing",
    .details =
        "Asks the head (baogao-worker) for its documents by state and its\n"
        "workers. --wait makes it wait for a head that is just starting.\n"
        "--url asks nobody: it prints the address of the publisher's web page\n"
        "with the token that a change takes; keep that link to yourself.\n",
    .options = options,
    .run = run,
};
