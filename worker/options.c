#include "worker/options.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "daemon/loopback.h"
#include "daemon/ready.h"
#include "wire/keys.h"
#include "worker/crew.h"

static const char help_text[] =
    "Usage: baogao-worker [OPTION]...\n"
    "  or:  baogao-worker --join ENDPOINT [OPTION]...\n"
    "\n"
    "Owns a store and takes reports: as head it takes submissions, hands them\n"
    "to workers that have joined it (one of its own among them) and commits\n"
    "their records to the store. With --join it is such a worker, of a head\n"
    "elsewhere.\n"
    "\n"
    "With keys in DIR/keys (baogao keys init) tcp endpoints may be on any\n"
    "address, and take nobody without a key; without, on loopback only.\n"
    "\n"
    "SIGTERM ends it cleanly: what is being read is finished, the rest waits\n"
    "in the store for the next start. SIGHUP, unless from its terminal, has "
    "it\n"
    "read its configuration file again.\n"
    "\n"
    "Options:\n"
    "  --dir DIR                  holds store/ and run/ (sockets)\n"
    "                             [$BAOGAO_DIR, or ./var]\n"
    "  --submit-endpoint EP       also listen for submissions on EP, such as\n"
    "                             tcp://127.0.0.1:8471; ipc://DIR/run/submit\n"
    "                             is always there\n"
    "  --work-endpoint EP         the same for workers [ipc://DIR/run/work]\n"
    "  --control-endpoint EP      the same for status [ipc://DIR/run/control]\n"
    "  --join EP                  be no head; work for the one at EP\n"
    "  --key FILE                 join with this secret certificate, which\n"
    "                             baogao keys add made [$BAOGAO_KEY]\n"
    "  --server-key FILE          the head's DIR/keys/server.cert\n"
    "                             [$BAOGAO_SERVER_KEY]\n"
    "  --children N               extractors of this worker, 0 to 48; as head\n"
    "                             0 leaves the work to those that join\n"
    "                             [one for each processor]\n"
    "  --max-document-mib N       larger documents are refused [32]\n"
    "  --max-waiting N            documents that may wait; past that\n"
    "                             submitters are told to retry [1000000]\n"
    "  --max-waiting-mib N        the same in MiB [4096]\n"
    "  --disk-reserve-mib N       the same where less disk space is free; 0:\n"
    "                             however little [256]\n"
    "  --tag-cap TAG=N            no more than N documents with this tag are\n"
    "                             read at once; may be given several times\n"
    "  --max-attempts N           failed readings before a document is set\n"
    "                             aside [3]\n"
    "  --time-limit SECONDS       of one reading [60]\n"
    "  --memory-limit-mib N       address space of each extractor; a document\n"
    "                             that needs more fails [2048]\n"
    "  --lease-timeout SECONDS    a worker silent for so long has lost its\n"
    "                             documents [10]\n"
    "  --drain-timeout SECONDS    how long a stop waits for documents being\n"
    "                             read [10]\n"
    "  --map-mib N                address space of the store, which grows by\n"
    "                             itself when it is used up [1048576]\n"
    "  --extractor PROGRAM        what extractors run [this program]\n"
    "  --ready-fd FD              write a newline to FD when listening\n"
    "  --log-level LEVEL          error, warning, info, or debug, which tells\n"
    "                             of every document [info]\n"
    "  --log-format FORMAT        human, logfmt or json; auto: human on a\n"
    "                             terminal, else logfmt [auto]\n"
    "  --config FILE              more options, one a line in its section\n"
    "                             worker; those given here and the variables\n"
    "                             named above go before [$BAOGAO_CONFIG]\n"
    "  --check-config             say whether all options are sound, and end\n"
    "  --help                     say how it is used, and end\n"
    "  --version                  print the version, and end\n"
    "\n"
    "Exit status:\n"
    "  0  done\n"
    "  2  wrong usage\n"
    "  3  no store, socket or disk\n"
    "  4  the store is damaged\n"
    "  5  the head refuses this worker\n";

enum option_id {
    OPT_DIR = SETTING_FIRST,
    OPT_SUBMIT,
    OPT_WORK,
    OPT_CONTROL,
    OPT_JOIN,
    OPT_KEY,
    OPT_SERVER_KEY,
    OPT_CHILDREN,
    OPT_MAX_DOCUMENT,
    OPT_MAX_WAITING,
    OPT_MAX_WAITING_MIB,
    OPT_DISK_RESERVE,
    OPT_TAG_CAP,
    OPT_MAX_ATTEMPTS,
    OPT_TIME_LIMIT,
    OPT_MEMORY,
    OPT_LEASE,
    OPT_DRAIN,
    OPT_MAP,
    OPT_EXTRACTOR,
    OPT_LOG_LEVEL,
    OPT_LOG_FORMAT,
    OPT_READY_FD = SETTING_OF_ONE_RUN + SETTING_FIRST,
    OPT_CHILD,
};

