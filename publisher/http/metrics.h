/*
 * metrics - what the publisher and its head measure, as Prometheus reads it.
 */
#ifndef PUBLISHER_HTTP_METRICS_H
#define PUBLISHER_HTTP_METRICS_H

#include "publisher/http/api.h"

/* Of the head it tells what it said a second ago at most. */
route_answer answer_metrics;

#endif
