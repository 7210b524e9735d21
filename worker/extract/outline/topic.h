/*
 * topic - whether a sentence sums up what follows it, or is a speaker's prose.
 */
#ifndef WORKER_EXTRACT_OUTLINE_TOPIC_H
#define WORKER_EXTRACT_OUTLINE_TOPIC_H

#include "worker/extract/text/words.h"

/* Digits that count: not a year, a day, or part of a name (5G, 6+X, "3"). */
bool topic_holds_figure(const struct text *text, struct range r);

/*
 * Words of someone speaking stand in `r`. `words` is room to cut it into
 * words; what it held is lost.
 */
bool topic_has_word_of_prose(struct words *words, struct range r,
                             struct arena *arena);

/* Such words stand in it, or it begins as only prose does. */
bool topic_reads_as_prose(struct words *words, struct range r,
                          struct arena *arena);

/* What a sentence names; prose also names who acts and on what. */
enum topic_form {
    TOPIC_OTHER,
    TOPIC_WORK,    /* 加快建设…: it begins with a verb */
    TOPIC_OUTCOME, /* …稳步增长: it ends with one */
};

enum topic_form topic_form(struct words *words, struct range r,
                           struct arena *arena);

#endif