static const struct option long_options[] = {
    {"dir", required_argument, NULL, OPT_DIR},
    {"submit-endpoint", required_argument, NULL, OPT_SUBMIT},
    {"work-endpoint", required_argument, NULL, OPT_WORK},
    {"control-endpoint", required_argument, NULL, OPT_CONTROL},
    {"join", required_argument, NULL, OPT_JOIN},
    {"key", required_argument, NULL, OPT_KEY},
    {"server-key", required_argument, NULL, OPT_SERVER_KEY},
    {"children", required_argument, NULL, OPT_CHILDREN},
    {"max-document-mib", required_argument, NULL, OPT_MAX_DOCUMENT},
    {"max-waiting", required_argument, NULL, OPT_MAX_WAITING},
    {"max-waiting-mib", required_argument, NULL, OPT_MAX_WAITING_MIB},
    {"disk-reserve-mib", required_argument, NULL, OPT_DISK_RESERVE},
    {"tag-cap", required_argument, NULL, OPT_TAG_CAP},
    {"max-attempts", required_argument, NULL, OPT_MAX_ATTEMPTS},
    {"time-limit", required_argument, NULL, OPT_TIME_LIMIT},
    {"memory-limit-mib", required_argument, NULL, OPT_MEMORY},
    {"lease-timeout", required_argument, NULL, OPT_LEASE},
    {"drain-timeout", required_argument, NULL, OPT_DRAIN},
    {"map-mib", required_argument, NULL, OPT_MAP},
    {"extractor", required_argument, NULL, OPT_EXTRACTOR},
    {"ready-fd", required_argument, NULL, OPT_READY_FD},
    {"log-level", required_argument, NULL, OPT_LOG_LEVEL},
    {"log-format", required_argument, NULL, OPT_LOG_FORMAT},
    {"extract-from-parent", no_argument, NULL, OPT_CHILD},
    SETTINGS_ROWS,
};

/* `factor` turns the option's unit into the field's. */
static enum status
set_u64(const char *text, uint64_t min, uint64_t max, uint64_t factor,
        uint64_t *out, struct error *err)
{
    uint64_t n;
    enum status st = settings_number(text, min, max, &n, err);

    if (st == STATUS_OK)
        *out = n * factor;
    return st;
}

static enum status
set_u32(const char *text, uint64_t min, uint64_t max, uint32_t factor,
        uint32_t *out, struct error *err)
{
    uint64_t n;
    enum status st = settings_number(text, min, max, &n, err);

    if (st == STATUS_OK)
        *out = (uint32_t)n * factor;
    return st;
}

static enum status
add_endpoint(struct head_options *head, enum conversation conversation,
             const char *name, struct error *err)
{
    if (head->endpoint_count == ENDPOINTS_MAX)
        return error_set(err, STATUS_INVALID, "more than %d endpoints",
                         ENDPOINTS_MAX);
    head->endpoints[head->endpoint_count++] =
        (struct endpoint){conversation, name};
    return STATUS_OK;
}

static enum status
listen_also(struct options *o, enum conversation conversation,
            const char *endpoint, struct error *err)
{
    /* How wide it may be, DIR says: complete() looks there. */
    enum status st = endpoint_check(str_from(endpoint), true, err);

    return st == STATUS_OK ? add_endpoint(&o->head, conversation, endpoint, err)
                           : st;
}

static enum status
set_children(struct options *o, const char *text, struct error *err)
{
    enum status st = set_u32(text, 0, CREW_MAX, 1, &o->head.children, err);

    o->joined.children = o->head.children;
    return st;
}

static enum status
set_memory(struct options *o, const char *text, struct error *err)
{
    /* The program itself takes 15 MiB. */
    enum status st = set_u32(text, 64, 1 << 20, 1, &o->head.memory_mib, err);

    o->joined.memory_mib = o->head.memory_mib;
    return st;
}

