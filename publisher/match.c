#include "publisher/match.h"

#include "record/place.h"

bool
query_filters_figures(const struct query *q)
{
    return record_has(q->object) || record_has(q->unit) || q->has_kind ||
           q->has_status;
}

bool
query_filters_mentions(const struct query *q)
{
    return record_has(q->mention) || q->has_mention_type;
}

static bool
match_place(const struct query *q, const struct report *r)
{
    return !record_has(q->place) ||
           (q->is_place_exact ? place_is(&r->place, q->place)
                              : place_lies_in(&r->place, r->year, q->place));
}

bool
match_report(const struct query *q, const struct report *r)
{
    return match_place(q, r) && (!q->year || r->year == q->year) &&
           (!q->has_genre || r->genre == q->genre);
}

bool
match_section(const struct query *q, const struct section *s)
{
    return !q->has_section_kind || (s && s->kind == q->section_kind);
}

bool
match_figure(const struct query *q, const struct figure *f)
{
    return (!record_has(q->unit) || str_equal(f->unit, q->unit)) &&
           (!q->has_kind || f->kind == q->kind) &&
           (!q->has_status || f->status == q->status) &&
           (!record_has(q->object) ||
            (record_has(f->object) && str_contains(f->object, q->object)));
}

bool
match_mention(const struct query *q, const struct mention *m)
{
    return (!q->has_mention_type || m->type == q->mention_type) &&
           (!record_has(q->mention) || str_contains(m->text, q->mention) ||
            (record_has(m->value) && str_contains(m->value, q->mention)));
}
