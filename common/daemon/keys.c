#include "daemon/keys.h"

#include "base/log.h"

void
watch_keys(struct auth *auth)
{
    struct error news;

    switch (auth_tick(auth, &news)) {
    case AUTH_QUIET:
        break;
    case AUTH_INFO:
        log_info("keys", log_text("news", news.text));
        break;
    case AUTH_WARNING:
        log_warning("keys", log_cause(news.text));
        break;
    }
}
