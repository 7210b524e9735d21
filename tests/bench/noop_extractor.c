/*
 * noop_extractor - an extractor that finds nothing, at once: what is left is
 * the cost of the queue.
 *
 * Started by baogao-worker --extractor in the place of its own children.
 */
#include "record/codec.h"
#include "record/compress.h"
#include "worker/channel.h"
#include "worker/process.h"

static enum status
pack_nothing(struct arena *a, struct packed_extraction *out, struct error *err)
{
    struct record_set nothing = {0};
    enum status st = records_pack(&nothing, a, &out->records, err);

    out->extractor_version = out->lexicon_version = STR("none");
    return st == STATUS_OK ? text_compress(STR(""), a, &out->text, err) : st;
}

static enum status
answer(struct channel *ch, const struct packed_extraction *nothing,
       struct error *err)
{
    struct arena scratch = {0};
    struct message m;
    struct result result;
    size_t bytes;
    enum status st = channel_take(ch, &scratch, &m, &bytes, err);

    if (st == STATUS_OK) {
        result = (struct result){.boot_id = m.job.boot_id,
                                 .lease_no = m.job.lease_no,
                                 .document_no = m.job.document_no,
                                 .generation = m.job.generation,
                                 .extraction = *nothing};
        m = (struct message){.kind = MESSAGE_RESULT, .result = result};
        st = channel_put(ch, &m, err);
        channel_drop(ch, bytes);
    }
    arena_release(&scratch);
    return st;
}

int
main(void)
{
    struct packed_extraction nothing = {0};
    struct arena arena = {0};
    struct channel ch;
    struct error err;
    enum status st = pack_nothing(&arena, &nothing, &err);

    channel_open(&ch, PROCESS_CHANNEL_FD, SIZE_MAX);
    while (st == STATUS_OK || st == STATUS_NOT_FOUND) {
        st = answer(&ch, &nothing, &err);
        if (st == STATUS_OK)
            st = channel_flush(&ch, &err);
        else if (st == STATUS_NOT_FOUND)
            st = channel_fill(&ch, &err);
    }
    channel_close(&ch);
    arena_release(&arena);
    return 0;
}
