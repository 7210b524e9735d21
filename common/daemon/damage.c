#include "daemon/damage.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/log.h"

/* A handler may not put it together: it is written beforehand. */
static char last_words[4400];
static const char *store_directory = ".";

/* The store is the one file mapped that may lose pages. */
static void
on_missing_page(int number)
{
    ssize_t unused = write(STDERR_FILENO, last_words, strlen(last_words));

    (void)number;
    (void)unused;
    _exit(EXIT_CODE_CORRUPT);
}

void
damage_expect(const char *program, const char *directory)
{
    struct sigaction action = {.sa_handler = on_missing_page};

    store_directory = directory;
    snprintf(last_words, sizeof last_words,
             "%s: error: a page of the store in %s/store cannot be read: "
             "`baogao --dir %s check` tells what is damaged; put a backup in "
             "its place\n",
             program, directory, directory);
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
