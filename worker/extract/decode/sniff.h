/*
 * sniff - what kind of document bytes are.
 *
 * The media type is what somebody said; the first bytes of a container
 * cannot lie. Where both leave it open, markup tells.
 */
#ifndef WORKER_EXTRACT_DECODE_SNIFF_H
#define WORKER_EXTRACT_DECODE_SNIFF_H

#include "base/str.h"

enum format {
    FORMAT_TEXT, /* plain text, or HTML that nobody called so */
    FORMAT_HTML, /* was called HTML and has markup */
    FORMAT_DOCX, /* a ZIP container */
    FORMAT_PDF,
    FORMAT_PDF_TEXT, /* what pdftotext printed */
    FORMAT_OLE,      /* the container of .doc, .wps and encrypted DOCX */
    FORMAT_RTF,
    FORMAT_UNKNOWN, /* of a media type that is none of ours */
};

enum format sniff(struct str media_type, struct str bytes);

/* Whether bytes are a PDF, whatever they were called. */
bool sniff_is_pdf(struct str bytes);

/* Whether UTF-8 text begins as an HTML document does. */
bool sniff_is_html(struct str text);

#endif