/* "TAG=N"; the tag may have a = of its own. */
static enum status
add_tag_cap(struct head_options *head, const char *text, struct error *err)
{
    const char *equals = strrchr(text, '=');
    struct tag_cap cap = {0};
    enum status st;

    if (!equals || equals == text)
        return error_set(err, STATUS_INVALID, "\"%s\" is not TAG=N", text);
    if (head->tag_cap_count == CAPS_MAX)
        return error_set(err, STATUS_INVALID, "more than %d tags", CAPS_MAX);
    st = set_u32(equals + 1, 1, UINT32_MAX, 1, &cap.limit, err);
    if (st != STATUS_OK)
        return st;
    cap.tag = (struct str){text, (size_t)(equals - text)};
    head->tag_caps[head->tag_cap_count++] = cap;
    return STATUS_OK;
}

enum { MIB = 1 << 20, GIB = 1 << 30, SECOND_MS = 1000, DAY_SECONDS = 86400 };

static enum status
set_option(void *options, int id, const char *text, struct error *err)
{
    struct options *o = options;
    struct head_options *head = &o->head;

    switch (id) {
    case OPT_DIR:
        head->directory = text;
        return STATUS_OK;
    case OPT_SUBMIT:
        return listen_also(o, CONVERSATION_SUBMIT, text, err);
    case OPT_WORK:
        return listen_also(o, CONVERSATION_WORK, text, err);
    case OPT_CONTROL:
        return listen_also(o, CONVERSATION_CONTROL, text, err);
    case OPT_JOIN:
        o->role = ROLE_JOINED;
        o->joined.endpoint = text;
        return STATUS_OK;
    case OPT_KEY:
        o->joined.key = text;
        return STATUS_OK;
    case OPT_SERVER_KEY:
        o->joined.server_key = text;
        return STATUS_OK;
    case OPT_CHILDREN:
        return set_children(o, text, err);
    case OPT_MAX_DOCUMENT:
        return set_u64(text, 1, 256, MIB, &head->max_document_bytes, err);
    case OPT_MAX_WAITING:
        return set_u64(text, 1, UINT32_MAX, 1, &head->max_waiting, err);
    case OPT_MAX_WAITING_MIB:
        return set_u64(text, 1, MIB, MIB, &head->max_waiting_bytes, err);
    case OPT_DISK_RESERVE:
        return set_u64(text, 0, UINT32_MAX, MIB, &head->disk_reserve_bytes,
                       err);
    case OPT_TAG_CAP:
        return add_tag_cap(head, text, err);
    case OPT_MAX_ATTEMPTS:
        return set_u32(text, 1, 100, 1, &head->max_attempts, err);
    case OPT_TIME_LIMIT:
        return set_u32(text, 1, DAY_SECONDS, SECOND_MS, &head->time_limit_ms,
                       err);
    case OPT_MEMORY:
        return set_memory(o, text, err);
    case OPT_LEASE:
        return set_u32(text, 2, DAY_SECONDS, SECOND_MS, &head->lease_ms, err);
    case OPT_DRAIN:
        return set_u32(text, 0, DAY_SECONDS, SECOND_MS, &head->drain_ms, err);
    case OPT_MAP:
        return set_u64(text, 1, 1 << 26, MIB, &head->map_bytes, err);
    case OPT_EXTRACTOR:
        head->extractor = o->joined.extractor = text;
        return STATUS_OK;
    case OPT_READY_FD:
        return ready_parse(text, &o->ready_fd, err);
    case OPT_LOG_LEVEL:
        return log_level_parse(text, &o->log_level, err);
    case OPT_LOG_FORMAT:
        return log_format_parse(text, &o->log_format, err);
    default:
        o->role = ROLE_CHILD;
        return STATUS_OK;
    }
}

/* Half of it is a document's: 16 MiB of nothing but figures fit into that. */
enum { MEMORY_MIB = 2048 };

static void
set_defaults(void *options)
{
    struct options *o = options;
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    uint32_t children = processors < 1          ? 1
                        : processors > CREW_MAX ? CREW_MAX
                                                : (uint32_t)processors;

    *o = (struct options){
        .role = ROLE_HEAD,
        .log_level = LOG_LEVEL_INFO,
        .ready_fd = READY_NOBODY,
        .head =
            {
                .directory = SETTINGS_DIRECTORY,
                .children = children,
                .max_document_bytes = 32 * MIB,
                .max_waiting = 1000000,
                .max_waiting_bytes = (uint64_t)4 * GIB,
                .disk_reserve_bytes = 256 * MIB,
                .max_attempts = 3,
                .time_limit_ms = 60 * SECOND_MS,
                .memory_mib = MEMORY_MIB,
                .lease_ms = 10 * SECOND_MS,
                .drain_ms = 10 * SECOND_MS,
            },
        .joined = {.children = children, .memory_mib = MEMORY_MIB},
    };
}

