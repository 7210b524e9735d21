/*
 * series_api - what is asked over HTTP of figures of many reports.
 */
#ifndef PUBLISHER_HTTP_SERIES_API_H
#define PUBLISHER_HTTP_SERIES_API_H

#include "publisher/http/api.h"

/* A series, over periods or over places. */
route_answer answer_series;
/* A page of promises with what became of them. */
route_answer answer_promises;

#endif
