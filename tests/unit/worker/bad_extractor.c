/*
 * bad_extractor - an extractor child that does what its document says: exit,
 * hang, write garbage, answer for another document, or answer well.
 */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "worker/channel.h"
#include "worker/process.h"

enum { JOB_BYTES = 1 << 24 };

static void
answer(struct channel *ch, const struct message *job, uint64_t document_no)
{
    struct message m = {
        .kind = MESSAGE_RESULT,
        .result = {.boot_id = job->job.boot_id,
                   .lease_no = job->job.lease_no,
                   .document_no = document_no,
                   .generation = job->job.generation,
                   .is_failure = true,
                   .failure = {FAILURE_INVALID, job->payload}},
    };
    struct error err;

    if (channel_put(ch, &m, &err) != STATUS_OK ||
        channel_flush(ch, &err) != STATUS_OK)
        exit(2);
}

static void
write_garbage(int fd)
{
    static const char garbage[] = "\x04\x00\x00\x00\xFF\xFF\xFF\xFF";

    if (write(fd, garbage, sizeof garbage - 1) < 0)
        exit(2);
}

static void
obey(struct channel *ch, const struct message *job)
{
    uint64_t number = job->job.document_no;

    if (str_equal(job->payload, STR("exit")))
        _exit(7);
    if (str_equal(job->payload, STR("crash")))
        abort();
    if (str_equal(job->payload, STR("hang")))
        pause();
    if (str_equal(job->payload, STR("garbage")))
        write_garbage(ch->fd);
    else if (str_equal(job->payload, STR("other")))
        answer(ch, job, number + 1);
    else
        answer(ch, job, number);
}

int
main(void)
{
    struct channel ch;
    struct error err;

    channel_open(&ch, PROCESS_CHANNEL_FD, JOB_BYTES);
    for (;;) {
        struct arena a = {0};
        struct message job;
        size_t bytes;
        enum status st = channel_take(&ch, &a, &job, &bytes, &err);
        if (st == STATUS_OK) {
            obey(&ch, &job);
            channel_drop(&ch, bytes);
        } else if (st != STATUS_NOT_FOUND ||
                   channel_fill(&ch, &err) != STATUS_OK) {
            return 0;
        }
        arena_release(&a);
    }
}
