/*
 * scripted_extractor - does what a document says, and reads nothing.
 *
 * Started by baogao-worker --extractor in the place of its own children. A
 * document that begins with
 *     !crash     kills it
 *     !outside   is answered with a report that ends after the text
 *     !cut       is answered with a text that does not inflate
 *     !sleep MS  is answered after so long, which costs no processor time
 * and any other is answered with no records and no text.
 */
#include <signal.h>
#include <time.h>

#include "record/codec.h"
#include "record/compress.h"
#include "worker/channel.h"
#include "worker/process.h"

static enum status
pack(const struct record_set *records, struct arena *a,
     struct packed_extraction *out, struct error *err)
{
    enum status st = records_pack(records, a, &out->records, err);

    out->extractor_version = out->lexicon_version = STR("scripted");
    return st == STATUS_OK ? text_compress(STR(""), a, &out->text, err) : st;
}

/* As long as the document's second word says. */
static void
sleep_for(struct str document)
{
    struct timespec rest = {0};
    uint64_t ms;

    str_cut(&document, STR(" "));
    if (str_to_u64(str_cut(&document, STR(" ")), &ms))
        rest =
            (struct timespec){(time_t)(ms / 1000), (long)(ms % 1000) * 1000000};
    while (nanosleep(&rest, &rest) != 0)
        continue;
}

static enum status
obey(struct str document, struct arena *a, struct packed_extraction *out,
     struct error *err)
{
    struct report beyond = {.span = {0, 100}};
    struct record_set records = {0};
    enum status st;

    if (str_starts(document, STR("!crash")))
        raise(SIGKILL);
    if (str_starts(document, STR("!sleep")))
        sleep_for(document);
    if (str_starts(document, STR("!outside")))
        records = (struct record_set){&beyond, 1};
    st = pack(&records, a, out, err);
    if (str_starts(document, STR("!cut")))
        out->text.len /= 2;
    return st;
}

static enum status
serve_one(struct channel *ch, struct error *err)
{
    struct arena scratch = {0};
    struct message job;
    struct message answer = {.kind = MESSAGE_RESULT};
    size_t bytes;
    enum status st = channel_take(ch, &scratch, &job, &bytes, err);

    if (st == STATUS_OK) {
        answer.result = (struct result){.boot_id = job.job.boot_id,
                                        .lease_no = job.job.lease_no,
                                        .document_no = job.job.document_no,
                                        .generation = job.job.generation};
        st = obey(job.payload, &scratch, &answer.result.extraction, err);
        if (st == STATUS_OK)
            st = channel_put(ch, &answer, err);
        channel_drop(ch, bytes);
    }
    arena_release(&scratch);
    return st;
}

int
main(void)
{
    struct channel ch;
    struct error err;
    enum status st = STATUS_OK;

    channel_open(&ch, PROCESS_CHANNEL_FD, SIZE_MAX);
    while (st == STATUS_OK) {
        st = serve_one(&ch, &err);
        if (st == STATUS_OK)
            st = channel_flush(&ch, &err);
        else if (st == STATUS_NOT_FOUND)
            st = channel_fill(&ch, &err);
    }
    channel_close(&ch);
    return 0;
}
