/*
 * message_unpack on any bytes. What it takes it packs again, and that reads
 * as the same message.
 */
#include "wire/feed_json.h"
#include "wire/message.h"
#include "wire/row_json.h"

#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

enum { MEMORY_BYTES = 64 << 20 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
print(const struct message *m)
{
    json_t *object = NULL;

    if (m->kind == MESSAGE_PAGE)
        object = json_of_page(&m->page);
    else if (m->kind == MESSAGE_CITATION)
        object = json_of_citation(&m->citation);
    else if (m->kind == MESSAGE_CHANGE_PAGE)
        object = json_of_change_page(&m->change_page);
    else
        return;
    if (!object)
        abort(); /* every string is UTF-8, every number is one */
    json_decref(object);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena a = ARENA_LIMIT(MEMORY_BYTES);
    struct message m, back;
    struct str frame, again;
    struct error err;

    if (message_unpack((struct str){(const char *)data, size}, &a, &m, &err) ==
        STATUS_OK) {
        print(&m);
        if (message_pack(&m, &a, &frame, &err) != STATUS_OK ||
            message_unpack(frame, &a, &back, &err) != STATUS_OK ||
            message_pack(&back, &a, &again, &err) != STATUS_OK ||
            !str_equal(frame, again))
            abort();
    }
    arena_release(&a);
    return 0;
}
