/*
 * extract - a document's bytes in, its text and its records out.
 *
 * A pure function: no file, no socket, no clock, no state between calls;
 * for one version the same bytes give the same result. It never aborts on
 * any input. All memory comes from the caller's arena, whose limit bounds
 * what one document may cost.
 */
#ifndef WORKER_EXTRACT_EXTRACT_H
#define WORKER_EXTRACT_EXTRACT_H

#include "base/arena.h"
#include "base/error.h"
#include "record/record.h"
#include "record/stage.h"

/*
 * The media type of what pdftotext printed of a PDF, UTF-8. A PDF itself is
 * not read here: pdftotext is a process of its own.
 */
#define EXTRACT_TYPE_PDF_TEXT "text/x-pdftotext"

/* Whether the bytes are a PDF, whatever media type was declared. */
bool extract_is_pdf(struct str bytes);

/* Told of each stage as it ends, as there is no clock in here. */
struct extract_observer {
    void (*ended)(void *context, enum extract_stage stage);
    void *context;
};

struct extract_input {
    struct str bytes;
    struct str media_type; /* e.g. "text/plain"; empty: to be detected */
    struct str charset;    /* IANA name, e.g. "GBK"; empty: to be detected */
    const struct extract_observer *observer; /* NULL: nobody */
};

struct extraction {
    struct str text; /* the decoded text, valid UTF-8; every span is in it */
    struct record_set records;
};

/*
 * Read the records out of `in`. The result lives in `arena`; parts of it
 * borrow in->bytes.
 * STATUS_INVALID: the bytes are no text that can be read; err says why.
 * STATUS_UNAVAILABLE: the arena's limit was reached.
 */
enum status extract(const struct extract_input *in, struct arena *arena,
                    struct extraction *out, struct error *err)
    __attribute__((warn_unused_result));

/*
 * Load what extract() else loads when a document first needs it: after this,
 * in this thread, it takes memory and computes and does nothing besides.
 * Call it before a process is confined; others need not.
 * STATUS_UNAVAILABLE: the system lacks a part; err names it.
 */
enum status extract_prepare(struct error *err)
    __attribute__((warn_unused_result));

/* Changes with every change of the rules, e.g. "0.1.0". */
const char *extract_version(void);
/* A hash of all lexicon files, 16 hex digits. */
const char *extract_lexicon_version(void);

#endif
