#include "daemon/reload.h"

#include "base/log.h"
#include "daemon/ready.h"

bool
reload(struct settings_reading *reading)
{
    struct settings_pending pending;
    const char *file = settings_file(reading);
    struct error err;
    enum status st;

    ready_reload_begins();
    st = settings_read_again(reading, &pending, &err);
    if (st != STATUS_OK) {
        log_error("the options are not sound, and stay as they were",
                  log_cause(err.text));
    } else {
        for (size_t i = 0; i < pending.count; i++)
            log_warning("this option waits for a restart",
                        log_text("option", pending.options[i]));
        log_info("read the options again",
                 log_text("file", file ? file : "none"));
    }
    ready_reload_ends();
    return st == STATUS_OK;
}
