#include "client/check_report.h"

#include <inttypes.h>
#include <stdio.h>

#include "client/output.h"
#include "client/screen.h"

void
check_report_init(struct check_report *report, const struct invocation *inv,
                  uint64_t show_max)
{
    *report =
        (struct check_report){.is_json = inv->is_json, .show_max = show_max};
    progress_init(&report->progress);
}

/* ---- one violation ----------------------------------------------------- */

/* What it says may quote a damaged store: only its clean form goes out. */
static void
print_violation_json(const struct violation *v, struct arena *a)
{
    char id[DOCUMENT_ID_DIGITS + 1];
    struct str what = screen_clean(str_from(v->what), a);
    json_t *object =
        json_pack("{s:s, s:s%, s:s}", "violation", violation_name(v->kind),
                  "what", what.ptr ? what.ptr : "", what.len, "meaning",
                  violation_meaning(v->kind));

    if (object && v->document_no)
        json_object_set_new(object, "document_no",
                            json_integer((json_int_t)v->document_no));
    if (object && v->has_id)
        json_object_set_new(object, "document_id",
                            json_string(document_id_print(v->document_id, id)));
    print_json(object);
}

static void
print_violation(const struct violation *v, struct arena *a)
{
    char id[DOCUMENT_ID_DIGITS + 1];

    printf("%s: ", violation_name(v->kind));
    if (v->document_no)
        printf("document %" PRIu64 "%s", v->document_no,
               v->has_id ? ", " : ": ");
    if (v->has_id)
        printf("%s%s: ", v->document_no ? "" : "document ",
               document_id_print(v->document_id, id));
    printf("%.*s; %s\n", STR_ARG(screen_clean(str_from(v->what), a)),
           violation_meaning(v->kind));
}

void
check_report_add(struct check_report *report, const struct violation *v)
{
    struct arena a = {0};

    if (report->counts[v->kind]++ >= report->show_max)
        return;
    progress_clear(&report->progress);
    if (report->is_json)
        print_violation_json(v, &a);
    else
        print_violation(v, &a);
    /* Whoever walks a damaged file may die any moment. */
    output_flush();
    arena_release(&a);
}

void
check_report_add_death(struct check_report *report, const struct error *how)
{
    struct violation v = {.kind = VIOLATION_FILE};

    snprintf(v.what, sizeof v.what, "%s", how->text);
    check_report_add(report, &v);
}

/* ---- all of them ------------------------------------------------------- */

bool
check_report_is_sound(const struct check_report *report)
{
    for (size_t i = 0; i < VIOLATION_KIND_COUNT; i++)
        if (report->counts[i])
            return false;
    return true;
}

static void
print_end_json(const struct check_report *report)
{
    const struct check_summary *s = &report->summary;
    json_t *counts = json_object();

    for (int i = 0; i < VIOLATION_KIND_COUNT; i++)
        if (report->counts[i])
            json_object_set_new(counts, violation_name((enum violation_kind)i),
                                json_integer((json_int_t)report->counts[i]));
    print_json(json_pack("{s:b, s:I, s:I, s:I, s:I, s:I, s:o}", "is_sound",
                         check_report_is_sound(report), "documents",
                         (json_int_t)s->documents, "done", (json_int_t)s->done,
                         "dead", (json_int_t)s->dead, "waiting",
                         (json_int_t)s->waiting, "index_runs",
                         (json_int_t)s->runs, "violations", counts));
}

static void
print_counts(const struct check_report *report)
{
    for (int i = 0; i < VIOLATION_KIND_COUNT; i++) {
        uint64_t count = report->counts[i];
        if (!count)
            continue;
        printf("  %-9s %" PRIu64, violation_name((enum violation_kind)i),
               count);
        if (count > report->show_max)
            printf(", %" PRIu64 " of them printed", report->show_max);
        putchar('\n');
    }
}

void
check_report_end(struct check_report *report)
{
    const struct check_summary *s = &report->summary;
    bool is_sound = check_report_is_sound(report);

    progress_clear(&report->progress);
    if (report->is_json) {
        print_end_json(report);
        return;
    }
    printf("%s: %" PRIu64 " documents (%" PRIu64 " done, %" PRIu64
           " dead, %" PRIu64 " waiting), %" PRIu64 " index runs\n",
           is_sound ? "sound" : "damaged", s->documents, s->done, s->dead,
           s->waiting, s->runs);
    print_counts(report);
}
