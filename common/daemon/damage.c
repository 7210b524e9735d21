#include "daemon/damage.h"

#include <signal.h>
#include <unistd.h>

#include "base/log.h"

static const char *store_directory = ".";

/*
 * The store is the one file mapped that may lose pages. What was interrupted
 * is a read of the map, which holds no lock of the C library: a line can be
 * put together here.
 */
static void
on_missing_page(int number)
{
    (void)number;
    damage_met("a page of the store cannot be read");
}

void
damage_expect(const char *directory)
{
    struct sigaction action = {.sa_handler = on_missing_page};

    store_directory = directory;
    sigaction(SIGBUS, &action, NULL);
}

void
damage_met(const char *what)
{
    log_error("the store is damaged", log_text("dir", store_directory),
              log_cause(what));
    damage_advise(STATUS_CORRUPT);
    _exit(EXIT_CODE_CORRUPT);
}

void
damage_advise(enum status st)
{
    if (st == STATUS_CORRUPT)
        log_error("`baogao check` tells what is damaged; put a backup in its "
                  "place",
                  log_text("dir", store_directory));
}
