#include "client/table.h"

#include "client/screen.h"

static const struct str gap = STR_INIT("  ");

void
table_init(struct table *t, const struct column *columns, size_t count,
           FILE *to)
{
    *t = (struct table){
        .columns = columns,
        .column_count = count,
        .to = to,
        .line_width = screen_columns(to),
        .has_styles = screen_has_styles(to),
        .indent = "",
    };
}

void
table_release(struct table *t)
{
    arena_release(&t->cells);
    t->texts = NULL;
    t->count = t->capacity = 0;
}

void
table_add(struct table *t, struct str text)
{
    struct str *texts = arena_grow(&t->cells, t->texts, t->count, &t->capacity,
                                   sizeof *t->texts);

    if (!texts)
        return;
    t->texts = texts;
    texts[t->count++] = screen_clean(text, &t->cells);
}

static size_t
widest(const struct table *t, size_t column)
{
    size_t most =
        t->is_untitled ? 1 : screen_width(str_from(t->columns[column].title));

    if (t->widths[column] > most)
        most = t->widths[column];
    for (size_t i = column; i < t->count; i += t->column_count) {
        size_t width = screen_width(t->texts[i]);
        most = width > most ? width : most;
    }
    return most;
}

static size_t
total_width(const struct table *t)
{
    size_t total = screen_width(str_from(t->indent));

    for (size_t i = 0; i < t->column_count; i++)
        if (t->widths[i])
            total += t->widths[i] + gap.len;
    return total - gap.len;
}

/* The widest column that may give way, or column_count. */
static size_t
column_to_shorten(const struct table *t)
{
    size_t found = t->column_count;

    for (size_t i = 0; i < t->column_count; i++) {
        if (!t->columns[i].min_width || t->widths[i] <= t->columns[i].min_width)
            continue;
        if (found == t->column_count || t->widths[i] > t->widths[found])
            found = i;
    }
    return found;
}

static bool
leave_one_out(struct table *t)
{
    size_t found = t->column_count;

    for (size_t i = 0; i < t->column_count; i++) {
        unsigned spare = t->columns[i].spare;
        if (spare && t->widths[i] &&
            (found == t->column_count || spare >= t->columns[found].spare))
            found = i;
    }
    if (found == t->column_count)
        return false;
    t->widths[found] = 0;
    return true;
}

/* The least width that shortening can bring a line to. */
static size_t
least_width(const struct table *t)
{
    size_t total = total_width(t);

    for (size_t i = 0; i < t->column_count; i++) {
        size_t least = t->columns[i].min_width;
        if (least && t->widths[i] > least)
            total -= t->widths[i] - least;
    }
    return total;
}

void
table_lay_out(struct table *t)
{
    for (size_t i = 0; i < t->column_count; i++)
        if (!t->is_begun || t->widths[i])
            t->widths[i] = widest(t, i);
    if (!t->line_width)
        return;
    while (least_width(t) > t->line_width && leave_one_out(t))
        continue;
    for (size_t over = total_width(t); over > t->line_width; over--) {
        size_t i = column_to_shorten(t);
        if (i == t->column_count)
            return;
        t->widths[i]--;
    }
}

static void
print_spaces(const struct table *t, size_t count)
{
    fprintf(t->to, "%*s", (int)count, "");
}

/* `pending` spaces are owed to the cell: none trail at a line's end. */
static size_t
print_cell(struct table *t, size_t column, struct str text, size_t pending)
{
    size_t wanted = t->widths[column];
    struct str shown = screen_cut(text, wanted, &t->cells);
    size_t width = screen_width(shown);
    size_t pad = width < wanted ? wanted - width : 0;

    if (!shown.len)
        return pending + pad + gap.len;
    print_spaces(t, t->columns[column].is_right ? pending + pad : pending);
    fwrite(shown.ptr, 1, shown.len, t->to);
    return t->columns[column].is_right ? gap.len : pad + gap.len;
}

static void
print_row(struct table *t, const struct str *texts)
{
    size_t pending = screen_width(str_from(t->indent));

    for (size_t i = 0; i < t->column_count; i++)
        if (t->widths[i])
            pending = print_cell(t, i, texts[i], pending);
}

static void
print_titles(struct table *t)
{
    struct str titles[TABLE_COLUMNS_MAX];

    for (size_t i = 0; i < t->column_count; i++)
        titles[i] = str_from(t->columns[i].title);
    if (t->has_styles)
        fputs("\033[1m", t->to);
    print_row(t, titles);
    fputs(t->has_styles ? "\033[0m\n" : "\n", t->to);
}

size_t
table_rows(const struct table *t)
{
    return t->count / t->column_count;
}

void
table_print(struct table *t, size_t from, size_t to)
{
    if (from < to && !t->is_begun && !t->is_untitled)
        print_titles(t);
    t->is_begun = t->is_begun || from < to;
    for (size_t i = from; i < to; i++) {
        print_row(t, t->texts + i * t->column_count);
        fputc('\n', t->to);
    }
}

bool
table_flush(struct table *t)
{
    bool is_whole;

    table_lay_out(t);
    table_print(t, 0, table_rows(t));
    is_whole = !t->cells.exhausted;
    table_release(t);
    return is_whole;
}
