#include "worker/extract/figure/period.h"

#include "base/utf8.h"

#include "tables.h"
#include "worker/extract/figure/calendar.h"
#include "worker/extract/figure/counted.h"
#include "worker/extract/figure/moment_last.h"
#include "worker/extract/figure/phrase.h"
#include "worker/extract/figure/plan_term.h"
#include "worker/extract/figure/subject.h"
#include "worker/extract/quantity/numeral.h"
#include "worker/extract/text/date.h"
#include "worker/extract/text/edge.h"
#include "worker/extract/text/marks.h"

enum {
    CHAR_DE = 0x7684,   /* 的 */
    CHAR_CONG = 0x4ECE, /* 从 */
    CHAR_YOU = 0x7531,  /* 由 */
};

bool
period_is_average(const struct text *t, struct range r)
{
    return counted_over(t, r) == ACCRUAL_AVERAGE;
}

/*
 * The words before `left` since the 从 or 由 of …从2008年的12所、8个增加到…;
 * none where it stands in `left` itself.
 */
static struct range
since_origin(const struct text *t, struct range before, struct range left)
{
    uint32_t at = left.end;

    while (at > before.begin && t->codes[at - 1] != CHAR_CONG &&
           t->codes[at - 1] != CHAR_YOU)
        at--;
    return (struct range){at < before.end ? at : before.end, before.end};
}

/*
 * Growth since a year before the last one is over the whole of the years
 * behind it: 比2007年增长1.5倍. It is told of the year at their end where
 * that is named (2012年比2007年); an average is of the years themselves.
 */
static void
count_from_base(const struct binding *binding, unsigned end, bool is_named,
                struct arena *arena, struct period *out)
{
    bool is_average = out->accrual == ACCRUAL_AVERAGE;
    unsigned year = period_year_of(is_average ? binding->since : binding->base);

    if (binding->measure != MEASURE_CHANGE || year == 0 || year + 1 >= end)
        return;
    if (is_average || !is_named)
        out->text = arena_format(arena, "%04u/%04u", year + 1, end);
    if (!is_average)
        out->accrual = ACCRUAL_TOTAL;
}

/* 1998 of 1998/2002; 0 where the report reviews one year. */
static unsigned
first_year(const struct report *report)
{
    unsigned year = 0;

    if (!str_contains(report->period, STR("/")))
        return 0;
    for (size_t i = 0; i < 4 && i < report->period.len; i++)
        year = year * 10 + (unsigned)(report->period.ptr[i] - '0');
    return year;
}

/* What the report as a whole says of a figure without a time of its own. */
static void
from_report(const struct binding *binding, const struct report *report,
            bool is_plan, struct arena *arena, struct period *out)
{
    unsigned first = first_year(report);

    out->is_inherited = true;
    if (report->year == 0)
        return;
    if (is_plan && !binding->is_origin) {
        out->text = date_iso_year(report->year + 1U, arena);
        return;
    }
    if (binding->is_origin && is_plan) {
        out->text = date_iso_year(report->year, arena);
    } else if (binding->is_origin) {
        out->text =
            date_iso_year(first > 0 ? first - 1 : report->year - 1U, arena);
    } else if (first > 0 &&
               (!binding->is_level_reached || out->accrual == ACCRUAL_TOTAL)) {
        out->text = report->period;
        if (out->accrual == ACCRUAL_YEAR)
            out->accrual = ACCRUAL_TOTAL;
    } else {
        out->text = date_iso_year(report->year, arena);
    }
}

/* 投入 of 五年来教育投入达3200亿元: money spent is summed up over the years. */
static bool
adds_up(const struct binding *binding)
{
    struct str rest = binding->object;
    struct lexicon_hit hit;
    size_t width;

    for (; record_has(rest) && rest.len > 0; rest.ptr += width) {
        if (lexicon_exact_text(&lexicon_fund_nouns, rest, &hit))
            return true;
        (void)utf8_decode(rest, 0, &width);
        rest.len -= width;
    }
    return false;
}

/* What a time says of the figure. */
static void
from_moment(const struct moment *m, const struct binding *binding,
            struct arena *arena, struct period *out)
{
    struct moment last = {.first_year = m->last_year,
                          .last_year = m->last_year};

