#include "worker/connect.h"

#include <string.h>

/* As many as can be held, so that no result finds the way blocked. */
enum { MESSAGES_MARK = 1000 };

/* ipc is the head's own machine, where the directory's owner is trusted. */
static bool
shows_key(const struct joined_options *options)
{
    return options->key &&
           !str_starts(str_from(options->endpoint), STR("ipc://"));
}

enum status
connect_head(struct wire *wire, const struct joined_options *options,
             struct socket **out, struct error *err)
{
    struct socket_options socket_options = {.send_mark = MESSAGES_MARK,
                                            .receive_mark = MESSAGES_MARK};
    struct credentials credentials;
    enum status st = STATUS_OK;

    if (shows_key(options)) {
        st = credentials_read(options->key, options->server_key, &credentials,
                              err);
        socket_options.credentials = &credentials;
    }
    if (st == STATUS_OK)
        st = socket_connect(wire, options->endpoint, &socket_options, out, err);
    explicit_bzero(&credentials, sizeof credentials);
    return st;
}
