#include "publisher/feed/trace.h"

#include "record/log_document.h"
#include "store/snapshot.h"

/* A snapshot is to be short, and whoever waits for an answer waits. */
enum { NEWS_MAX = 1000 };

static bool
is_shown(void)
{
    return log_max_level >= LOG_LEVEL_DEBUG;
}

static void
trace(const char *message, const struct document_id *id, uint64_t change_no,
      enum document_state state)
{
    log_debug(message, log_document(id), log_number("change", change_no),
              log_text("state", document_state_name(state)));
}

void
trace_news(struct store *store, uint64_t after)
{
    struct noted_change noted = {.change_no = after};
    struct snapshot *snap = NULL;
    struct error err;

    if (!is_shown() || snapshot_open(store, &snap, &err) != STATUS_OK)
        return;
    for (int i = 0;
         i < NEWS_MAX &&
         snapshot_next_change(snap, noted.change_no, &noted, &err) == STATUS_OK;
         i++)
        trace("seen", &noted.document_id, noted.change_no, noted.state);
    snapshot_close(&snap);
}

void
trace_page(const char *message, const struct change_page *page)
{
    for (size_t i = 0; is_shown() && i < page->count; i++) {
        const struct document_change *c = &page->changes[i];
        trace(message, &c->document_id, c->change_no, c->state);
    }
}
