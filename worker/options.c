#include "worker/options.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "worker/crew.h"

static const char help_text[] =
    "usage: baogao-worker [OPTION]...              own a store and take "
    "reports\n"
    "       baogao-worker --join ENDPOINT [OPTION]...   read reports for a "
    "head\n"
    "\n"
    "As head it takes submissions, hands them to workers that have joined it\n"
    "(one of its own among them) and commits their records to the store.\n"
    "\n"
    "  --dir DIR                  holds store/ and run/ (sockets)\n"
    "                             [$BAOGAO_DIR, or ./var]\n"
    "  --submit-endpoint EP       also listen for submissions on EP, such as\n"
    "                             tcp://127.0.0.1:8471; ipc://DIR/run/submit\n"
    "                             is always there\n"
    "  --work-endpoint EP         the same for workers [ipc://DIR/run/work]\n"
    "  --control-endpoint EP      the same for status [ipc://DIR/run/control]\n"
    "  --join EP                  be no head; work for the one at EP\n"
    "  --children N               extractors of this worker, 0 to 48; as head\n"
    "                             0 leaves the work to those that join\n"
    "                             [one for each processor]\n"
    "  --max-document-mib N       larger documents are refused [32]\n"
    "  --max-waiting N            documents that may wait; past that\n"
    "                             submitters are told to retry [1000000]\n"
    "  --max-waiting-mib N        the same in MiB [4096]\n"
    "  --max-attempts N           failed readings before a document is set\n"
    "                             aside [3]\n"
    "  --time-limit SECONDS       of one reading [60]\n"
    "  --lease-timeout SECONDS    a worker silent for so long has lost its\n"
    "                             documents [10]\n"
    "  --drain-timeout SECONDS    how long a stop waits for documents being\n"
    "                             read [10]\n"
    "  --map-gib N                address space of the store [1024]\n"
    "  --extractor PROGRAM        what extractors run [this program]\n"
    "  --ready-fd FD              write a newline to FD when listening\n"
    "  --log LEVEL                error, warning, info or debug [info]\n"
    "  --help, --version\n"
    "\n"
    "SIGTERM ends it cleanly: what is being read is finished, the rest waits\n"
    "in the store for the next start.\n"
    "\n"
    "Exit codes: 0 done, 2 usage, 3 no store, socket or disk, 4 the store is\n"
    "damaged, 5 the head refuses this worker.\n";

enum option_id {
    OPT_DIR = 256,
    OPT_SUBMIT,
    OPT_WORK,
    OPT_CONTROL,
    OPT_JOIN,
    OPT_CHILDREN,
    OPT_MAX_DOCUMENT,
    OPT_MAX_WAITING,
    OPT_MAX_WAITING_MIB,
    OPT_MAX_ATTEMPTS,
    OPT_TIME_LIMIT,
    OPT_LEASE,
    OPT_DRAIN,
    OPT_MAP,
    OPT_EXTRACTOR,
    OPT_READY_FD,
    OPT_LOG,
    OPT_CHILD,
    OPT_HELP,
    OPT_VERSION,
};

static const struct option long_options[] = {
    {"dir", required_argument, NULL, OPT_DIR},
    {"submit-endpoint", required_argument, NULL, OPT_SUBMIT},
    {"work-endpoint", required_argument, NULL, OPT_WORK},
    {"control-endpoint", required_argument, NULL, OPT_CONTROL},
    {"join", required_argument, NULL, OPT_JOIN},
    {"children", required_argument, NULL, OPT_CHILDREN},
    {"max-document-mib", required_argument, NULL, OPT_MAX_DOCUMENT},
    {"max-waiting", required_argument, NULL, OPT_MAX_WAITING},
    {"max-waiting-mib", required_argument, NULL, OPT_MAX_WAITING_MIB},
    {"max-attempts", required_argument, NULL, OPT_MAX_ATTEMPTS},
    {"time-limit", required_argument, NULL, OPT_TIME_LIMIT},
    {"lease-timeout", required_argument, NULL, OPT_LEASE},
    {"drain-timeout", required_argument, NULL, OPT_DRAIN},
    {"map-gib", required_argument, NULL, OPT_MAP},
    {"extractor", required_argument, NULL, OPT_EXTRACTOR},
    {"ready-fd", required_argument, NULL, OPT_READY_FD},
    {"log", required_argument, NULL, OPT_LOG},
    {"extract-from-parent", no_argument, NULL, OPT_CHILD},
    {"help", no_argument, NULL, OPT_HELP},
    {"version", no_argument, NULL, OPT_VERSION},
    {0},
};

