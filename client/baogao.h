/*
 * baogao - a client of Baogao in C: submit reports, query their figures,
 * follow what changes.
 *
 * A handle speaks with the daemons of one store. Opening it waits for
 * nobody; each daemon is connected to when it is first needed, and again
 * when it was away.
 *
 * Errors    A call that can fail returns a code, and BAOGAO_OK is 0. `err`,
 *           which may be NULL, then says why in one sentence, and outputs
 *           keep their old value. Nothing is ever printed.
 * Ownership What you pass in is yours and may go once the call returns.
 *           What you get through a pointer to const belongs to the handle:
 *           it is valid until the next call of the same function with that
 *           handle (or with those rows), or until that is closed.
 * Threads   A handle, with its rows, is used by one thread at a time, and
 *           not across fork(). Open one handle a thread.
 * Units     Names tell: _ms are milliseconds, _bytes bytes; times are
 *           counted from 1970-01-01T00:00:00Z. Text is UTF-8 and ends with
 *           NUL. Spans count bytes, the end excluded, of the document's
 *           text as UTF-8.
 *
 * Structs that you get may gain members at their end in a later version;
 * structs that you pass do not.
 */
#ifndef BAOGAO_H
#define BAOGAO_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__)
#define BAOGAO_API __attribute__((visibility("default")))
#else
#define BAOGAO_API
#endif

/* What to do next; struct baogao_error says why. */
enum baogao_code {
    BAOGAO_OK = 0,
    BAOGAO_NOT_FOUND = 1,   /* there is no such thing, or no more of it */
    BAOGAO_INVALID = 2,     /* what was passed will never work */
    BAOGAO_UNAVAILABLE = 3, /* no answer or no memory; may work later */
    BAOGAO_CORRUPT = 4,     /* the server's store is damaged */
    BAOGAO_TIMEOUT = 5      /* nothing happened in the time allowed */
};

struct baogao_error {
    char text[256]; /* one sentence, no newline */
};

/* A code in a few words, never NULL; lives for ever. */
BAOGAO_API const char *baogao_code_text(enum baogao_code code);
/* The version of the library, "0.1.0"; lives for ever. */
BAOGAO_API const char *baogao_version(void);

/*
 * A setting by name. Where fields are wanted, pass an array that ends with
 * a NULL name, or NULL for none. A name that a call does not know, or a
 * value that it cannot use, is BAOGAO_INVALID.
 */
struct baogao_field {
    const char *name;
    const char *value;
};

/* ---- a handle ---------------------------------------------------------- */

struct baogao;

/*
 * Open a handle. Fields:
 *   directory         where the store is, for its sockets; ./var
 *   submit_endpoint   ipc://PATH or tcp://HOST:PORT of the head,
 *   control_endpoint  the head's for its status,
 *   query_endpoint    the publisher's; all instead of those in `directory`
 *   key, server_key   for tcp: the files with the own secret certificate
 *                     and the server's public one; see baogao keys --help
 *   timeout_ms        how long a server may be silent, 1 to 86400000;
 *                     5000, but 60000 once the head has taken submissions,
 *                     so that it can be restarted meanwhile
 * The caller ends *out with baogao_close(). BAOGAO_UNAVAILABLE: a key's file
 * is not there.
 */
BAOGAO_API enum baogao_code baogao_open(const struct baogao_field *fields,
                                        struct baogao **out,
                                        struct baogao_error *err);
/*
 * Close, free, and set *b to NULL; a NULL *b is fine. Close its rows
 * before. What had no answer yet may have been accepted nevertheless.
 */
BAOGAO_API void baogao_close(struct baogao **b);

/* ---- submitting -------------------------------------------------------- */

enum baogao_event_kind {
    BAOGAO_ACCEPTED, /* it is on the head's disk */
    BAOGAO_REFUSED,  /* it will never be accepted: `reason` */
    BAOGAO_DONE,     /* its records can be queried */
    BAOGAO_DEAD,     /* it was set aside: `reason` */
    BAOGAO_UNKNOWN   /* the head does not have it, or no longer: `reason` */
};

/* What became of a document. */
struct baogao_event {
    enum baogao_event_kind kind;
    uint64_t token;          /* as passed with it; else 0 */
    const char *document_id; /* 32 hexadecimal digits; NULL: refused */
    int is_duplicate;        /* accepted: and had been before */
    const char *reason;      /* or NULL */
};

