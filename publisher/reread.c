#include "publisher/reread.h"

#include "base/log.h"
#include "daemon/reload.h"

void
reread_options(struct service *s)
{
    struct token token = s->api.door.token;
    struct error err;

    reload(s->options->reading);
    if (!s->http)
        return;
    if (token_open(s->token_path, &token, &err) != STATUS_OK)
        log_error("the token stays as it was", log_cause(err.text));
    s->api.door = s->options->door;
    s->api.door.token = token;
}
