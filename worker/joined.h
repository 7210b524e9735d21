/*
 * joined - a worker that joins a head: it asks for documents, has its
 * children read them, and sends the results back.
 */
#ifndef WORKER_JOINED_H
#define WORKER_JOINED_H

#include <stdint.h>

#include "config/settings.h"

struct joined_options {
    const char *endpoint;   /* the head's work endpoint */
    const char *key;        /* its secret certificate's file, NULL: none */
    const char *server_key; /* the head's certificate's file, goes with it */
    uint32_t children;      /* 1 to CREW_MAX */
    const char *extractor;  /* program its children run, NULL: this one */
    uint32_t memory_mib;    /* of address space, for each child */
    int ready_fd;           /* told when the head has welcomed it, -1: nobody */
    struct settings_reading *reading; /* where they are from, for SIGHUP */
};

/*
 * Work until SIGTERM or SIGINT, and read the options again at SIGHUP; then
 * finish what the children are reading,
 * send it, and end. STATUS_INVALID: not an endpoint, or the head refuses.
 * STATUS_UNAVAILABLE: there is no memory, or no descriptor, to go on with.
 */
enum status joined_run(const struct joined_options *options, struct error *err)
    __attribute__((warn_unused_result));

#endif
