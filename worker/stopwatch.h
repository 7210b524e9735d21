/*
 * stopwatch - how long each stage of a document takes: from the end of the
 * one before, which somebody tells.
 */
#ifndef WORKER_STOPWATCH_H
#define WORKER_STOPWATCH_H

#include <stdint.h>

#include "record/stage.h"

struct stopwatch {
    int64_t since_us; /* monotonic */
    struct stage_times times;
};

void stopwatch_start(struct stopwatch *w);
/* Add the time since the last call; `context` is a struct stopwatch. */
void stopwatch_ended(void *context, enum extract_stage stage);

#endif
