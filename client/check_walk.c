#include "client/check_walk.h"

#include "client/apart.h"

static void
note_violation(void *context, const struct violation *violation)
{
    check_report_add(context, violation);
}

static void
note_progress(void *context, uint64_t done, uint64_t total)
{
    struct check_report *report = context;

    apart_begin_step();
    progress_draw_part(&report->progress, done, total, "checked");
}

enum status
check_walk(const char *path, struct check_report *report, struct error *err)
{
    struct check_watch watch = {report, note_violation, note_progress};
    struct store_options options = {.is_to_be_checked = true};
    struct store *store = NULL;
    enum status st;

    apart_begin_step();
    st = store_open(path, STORE_READER, &options, &store, err);
    if (st == STATUS_OK)
        st = check_store(store, &watch, &report->summary, err);
    store_close(&store);
    return st;
}
