#include "client/document_text.h"

#include "base/clock.h"
#include "client/output.h"
#include "record/json.h"

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

static json_t *
json_of_tags(const struct document_info *d)
{
    json_t *tags = json_array();

    for (size_t i = 0; i < d->tag_count; i++)
        json_array_append_new(tags, json_of_str(d->tags[i]));
    return tags;
}

json_t *
json_of_document_info(const struct document_info *d)
{
    char digits[DOCUMENT_ID_DIGITS + 1];
    json_t *origin = json_pack(
        "{s:s, s:I, s:s, s:o, s:o, s:o, s:o, s:o, s:I, s:I, s:i}",
        "document_id", document_id_print(d->document_id, digits), "document_no",
        (json_int_t)d->document_no, "state", document_state_name(d->state),
        "name", json_of_str(d->name), "source_uri", json_of_str(d->source_uri),
        "tags", json_of_tags(d), "media_type", json_of_str(d->media_type),
        "charset", json_of_str(d->charset), "bytes", (json_int_t)d->bytes,
        "accepted_ms", (json_int_t)d->accepted_ms, "generation",
        (int)d->generation);
    json_t *reading = json_pack(
        "{s:i, s:o, s:I, s:o, s:i, s:I, s:I, s:o, s:I, s:I, s:o}", "attempts",
        (int)d->attempts, "reason", json_of_str(d->reason), "failed_ms",
        (json_int_t)d->failed_ms, "worker", json_of_str(d->worker), "priority",
        (int)d->priority, "not_before_ms", (json_int_t)d->not_before_ms,
        "time_limit_ms", (json_int_t)d->time_limit_ms, "leased_by",
        json_of_str(d->leased_by), "leased_for_ms",
        (json_int_t)d->leased_for_ms, "finished_ms", (json_int_t)d->finished_ms,
        "extractor_version", json_of_str(d->extractor_version));

    if (origin && reading)
        json_object_update(origin, reading);
    json_decref(reading);
    return origin;
}
