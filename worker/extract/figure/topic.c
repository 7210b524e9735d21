#include "worker/extract/figure/topic.h"

#include "tables.h"
#include "worker/extract/figure/calendar.h"
#include "worker/extract/figure/moment_last.h"
#include "worker/extract/figure/phrase.h"
#include "worker/extract/text/edge.h"
#include "worker/extract/text/marks.h"

/* A time as a whole that a paragraph may speak of: the last year reviewed, the
 * years up to it (三年来), or a fiscal year or a plan's term that is over,
 * whichever. */
static bool
is_topic(const struct moment *m, const struct report *report)
{
    if (moment_is_span(m) && m->is_back)
        return m->last_year == report->year;
    if (moment_is_term(m))
        return m->last_year <= report->year;
    if (m->first_month == 4 && m->last_month == 3)
        return true;
    return m->last_month == 0 && !m->is_end && m->first_year == m->last_year &&
           m->last_year == report->year;
}

/* Past what may stand in front of the time a clause opens with. */
static uint32_t
past_topic_lead(const struct text *t, struct range sentence, uint32_t at)
{
    struct lexicon_hit lead;

    while (at < sentence.end &&
           (t->codes[at] <= ' ' || phrase_is_quote(t->codes[at])))
        at++; /* “十三五”时期 */
    if (at < sentence.end && edge_is(t->codes[at], EDGES_ROLE_DAY_LEAD))
        at++; /* 在 */
    if (lexicon_longest(&lexicon_causes, t->codes + at, sentence.end - at,
                        &lead) || /* 我预计2014-15年度… */
        (lexicon_longest(&lexicon_span_words, t->codes + at, sentence.end - at,
                         &lead) &&
         lead.chars > 1 && mark_is_digit(t->codes[at + lead.chars])))
        at += lead.chars; /* 刚刚过去的1992年 */
    return at;
}

/*
 * 三年来，…: not of 近两年人均…, where no comma ends it, nor of 这几年来, which
 * speaks of what was said before.
 */
static bool
opens_years(const struct text *t, uint32_t at, uint32_t chars, bool is_first)
{
    enum { CHAR_ZHE = 0x8FD9 };

    return t->codes[at] != CHAR_ZHE &&
           (is_first || t->codes[at + chars] == ',');
}

bool
topic_read(const struct text *t, struct range sentence, bool is_first,
           const struct report *report, struct moment *out)
{
    enum { CLAUSES = 2, REACH_CHARS = 24 };
    struct calendar calendar = calendar_of(report, false);
    uint32_t at = sentence.begin, chars;
    uint32_t end =
        sentence.end - at > REACH_CHARS ? at + REACH_CHARS : sentence.end;

    for (int clause = 0; clause < (is_first ? CLAUSES : 1) && at < end;
         clause++) {
        at = past_topic_lead(t, sentence, at);
        chars = moment_read(t, sentence, at, &calendar, out);
        if (chars > 0)
            return is_topic(out, report) &&
                   (!moment_is_span(out) || moment_is_term(out) ||
                    opens_years(t, at, chars, is_first)) &&
                   !moment_is_compared(t, sentence,
                                       (struct range){at, at + chars});
        while (at < end && t->codes[at] != ',')
            at++;
        at++; /* 应当看到，去年… */
    }
    return false;
}

bool
topic_is_ahead(const struct moment *topic, const struct report *report)
{
    unsigned present = calendar_of(report, false).present;

    return present > 0 && topic->last_year > present;
}

bool
topic_turns(const struct text *t, struct range sentence,
            const struct report *report)
{
    struct calendar calendar = calendar_of(report, false);
    struct moment opening;

    return moment_read(t, sentence,
                       past_topic_lead(t, sentence, sentence.begin), &calendar,
                       &opening) > 0 &&
           opening.last_year > calendar.reviewed;
}
