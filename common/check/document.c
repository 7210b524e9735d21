/* document - one document: its state, its source, and that it is found. */
#include "check/part.h"
#include "record/origin_terms.h"

enum {
    /* How often a document is read anew that is settled under our eyes. */
    TRIES_MAX = 5,
};
/* Far more than a document of the largest size takes. */
#define DOCUMENT_ARENA_BYTES ((size_t)4 << 30)

/* ---- source and id ----------------------------------------------------- */

static void
check_source(const struct checking *c, const struct document *d,
             const struct origins_row *origins)
{
    struct document_id id;
    struct str bytes;

    if (snapshot_source(c->snap, d->number, &bytes, NULL) != STATUS_OK)
        return; /* missing or damaged: store_check() tells */
    id = document_id_of(bytes, origins->media_type, origins->charset);
    if (!document_id_equal(id, d->id))
        check_tell_of(c, VIOLATION_SOURCE, d,
                      "its source bytes are not those of its id");
}

/* The id stands in the origins row; without it a document has no name. */
static enum status
identify(const struct checking *c, struct document *d,
         const struct stored_value *origins, struct arena *a,
         struct due_terms *terms, struct error *err)
{
    struct origins_row row;
    enum status st;

    if (origins->presence == ABSENT)
        check_tell_of(c, VIOLATION_SOURCE, d, "its origins row is missing");
    if (origins->presence != PRESENT)
        return STATUS_OK;
    st = origins_row_unpack(origins->bytes, a, &row, err);
    if (st == STATUS_CORRUPT) {
        check_tell_of(c, VIOLATION_ROW, d, "its origins row: %.200s",
                      err->text);
        return STATUS_OK;
    }
    if (st != STATUS_OK)
        return st;
    d->has_id = true;
    d->id = row.document_id;
    check_source(c, d, &row);
    st = scan_settled(c->snap, d->id, &d->change, err);
    d->has_change = st == STATUS_OK;
    d->is_change_damaged = st == STATUS_CORRUPT;
    return st == STATUS_UNAVAILABLE
               ? st
               : terms_of_origins(&row, a, &terms->origins, err);
}

/* ---- state ------------------------------------------------------------- */

/*
 * Whether its change lets it wait: it was dead and is tried again, or the
 * same bytes were removed before, as another document.
 */
static bool
may_wait(const struct document *d)
{
    bool is_own = d->change.document_no == d->number;

    return is_own ? d->change.state == DOCUMENT_WAITING
                  : document_is_gone(d->change.state);
}

/* A state by its rows, and the change that it must have. */
static void
check_change(const struct checking *c, const struct document *d,
             enum document_state state)
{
    if (!d->has_id || d->is_change_damaged)
        return;
    if (state == DOCUMENT_WAITING && d->has_change && !may_wait(d))
        check_tell_of(c, VIOLATION_CHANGE, d,
                      "it is waiting, but its change says it is settled");
    if (state == DOCUMENT_WAITING)
        return;
    if (!d->has_change)
        check_tell_of(c, VIOLATION_CHANGE, d,
                      "it is %s, but no hash and change say so",
                      document_state_name(state));
    else if (d->change.document_no != d->number)
        check_tell_of(c, VIOLATION_CHANGE, d, "its hash leads to document %llu",
                      (unsigned long long)d->change.document_no);
    else if (d->change.state != state)
        check_tell_of(c, VIOLATION_CHANGE, d,
                      "it is %s, but its change says something else",
                      document_state_name(state));
}

static enum status
check_inbox_row(const struct checking *c, const struct document *d,
                const struct stored_value *inbox, struct arena *a,
                struct error *err)
{
    struct inbox_row row;
    enum status st = inbox_row_unpack(inbox->bytes, a, &row, err);

    if (st == STATUS_OK && row.state != DOCUMENT_WAITING &&
        row.state != DOCUMENT_DEAD)
        st = error_set(err, STATUS_CORRUPT, "an unknown state");
    if (st == STATUS_CORRUPT) {
        check_tell_of(c, VIOLATION_ROW, d, "its inbox row: %.200s", err->text);
        return STATUS_OK;
    }
    if (st != STATUS_OK)
        return st;
    if (d->has_id && !document_id_equal(row.document_id, d->id))
        check_tell_of(c, VIOLATION_ROW, d,
                      "its inbox row is of another document");
    check_change(c, d, row.state);
    if (row.state == DOCUMENT_DEAD)
        c->summary->dead++;
    else
        c->summary->waiting++;
    return STATUS_OK;
}

/*
 * A document with records may stand in the inbox to be read again: under a
 * later generation. Its records count until then, also where reading failed,
 * and its change says so.
 */
static enum status
check_rereading(const struct checking *c, const struct document *d,
                const struct stored_values *v, struct arena *a,
                struct error *err)
{
    struct inbox_row inbox;
    struct document_row row;
    enum status st = inbox_row_unpack(v->inbox.bytes, a, &inbox, err);

    if (st == STATUS_CORRUPT) {
        check_tell_of(c, VIOLATION_ROW, d, "its inbox row: %.200s", err->text);
        return STATUS_OK;
    }
    if (st != STATUS_OK)
        return st;
    check_change(c, d, DOCUMENT_DONE);
    if (v->row.presence != PRESENT)
        return STATUS_OK; /* is_whole() tells */
    st = document_row_unpack(v->row.bytes, a, &row, err);
    if (st == STATUS_OK && inbox.generation <= row.generation)
        check_tell_of(c, VIOLATION_STATE, d,
                      "it has records and stands in the inbox as well");
    return st == STATUS_CORRUPT ? STATUS_OK : st;
}

