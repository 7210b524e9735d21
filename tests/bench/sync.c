/*
 * sync - what the disk allows: append a document, fdatasync, again.
 *
 *     bench_sync FILE SECONDS
 *
 * Prints as load does.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "tests/bench/stopwatch.h"

enum { MOST = 1 << 18 };

int
main(int argc, char **argv)
{
    static char document[DOCUMENT_BYTES];
    static double latencies[MOST];
    double seconds = argc == 3 ? strtod(argv[2], NULL) : 0;
    int fd = argc == 3 ? open(argv[1], O_WRONLY | O_CREAT | O_TRUNC, 0600) : -1;
    double began = stopwatch_seconds(), now = began;
    size_t count = 0;

    while (fd >= 0 && count < MOST && now - began < seconds) {
        double before = now;
        if (write(fd, document, sizeof document) != sizeof document ||
            fdatasync(fd) != 0)
            break;
        now = stopwatch_seconds();
        latencies[count++] = now - before;
    }
    if (count == 0) {
        perror("bench_sync");
        return 1;
    }
    stopwatch_print(latencies, count, now - began);
    close(fd);
    unlink(argv[1]);
    return 0;
}
