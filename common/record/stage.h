/*
 * stage - what a document goes through until its records are packed.
 */
#ifndef RECORD_STAGE_H
#define RECORD_STAGE_H

#include "base/str.h"

/* In their order. The numbers are those of the wire. */
enum extract_stage {
    STAGE_PDFTOTEXT, /* a PDF's text by a process of its own */
    STAGE_DECODE,
    STAGE_REPAIR,
    STAGE_NORMALISE,
    STAGE_REPORTS, /* where each begins */
    STAGE_OUTLINE, /* the rest once for each report */
    STAGE_CLASSIFY,
    STAGE_FIGURES,
    STAGE_MENTIONS,
    STAGE_PACK, /* records and text, for the store and for searches */
    STAGE_COUNT,
};

/* How long each took, in microseconds; 0: the document did not get there. */
struct stage_times {
    uint32_t us[STAGE_COUNT];
};

/* "decode" */
struct str extract_stage_name(enum extract_stage stage);

#endif
