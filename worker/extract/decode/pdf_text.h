/*
 * pdf_text - what pdftotext printed of a PDF, as text.
 *
 * Pages end with a form feed, which stays. Justified lines come with blanks
 * between all their characters: those are taken out.
 */
#ifndef WORKER_EXTRACT_DECODE_PDF_TEXT_H
#define WORKER_EXTRACT_DECODE_PDF_TEXT_H

#include "base/arena.h"
#include "base/error.h"

/* Read `printed`, valid UTF-8; *text lives in `arena`, whose limit is the
 * only cause of failure. */
enum status pdf_text_read(struct str printed, struct arena *arena,
                          struct str *text, struct error *err)
    __attribute__((warn_unused_result));

#endif