/* The endpoints in DIR/run come first, in the order of the conversations. */
static enum status
add_default_endpoints(struct options *o, struct error *err)
{
    static const char *const names[] = {"submit", "work", "control"};
    struct head_options told = o->head;
    enum status st = STATUS_OK;

    o->head.endpoint_count = 0;
    for (int i = 0; st == STATUS_OK && i < 3; i++) {
        int bytes = snprintf(o->endpoint_names[i], ENDPOINT_BYTES,
                             "ipc://%s/run/%s", o->head.directory, names[i]);
        if (bytes >= ENDPOINT_BYTES)
            return error_set(err, STATUS_INVALID,
                             "--dir: too long a path for sockets");
        st = add_endpoint(&o->head, (enum conversation)i, o->endpoint_names[i],
                          err);
    }
    for (size_t i = 0; st == STATUS_OK && i < told.endpoint_count; i++)
        st = add_endpoint(&o->head, told.endpoints[i].conversation,
                          told.endpoints[i].name, err);
    return st;
}

/* Only this machine may ask a head without keys. */
static enum status
check_width(struct options *o, struct error *err)
{
    enum status st = STATUS_OK;

    o->head.has_keys = keys_exist(o->head.directory);
    for (size_t i = 0; st == STATUS_OK && i < o->head.endpoint_count; i++)
        st = endpoint_check(str_from(o->head.endpoints[i].name),
                            o->head.has_keys, err);
    return st;
}

/* Let the roles know what all of them take. */
static enum status
complete(void *options, struct error *err)
{
    struct options *o = options;
    enum status st;

    if (o->role == ROLE_JOINED && o->joined.children == 0)
        return error_set(err, STATUS_INVALID,
                         "--children: a joined worker needs one at least");
    if (!o->joined.key != !o->joined.server_key)
        return error_set(err, STATUS_INVALID,
                         "--key and --server-key go together");
    o->head.ready_fd = o->joined.ready_fd = o->ready_fd;
    st = add_default_endpoints(o, err);
    return st == STATUS_OK && o->role == ROLE_HEAD ? check_width(o, err) : st;
}

/* What else there is is in use: sockets, a map, what clients were told. */
static bool
is_live(const void *options, int id)
{
    const struct options *o = options;

    switch (id) {
    case OPT_LOG_LEVEL:
    case OPT_LOG_FORMAT:
        return true;
    case OPT_CHILDREN:
    case OPT_MEMORY:
    case OPT_EXTRACTOR:
    case OPT_MAX_WAITING:
    case OPT_MAX_WAITING_MIB:
    case OPT_DISK_RESERVE:
    case OPT_MAX_ATTEMPTS:
    case OPT_TIME_LIMIT:
    case OPT_LEASE:
    case OPT_DRAIN:
        return o->role == ROLE_HEAD;
    default:
        return false;
    }
}

static void
take_over(void *options, const void *fresh)
{
    struct options *o = options;
    const struct options *f = fresh;

    o->log_level = f->log_level;
    o->log_format = f->log_format;
    o->head.children = f->head.children;
    o->head.memory_mib = f->head.memory_mib;
    o->head.extractor = f->head.extractor;
    o->head.max_waiting = f->head.max_waiting;
    o->head.max_waiting_bytes = f->head.max_waiting_bytes;
    o->head.disk_reserve_bytes = f->head.disk_reserve_bytes;
    o->head.max_attempts = f->head.max_attempts;
    o->head.time_limit_ms = f->head.time_limit_ms;
    o->head.lease_ms = f->head.lease_ms;
    o->head.drain_ms = f->head.drain_ms;
    log_adjust(o->log_level, o->log_format);
}

enum settings_verdict
options_read(int argc, char **argv, struct options *out)
{
    static const struct settings settings = {
        .program = "baogao-worker",
        .section = "worker",
        .help = help_text,
        .options = long_options,
        .target_bytes = sizeof *out,
        .set_defaults = set_defaults,
        .set = set_option,
        .complete = complete,
        .is_live = is_live,
        .take_over = take_over,
    };

    struct settings_reading *reading;
    enum settings_verdict verdict =
        settings_read(&settings, argc, argv, out, &reading);

    out->reading = out->head.reading = out->joined.reading = reading;
    return verdict;
}
