#include "client/listing.h"

#include "client/connect.h"
#include "client/filters.h"
#include "client/options.h"
#include "client/output.h"
#include "client/row_reader.h"
#include "wire/row_json.h"

const struct option_spec listing_options[] = {
    {"sort", "BY", "in this order"},
    {"descending", NULL, "sorted, the greatest first"},
    {"limit", "N", "at most N rows; 100, in a search 20"},
    {"all", NULL, "every row there is"},
    {NULL, NULL, NULL},
};

static void
print_page(const struct listing *listing, bool is_json, struct table *t,
           const struct page *page, struct arena *a)
{
    for (size_t i = 0; i < page->row_count; i++) {
        if (is_json)
            print_json(json_of_row(&page->rows[i]));
        else if (listing->print_row)
            listing->print_row(&page->rows[i], a);
        else
            listing->add_row(t, &page->rows[i], a);
    }
}

/* What was printed. */
struct printed {
    uint64_t count;
    bool is_cut; /* sorted: not all that match were looked at */
};

/* Print page after page. */
static enum status
print_rows(struct invocation *inv, const struct listing *listing,
           struct row_reader *reader, struct table *t, struct printed *printed,
           struct error *err)
{
    struct arena a = {0};
    struct page page;
    enum status st = STATUS_OK;

    while (st == STATUS_OK && output_works()) {
        st = row_reader_next(reader, &a, &page, err);
        if (st != STATUS_OK)
            break;
        print_page(listing, inv->is_json, t, &page, &a);
        printed->count += page.row_count;
        printed->is_cut = printed->is_cut || page.is_cut;
        if ((listing->columns && !table_flush(t)) || a.exhausted)
            st = error_set(err, STATUS_UNAVAILABLE, "out of memory");
        arena_release(&a);
    }
    arena_release(&a);
    return st == STATUS_NOT_FOUND ? STATUS_OK : st;
}

static void
tell_of_the_rest(const struct invocation *inv, const struct listing *listing,
                 const struct printed *printed, bool are_more)
{
    if (printed->is_cut)
        complain(inv,
                 "not all %s that match were looked at for this sort: "
                 "more filters help",
                 listing->noun);
    if (printed->count == 0 && !inv->is_json)
        complain(inv, "no %s match", listing->noun);
    else if (are_more)
        complain(inv,
                 "there are more than these %llu; --all prints every one, "
                 "--limit N the first N",
                 (unsigned long long)printed->count);
}

static enum exit_code
list(struct invocation *inv, const struct listing *listing,
     const struct query *q, uint64_t limit)
{
    struct exchange *exchange = NULL;
    struct row_reader reader = {0};
    struct table table;
    struct printed printed = {0};
    struct error err;
    enum exit_code code = EXIT_CODE_DONE;
    enum status st;

    if (!connect_publisher(inv, &exchange, &code))
        return code;
    table_init(&table, listing->columns, listing->column_count, stdout);
    row_reader_init(&reader, exchange, q, limit);
    st = print_rows(inv, listing, &reader, &table, &printed, &err);
    if (st == STATUS_OK)
        tell_of_the_rest(inv, listing, &printed,
                         printed.count >= limit && !reader.is_at_end);
    else
        code = fail_asking(inv, st, &err);
    row_reader_release(&reader);
    table_release(&table);
    exchange_close(&exchange);
    return code;
}

static enum status
read_sort(const struct invocation *inv, struct query *q, struct error *err)
{
    const char *sort = options_value(inv, "sort");

    q->is_descending = options_has(inv, "descending");
    return sort ? query_set(q, STR("sort"), str_from(sort), err) : STATUS_OK;
}

enum exit_code
listing_run(struct invocation *inv, const struct listing *listing)
{
    struct query query = {.rows = listing->rows, .text = listing->text};
    uint64_t limit = listing->limit ? listing->limit : QUERY_LIMIT_DEFAULT;
    struct error err;
    enum status st = filters_read(inv, &query, &err);

    if (st == STATUS_OK)
        st = read_sort(inv, &query, &err);
    if (st == STATUS_OK)
        st = options_number(inv, "limit", 1, UINT64_MAX - 1, &limit, &err);
    if (st != STATUS_OK)
        return fail_usage(inv, &err);
    if (options_has(inv, "all"))
        limit = ROW_READER_ALL;
    return list(inv, listing, &query, limit);
}
