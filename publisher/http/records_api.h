/*
 * records_api - what the store is asked over HTTP.
 */
#ifndef PUBLISHER_HTTP_RECORDS_API_H
#define PUBLISHER_HTTP_RECORDS_API_H

#include "publisher/http/api.h"

/* A page of rows, of the kind that the route's argument names. */
route_answer answer_query;
/* The sentence of the figure {id}. */
route_answer answer_cite;
/* The text of the report {id}, and its repairs. */
route_answer answer_text;
/* A page of the change log, which may be waited for. */
route_answer answer_changes;

#endif
