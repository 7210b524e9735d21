/*
 * edge - single characters of edges.tsv, by what they end or open.
 */
#ifndef WORKER_EXTRACT_TEXT_EDGE_H
#define WORKER_EXTRACT_TEXT_EDGE_H

#include "tables.h"

#include <stdbool.h>

bool edge_is(uint32_t code, enum edges_role role);

#endif
