/*
 * head_api - what the head is asked over HTTP: how it is, what is dead or
 * waits, and orders.
 */
#ifndef PUBLISHER_HTTP_HEAD_API_H
#define PUBLISHER_HTTP_HEAD_API_H

#include "publisher/http/api.h"

/* How the head is. */
route_answer answer_status;
/* The documents in the state that the route's argument names. */
route_answer answer_documents;
/* The order that the route's argument names, for the document {id}. */
route_answer answer_order;
/* The whole head is steered as the route's argument says. */
route_answer answer_steer;

#endif
