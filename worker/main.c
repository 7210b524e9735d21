/*
 * baogao-worker - owns the store as head, or reads reports for one.
 */
#include "base/log.h"
#include "worker/child.h"
#include "worker/head.h"
#include "worker/joined.h"
#include "worker/options.h"
#include "worker/process.h"

int
main(int argc, char **argv)
{
    struct options options;
    struct error err;
    enum status st = STATUS_OK;

    switch (options_read(argc, argv, &options)) {
    case OPTIONS_DONE:
        return EXIT_CODE_DONE;
    case OPTIONS_WRONG:
        return EXIT_CODE_USAGE;
    case OPTIONS_RUN:
        break;
    }
    log_open("baogao-worker", options.log_level);
    switch (options.role) {
    case ROLE_HEAD:
        st = head_run(&options.head, &err);
        break;
    case ROLE_JOINED:
        st = joined_run(&options.joined, &err);
        break;
    case ROLE_CHILD:
        st = child_run(PROCESS_CHANNEL_FD, &err);
        break;
    }
    if (st != STATUS_OK)
        log_error("%s", err.text);
    return status_exit_code(st);
}