    if (moment_is_span(m) && binding->is_level_reached && !m->is_sum &&
        out->accrual == ACCRUAL_YEAR && !adds_up(binding)) {
        out->text = moment_text(&last, arena); /* 五年来…达到5万亿元 */
        return;
    }
    out->text = moment_text(m, arena);
    if (m->is_end || m->day > 0)
        out->accrual = ACCRUAL_POINT;
    else if (moment_holds_years(m) && out->accrual == ACCRUAL_YEAR)
        out->accrual = ACCRUAL_TOTAL;
}

/* Whether all of `m` was before the report was made. */
static bool
is_over(const struct moment *m, const struct calendar *calendar)
{
    if (m->last_year == calendar->present && m->last_month > 0)
        return m->last_month < calendar->month;
    return m->last_year <= calendar->reviewed &&
           (!moment_is_span(m) || m->is_between || m->is_back);
}

/* 五年建成新线5000公里: a number of years is said without 来 or 内. */
static bool
counts_years(const struct text *t, struct range r)
{
    enum { CHAR_NIAN = 0x5E74 };

    for (uint32_t at = r.begin + 1; at < r.end; at++) {
        if (t->codes[at] == CHAR_NIAN && numeral_begins(t->codes[at - 1]) &&
            (at < r.begin + 4 || !numeral_begins(t->codes[at - 4])))
            return true;
    }
    return false;
}

/* 四年中，从业人员从15万人增加到147万人: what comes first was before. */
static bool
opens_with_span(const struct text *t, struct range before,
                const struct calendar *calendar, struct moment *out)
{
    struct moment_choice choice = {.is_opening = true};

    return moment_last(t, before, choice, calendar, out) &&
           moment_is_span(out) && !out->is_ahead;
}

/* The words of the sentence near in front of the figure's clause. */
static struct range
words_before(struct range sentence, const struct slot *slot)
{
    struct range before = {sentence.begin, slot->left.begin};

    if (before.end - before.begin > CLAUSE_REACH_CHARS)
        before.begin = before.end - CLAUSE_REACH_CHARS;
    return before;
}

/* How a sentence opens whose beginning `near` does not reach any more. */
static struct range
opening_of(struct range sentence, struct range near)
{
    enum { OPENING_CHARS = 36 };
    uint32_t end = sentence.begin + OPENING_CHARS;

    return (struct range){sentence.begin, end < near.begin ? end : near.begin};
}

/* The clause that ends `before`: 当局去年提供15个单位 in front of 和6个床位. */
static struct range
clause_before(const struct text *t, struct range before)
{
    for (uint32_t at = before.end; at > before.begin; at--) {
        uint32_t code = t->codes[at - 1];

        if (code == ',' || code == ';' || code == ':' ||
            mark_ends_sentence(code))
            return (struct range){at, before.end};
    }
    return before;
}

/* The time the figure's own clause names, or one named before it. */
static bool
from_sentence(const struct text *t, struct range sentence,
              const struct slot *slot, const struct binding *binding,
              const struct calendar *calendar, struct arena *arena,
              struct period *out)
{
    struct moment_choice choice = {binding->base_range, false,
                                   binding->is_compared, slot->left.end};
    struct range own = slot->left, before = words_before(sentence, slot);
    struct range opening = opening_of(sentence, before);
    struct moment moment;

    if (binding->is_origin) /* 明年将由现时的5%升至6% */
        own.begin = subject_before_origin(t, own).end;
    if (!moment_last(t, own, choice, calendar, &moment)) {
        out->is_inherited = true;
        if (binding->is_origin && period_year_of(binding->since) > 0) {
            out->text = date_iso_year(period_year_of(binding->since), arena);
            return true;
        }
        if (binding->is_origin &&
            (opens_with_span(t, before, calendar, &moment) ||
             opens_with_span(t, opening, calendar, &moment))) {
            out->text = date_iso_year(
                moment.is_between ? moment.first_year : moment.first_year - 1U,
                arena);
            return true;
        }
        if (binding->is_origin)
            before = since_origin(t, before, slot->left);
        if (slot->follows && !binding->is_origin && !binding->is_compared &&
            !binding->is_level_reached && binding->measure == MEASURE_LEVEL &&
            moment_last(t, clause_before(t, before), choice, calendar, &moment))
            before = clause_before(t, before);
        else
            choice.is_opening = !binding->is_origin;
        if ((!moment_last(t, before, choice, calendar, &moment) &&
             (binding->is_origin ||
              !moment_last(t, opening, choice, calendar, &moment))) ||
            (out->accrual == ACCRUAL_AVERAGE && !moment_holds_years(&moment) &&
             period_year_of(binding->since) == 0))
            return false;
    }
    from_moment(&moment, binding, arena, out);
    out->is_ahead =
        calendar->present > 0 && moment.last_year > calendar->present;
    out->is_over = is_over(&moment, calendar);
    out->is_present = moment.last_year == calendar->present &&
                      moment.last_year > calendar->reviewed && !moment.is_back;
    if (moment.last_month == 0)
        count_from_base(binding, moment.last_year, true, arena, out);
    return true;
}

