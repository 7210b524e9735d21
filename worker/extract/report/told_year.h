/*
 * told_year - the year that a speech's 去年 must have been.
 *
 * A speech that names neither its day nor its year still compares: 去年上半年
 * …，较2012年同期上升3%. Nothing is held against the same months of a year
 * but those of the year behind it. Or it names by its year what came out then,
 * 去年公布的《策略2014》, or looks back on days of a year.
 */
#ifndef WORKER_EXTRACT_REPORT_TOLD_YEAR_H
#define WORKER_EXTRACT_REPORT_TOLD_YEAR_H

#include "worker/extract/outline/outline.h"

/* The year in which the speech is made, 0: it does not tell. */
uint16_t told_year(const struct text *text, const struct outline *outline);

/*
 * The latest year of whose days or months a speech tells as gone by, 0: none.
 * It names that year more than once and no later one in a title
 * (《2014年条例草案》), else the days may be those of something else.
 */
uint16_t dated_year(const struct text *text, const struct outline *outline);

#endif
