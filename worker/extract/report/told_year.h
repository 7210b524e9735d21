/*
 * told_year - the year that a speech's 去年 must have been.
 *
 * A speech that names neither its day nor its year still compares: 去年上半年
 * …，较2012年同期上升3%. Nothing is held against the same months of a year
 * but those of the year behind it.
 */
#ifndef WORKER_EXTRACT_REPORT_TOLD_YEAR_H
#define WORKER_EXTRACT_REPORT_TOLD_YEAR_H

#include "worker/extract/outline/outline.h"

/* The year in which the speech is made, 0: it does not tell. */
uint16_t told_year(const struct text *text, const struct outline *outline);

#endif
