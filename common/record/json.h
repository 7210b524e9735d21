/*
 * json - records as JSON, the one place that spells the published fields.
 *
 * The shapes are those the annotation guide's JSON Lines have: numbers as
 * decimal strings, spans as [begin, end], null for a field without value.
 * jansson stays behind this door but for the json_t handle; the caller owns
 * each returned value (json_decref) and gets NULL when memory is short.
 */
#ifndef RECORD_JSON_H
#define RECORD_JSON_H

#include <jansson.h>

#include "record/record.h"

/* How JSON is printed: on one line, confidences with their three digits. */
#define JSON_ON_ONE_LINE (JSON_COMPACT | JSON_REAL_PRECISION(3))

/* {"report": …, "sections": […], "figures": […], …}: one JSON line. */
json_t *json_of_whole_report(const struct report *report);

json_t *json_of_report(const struct report *report);
json_t *json_of_section(const struct section *section);
json_t *json_of_figure(const struct figure *figure);
json_t *json_of_mention(const struct mention *mention);
json_t *json_of_repair(const struct repair *repair);

/* A slice as a JSON string, JSON null where it has no value. */
json_t *json_of_str(struct str s);

#endif