/* What a done document must have, all of it or nothing. */
static bool
is_whole(const struct checking *c, const struct document *d,
         const struct stored_values *v)
{
    const struct {
        const struct stored_value *value;
        const char *name;
        bool are_many;
    } parts[] = {
        {&v->row, "document row", false}, {&v->records, "records", true},
        {&v->brief, "brief", false},      {&v->details, "details", true},
        {&v->text, "text", false},
    };
    bool is_readable = true;

    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (parts[i].value->presence == ABSENT)
            check_tell_of(c, VIOLATION_STATE, d, "it is done, but its %s %s",
                          parts[i].name,
                          parts[i].are_many ? "are missing" : "is missing");
        is_readable &= parts[i].value->presence == PRESENT;
    }
    return is_readable;
}

static enum status
check_values(const struct checking *c, const struct document *d,
             const struct stored_values *v, struct arena *a,
             struct due_terms *terms, struct error *err)
{
    const struct stored_value *of_done[] = {&v->row, &v->records, &v->brief,
                                            &v->details, &v->text};
    struct stored_reading reading = {v->row.bytes,
                                     v->records.bytes,
                                     {v->brief.bytes, v->details.bytes},
                                     v->text.bytes};
    bool is_known = v->inbox.presence != DAMAGED;
    bool is_waiting_or_dead = v->inbox.presence == PRESENT;
    bool is_done = false;
    enum status st = STATUS_OK;

    for (size_t i = 0; i < sizeof of_done / sizeof *of_done; i++) {
        is_known &= of_done[i]->presence != DAMAGED;
        is_done |= of_done[i]->presence == PRESENT;
    }
    if (!is_done && !is_waiting_or_dead && is_known)
        check_tell_of(c, VIOLATION_STATE, d,
                      "it was accepted, but is neither waiting, dead nor done");
    if (!is_done && is_waiting_or_dead)
        return check_inbox_row(c, d, &v->inbox, a, err);
    if (!is_done)
        return STATUS_OK;
    c->summary->done++;
    if (is_waiting_or_dead)
        st = check_rereading(c, d, v, a, err);
    else
        check_change(c, d, DOCUMENT_DONE);
    if (st != STATUS_OK)
        return st;
    return is_whole(c, d, v) ? check_reading(c, d, &reading, a, terms, err)
                             : STATUS_OK;
}

/* ---- the index --------------------------------------------------------- */

/* Whether the store still has what was read of `d`. */
static bool
is_current(const struct checking *c, const struct document *d)
{
    struct settled_change now;

    return d->has_change &&
           scan_settled(c->snap, d->id, &now, NULL) == STATUS_OK &&
           now.change_no == d->change.change_no;
}

/* STATUS_NOT_FOUND: the document changed meanwhile. */
static enum status
check_terms(struct checking *c, const struct document *d,
            const struct term_list *terms, struct error *err)
{
    enum status st = STATUS_OK;

    for (size_t i = 0; st == STATUS_OK && i < terms->count; i++) {
        struct str term = terms->terms[i];
        bool renewed, found;
        st = snapshot_refresh(c->snap, &renewed, err);
        if (st == STATUS_OK && renewed && !is_current(c, d))
            return STATUS_NOT_FOUND;
        if (st == STATUS_OK)
            st = scan_has_posting(c->snap, term, d->number, &c->hint, &found,
                                  err);
        if (st == STATUS_OK && !found)
            check_tell_of(c, VIOLATION_TERM, d,
                          "the index does not have it under \"%.*s\"",
                          STR_ARG(str_slice(term, 0, 100)));
    }
    return st;
}

/* Once; STATUS_NOT_FOUND: it changed meanwhile. */
static enum status
try_document(struct checking *c, uint64_t number, struct arena *a,
             struct error *err)
{
    struct document d = {.number = number};
    struct check_summary before = *c->summary;
    struct due_terms terms = {0};
    struct stored_values values;
    enum status st = check_take_values(c, number, a, &values, err);

    if (st == STATUS_OK)
        st = identify(c, &d, &values.origins, a, &terms, err);
    if (st == STATUS_OK)
        st = check_values(c, &d, &values, a, &terms, err);
    if (st == STATUS_OK && d.has_change)
        st = check_terms(c, &d, &terms.records, err);
    if (st == STATUS_OK && d.has_change && terms.records.count > 0)
        st = check_terms(c, &d, &terms.origins, err);
    if (st == STATUS_OK && d.has_change && is_current(c, &d))
        st = check_text_terms(c, &d, &terms.text, err);
    if (st == STATUS_NOT_FOUND)
        *c->summary = before;
    return st;
}

enum status
check_document(struct checking *c, uint64_t number, struct error *err)
{
    struct arena a = ARENA_LIMIT(DOCUMENT_ARENA_BYTES);
    enum status st = STATUS_NOT_FOUND;

    for (int i = 0; st == STATUS_NOT_FOUND && i < TRIES_MAX; i++) {
        st = try_document(c, number, &a, err);
        arena_release(&a);
    }
    c->summary->documents++;
    /* What LMDB could not follow, the walk of that database tells of. */
    return st == STATUS_UNAVAILABLE ? st : STATUS_OK;
}
