#include "store/check/page.h"

#include <string.h>

/* How every node begins; LMDB keeps nodes at even places. */
struct node_head {
    uint16_t low, high; /* a leaf's value's bytes, or a branch's child, */
    uint16_t flags;     /* whose highest bits stand here */
    uint16_t key_bytes;
};
enum { NODE_HEAD_BYTES = 8, OVERFLOW_BYTES = 8 };

_Static_assert(sizeof(struct page_head) == PAGE_HEAD_BYTES, "as on the disk");
_Static_assert(sizeof(struct node_head) == NODE_HEAD_BYTES, "as on the disk");
_Static_assert(sizeof(struct tree) == 48, "as on the disk");

unsigned
page_node_count(const struct page *p)
{
    return (p->head.lower - PAGE_HEAD_BYTES) / 2u;
}

static uint16_t
node_place(const struct page *p, unsigned index)
{
    uint16_t place;

    memcpy(&place, p->bytes + PAGE_HEAD_BYTES + 2 * (size_t)index,
           sizeof place);
    return place;
}

static struct node_head
node_head(const struct page *p, uint16_t place)
{
    struct node_head head;

    memcpy(&head, p->bytes + place, sizeof head);
    return head;
}

/* Of its value, as it stands in the page. */
static size_t
value_bytes(const struct page *p, struct node_head head)
{
    if (p->head.kind == PAGE_BRANCH)
        return 0;
    return head.flags & NODE_OVERFLOWS ? OVERFLOW_BYTES
                                       : head.low | (size_t)head.high << 16;
}

static size_t
node_bytes(const struct page *p, struct node_head head)
{
    size_t bytes =
        NODE_HEAD_BYTES + (size_t)head.key_bytes + value_bytes(p, head);

    return bytes + (bytes & 1);
}

static const char *
verify_nodes(const struct page *p)
{
    const unsigned known = NODE_OVERFLOWS | NODE_IS_TREE;
    size_t sum = 0;

    for (unsigned i = 0; i < page_node_count(p); i++) {
        uint16_t place = node_place(p, i);
        struct node_head head;
        if (place % 2 || place < p->head.upper ||
            place + (size_t)NODE_HEAD_BYTES > p->size)
            return "an entry outside its page";
        head = node_head(p, place);
        if (node_bytes(p, head) > p->size - place)
            return "an entry longer than its page";
        if (p->head.kind == PAGE_LEAF && head.flags & ~known)
            return "an entry of an unknown kind";
        sum += node_bytes(p, head);
    }
    /* LMDB leaves no gaps between nodes. */
    return sum == p->size - p->head.upper ? NULL : "entries that do not add up";
}

const char *
page_read(struct page *out, const char *bytes, size_t size, uint64_t number,
          enum page_kind kind)
{
    struct page p = {.bytes = bytes, .size = size};
    const char *wrong;

    memcpy(&p.head, bytes, sizeof p.head);
    if (p.head.number != number)
        return "it is another page";
    if (p.head.kind != kind)
        return "it is of another kind";
    if (p.head.lower < PAGE_HEAD_BYTES || p.head.lower % 2 ||
        p.head.lower > p.head.upper || p.head.upper > size)
        return "its bounds are wrong";
    wrong = verify_nodes(&p);
    if (!wrong)
        *out = p;
    return wrong;
}

struct node
page_node(const struct page *p, unsigned index)
{
    uint16_t place = node_place(p, index);
    struct node_head head = node_head(p, place);
    const char *key = p->bytes + place + NODE_HEAD_BYTES;
    struct node n = {.key = {key, head.key_bytes}};

    if (p->head.kind == PAGE_BRANCH) {
        n.child =
            head.low | (uint64_t)head.high << 16 | (uint64_t)head.flags << 32;
        return n;
    }
    n.flags = head.flags;
    n.bytes = head.low | (uint32_t)head.high << 16;
    n.value = (struct str){key + head.key_bytes, value_bytes(p, head)};
    return n;
}

uint64_t
node_overflow(const struct node *n)
{
    uint64_t number;

    memcpy(&number, n->value.ptr, sizeof number);
    return number;
}

uint64_t
page_overflow_count(uint32_t bytes, size_t page_size)
{
    return (PAGE_HEAD_BYTES - 1 + (uint64_t)bytes) / page_size + 1;
}
