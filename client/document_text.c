#include "client/document_text.h"

#include "base/clock.h"
#include "client/output.h"
#include "record/row.h"

struct str
time_text(int64_t wall_ms, struct arena *a)
{
    char text[CLOCK_TEXT_BYTES];

    return wall_ms ? arena_copy(a, str_from(clock_print(wall_ms, text)))
                   : STR("");
}

/* "3 d 4 h", "12 min 5 s" */
struct str
duration_text(uint64_t ms, struct arena *a)
{
    unsigned long long s = ms / 1000;

    if (s >= 86400)
        return arena_format(a, "%llu d %llu h", s / 86400, s % 86400 / 3600);
    if (s >= 3600)
        return arena_format(a, "%llu h %llu min", s / 3600, s % 3600 / 60);
    if (s >= 60)
        return arena_format(a, "%llu min %llu s", s / 60, s % 60);
    return arena_format(a, "%llu s", s);
}

struct str
size_text(uint64_t bytes, struct arena *a)
{
    static const char *const units[] = {"bytes", "KiB", "MiB", "GiB", "TiB"};
    size_t unit = 0;
    uint64_t whole = bytes, rest = 0;

    for (; whole >= 1024 && unit + 1 < sizeof units / sizeof *units; unit++) {
        rest = whole % 1024;
        whole /= 1024;
    }
    if (unit == 0)
        return arena_format(a, "%llu %s", (unsigned long long)whole, units[0]);
    return arena_format(a, "%llu.%llu %s", (unsigned long long)whole,
                        (unsigned long long)(rest * 10 / 1024), units[unit]);
}

void
document_print(const struct document_info *d, struct arena *a)
{
    char digits[DOCUMENT_ID_DIGITS + 1];

    print_field("id", str_from(document_id_print(d->document_id, digits)), a);
    print_field("state", str_from(document_state_name(d->state)), a);
    print_field("reason", d->reason, a);
    print_field("attempts", arena_format(a, "%u", d->attempts), a);
    print_field("failed", time_text(d->failed_ms, a), a);
    print_field("worker", d->worker, a);
    if (d->leased_by.len)
        print_field("leased by",
                    arena_format(a, "%.*s, for %.*s", STR_ARG(d->leased_by),
                                 STR_ARG(duration_text(d->leased_for_ms, a))),
                    a);
    print_field("name", d->name, a);
    print_field("source", d->source_uri, a);
    for (size_t i = 0; i < d->tag_count; i++)
        print_field("tag", d->tags[i], a);
    print_field("type", d->media_type, a);
    print_field("charset", d->charset, a);
    if (d->bytes)
        print_field("size", size_text(d->bytes, a), a);
    print_field("accepted", time_text(d->accepted_ms, a), a);
    print_field("not before", time_text(d->not_before_ms, a), a);
    if (d->time_limit_ms)
        print_field("time limit", duration_text(d->time_limit_ms, a), a);
    if (d->state != DOCUMENT_DONE)
        print_field("priority", arena_format(a, "%u", d->priority), a);
    print_field("number",
                arena_format(a, "%llu, generation %u",
                             (unsigned long long)d->document_no, d->generation),
                a);
    print_field("read", time_text(d->finished_ms, a), a);
    print_field("extractor", d->extractor_version, a);
}