static bool
usage(const char *what, const char *about)
{
    fprintf(stderr, "baogao-worker: %s%s%s; see baogao-worker --help\n", what,
            about ? " " : "", about ? about : "");
    return false;
}

static bool
number(const char *name, const char *text, uint64_t min, uint64_t max,
       uint64_t *out)
{
    char what[128];

    if (str_to_u64(str_from(text), out) && *out >= min && *out <= max)
        return true;
    snprintf(what, sizeof what, "--%s: not a number from %llu to %llu:", name,
             (unsigned long long)min, (unsigned long long)max);
    return usage(what, text);
}

static bool
add_endpoint(struct head_options *head, enum conversation conversation,
             const char *name)
{
    if (head->endpoint_count == ENDPOINTS_MAX)
        return usage("too many endpoints, at", name);
    head->endpoints[head->endpoint_count++] =
        (struct endpoint){conversation, name};
    return true;
}

/* Without keys, whoever reaches an endpoint is trusted: only this machine. */
static bool
is_local(const char *endpoint)
{
    static const char *const local[] = {"ipc://", "tcp://127.",
                                        "tcp://[::1]:", "tcp://localhost:"};

    for (size_t i = 0; i < sizeof local / sizeof *local; i++)
        if (strncmp(endpoint, local[i], strlen(local[i])) == 0)
            return true;
    return false;
}

static bool
listen_also(struct head_options *head, enum conversation conversation,
            const char *endpoint)
{
    if (!is_local(endpoint))
        return usage("refusing to listen without keys where other machines "
                     "can reach it (use ipc:// or tcp://127.0.0.1:PORT):",
                     endpoint);
    return add_endpoint(head, conversation, endpoint);
}

static bool
log_level(const char *text, struct options *o)
{
    static const char *const names[] = {"error", "warning", "info", "debug"};

    for (unsigned i = 0; i < sizeof names / sizeof *names; i++) {
        if (strcmp(text, names[i]) == 0) {
            o->log_level = (enum log_level)i;
            o->head.log_level = names[i];
            return true;
        }
    }
    return usage("--log: not a level:", text);
}

static bool
take_number(int id, const char *name, const char *text, struct options *o)
{
    struct head_options *head = &o->head;
    uint64_t n = 0;

    switch (id) {
    case OPT_CHILDREN:
        if (!number(name, text, 0, CREW_MAX, &n))
            return false;
        head->children = o->joined.children = (uint32_t)n;
        return true;
    case OPT_MAX_DOCUMENT:
        if (!number(name, text, 1, 256, &n))
            return false;
        head->max_document_bytes = n << 20;
        return true;
    case OPT_MAX_WAITING:
        return number(name, text, 1, UINT32_MAX, &head->max_waiting);
    case OPT_MAX_WAITING_MIB:
        if (!number(name, text, 1, 1 << 20, &n))
            return false;
        head->max_waiting_bytes = n << 20;
        return true;
    case OPT_MAX_ATTEMPTS:
        if (!number(name, text, 1, 100, &n))
            return false;
        head->max_attempts = (uint32_t)n;
        return true;
    case OPT_TIME_LIMIT:
        if (!number(name, text, 1, 86400, &n))
            return false;
        head->time_limit_ms = (uint32_t)n * 1000;
        return true;
    case OPT_LEASE:
        if (!number(name, text, 2, 86400, &n))
            return false;
        head->lease_ms = (uint32_t)n * 1000;
        return true;
    case OPT_DRAIN:
        if (!number(name, text, 0, 86400, &n))
            return false;
        head->drain_ms = (uint32_t)n * 1000;
        return true;
    case OPT_MAP:
        if (!number(name, text, 1, 1 << 16, &n))
            return false;
        head->map_bytes = n << 30;
        return true;
    default:
        if (!number(name, text, 0, 1 << 20, &n))
            return false;
        head->ready_fd = o->joined.ready_fd = (int)n;
        return true;
    }
}

