#include "publisher/http/etag.h"

#include <stdio.h>

#include <xxhash.h>

void
etag_print(const struct request *request, struct str store_id,
           uint64_t change_no, char out[ETAG_BYTES])
{
    /* Each is the seed of the next, so that "ab", "c" is not "a", "bc". */
    XXH64_hash_t hash = 0;
    const struct str parts[] = {STR(BAOGAO_VERSION), store_id, request->path};

    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        hash = XXH3_64bits_withSeed(parts[i].ptr, parts[i].len, hash);
    for (size_t i = 0; i < request->parameter_count; i++) {
        const struct parameter *p = &request->parameters[i];
        hash = XXH3_64bits_withSeed(p->name.ptr, p->name.len, hash);
        hash = XXH3_64bits_withSeed(p->value.ptr, p->value.len, hash);
    }
    snprintf(out, ETAG_BYTES, "W/\"%llu-%016llx\"",
             (unsigned long long)change_no, (unsigned long long)hash);
}

bool
etag_matches(struct str header, const char *etag)
{
    struct str wanted = str_from(etag);

    while (wanted.len && header.len) {
        struct str one = str_trim(str_cut(&header, STR(",")));
        if (str_equal(one, wanted) || str_equal(one, STR("*")))
            return true;
    }
    return false;
}
