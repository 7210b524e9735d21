#include "publisher/options.h"

#include <stdio.h>
#include <string.h>

#include "daemon/ready.h"
#include "wire/keys.h"

static const char help[] =
    "Usage: baogao-publisher [OPTION]...\n"
    "\n"
    "Answers questions about the reports in a store, over ZeroMQ and HTTP. It\n"
    "only reads the store, which baogao-worker makes, but with --follow, when\n"
    "no head may run on it: then it makes and writes it.\n"
    "\n"
    "With keys in DIR/keys (baogao keys init) endpoints may be on any\n"
    "address, and take nobody without a key; without, on loopback only.\n"
    "\n"
    "DIR/run/http.url holds the address while it runs, DIR/run/http.token the\n"
    "token that a change of state takes over HTTP. SIGTERM and SIGINT end it.\n"
    "SIGHUP, unless from its terminal, has it read its configuration file and\n"
    "the token again.\n"
    "\n"
    "Options:\n"
    "  --dir DIR               holds store/ and run/ [$BAOGAO_DIR, ./var]\n"
    "  --query-endpoint ENDPOINT\n"
    "                          also listen for queries on ENDPOINT, such as\n"
    "                          tcp://127.0.0.1:PORT; may be repeated\n"
    "                          [ipc://DIR/run/query]\n"
    "  --feed-endpoint ENDPOINT\n"
    "                          also tell of each new change on ENDPOINT; may\n"
    "                          be repeated [ipc://DIR/run/feed]\n"
    "  --http ADDRESS:PORT     serve HTTP there; port 0 takes a free one,\n"
    "                          \"none\" turns it off. On an address wider "
    "than\n"
    "                          loopback everybody must show the token\n"
    "                          [127.0.0.1:8470]\n"
    "  --http-name NAME        a proxy in front is called so: take requests\n"
    "                          to this host as well, with the token; may be\n"
    "                          repeated\n"
    "  --cache-mib N           keep what filters look at in so much memory;\n"
    "                          0: nothing [256]\n"
    "  --follow ENDPOINT       keep a copy in DIR/store of the store that the\n"
    "                          publisher at ENDPOINT serves, and answer from\n"
    "                          it; --store DIR is another word for --dir\n"
    "  --key FILE              with --follow over tcp: the secret certificate\n"
    "                          that baogao keys add --roles query made\n"
    "                          [$BAOGAO_KEY]\n"
    "  --server-key FILE       with --key: server.cert of that publisher\n"
    "                          [$BAOGAO_SERVER_KEY]\n"
    "  --ready-fd FD           write a newline to this descriptor and close\n"
    "                          it once it listens\n"
    "  --log-level LEVEL       error, warning, info, or debug, which tells of\n"
    "                          every document [info]\n"
    "  --log-format FORMAT     human, logfmt or json; auto: human on a\n"
    "                          terminal, else logfmt [auto]\n"
    "  --config FILE           more options, one a line in its section\n"
    "                          publisher; those given here and the variables\n"
    "                          named above go before [$BAOGAO_CONFIG]\n"
    "  --check-config          say whether all options are sound, and end\n"
    "  --help                  say how it is used, and end\n"
    "  --version               print the version, and end\n"
    "\n"
    "Exit status:\n"
    "  0  done\n"
    "  2  wrong usage\n"
    "  3  unavailable: no store, socket or publisher to follow\n"
    "  4  the store is damaged\n";

enum option_code {
    OPTION_DIR = SETTING_FIRST,
    OPTION_QUERY_ENDPOINT,
    OPTION_FEED_ENDPOINT,
    OPTION_HTTP,
    OPTION_HTTP_NAME,
    OPTION_CACHE,
    OPTION_FOLLOW,
    OPTION_KEY,
    OPTION_SERVER_KEY,
    OPTION_LOG_LEVEL,
    OPTION_LOG_FORMAT,
    OPTION_READY_FD = SETTING_OF_ONE_RUN + SETTING_FIRST,
};

static const struct option long_options[] = {
    {"dir", required_argument, NULL, OPTION_DIR},
    {"query-endpoint", required_argument, NULL, OPTION_QUERY_ENDPOINT},
    {"feed-endpoint", required_argument, NULL, OPTION_FEED_ENDPOINT},
    {"http", required_argument, NULL, OPTION_HTTP},
    {"http-name", required_argument, NULL, OPTION_HTTP_NAME},
    {"store", required_argument, NULL, OPTION_DIR},
    {"cache-mib", required_argument, NULL, OPTION_CACHE},
    {"follow", required_argument, NULL, OPTION_FOLLOW},
    {"key", required_argument, NULL, OPTION_KEY},
    {"server-key", required_argument, NULL, OPTION_SERVER_KEY},
    {"ready-fd", required_argument, NULL, OPTION_READY_FD},
    {"log-level", required_argument, NULL, OPTION_LOG_LEVEL},
    {"log-format", required_argument, NULL, OPTION_LOG_FORMAT},
    SETTINGS_ROWS,
};

