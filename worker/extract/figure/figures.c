#include "worker/extract/figure/figures.h"

#include "indicator/indicator.h"
#include "worker/extract/figure/bind.h"
#include "worker/extract/figure/confidence.h"
#include "worker/extract/figure/foretold.h"
#include "worker/extract/figure/norm.h"
#include "worker/extract/figure/period.h"
#include "worker/extract/figure/plan_term.h"
#include "worker/extract/figure/planned_list.h"
#include "worker/extract/figure/price.h"
#include "worker/extract/figure/rate.h"
#include "worker/extract/figure/share_bound.h"
#include "worker/extract/figure/share_period.h"
#include "worker/extract/figure/short_names.h"
#include "worker/extract/figure/standing.h"
#include "worker/extract/figure/topic.h"
#include "worker/extract/figure/whole.h"

/* One sentence between its quantities and the figures made of them. */
struct work {
    const struct text *t;
    const struct report *report;
    const struct sentence *sentence;
    struct words *words;     /* of the sentence at hand */
    struct spoken_of spoken; /* where its clauses name no time */
    bool is_planned;         /* it opens an item of what is planned */
    bool looks_back;         /* its paragraph speaks of the year reviewed */
    size_t said; /* figures of the sentence before, in the same paragraph */
    struct arena *arena;
};

static struct str
or_empty(struct str s)
{
    return record_has(s) ? s : STR("");
}

static enum section_kind
section_kind_of(const struct work *w)
{
    uint32_t id = w->sentence->section;

    if (id == 0 || id > w->report->section_count)
        return SECTION_OTHER;
    return w->report->sections[id - 1].kind;
}

static void
fill_quantity(const struct work *w, const struct quantity *q,
              struct figure *figure)
{
    figure->span = text_span(w->t, q->range);
    figure->sentence = text_span(w->t, w->sentence->range);
    figure->section = w->sentence->section;
    figure->text = text_quote(w->t, q->range, w->arena);
    figure->value = q->value;
    figure->upper = q->upper;
    figure->has_upper = q->has_upper;
    figure->bound = q->bound;
    figure->kind = q->kind;
    figure->unit = or_empty(q->unit);
    figure->per = q->per;
    figure->norm = norm_of(q);
}

/* The id of what the figure measures; no value: no indicator. */
static struct str
indicator_of(const struct figure *figure)
{
    const struct indicator *indicator =
        record_has(figure->object) ? indicator_by_name(figure->object) : NULL;

    if (!indicator || !indicator_fits(indicator, figure->kind, figure->measure))
        return (struct str){NULL, 0};
    return indicator->id;
}

static void
fill_binding(const struct binding *b, uint32_t first_id, struct figure *figure)
{
    figure->action = b->action;
    figure->object = b->object;
    figure->base = b->base;
    figure->measure = b->measure;
    if (b->measure == MEASURE_RANK)
        figure->kind = KIND_RANK;
    figure->direction = b->direction;
    figure->of = b->of > 0 ? first_id + (uint32_t)b->of - 1 : 0;
    figure->inherited = b->inherited;
    figure->indicator = indicator_of(figure);
    figure->rule = str_from(b->rule);
}

static void
fill_time(const struct work *w, const struct slot *slot,
          const struct binding *b, struct figure *figure)
{
    struct spoken_of spoken = w->spoken;
    struct period period;
    bool is_inherited;

    figure->status = standing_of_figure(w->words, w->sentence->range, slot,
                                        section_kind_of(w), &is_inherited);
    if (is_inherited)
        figure->inherited |= INHERITED_STATUS;
    if (is_inherited && w->is_planned && figure->status == FIGURE_DONE &&
        section_kind_of(w) == SECTION_OTHER)
        figure->status = FIGURE_PLAN;
    if (is_inherited && w->looks_back && figure->status == FIGURE_PLAN &&
        !standing_demands(w->words, w->sentence->range))
        figure->status = FIGURE_DONE; /* 过去一年…, and only then the tasks */
    if (!is_inherited && figure->status == FIGURE_DONE)
        spoken.topic = NULL;
    period = period_of_figure(w->t, w->sentence->range, slot, b, w->report,
                              spoken, figure->status, w->arena);
    if ((b->is_origin || b->is_compared) && figure->status != FIGURE_PROBLEM)
        figure->status = FIGURE_DONE; /* it was so before */
    if (period.is_present && !period.is_over && figure->status == FIGURE_DONE &&
        section_kind_of(w) == SECTION_REVIEW)
        figure->status = /* 今年计划安排: no look back */
            standing_of_figure(w->words, w->sentence->range, slot,
                               SECTION_OTHER, &is_inherited);
    if ((period.is_ahead ||
         (is_inherited && foretold_this_year(w->words, slot, b, &period))) &&
        figure->status == FIGURE_DONE)
        figure->status = FIGURE_PLAN;
    if (period.is_over && is_inherited && figure->status == FIGURE_PLAN &&
        (section_kind_of(w) == SECTION_PLAN || w->is_planned))
        figure->status = FIGURE_DONE; /* 去年新建8所，今年再建9所 */
    figure->period = period.text;
    figure->accrual = period.accrual;
    if (period.is_inherited)
        figure->inherited |= INHERITED_PERIOD;
}

