/* watch - what happens to documents, one line each, as it happens. */
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

#include "client/connect.h"
#include "client/options.h"
#include "client/output.h"
#include "client/screen.h"
#include "wire/feed_json.h"

enum {
    WAIT_MS = 10000,
    /* A publisher that was away is asked again after so long. */
    AGAIN_SECONDS = 1,
};

static const struct option_spec options[] = {
    {"since", "N", "the changes after number N, from 0 all; those from now on"},
    {"store", "ID", "the store that N is of, as --json prints it"},
    {"until-now", NULL, "end with the latest one there is; --since 0"},
    {NULL, NULL, NULL},
};

/* Where the reading stands. */
struct follower {
    struct invocation *inv;
    struct exchange *exchange;
    struct changes asked;
    char store_id[DOCUMENT_ID_DIGITS + 1]; /* what `asked` borrows */
    bool is_from_now; /* the number to begin with is not known yet */
    bool ends_now;
    uint64_t last;       /* the change to end with, once a page told of it */
    bool has_complained; /* of a publisher that is away */
};

/* ---- the end ----------------------------------------------------------- */

/* Nothing is half printed: signals come through only while it waits. */
static void
end_at_once(int number)
{
    (void)number;
    _exit(EXIT_CODE_DONE);
}

static void
allow_signals(bool are_allowed)
{
    sigset_t both;

    sigemptyset(&both);
    sigaddset(&both, SIGINT);
    sigaddset(&both, SIGTERM);
    sigprocmask(are_allowed ? SIG_UNBLOCK : SIG_BLOCK, &both, NULL);
}

static void
take_signals(void)
{
    struct sigaction end = {.sa_handler = end_at_once};

    allow_signals(false);
    sigaction(SIGINT, &end, NULL);
    sigaction(SIGTERM, &end, NULL);
}

/* ---- printing ---------------------------------------------------------- */

static void
print_change(const struct follower *w, const struct document_change *c,
             struct arena *a)
{
    char digits[DOCUMENT_ID_DIGITS + 1];
    struct str about = record_has(c->reason) ? c->reason : c->name;

    if (w->inv->is_json) {
        json_t *json = json_of_change(c);
        if (json)
            json_object_set_new(json, "store_id", json_string(w->store_id));
        print_json(json);
        return;
    }
    printf("%8llu  %-9s  %s  %.*s\n", (unsigned long long)c->change_no,
           document_change_word(c), document_id_print(c->document_id, digits),
           STR_ARG(screen_clean(about, a)));
}

static void
keep_store_id(struct follower *w, struct str id)
{
    snprintf(w->store_id, sizeof w->store_id, "%.*s", STR_ARG(id));
    w->asked.store_id = str_from(w->store_id);
}

/* False: that is all, or nobody reads it. */
static bool
take_page(struct follower *w, const struct change_page *page, struct arena *a)
{
    bool is_over;

    keep_store_id(w, page->store_id);
    if (!w->last)
        w->last = page->as_of;
    for (size_t i = 0; i < page->count && !w->is_from_now; i++) {
        print_change(w, &page->changes[i], a);
        w->asked.after = page->changes[i].change_no;
    }
    if (w->is_from_now)
        w->asked.after = page->as_of;
    w->is_from_now = false;
    w->asked.limit = CHANGES_LIMIT_MAX;
    w->asked.wait_ms = w->ends_now ? 0 : WAIT_MS;
    is_over = w->asked.after >= w->last || page->count == 0;
    return output_flush() && !(w->ends_now && is_over);
}

/* ---- asking ------------------------------------------------------------ */

static enum status
ask(struct follower *w, struct arena *a, struct message *answer,
    struct error *err)
{
    struct message request = {.kind = MESSAGE_CHANGES, .changes = w->asked};
    enum status st;

    allow_signals(true);
    st = exchange_ask(w->exchange, &request, MESSAGE_CHANGE_PAGE, a, answer,
                      err);
    allow_signals(false);
    return st;
}

/* Who began to follow goes on doing so when the publisher starts again. */
static bool
is_away_for_now(struct follower *w, enum status st, const struct error *err)
{
    if (st != STATUS_UNAVAILABLE || w->ends_now || !w->store_id[0])
        return false;
    if (!w->has_complained)
        complain(w->inv, "%s; trying again", err->text);
    w->has_complained = true;
    allow_signals(true);
    sleep(AGAIN_SECONDS);
    allow_signals(false);
    return true;
}

static enum exit_code
follow(struct follower *w)
{
    bool goes_on = true;

    while (goes_on) {
        struct arena a = {0};
        struct message answer;
        struct error err;
        enum status st = ask(w, &a, &answer, &err);
        if (st == STATUS_OK) {
            w->has_complained = false;
            goes_on = take_page(w, &answer.change_page, &a);
        }
        arena_release(&a);
        if (st != STATUS_OK && !is_away_for_now(w, st, &err))
            return fail_asking(w->inv, st, &err);
    }
    return EXIT_CODE_DONE;
}

static enum exit_code
run(struct invocation *inv)
{
    struct follower w = {.inv = inv, .ends_now = options_has(inv, "until-now")};
    enum exit_code code = EXIT_CODE_DONE;
    struct error err;

    if (options_number(inv, "since", 0, UINT64_MAX, &w.asked.after, &err) !=
        STATUS_OK)
        return fail_usage(inv, &err);
    w.is_from_now = !w.ends_now && !options_has(inv, "since");
    if (options_has(inv, "store"))
        w.asked.store_id = str_from(options_value(inv, "store"));
    w.asked.limit = w.is_from_now ? 1 : CHANGES_LIMIT_MAX;
    if (!connect_publisher(inv, &w.exchange, &code))
        return code;
    take_signals();
    code = follow(&w);
    exchange_close(&w.exchange);
    return code;
}

const struct command watch_command = {
    .name = "watch",
    .operands = "",
    .summary = "print what happens to documents, as it happens",
    .details =
        "Prints a line a change: its number, what happened (done, reread,\n"
        "dead, waiting again, dropped, forgotten), the document, its name or\n"
        "why it is dead. A document has one change, its latest: from 0 they\n"
        "are all documents that were read. Ends with 0 at SIGINT or SIGTERM,\n"
        "with 1 when the store is another one than that of the numbers;\n"
        "then start again from 0.\n",
    .options = options,
    .run = run,
};
