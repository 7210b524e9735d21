/* search - the reports that have words, and where. */
#include <stdio.h>

#include "client/figure_text.h"
#include "client/filters.h"
#include "client/listing.h"
#include "client/marked.h"
#include "client/options.h"
#include "client/output.h"
#include "client/screen.h"

static void
print_part(const char *before, struct str part, struct arena *a)
{
    if (part.len > 0)
        printf("%s%.*s", before, STR_ARG(screen_clean(part, a)));
}

/* Its id, what it is, and below that the pieces of its text. */
static void
print_row(const struct row *row, struct arena *a)
{
    const struct report *r = row->report;
    bool has_styles = screen_has_styles(stdout);

    if (!r)
        return;
    printf("%s", has_styles ? "\033[1m" : "");
    print_part("", short_id(row->id, a), a);
    print_part("  ", r->title, a);
    printf("%s", has_styles ? "\033[0m" : "");
    print_part("  ", r->place.name, a);
    print_part("  ", year_text(r->year, a), a);
    print_part("  ", row->document_name, a);
    putchar('\n');
    for (size_t i = 0; i < row->snippet_count; i++) {
        const struct snippet *s = &row->snippets[i];
        printf("    ");
        print_marked(s->text, s->marks, s->mark_count, a);
    }
}

/* The words as one text: the shell has taken them apart. */
static struct str
join_words(const struct invocation *inv)
{
    struct str words = str_from(inv->operands[0]);

    for (size_t i = 1; i < inv->operand_count; i++)
        words = arena_format(inv->arena, "%.*s %s", STR_ARG(words),
                             inv->operands[i]);
    return words;
}

static enum exit_code
run(struct invocation *inv)
{
    struct listing listing = {
        .rows = ROW_REPORT,
        .noun = "reports",
        .limit = 20,
        .print_row = print_row,
        .text = join_words(inv),
    };
    struct error err;

    if (options_has(inv, "text")) {
        error_set(&err, STATUS_INVALID, "--text: the words are given already");
        return fail_usage(inv, &err);
    }
    return listing_run(inv, &listing);
}

const struct command search_command = {
    .name = "search",
    .operands = "WORDS...",
    .summary = "search the texts of reports",
    .details =
        "Lists reports whose text has all WORDS, those that say most of them\n"
        "first, each with the pieces of its text where they stand. A word of\n"
        "several characters is found where they stand in a row; in quotes, "
        "marks\n"
        "and blanks count. Traditional and Simplified are alike. Filters "
        "narrow\n"
        "the list.\n\n"
        "  baogao search 乡村振兴 就业 --year-from 2018\n"
        "  baogao search '\"改革、开放\"'\n",
    .options = listing_options,
    .shared = filter_options,
    .min_operands = 1,
    .max_operands = 100,
    .run = run,
};