static bool
take_option(int id, const char *name, struct options *o)
{
    switch (id) {
    case OPT_DIR:
        o->head.directory = optarg;
        return true;
    case OPT_SUBMIT:
        return listen_also(&o->head, CONVERSATION_SUBMIT, optarg);
    case OPT_WORK:
        return listen_also(&o->head, CONVERSATION_WORK, optarg);
    case OPT_CONTROL:
        return listen_also(&o->head, CONVERSATION_CONTROL, optarg);
    case OPT_JOIN:
        o->role = ROLE_JOINED;
        o->joined.endpoint = optarg;
        return true;
    case OPT_EXTRACTOR:
        o->head.extractor = o->joined.extractor = optarg;
        return true;
    case OPT_LOG:
        return log_level(optarg, o);
    case OPT_CHILD:
        o->role = ROLE_CHILD;
        return true;
    case OPT_HELP:
        fputs(help_text, stdout);
        o->role = ROLE_NONE;
        return true;
    case OPT_VERSION:
        puts("baogao-worker " BAOGAO_VERSION);
        o->role = ROLE_NONE;
        return true;
    default:
        return take_number(id, name, optarg, o);
    }
}

static void
set_defaults(struct options *o)
{
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    const char *directory = getenv("BAOGAO_DIR");

    *o = (struct options){
        .role = ROLE_HEAD,
        .log_level = LOG_LEVEL_INFO,
        .head =
            {
                .directory = directory && *directory ? directory : "./var",
                .log_level = "info",
                .max_document_bytes = 32 << 20,
                .max_waiting = 1000000,
                .max_waiting_bytes = (uint64_t)4096 << 20,
                .max_attempts = 3,
                .time_limit_ms = 60000,
                .lease_ms = 10000,
                .drain_ms = 10000,
                .ready_fd = -1,
            },
        .joined = {.ready_fd = -1},
    };
    if (processors < 1)
        processors = 1;
    if (processors > CREW_MAX)
        processors = CREW_MAX;
    o->head.children = o->joined.children = (uint32_t)processors;
}

/* The endpoints in DIR/run come first, in the order of the conversations. */
static bool
add_default_endpoints(struct options *o)
{
    static const char *const names[] = {"submit", "work", "control"};
    struct head_options all = o->head;

    all.endpoint_count = 0;
    for (int i = 0; i < 3; i++) {
        int bytes = snprintf(o->endpoint_names[i], ENDPOINT_BYTES,
                             "ipc://%s/run/%s", o->head.directory, names[i]);
        if (bytes >= ENDPOINT_BYTES)
            return usage("--dir: too long a path for sockets:",
                         o->head.directory);
        add_endpoint(&all, (enum conversation)i, o->endpoint_names[i]);
    }
    for (size_t i = 0; i < o->head.endpoint_count; i++)
        if (!add_endpoint(&all, o->head.endpoints[i].conversation,
                          o->head.endpoints[i].name))
            return false;
    o->head = all;
    return true;
}

bool
options_read(int argc, char **argv, struct options *out)
{
    int id, index = 0;

    set_defaults(out);
    opterr = 0;
    while ((id = getopt_long(argc, argv, ":", long_options, &index)) != -1) {
        if (id == '?')
            return usage("unknown option", argv[optind - 1]);
        if (id == ':')
            return usage("no value for", argv[optind - 1]);
        if (!take_option(id, long_options[index].name, out))
            return false;
        if (out->role == ROLE_NONE)
            return true;
    }
    if (optind < argc)
        return usage("unexpected argument", argv[optind]);
    if (out->role == ROLE_JOINED && out->joined.children == 0)
        return usage("--children: a joined worker needs one at least", NULL);
    return add_default_endpoints(out);
}
