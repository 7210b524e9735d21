/*
 * intake - submissions, looked over and noted down for the next commit.
 */
#ifndef WORKER_INTAKE_H
#define WORKER_INTAKE_H

#include "worker/head.h"

/*
 * Take a Submit into the round, or answer it at once: Refused where it will
 * never do, Busy where the inbox is full or the head is stopping.
 */
void intake_submit(struct head *head, const struct arrival *arrival,
                   struct round *round);

#endif
