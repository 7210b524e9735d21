/* target_words - the words of target_words.txt, compiled in. */
#ifndef PUBLISHER_PROMISES_TARGET_WORDS_H
#define PUBLISHER_PROMISES_TARGET_WORDS_H

#include "base/str.h"

extern const struct str target_words[];
extern const size_t target_word_count;

#endif