/*
 * Submit `byte_count` bytes as one document and wait until the head has it
 * on disk; *out is then BAOGAO_ACCEPTED. A busy head is asked again, and one
 * that is silent is sent the document again, which is always safe: the same
 * bytes are the same document. Fields, none of them needed:
 *   name              for people, e.g. its file name
 *   source_uri        where it came from
 *   media_type        e.g. text/html; detected where absent
 *   charset           e.g. GB18030; detected where absent
 *   tag               may be given several times
 *   priority          0 (first) to 9 (last); 5
 *   not_before_ms     when it may be read at the earliest
 *   time_limit_ms     for reading it
 *   allow_forgotten   yes: take it though it was to be forgotten
 * BAOGAO_INVALID: it was refused. BAOGAO_UNAVAILABLE: no answer; it may
 * have been accepted.
 */
BAOGAO_API enum baogao_code baogao_submit(struct baogao *b, const void *bytes,
                                          size_t byte_count,
                                          const struct baogao_field *fields,
                                          const struct baogao_event **out,
                                          struct baogao_error *err);

/*
 * Submit without waiting for the answer, which baogao_next() tells as
 * BAOGAO_ACCEPTED or BAOGAO_REFUSED with `token`. Up to 256 documents or
 * 64 MiB are on their way at a time; past that the call waits for room.
 * Things only move within calls that submit or wait, and events are kept
 * until they are taken: take them now and then.
 * BAOGAO_UNAVAILABLE: the head is silent; the document was not taken on,
 * those before it are still on their way.
 */
BAOGAO_API enum baogao_code
baogao_submit_async(struct baogao *b, uint64_t token, const void *bytes,
                    size_t byte_count, const struct baogao_field *fields,
                    struct baogao_error *err);

/*
 * Have baogao_next() tell when a document, now or ever accepted, is
 * BAOGAO_DONE, BAOGAO_DEAD or BAOGAO_UNKNOWN. One that is watched already
 * keeps its token and is told once. BAOGAO_INVALID: not a document's id.
 */
BAOGAO_API enum baogao_code baogao_watch(struct baogao *b, uint64_t token,
                                         const char *document_id,
                                         struct baogao_error *err);

/*
 * Wait up to timeout_ms (0: only look) for the next event. BAOGAO_TIMEOUT:
 * none came. BAOGAO_NOT_FOUND: none will, nothing is under way.
 * BAOGAO_UNAVAILABLE: the head is silent; what is under way remains so.
 */
BAOGAO_API enum baogao_code baogao_next(struct baogao *b, int timeout_ms,
                                        const struct baogao_event **out,
                                        struct baogao_error *err);

/* How many events there will be: answers and ends that are still awaited. */
BAOGAO_API size_t baogao_pending(const struct baogao *b);

/*
 * Wait up to timeout_ms for one document to be BAOGAO_DONE or BAOGAO_DEAD.
 * Other events meanwhile are kept for baogao_next(). BAOGAO_TIMEOUT: it
 * still waits. BAOGAO_NOT_FOUND: the head has no such document.
 */
BAOGAO_API enum baogao_code baogao_wait(struct baogao *b,
                                        const char *document_id, int timeout_ms,
                                        const struct baogao_event **out,
                                        struct baogao_error *err);

/* ---- asking ------------------------------------------------------------ */

enum baogao_row_kind {
    BAOGAO_REPORTS = 0,
    BAOGAO_SECTIONS = 1,
    BAOGAO_FIGURES = 2,
    BAOGAO_MENTIONS = 3
};

/*
 * One record with what leads back to its source. NULL (0 for the year):
 * the document does not state it, or rows of this kind do not have it.
 * Enumerations are spelled as the command line and HTTP spell them.
 */
struct baogao_row {
    const char *id; /* DOCUMENT.f1204-1215; stays when it is read again */
    const char *report_id;
    const char *document_id;
    const char *document_name; /* as first submitted */
    const char *source_uri;
    uint32_t begin; /* the record's span */
    uint32_t end;

    const char *title;      /* of the report */
    const char *genre;      /* government, cppcc, court, ... */
    const char *place;      /* full name, 祁门县 */
    const char *place_code; /* six digits */
    int year;               /* the last one reviewed */

    const char *section;      /* its title; a figure's: the innermost */
    const char *section_kind; /* review, plan, ...; section rows only */

    /* figure rows only; text and value in mention rows as well */
    const char *text;  /* as written, 98.6亿元 */
    const char *value; /* exact decimal, 9860000000 */
    const char *upper; /* of a range: its other end */
    const char *bound; /* exact, about, over, ... */
    const char *unit;  /* 元; may be empty */
    const char *kind;  /* money, count, percent, ... */
    const char *measure;
    const char *direction; /* up, down */
    const char *action;    /* 增长 */
    const char *object;    /* 地区生产总值 */
    const char *base;      /* what it is compared with */
    const char *period;    /* ISO 8601 */
    const char *status;    /* done, estimate, ongoing, plan, problem */

