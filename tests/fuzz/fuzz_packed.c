/*
 * records_unpack on any bytes. What it takes has index terms and a JSON form,
 * and packs again to what reads the same; what a glance tells of a figure is
 * what the codec tells.
 */
#include "record/codec.h"
#include "record/json.h"
#include "record/terms.h"

#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

enum { MEMORY_BYTES = 64 << 20 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
use(const struct record_set *set, struct arena *a)
{
    struct record_set back;
    struct term_list terms;
    struct str value, again;
    struct error err;

    if (terms_of_records(set, a, &terms, &err) != STATUS_OK)
        abort();
    for (size_t i = 0; i < set->report_count; i++) {
        json_t *object = json_of_whole_report(&set->reports[i]);
        if (!object)
            abort();
        json_decref(object);
    }
    if (records_pack(set, a, &value, &err) != STATUS_OK ||
        records_unpack(value, a, &back, &err) != STATUS_OK ||
        records_pack(&back, a, &again, &err) != STATUS_OK ||
        !str_equal(value, again))
        abort();
}

static bool
same_text(struct str x, struct str y)
{
    return record_has(x) == record_has(y) && str_equal(x, y);
}

static bool
same_number(struct decimal x, struct decimal y)
{
    return x.digits == y.digits && x.scale == y.scale;
}

static bool
same(const struct figure *x, const struct figure *y)
{
    return x->span.begin == y->span.begin && x->span.end == y->span.end &&
           x->section == y->section && same_number(x->value, y->value) &&
           x->has_upper == y->has_upper && same_number(x->upper, y->upper) &&
           same_text(x->unit, y->unit) && x->kind == y->kind &&
           same_number(x->norm.value, y->norm.value) &&
           same_number(x->norm.upper, y->norm.upper) &&
           same_text(x->norm.unit, y->norm.unit) && x->measure == y->measure &&
           x->direction == y->direction && same_text(x->action, y->action) &&
           same_text(x->object, y->object) && same_text(x->period, y->period) &&
           x->status == y->status;
}

/* Where the codec takes a figure, a glance sees the same or nothing. */
static void
glance(struct str value, struct arena *a)
{
    struct figure seen, whole;
    struct packed p;
    struct error err;

    if (packed_open(value, &p, &err) != STATUS_OK)
        return;
    for (uint32_t i = 0; i < p.count; i++)
        if (packed_glance(&p, i, &seen) &&
            packed_figure(&p, i, a, &whole, &err) == STATUS_OK &&
            !same(&seen, &whole))
            abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena a = ARENA_LIMIT(MEMORY_BYTES);
    struct record_set set;
    struct error err;

    if (records_unpack((struct str){(const char *)data, size}, &a, &set,
                       &err) == STATUS_OK)
        use(&set, &a);
    glance((struct str){(const char *)data, size}, &a);
    arena_release(&a);
    return 0;
}
