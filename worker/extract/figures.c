#include "worker/extract/figures.h"

#include "worker/extract/quantities.h"

static void
fill(const struct text *t, const struct sentence *sentence,
     const struct quantity *q, struct figure *figure)
{
    figure->span = text_span(t, q->range);
    figure->sentence = text_span(t, sentence->range);
    figure->section = sentence->section;
    figure->text = text_quote(t, q->range);
    figure->value = q->value;
    figure->upper = q->upper;
    figure->has_upper = q->has_upper;
    figure->bound = q->bound;
    figure->kind = q->kind;
    figure->unit = record_has(q->unit) ? q->unit : STR("");
    figure->per = q->per;
    figure->rule = STR("");
}

enum status
figures_read(const struct text *t, struct report *report,
             const struct sentence *sentences, size_t count,
             struct arena *arena, struct error *err)
{
    struct quantity_list list = {0};
    size_t done = 0;

    for (size_t i = 0; i < count; i++) {
        enum status st =
            quantities_read(t, sentences[i].range, arena, &list, err);
        if (st != STATUS_OK)
            return st;
        /* The sentence of each is known here and not kept. */
        for (; done < list.count; done++)
            list.items[done].sentence = i;
    }
    report->figures = ARENA_ARRAY(arena, struct figure, list.count);
    if (!report->figures)
        return error_set(err, STATUS_UNAVAILABLE, "no memory for %zu figures",
                         list.count);
    report->figure_count = list.count;
    for (size_t i = 0; i < list.count; i++) {
        report->figures[i].id = (uint32_t)i + 1;
        fill(t, &sentences[list.items[i].sentence], &list.items[i],
             &report->figures[i]);
    }
    return STATUS_OK;
}
