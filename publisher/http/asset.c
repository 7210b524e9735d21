#include "publisher/http/asset.h"

const struct asset *
asset_find(struct str path)
{
    for (size_t i = 0; i < asset_count; i++)
        if (str_equal(path, asset_table[i].path))
            return &asset_table[i];
    return NULL;
}
