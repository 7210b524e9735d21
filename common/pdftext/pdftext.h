/*
 * pdftext - the text of a PDF, by poppler's pdftotext in a process of its
 * own.
 *
 * Readers of PDF are large and are fed by strangers: the process gets the
 * bytes, gives text, and can do nothing else (sandbox.h). It is killed when
 * its parent ends. $BAOGAO_PDFTOTEXT names another program than the
 * system's.
 */
#ifndef PDFTEXT_PDFTEXT_H
#define PDFTEXT_PDFTEXT_H

#include "base/buffer.h"
#include "base/error.h"

struct pdftext;

struct pdftext_limits {
    uint64_t memory_bytes; /* of address space */
    uint32_t cpu_ms;       /* rounded up to seconds */
};

/*
 * Begin to read `pdf`, of which a copy is taken. The caller ends *out with
 * pdftext_finish() or pdftext_stop(). STATUS_UNAVAILABLE: pdftotext is not
 * installed, or no process can be made.
 */
enum status pdftext_start(struct str pdf, const struct pdftext_limits *limits,
                          struct pdftext **out, struct error *err)
    __attribute__((warn_unused_result));

/* A descriptor that can be read from once the process has ended. */
int pdftext_fd(const struct pdftext *p);

/*
 * Wait for the end, append the text to *text, free and set *p to NULL. Pages
 * end with a form feed.
 * STATUS_INVALID: encrypted, damaged, without text, or too much of it; err
 * says which. STATUS_UNAVAILABLE: the process came to no end of its own.
 */
enum status pdftext_finish(struct pdftext **p, struct buffer *text,
                           struct error *err)
    __attribute__((warn_unused_result));

/* Kill the process, free and set *p to NULL. A NULL *p is fine. */
void pdftext_stop(struct pdftext **p);

#endif
