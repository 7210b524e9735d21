#include "publisher/promises/ledger.h"

#include "base/clock.h"
#include "publisher/promises/fulfil.h"
#include "publisher/promises/judge.h"
#include "publisher/query/place_plan.h"
#include "publisher/report/outline.h"
#include "publisher/works/works.h"
#include "record/period.h"
#include "record/place.h"

static enum status
out_of_memory(struct error *err)
{
    return error_set(err, STATUS_UNAVAILABLE, "out of memory");
}

/* ---- reading ----------------------------------------------------------- */

static bool
wants(const void *context, const struct report *r)
{
    const struct promises *asked = context;

    return choice_allows(asked->genre, r->genre) &&
           place_is_same(&r->place, r->year, asked->place);
}

static enum status
read_entries(const struct version *v, struct arena *a, struct account *out,
             struct error *err)
{
    struct outline outline;
    enum status st =
        outline_read(&v->records, v->begin + 1, v->end, a, &outline, err);

    *out = (struct account){
        .version = v,
        .place = place_key(&v->report.place, v->report.year),
        .last_day = report_last_day(&v->report),
        .entries = ARENA_ARRAY(a, struct entry, v->figure_count),
    };
    if (st == STATUS_OK && !out->entries)
        return out_of_memory(err);
    for (uint32_t i = v->begin + 1; i < v->end && st == STATUS_OK; i++) {
        struct entry *entry = &out->entries[out->entry_count];
        if (packed_kind(&v->records, i) != PACKED_FIGURE)
            continue;
        st = packed_figure(&v->records, i, a, &entry->figure, err);
        if (st != STATUS_OK ||
            outline_is_inside(&outline, entry->figure.section, SECTION_ANNEX))
            continue;
        entry->index = i;
        out->entry_count++;
    }
    return st;
}

static enum status
read_versions(struct snapshot *snap, const struct promises *asked,
              int64_t deadline_ms, struct arena *a, struct version_list *list,
              bool *is_cut, struct error *err)
{
    struct plan plan;
    enum status st = place_plan_make(snap, asked->place, a, &plan, err);

    if (st == STATUS_OK)
        st = versions_read_all(snap, &plan, wants, asked, deadline_ms, a, list,
                               is_cut, err);
    return st == STATUS_OK ? works_find(list, deadline_ms, a, is_cut, err) : st;
}

enum status
ledger_read(struct snapshot *snap, const struct promises *asked,
            int64_t deadline_ms, struct arena *a, struct ledger *out,
            struct error *err)
{
    struct version_list *list = ARENA_NEW(a, struct version_list);
    enum status st;

    if (!list)
        return out_of_memory(err);
    st = read_versions(snap, asked, deadline_ms, a, list, &out->is_cut, err);
    if (st != STATUS_OK)
        return st;
    out->accounts = ARENA_ARRAY(a, struct account, list->count);
    if (!out->accounts)
        return out_of_memory(err);
    for (size_t i = 0; i < list->count && st == STATUS_OK; i++) {
        if (!is_best(&list->versions[i]))
            continue;
        if (out->count > 0 && clock_monotonic_ms() >= deadline_ms) {
            out->is_cut = true;
            break;
        }
        st = read_entries(&list->versions[i], a, &out->accounts[out->count++],
                          err);
    }
    return st;
}

/* ---- settling ---------------------------------------------------------- */

/* Whether it answers for what `promising` promised until `last_day`. */
static bool
answers_for(const struct account *account, const struct account *promising,
            uint32_t last_day)
{
    return account->last_day >= last_day &&
           account->version->report.genre == promising->version->report.genre &&
           str_equal(account->place, promising->place);
}

/*
 * The last day that the first report reviews which was made after the
 * promise's period; 0: there is none.
 */
static uint32_t
first_answer(const struct ledger *ledger, const struct account *promising,
             const struct figure *promise)
{
    struct period period = {0};
    uint32_t first = 0;

    if (!period_parse(promise->period, &period))
        return 0;
    for (size_t i = 0; i < ledger->count; i++) {
        const struct account *account = &ledger->accounts[i];
        if (answers_for(account, promising, period.last) &&
            (first == 0 || account->last_day < first))
            first = account->last_day;
    }
    return first;
}

struct settlement
ledger_settle(const struct ledger *ledger, const struct account *account,
              const struct figure *promise)
{
    uint32_t day = first_answer(ledger, account, promise);
    struct settlement best = {0};
    unsigned best_score = 0;

    for (size_t i = 0; day != 0 && i < ledger->count; i++) {
        const struct account *answer = &ledger->accounts[i];
        if (answer->last_day != day || !answers_for(answer, account, day))
            continue;
        for (size_t j = 0; j < answer->entry_count; j++) {
            const struct entry *entry = &answer->entries[j];
            unsigned score = outcome_score(promise, &entry->figure);
            if (score <= best_score)
                continue;
            best_score = score;
            best.account = answer;
            best.outcome = entry;
        }
    }
    if (best.outcome)
        best.result = judge(promise, &best.outcome->figure,
                            indicator_by_id(promise->indicator));
    return best;
}

bool
ledger_next_statement(const struct ledger *ledger,
                      const struct account *account,
                      const struct figure *promise, size_t *account_at,
                      size_t *entry_at)
{
    uint32_t day = first_answer(ledger, account, promise);

    for (; day != 0 && *account_at < ledger->count;
         (*account_at)++, *entry_at = 0) {
        const struct account *answer = &ledger->accounts[*account_at];
        if (answer->last_day != day || !answers_for(answer, account, day))
            continue;
        for (; *entry_at < answer->entry_count; (*entry_at)++)
            if (is_statement(promise, &answer->entries[*entry_at].figure))
                return true;
    }
    return false;
}