static void
fill_price(const struct work *w, const struct slot *slot, struct figure *figure)
{
    figure->currency = price_currency(slot->q, w->report, figure->period);
    if (figure->measure == MEASURE_CHANGE || figure->measure == MEASURE_INDEX)
        figure->basis = price_basis(w->t, slot);
}

/*
 * What the figures before say of this one's time and rate: 由2001年的71亿元增至
 * 2013年的156亿元，年均增长7%; 较同期…的4.6%; 由每小时65架次增至68架次.
 */
static void
fill_from_before(const struct work *w, const struct binding *b, size_t i,
                 struct figure *figures)
{
    struct figure *figure = &figures[i];
    unsigned first, last;

    if (i > 0 && b[i].is_compared && (figure->inherited & INHERITED_PERIOD)) {
        figure->period = figures[i - 1].period;
        figure->accrual = figures[i - 1].accrual;
    }
    if (i > 0 && (b[i - 1].is_origin || b[i].is_row) &&
        !record_has(figure->per) &&
        str_equal(figure->unit, figures[i - 1].unit))
        figure->per = figures[i - 1].per;
    if (i < 2 || !b[i - 2].is_origin || figure->accrual != ACCRUAL_AVERAGE ||
        figure->measure != MEASURE_CHANGE ||
        !(figure->inherited & INHERITED_PERIOD))
        return;
    first = period_year(figures[i - 2].period);
    last = period_year(figures[i - 1].period);
    if (first > 0 && first < last)
        figure->period = arena_format(w->arena, "%04u/%04u", first + 1, last);
}

/* 每百户拥有电脑85台: a rate, unless 每… is part of the object's name. */
static void
fill_rate(const struct work *w, const struct slot *slot,
          const struct binding *b, struct figure *figure)
{
    if (!record_has(figure->per) &&
        (figure->measure == MEASURE_LEVEL || b->is_more) &&
        record_has(figure->object) && !str_starts(figure->object, STR("每")))
        figure->per = rate_of_clause(w->t, slot, w->arena);
    if (!record_has(figure->per) && figure->measure == MEASURE_CHANGE &&
        record_has(figure->unit) && figure->kind != KIND_PERCENT &&
        figure->kind != KIND_POINT)
        figure->per = rate_of_change(w->t, slot);
    if (figure->accrual == ACCRUAL_AVERAGE && rate_is_calendar(figure->per))
        figure->per = (struct str){NULL, 0}; /* 平均每月3万元 */
}

/* Cut what stands between the quantities of the sentence into words. */
static bool
cut_gaps(const struct work *w, const struct quantity *quantities, size_t count)
{
    struct range gap = {w->sentence->range.begin, 0};

    w->words->count = 0;
    for (size_t i = 0; i < count; i++) {
        gap.end = quantities[i].range.begin;
        if (!words_cut(gap, w->arena, w->words))
            return false;
        gap.begin = quantities[i].range.end;
    }
    gap.end = w->sentence->range.end;
    return words_cut(gap, w->arena, w->words);
}

/*
 * 固定资产投资增长4.8%，其中民间投资增长3.6%: what is a part of what, their
 * amounts would say; no rate of change holds another.
 */
static bool
is_rate_of_change(const struct figure *figure)
{
    return figure->measure == MEASURE_CHANGE && figure->kind == KIND_PERCENT;
}

/* Bind the quantities of one sentence and write them to `figures`. */
static bool
fill_sentence(const struct work *w, const struct quantity *quantities,
              size_t count, struct figure *figures, uint32_t first_id)
{
    struct slot *slots = ARENA_ARRAY(w->arena, struct slot, count);
    struct binding *bindings = ARENA_ARRAY(w->arena, struct binding, count);

    if (!slots || !bindings || !cut_gaps(w, quantities, count))
        return false;
    clause_cut(w->t, w->sentence->range, quantities, count, slots);
    bind_sentence(w->words, w->sentence->range, slots, count, w->arena,
                  bindings);
    for (size_t i = 0; i < count; i++) {
        figures[i].id = first_id + (uint32_t)i;
        fill_quantity(w, &quantities[i], &figures[i]);
        fill_binding(&bindings[i], first_id, &figures[i]);
        fill_time(w, &slots[i], &bindings[i], &figures[i]);
    }
    whole_share(slots, bindings, count, w->said, figures);
    periods_share(bindings, count, figures);
    foretold_share(slots, bindings, count, w->report->year, figures);
    for (size_t i = 0; i < count; i++) {
        if (is_rate_of_change(&figures[i]))
            figures[i].of = 0;
        fill_price(w, &slots[i], &figures[i]);
        fill_rate(w, &slots[i], &bindings[i], &figures[i]);
        fill_from_before(w, bindings, i, figures);
        figures[i].confidence =
            confidence_of(&figures[i], &slots[i], bindings[i].confidence,
                          section_kind_of(w) == SECTION_OTHER);
    }
    bounds_share(w->t, slots, bindings, count, figures);
    return true;
}

