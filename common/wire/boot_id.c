#include "wire/boot_id.h"

#include <errno.h>
#include <string.h>
#include <sys/random.h>

enum status
boot_id_choose(uint64_t *out, struct error *err)
{
    uint64_t id = 0;

    while (id == 0)
        if (getrandom(&id, sizeof id, 0) != sizeof id)
            return error_set(err, STATUS_UNAVAILABLE, "no random numbers: %s",
                             strerror(errno));
    *out = id;
    return STATUS_OK;
}