    /* mention rows only, which have text and value as well */
    const char *mention_type; /* meeting, organization, place, ... */

    const char *work; /* with the field versions: that its report is of */
};

struct baogao_rows;

/*
 * Ask the publisher for rows of a kind, in the order documents were
 * accepted, then in text order, unless the fields sort and descending ask
 * for another, or those with text by relevance; at most `limit`, 0 for every
 * one. The other fields are filters that must all hold: report, source, tag,
 * text, place, place_exact, year, year_from, year_to, genre, author,
 * section_kind, object, object_exact, action, action_exact, unit, kind,
 * measure, direction, status, value_from, value_to, period_from, period_to,
 * mention, mention_type, versions (best: one version of each work), as
 * proto/README.md describes them.
 * The caller ends *out with baogao_rows_close(). Other calls with the
 * handle, queries too, may come between two rows.
 * BAOGAO_NOT_FOUND: no such report.
 */
BAOGAO_API enum baogao_code
baogao_query(struct baogao *b, enum baogao_row_kind kind,
             const struct baogao_field *fields, uint64_t limit,
             struct baogao_rows **out, struct baogao_error *err);
/* The next row, fetched page by page. BAOGAO_NOT_FOUND: that was all. */
BAOGAO_API enum baogao_code baogao_rows_next(struct baogao_rows *rows,
                                             const struct baogao_row **out,
                                             struct baogao_error *err);
/*
 * All that is known of the row last handed out, as one line of JSON, like
 * baogao figures --json. BAOGAO_NOT_FOUND: there is none.
 */
BAOGAO_API enum baogao_code baogao_rows_json(struct baogao_rows *rows,
                                             const char **out,
                                             struct baogao_error *err);
/* Set *rows to NULL; a NULL *rows is fine. */
BAOGAO_API void baogao_rows_close(struct baogao_rows **rows);

/* A figure in the sentence it was read from. */
struct baogao_citation {
    const struct baogao_row *row;
    const char *sentence; /* as it stands in the document's text */
    uint32_t mark_begin;  /* the figure, in bytes of `sentence` */
    uint32_t mark_end;
    uint32_t line;    /* the one the figure begins in, from 1 */
    const char *json; /* all of it on one line */
};

/*
 * Ask for the sentence of a figure by the id of its row. BAOGAO_NOT_FOUND:
 * no such figure. BAOGAO_INVALID: not a figure's id, or an ambiguous one.
 */
BAOGAO_API enum baogao_code baogao_cite(struct baogao *b, const char *figure_id,
                                        const struct baogao_citation **out,
                                        struct baogao_error *err);

/* ---- comparing --------------------------------------------------------- */

/*
 * What one report states of one thing, for one step of a line. A line is of
 * one thing, measure, kind and unit, which are never mixed; its steps are
 * periods, or places where the series goes over these. NULL where there is
 * none, or it is not told.
 */
struct baogao_point {
    size_t line; /* which one, from 0; their points follow each other */
    const char *indicator; /* the line's: gdp; or its object */
    const char *object;
    const char *measure;
    const char *kind;
    const char *unit; /* that of `value` */
    const char *currency;
    const char *per;
    const char *accrual;

    const char *place; /* the step's over places, else the line's */
    const char *place_code;
    const char *period;     /* the step's over periods */
    const char *break_kind; /* definition, boundary: what was before the step
                               is not to be compared with what follows */
    const char *break_note;

    /* Two points of a step differ: both are told, newest report first. */
    const char *value; /* exact decimal; NULL: a gap, the step has no point */
    const char *upper; /* of a range: its other end */
    const struct baogao_row *row; /* the figure; NULL: a gap */
};

struct baogao_series;

/*
 * Ask what reports state of one indicator or object, over periods or places,
 * one version of each work counted. Fields: indicator or object, place, over
 * (periods, places), from, to, period, measure, kind, per, accrual, status,
 * genre, as proto/README.md describes them. The caller ends *out with
 * baogao_series_close(); it does without the handle.
 */
BAOGAO_API enum baogao_code baogao_series(struct baogao *b,
                                          const struct baogao_field *fields,
                                          struct baogao_series **out,
                                          struct baogao_error *err);
/* The next point or gap. BAOGAO_NOT_FOUND: that was all. */
BAOGAO_API enum baogao_code baogao_series_next(struct baogao_series *series,
                                               const struct baogao_point **out,
                                               struct baogao_error *err);