/* 自2006年推出至今, 任期内 in `r`: all of it is counted. */
static bool
counts_since(const struct text *t, struct range r)
{
    enum { CHAR_ZI = 0x81EA, CHAR_ZHI = 0x81F3, CHAR_JIN = 0x4ECA, REACH = 24 };
    struct lexicon_hit hit;
    struct date date;

    for (uint32_t at = r.begin;
         (at = text_find(t, at, r.end, SIGN_WHOLE_TIME)) < r.end; at++) {
        if (lexicon_longest(&lexicon_whole_times, t->codes + at, r.end - at,
                            &hit))
            return true;
    }
    for (uint32_t at = r.begin; at + 1 < r.end; at++) {
        if (t->codes[at] != CHAR_ZI || date_read(t, r, at + 1, &date) == 0)
            continue;
        for (uint32_t to = at + 1; to + 1 < r.end && to - at < REACH; to++) {
            if (t->codes[to] == CHAR_ZHI && t->codes[to + 1] == CHAR_JIN)
                return true;
        }
    }
    return false;
}

/* As its clause says, the noun behind it (4.5%的平均增长率), or the sentence. */
static enum accrual
counted_for(const struct text *t, struct range sentence,
            const struct slot *slot)
{
    enum accrual found = counted_over(t, slot->left);
    struct range before = words_before(sentence, slot);

    if (found != ACCRUAL_YEAR)
        return found;
    if (slot->right.begin < slot->right.end &&
        t->codes[slot->right.begin] == CHAR_DE &&
        counted_over(t, slot->right) == ACCRUAL_AVERAGE)
        return ACCRUAL_AVERAGE;
    before.end = slot->left.end;
    return counts_since(t, before) ? ACCRUAL_TOTAL : ACCRUAL_YEAR;
}

/* 预测通胀率在2014年平均为4%，基本通胀率为3%: foreseen of the same time. */
static bool
foreseen(const struct text *t, struct range said, const struct binding *binding,
         const struct calendar *calendar, struct moment *out)
{
    struct moment_choice choice = {.base = binding->base_range};

    return !binding->is_origin && !binding->is_compared &&
           moment_last(t, said, choice, calendar, out) &&
           out->last_year > calendar->reviewed;
}

/* 达到9亿吨公里，即比1952年增长一倍, in a plan of 1953 to 1957: over its term. */
static bool
from_base_on(const struct binding *binding, const struct moment *term,
             struct arena *arena, struct period *out)
{
    if (period_year_of(binding->base) != term->first_year - 1U ||
        out->accrual != ACCRUAL_YEAR)
        return false;
    out->text = date_iso_year(term->last_year, arena);
    out->is_inherited = true;
    count_from_base(binding, term->last_year, false, arena, out);
    return true;
}

/* 五年内新建…, 平均每年增长…: of the term its section speaks of. */
static bool
from_term(const struct text *t, struct range said,
          const struct binding *binding, struct spoken_of spoken,
          struct arena *arena, struct period *out)
{
    const struct moment *term = spoken.term ? spoken.term : spoken.title;
    enum plan_term_sense sense = plan_term_sense(t, said);
    bool is_growth =
        out->accrual == ACCRUAL_AVERAGE && binding->measure == MEASURE_CHANGE;

    if (sense == PLAN_TERM_NONE && (!is_growth || !spoken.term))
        term = spoken.title;
    else if (!term)
        term = spoken.last;
    if (!term || (binding->is_origin && term != spoken.title))
        return false;
    if (period_year_of(binding->base) > 0)
        return from_base_on(binding, term, arena, out);
    if (binding->is_origin) { /* 五年计划: 钢从135万吨增加到412万吨 */
        out->text = date_iso_year(term->first_year - 1U, arena);
        out->is_inherited = true;
        return true;
    }
    from_moment(term, binding, arena, out);
    if (sense == PLAN_TERM_SUM) {
        out->text = moment_text(term, arena); /* 五年合计财政收入为… */
        if (out->accrual == ACCRUAL_YEAR)
            out->accrual = ACCRUAL_TOTAL;
    }
    out->is_inherited = true;
    return true;
}

