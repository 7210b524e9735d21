#include "worker/extract/text/edge.h"

bool
edge_is(uint32_t code, enum edges_role role)
{
    int32_t row = lexicon_char(&lexicon_edges, code);

    return row >= 0 && edges_rows[row].role == role;
}