/* Whether reports were left out, since there were too many to look at. */
BAOGAO_API int baogao_series_is_cut(const struct baogao_series *series);
/*
 * All of the line of the point last handed out, as one line of JSON, like
 * baogao series --json. BAOGAO_NOT_FOUND: there is none.
 */
BAOGAO_API enum baogao_code baogao_series_json(struct baogao_series *series,
                                               const char **out,
                                               struct baogao_error *err);
/* Set *series to NULL; a NULL *series is fine. */
BAOGAO_API void baogao_series_close(struct baogao_series **series);

/* A target that a report set, and what came of it. */
struct baogao_promise {
    const struct baogao_row *promise;
    const char *result;               /* met, exceeded, missed, unknown */
    const struct baogao_row *outcome; /* NULL: none was found */
    /* Figures by which later reports say themselves how far they came. */
    const struct baogao_row *const *statements;
    size_t statement_count;
    const char *json; /* all of it on one line */
};

struct baogao_promises;

/*
 * Ask what a place's reports promised, with what later ones say came of it.
 * Fields: place, which is needed, genre, year, indicator, object, result, as
 * proto/README.md describes them. The caller ends *out with baogao_promises_close(), before
 * the handle.
 */
BAOGAO_API enum baogao_code baogao_promises(struct baogao *b,
                                            const struct baogao_field *fields,
                                            struct baogao_promises **out,
                                            struct baogao_error *err);
/* The next one, fetched page by page. BAOGAO_NOT_FOUND: that was all. */
BAOGAO_API enum baogao_code
baogao_promises_next(struct baogao_promises *promises,
                     const struct baogao_promise **out,
                     struct baogao_error *err);
/* Whether of the pages so far reports were left out: there were too many. */
BAOGAO_API int baogao_promises_is_cut(const struct baogao_promises *promises);
/* Set *promises to NULL; a NULL *promises is fine. */
BAOGAO_API void baogao_promises_close(struct baogao_promises **promises);

/* ---- following --------------------------------------------------------- */

/* The latest change of one document; NULL, or 0: that does not apply. */
struct baogao_change {
    uint64_t change_no;
    const char *change; /* done, reread, dead, waiting, dropped, forgotten */
    const char *document_id;
    uint64_t document_no;
    const char *document_name;     /* as first submitted */
    int64_t finished_ms;           /* done: when */
    const char *extractor_version; /* done: by what */
    const char *reason;            /* dead: why */
    const char *store_id;          /* the store that change_no is of */
};

struct baogao_changes;

/*
 * Follow what happens to documents. Fields:
 *   after      a change_no; from 0, or where absent, every document that was
 *              read comes once, with its latest change
 *   store_id   the store that `after` is of
 * A program that keeps change_no and store_id of the last change that it has
 * dealt with goes on after it, and misses none. Nothing is asked yet.
 * The caller ends *out with baogao_changes_close(), before the handle.
 */
BAOGAO_API enum baogao_code baogao_changes(struct baogao *b,
                                           const struct baogao_field *fields,
                                           struct baogao_changes **out,
                                           struct baogao_error *err);
/*
 * The next change, waited for up to timeout_ms (0: only look).
 * BAOGAO_TIMEOUT: there was none. BAOGAO_NOT_FOUND: the publisher's store is
 * another one now, so that nothing known of the old one holds: open anew,
 * without `after`. BAOGAO_UNAVAILABLE: no answer; a later call goes on where
 * this one was.
 */
BAOGAO_API enum baogao_code
baogao_changes_next(struct baogao_changes *changes, int timeout_ms,
                    const struct baogao_change **out, struct baogao_error *err);
/* Set *changes to NULL; a NULL *changes is fine. */
BAOGAO_API void baogao_changes_close(struct baogao_changes **changes);

/* ---- the head ---------------------------------------------------------- */

/* How the head is. */
struct baogao_status {
    const char *software;
    const char *store_id;
    uint64_t uptime_ms;
    uint64_t waiting; /* documents; among them those leased to workers */
    uint64_t leased;
    uint64_t done;
    uint64_t dead;
    uint64_t waiting_bytes;
    uint64_t oldest_waiting_ms; /* for how long */
    uint64_t accepted;          /* since it started; duplicates among them */
    uint64_t duplicates;
    uint64_t worker_count;
    int is_paused;
};

BAOGAO_API enum baogao_code baogao_get_status(struct baogao *b,
                                              const struct baogao_status **out,
                                              struct baogao_error *err);

#ifdef __cplusplus
}
#endif

#endif
