/*
 * openapi - the description of the HTTP interface, for programs.
 *
 * It stands in web/openapi.json, but for the filters of a query: those are
 * written from the table that reads them, with the words that the file has
 * for them under "x-query".
 */
#ifndef PUBLISHER_HTTP_OPENAPI_H
#define PUBLISHER_HTTP_OPENAPI_H

#include "publisher/http/api.h"

/* The path of the file; requests to it are answered by: */
#define OPENAPI_PATH STR_INIT("/openapi.json")
route_answer answer_openapi;

#endif
