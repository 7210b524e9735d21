/*
 * baogao-worker - owns the store as head, or reads reports for one.
 */
#include "base/arena.h"
#include "base/log.h"
#include "daemon/damage.h"
#include "worker/child.h"
#include "worker/confine.h"
#include "worker/extract/extract.h"
#include "worker/head.h"
#include "worker/joined.h"
#include "worker/options.h"
#include "worker/process.h"

/* A reader of documents, shut in before it sees the first. */
static enum status
extract_confined(const struct options *options, struct error *err)
{
    const struct confinement confinement = {
        .channel_fd = PROCESS_CHANNEL_FD,
        .memory_bytes = (uint64_t)options->joined.memory_mib << 20,
    };
    enum status st = extract_prepare(err);

    arena_keep_freed();
    if (st == STATUS_OK)
        st = confine(&confinement, err);
    if (st == STATUS_OK)
        /* The other half is for the channel, and for the program. */
        st = child_run(PROCESS_CHANNEL_FD, confinement.memory_bytes / 2, err);
    return st;
}

/* As the log calls them. */
static const char *const processes[] = {
    [ROLE_HEAD] = "baogao-worker",
    [ROLE_JOINED] = "baogao-worker/joined",
    [ROLE_CHILD] = "baogao-worker/extractor",
};

int
main(int argc, char **argv)
{
    struct options options;
    struct error err;
    enum status st = STATUS_OK;
    enum settings_verdict verdict = options_read(argc, argv, &options);

    if (verdict != SETTINGS_RUN) {
        settings_close(options.reading);
        return verdict == SETTINGS_DONE ? EXIT_CODE_DONE : EXIT_CODE_USAGE;
    }
    arena_share_heap();
    log_open(processes[options.role], options.log_level, options.log_format);
    switch (options.role) {
    case ROLE_HEAD:
        arena_keep_freed();
        damage_expect(options.head.directory);
        st = head_run(&options.head, &err);
        break;
    case ROLE_JOINED:
        st = joined_run(&options.joined, &err);
        break;
    case ROLE_CHILD:
        st = extract_confined(&options, &err);
        break;
    }
    if (st != STATUS_OK)
        log_error("ended", log_cause(err.text));
    damage_advise(st);
    settings_close(options.reading);
    return status_exit_code(st);
}
