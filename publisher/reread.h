/*
 * reread - the options and the token of a publisher at work, read again.
 */
#ifndef PUBLISHER_REREAD_H
#define PUBLISHER_REREAD_H

#include "publisher/serve.h"

/* What is wrong with either is logged, and it stays as it was. A token's file
 * that was removed is made anew, with another token. */
void reread_options(struct service *service);

#endif
