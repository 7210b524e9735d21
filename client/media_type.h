/*
 * media_type - what a file is, by what was told or by its suffix.
 */
#ifndef CLIENT_MEDIA_TYPE_H
#define CLIENT_MEDIA_TYPE_H

#include "base/str.h"

/*
 * `told` where it is not NULL, else the type that the suffix of `path`
 * stands for; empty: it is left to be detected, as for plain text.
 */
struct str media_type_of(const char *told, const char *path);

#endif
