#include "worker/extract/text/edge.h"

bool
edge_is(uint32_t code, enum edges_role role)
{
    struct lexicon_hit hit;

    return lexicon_longest(&lexicon_edges, &code, 1, &hit) &&
           edges_rows[hit.row].role == role;
}
