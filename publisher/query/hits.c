#include "publisher/query/hits.h"

bool
hits_find(struct hits *h, struct str all, struct str words)
{
    size_t at;

    h->count = 0;
    h->bytes = words.len;
    h->is_any = words.len == 0;
    while (!h->is_any && (at = str_find(all, words)) != SIZE_MAX) {
        if (h->count == HITS_MAX) {
            h->is_any = true;
            break;
        }
        h->places[h->count++] = all.ptr + at;
        all = str_slice(all, at + 1, all.len);
    }
    return h->is_any || h->count > 0;
}

bool
hits_may_be_in(const struct hits *h, struct str s)
{
    if (h->is_any)
        return true;
    if (s.len < h->bytes) /* an empty text may have no address to count from */
        return false;
    for (size_t i = 0; i < h->count; i++)
        if (h->places[i] >= s.ptr)
            return h->places[i] + h->bytes <= s.ptr + s.len;
    return false;
}