/* 共有, 有: what there is, not what the years brought about. */
static bool
is_had(const struct binding *binding)
{
    struct lexicon_hit hit;

    return lexicon_exact_text(&lexicon_verbs, binding->action, &hit) &&
           verbs_rows[hit.row].role == VERBS_ROLE_HAVE;
}

/*
 * 三年来，…。建成电站5座: what is done or changed in a paragraph that speaks of
 * several years is of all of them; what there is need not be.
 */
static bool
is_of_topic(const struct text *t, struct range sentence,
            const struct slot *slot, const struct binding *binding,
            const struct moment *topic)
{
    if (!moment_is_span(topic) || moment_is_term(topic))
        return true;
    if (binding->measure != MEASURE_CHANGE &&
        (binding->measure != MEASURE_LEVEL || slot->q->kind == KIND_PERCENT ||
         slot->q->kind == KIND_RATIO))
        return false;
    return record_has(binding->action)
               ? !is_had(binding)
               : !range_is_empty(clause_list_lead(t, sentence, slot));
}

/*
 * 五年增长27% of what is planned: so many years up to the one reviewed were
 * read, but they are those of the plan's term.
 */
static bool
is_of_term(const struct text *t, struct range said, const struct period *read,
           const struct report *report)
{
    struct moment years;

    return !read->is_over && period_moment(read->text, &years) &&
           moment_is_span(&years) && years.last_year == report->year &&
           plan_term_sense(t, said) != PLAN_TERM_NONE;
}

struct period
period_of_figure(const struct text *t, struct range sentence,
                 const struct slot *slot, const struct binding *binding,
                 const struct report *report, struct spoken_of spoken,
                 enum figure_status status, struct arena *arena)
{
    bool is_plan = status == FIGURE_PLAN;
    struct calendar calendar = calendar_of(report, is_plan);
    struct period out = {.accrual = counted_for(t, sentence, slot)};
    struct range said = words_before(sentence, slot);
    const struct moment *topic = spoken.topic;
    struct moment ahead;

    said.end = slot->left.end;
    if (from_sentence(t, sentence, slot, binding, &calendar, arena, &out)) {
        struct period of_term = {.accrual = counted_for(t, sentence, slot)};

        if (is_plan && is_of_term(t, said, &out, report) &&
            from_term(t, said, binding, spoken, arena, &of_term))
            return of_term;
        return out;
    }
    if (binding->measure == MEASURE_CHANGE && report->year > 0 &&
        period_year_of(binding->base) == report->year &&
        !binding->is_compared) {
        /* 比2024年增长5%: the year reviewed can't be its time */
        out.text = arena_format(arena, "%04u", report->year + 1U);
        out.is_inherited = true;
        out.is_present = report->year + 1U == calendar.present;
        return out;
    }
    if ((status == FIGURE_ESTIMATE &&
         foreseen(t, said, binding, &calendar, &ahead)) ||
        ((status == FIGURE_ESTIMATE || is_plan) &&
         foreseen(t, clause_list_lead(t, sentence, slot), binding, &calendar,
                  &ahead))) {
        from_moment(&ahead, binding, arena, &out);
        out.is_inherited = true;
        return out;
    }
    if (is_plan && from_term(t, said, binding, spoken, arena, &out))
        return out;
    if (topic && (!is_plan || topic->last_year > calendar.present) &&
        !binding->is_origin && counts_years(t, said) == moment_is_term(topic) &&
        out.accrual != ACCRUAL_AVERAGE &&
        is_of_topic(t, sentence, slot, binding, topic)) {
        from_moment(topic, binding, arena, &out);
        count_from_base(binding, topic->last_year, true, arena, &out);
        out.is_inherited = true;
        out.is_ahead = topic->last_year > calendar.present;
        return out;
    }
    if (topic && !is_plan && binding->is_origin &&
        topic->last_year == report->year && report->year > 0) {
        out.text = date_iso_year(topic->first_year - 1U, arena);
        out.is_inherited = true; /* 过去一年，…从20%回落到15% */
        return out;
    }
    if (out.accrual == ACCRUAL_AVERAGE && first_year(report) > 0 && !is_plan &&
        period_year_of(binding->since) == 0) {
        out.text = report->period;
        return out;
    }
    from_report(binding, report, is_plan, arena, &out);
    if (!is_plan)
        count_from_base(binding, report->year, false, arena, &out);
    return out;
}
