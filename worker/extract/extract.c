/* The stages in their order; each is a file of its own. */
#include "worker/extract/extract.h"

#include "worker/extract/decode/decode.h"
#include "worker/extract/decode/sniff.h"
#include "worker/extract/figure/figures.h"
#include "worker/extract/mention/mentions.h"
#include "worker/extract/outline/outline.h"
#include "worker/extract/repair/repair.h"
#include "worker/extract/report/classify.h"
#include "worker/extract/report/reports.h"
#include "worker/extract/text/breaks.h"

/* Give each report the repairs inside it; both are in text order. */
static void
share_repairs(struct record_set *set, struct repair *repairs, size_t count)
{
    size_t at = 0;

    for (size_t i = 0; i < set->report_count && count > 0; i++) {
        struct report *report = &set->reports[i];
        size_t first;

        while (at < count && repairs[at].span.begin < report->span.begin)
            at++;
        first = at;
        while (at < count && repairs[at].span.end <= report->span.end)
            at++;
        report->repairs = repairs + first;
        report->repair_count = at - first;
    }
}

/* A stage has ended with `st`, which goes on. */
static enum status
ended(const struct extract_observer *observer, enum extract_stage stage,
      enum status st)
{
    if (observer)
        observer->ended(observer->context, stage);
    return st;
}

static enum status
read_report(const struct text *text, const struct report_range *range,
            const struct extract_observer *observer, struct arena *arena,
            struct report *report, struct error *err)
{
    struct outline outline;
    enum status st;

    report->span = text_span(text, range->range);
    if (range->title.end > range->title.begin)
        report->title = text_meant(text, range->title, arena);
    st = ended(observer, STAGE_OUTLINE,
               outline_read(text, range, arena, &outline, err));
    if (st != STATUS_OK)
        return st;
    report->sections = outline.sections;
    report->section_count = outline.section_count;
    st = ended(observer, STAGE_CLASSIFY,
               classify(text, range, &outline, arena, report, err));
    if (st != STATUS_OK)
        return st;
    st = ended(observer, STAGE_FIGURES,
               figures_read(text, report, outline.sentences,
                            outline.sentence_count, arena, err));
    if (st != STATUS_OK)
        return st;
    return ended(observer, STAGE_MENTIONS,
                 mentions_read(text, report, outline.sentences,
                               outline.sentence_count, arena, err));
}

enum status
extract(const struct extract_input *in, struct arena *arena,
        struct extraction *out, struct error *err)
{
    struct report_range *ranges;
    struct record_set records = {0};
    struct repair *repairs;
    struct line *lines;
    struct text text;
    struct str source;
    size_t repair_count, line_count;
    enum status st;

    st = ended(in->observer, STAGE_DECODE, decode(in, arena, &source, err));
    if (st == STATUS_OK)
        st = ended(in->observer, STAGE_REPAIR,
                   repair_find(source, arena, &repairs, &repair_count, err));
    if (st == STATUS_OK)
        st = text_normalise(source, repairs, repair_count, arena, &text, err);
    if (st == STATUS_OK)
        st = breaks_join(&text, arena, err);
    if (st == STATUS_OK)
        st = ended(in->observer, STAGE_NORMALISE,
                   lines_split(&text, arena, &lines, &line_count, err));
    if (st == STATUS_OK)
        st = ended(in->observer, STAGE_REPORTS,
                   reports_find(&text, lines, line_count, arena, &ranges,
                                &records.report_count, err));
    if (st != STATUS_OK)
        return st;

    records.reports = ARENA_ARRAY(arena, struct report, records.report_count);
    if (records.report_count > 0 && !records.reports)
        return error_set(err, STATUS_UNAVAILABLE, "no memory for %zu reports",
                         records.report_count);
    for (size_t i = 0; i < records.report_count; i++) {
        records.reports[i].ordinal = (uint32_t)i;
        st = read_report(&text, &ranges[i], in->observer, arena,
                         &records.reports[i], err);
        if (st != STATUS_OK)
            return st;
    }
    share_repairs(&records, repairs, repair_count);
    *out = (struct extraction){source, records};
    return STATUS_OK;
}

enum status
extract_prepare(struct error *err)
{
    return decode_prepare(err);
}

const char *
extract_version(void)
{
    return BAOGAO_VERSION;
}

bool
extract_is_pdf(struct str bytes)
{
    return sniff_is_pdf(bytes);
}
