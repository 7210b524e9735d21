/*
 * rogue_extractor - confines itself as an extractor does, waits for a
 * document, and then does what BAOGAO_ROGUE says: "balloon" takes memory
 * until there is none, "spin" computes for ever.
 *
 * Arguments are those of an extractor. Exit code 9: nothing stopped it.
 */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "worker/confine.h"
#include "worker/process.h"

enum { CHUNK_BYTES = 16 << 20, NOT_STOPPED = 9 };

/* Far past any limit of a test, far below what would hurt the machine. */
static const size_t balloon_bytes = (size_t)1 << 30;

static void
balloon(void)
{
    for (size_t taken = 0; taken < balloon_bytes; taken += CHUNK_BYTES) {
        char *chunk = malloc(CHUNK_BYTES);

        if (!chunk)
            abort(); /* as code does that forgot that memory ends */
        memset(chunk, 1, CHUNK_BYTES);
    }
}

int
main(int argc, char **argv)
{
    const char *does = getenv("BAOGAO_ROGUE");
    struct confinement confinement = {.channel_fd = PROCESS_CHANNEL_FD};
    volatile unsigned turns = 0;
    struct error err;
    char byte;

    if (argc < 4 || !does)
        return EXIT_FAILURE;
    confinement.memory_bytes = strtoull(argv[3], NULL, 10) << 20;
    if (confine(&confinement, &err) != STATUS_OK ||
        read(PROCESS_CHANNEL_FD, &byte, 1) != 1)
        return EXIT_FAILURE;
    if (strcmp(does, "balloon") == 0)
        balloon();
    else
        for (;;)
            turns++;
    return NOT_STOPPED;
}