/* Whether the section `id` is `outer` or one in it; 0: no section. */
static bool
is_within(const struct report *report, uint32_t id, uint32_t outer)
{
    while (id > outer && id <= report->section_count)
        id = report->sections[id - 1].parent;
    return outer > 0 && id == outer;
}

enum status
figures_read(const struct text *t, struct report *report,
             const struct sentence *sentences, size_t count,
             struct arena *arena, struct error *err)
{
    struct quantity_list list = {0};
    struct words words = {.t = t};
    struct figure *figures = NULL;
    size_t capacity = 0, total = 0, said = 0;
    struct moment topic, opening, term, named, title, whole;
    struct planned_list plans = {0};
    bool has_topic = false, has_term = false, looks_back = false;
    bool had_term = false;
    uint32_t titled = 0; /* the section that a plan's term gives its name */

    if (count > 0 &&
        !short_names_learn((struct range){sentences[0].range.begin,
                                          sentences[count - 1].range.end},
                           arena, &words))
        return error_set(err, STATUS_UNAVAILABLE, "no memory for names");
    for (size_t i = 0; i < count; i++) {
        struct work w = {.t = t,
                         .report = report,
                         .sentence = &sentences[i],
                         .words = &words,
                         .arena = arena};
        enum status st;
        const struct figure *divided; /* by the sentence */
        bool is_first, is_titled;

        is_first =
            i == 0 || sentences[i].paragraph != sentences[i - 1].paragraph;
        if (is_first)
            has_topic = false;
        if (topic_read(t, sentences[i].range, is_first, report, &opening)) {
            topic = opening;
            has_topic = true;
        }
        if (is_first)
            looks_back = has_topic && !topic_is_ahead(&topic, report);
        else if (looks_back)
            looks_back = !topic_turns(t, sentences[i].range, report);
        w.looks_back = looks_back;
        if (i > 0 && sentences[i].section != sentences[i - 1].section)
            has_term = false;
        w.said = is_first ? 0 : said;
        if (plan_term_read(t, sentences[i].range, report, &term)) {
            has_term = had_term = true;
            if (sentences[i].is_heading &&
                plan_term_alone(t, sentences[i].range, report)) {
                titled = sentences[i].section;
                title = term;
            }
        } else if (sentences[i].is_heading &&
                   section_kind_of(&w) == SECTION_PLAN &&
                   plan_term_year(t, sentences[i].range, report, &named)) {
            titled = sentences[i].section;
            title = named;
        }
        is_titled = is_within(report, sentences[i].section, titled);
        w.spoken = (struct spoken_of){
            has_topic ? &topic : NULL, has_term ? &term : NULL,
            had_term ? &term : NULL, is_titled ? &title : NULL};
        divided =
            whole_time(t, sentences[i].range, figures, total, w.said, &whole);
        if (divided) {
            w.spoken.topic = &whole;
            w.looks_back |= divided->status == FIGURE_DONE;
        }

        w.is_planned = planned_list_goes_on(
            &plans, &words, sentences[i].range,
            (struct planned_place){is_first,
                                   has_topic && topic_is_ahead(&topic, report)},
            arena);

        list.count = 0;
        st = quantities_read(t, sentences[i].range, arena, &list, err);
        if (st != STATUS_OK)
            return st;
        for (size_t k = 0; k < list.count; k++) {
            struct figure *grown = arena_grow(arena, figures, total + k,
                                              &capacity, sizeof *figures);
            if (!grown)
                return error_set(err, STATUS_UNAVAILABLE,
                                 "no memory for %zu figures", total + k);
            figures = grown;
            figures[total + k] = (struct figure){0};
        }
        if (list.count > 0 &&
            !fill_sentence(&w, list.items, list.count, figures + total,
                           (uint32_t)total + 1))
            return error_set(err, STATUS_UNAVAILABLE,
                             "no memory for %zu figures", total);
        total += list.count;
        said = list.count;
    }
    if (arena->exhausted)
        return error_set(err, STATUS_UNAVAILABLE,
                         "no memory to bind %zu figures", total);
    report->figures = figures;
    report->figure_count = total;
    return STATUS_OK;
}