static enum status
set_http(struct options *o, const char *text, struct error *err)
{
    o->has_http = !str_equal(str_from(text), STR("none"));
    if (!o->has_http)
        return STATUS_OK;
    if (listen_address_parse(str_from(text), &o->http, err) != STATUS_OK)
        return STATUS_INVALID;
    o->door.is_wide = o->http.is_wide;
    return STATUS_OK;
}

static enum status
set_cache(struct options *o, const char *text, struct error *err)
{
    uint64_t mib;
    enum status st = settings_number(text, 0, 1 << 20, &mib, err);

    if (st == STATUS_OK)
        o->cache_bytes = mib << 20;
    return st;
}

static enum status
add_http_name(struct options *o, const char *text, struct error *err)
{
    if (o->door.name_count == DOOR_NAMES_MAX)
        return error_set(err, STATUS_INVALID, "it is given more than %d times",
                         DOOR_NAMES_MAX);
    o->door.names[o->door.name_count++] = text;
    return *text && !strchr(text, ':') && !strchr(text, '/')
               ? STATUS_OK
               : error_set(err, STATUS_INVALID,
                           "\"%s\" is no name of a host, which has no scheme, "
                           "port or path",
                           text);
}

static enum status
add_endpoint(struct endpoints *endpoints, const char *text, struct error *err)
{
    if (endpoints->count == ENDPOINTS_MAX)
        return error_set(err, STATUS_INVALID, "it is given more than %d times",
                         ENDPOINTS_MAX);
    endpoints->names[endpoints->count++] = text;
    /* How wide it may be, DIR says: check_width() looks there. */
    return endpoint_check(str_from(text), true, err);
}

static enum status
set_option(void *options, int option, const char *text, struct error *err)
{
    struct options *o = options;

    switch (option) {
    case OPTION_DIR:
        o->dir = text;
        return *text ? STATUS_OK
                     : error_set(err, STATUS_INVALID,
                                 "the directory's name is empty");
    case OPTION_QUERY_ENDPOINT:
        return add_endpoint(&o->query, text, err);
    case OPTION_FEED_ENDPOINT:
        return add_endpoint(&o->feed, text, err);
    case OPTION_FOLLOW:
        o->follow.endpoint = text;
        return endpoint_check(str_from(text), true, err);
    case OPTION_KEY:
        o->follow.key = text;
        return STATUS_OK;
    case OPTION_SERVER_KEY:
        o->follow.server_key = text;
        return STATUS_OK;
    case OPTION_HTTP:
        return set_http(o, text, err);
    case OPTION_HTTP_NAME:
        return add_http_name(o, text, err);
    case OPTION_CACHE:
        return set_cache(o, text, err);
    case OPTION_READY_FD:
        return ready_parse(text, &o->ready_fd, err);
    case OPTION_LOG_LEVEL:
        return log_level_parse(text, &o->log_level, err);
    default:
        return log_format_parse(text, &o->log_format, err);
    }
}

static enum status
check_all(const struct endpoints *endpoints, bool has_keys, struct error *err)
{
    enum status st = STATUS_OK;

    for (size_t i = 0; st == STATUS_OK && i < endpoints->count; i++)
        st = endpoint_check(str_from(endpoints->names[i]), has_keys, err);
    return st;
}

/* Only this machine may ask a publisher without keys. */
static enum status
check_width(struct options *o, struct error *err)
{
    enum status st;

    o->has_keys = keys_exist(o->dir);
    st = check_all(&o->query, o->has_keys, err);
    return st == STATUS_OK ? check_all(&o->feed, o->has_keys, err) : st;
}

static enum status
check_follow(const struct follow_options *o, struct error *err)
{
    if (!o->key != !o->server_key)
        return error_set(err, STATUS_INVALID,
                         "--key and --server-key go together");
    return STATUS_OK;
}

/* Hold what was told against the rest of it. */
static enum status
complete(void *options, struct error *err)
{
    struct options *o = options;
    enum status st = check_width(o, err);

    return st == STATUS_OK ? check_follow(&o->follow, err) : st;
}

static void
set_defaults(void *options)
{
    struct options *o = options;
    struct error err;
    enum status st;

    *o = (struct options){
        .dir = SETTINGS_DIRECTORY,
        .cache_bytes = UINT64_C(256) << 20,
        .ready_fd = READY_NOBODY,
        .log_level = LOG_LEVEL_INFO,
    };
    st = set_http(o, "127.0.0.1:8470", &err);
    (void)st; /* a loopback address, and well-formed */
}

/* What else there is is in use: sockets, and what they are for. */
static bool
is_live(const void *options, int id)
{
    (void)options;
    return id == OPTION_LOG_LEVEL || id == OPTION_LOG_FORMAT ||
           id == OPTION_HTTP_NAME;
}

static void
take_over(void *options, const void *fresh)
{
    struct options *o = options;
    const struct options *f = fresh;

    o->log_level = f->log_level;
    o->log_format = f->log_format;
    memcpy(o->door.names, f->door.names, sizeof o->door.names);
    o->door.name_count = f->door.name_count;
    log_adjust(o->log_level, o->log_format);
}

enum settings_verdict
options_read(int argc, char **argv, struct options *out)
{
    static const struct settings settings = {
        .program = "baogao-publisher",
        .section = "publisher",
        .help = help,
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

    out->reading = reading;
    return verdict;
}
