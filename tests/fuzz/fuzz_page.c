/*
 * page_read on any bytes: what it takes in has nodes that lie in the page.
 */
#include "store/check/page.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
assert_inside(const struct page *p, struct str s)
{
    if (s.len > 0 && (s.ptr < p->bytes || s.ptr + s.len > p->bytes + p->size))
        abort();
}

static void
read_as(const char *bytes, size_t size, enum page_kind kind)
{
    struct page_head head;
    struct page p;

    memcpy(&head, bytes, sizeof head);
    if (page_read(&p, bytes, size, head.number, kind))
        return;
    for (unsigned i = 0; i < page_node_count(&p); i++) {
        struct node n = page_node(&p, i);
        assert_inside(&p, n.key);
        assert_inside(&p, n.value);
        if (n.flags & NODE_OVERFLOWS && n.value.len != sizeof(uint64_t))
            abort();
    }
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    /* Of its own, so that a step past its end is seen. */
    char *bytes = size < PAGE_HEAD_BYTES ? NULL : malloc(size);

    if (!bytes)
        return 0;
    memcpy(bytes, data, size);
    read_as(bytes, size, PAGE_LEAF);
    read_as(bytes, size, PAGE_BRANCH);
    free(bytes);
    return 0;
}
