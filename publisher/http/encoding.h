/*
 * encoding - how an answer may be packed on its way.
 */
#ifndef PUBLISHER_HTTP_ENCODING_H
#define PUBLISHER_HTTP_ENCODING_H

#include "base/str.h"

/*
 * Whether `header`, an Accept-Encoding, asks for gzip by its name: a star is
 * not taken for it, since a client that can unpack it says so.
 */
bool encoding_takes_gzip(struct str header);

#endif
