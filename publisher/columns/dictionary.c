#include "publisher/columns/dictionary.h"

#include <stdlib.h>
#include <string.h>

#define HASH_NONFATAL_OOM 1
#define uthash_nonfatal_oom(entry) ((entry)->is_added = false)
#include <uthash.h>

enum {
    FIRST_CAPACITY = 1024,
    ASKINGS = INT32_MAX, /* a verdict has one bit less than its number */
};

struct word {
    uint32_t number;
    uint32_t users;
    bool is_added;
    UT_hash_handle hh;
    size_t len;
    char text[];
};

void
dictionary_release(struct dictionary *d)
{
    HASH_CLEAR(hh, d->by_text);
    for (uint32_t i = 1; i < d->count; i++)
        free(d->words[i]);
    free(d->words);
    free(d->verdicts);
    free(d->asked);
    *d = (struct dictionary){0};
}

size_t
dictionary_bytes(const struct dictionary *d)
{
    return d->words_bytes +
           d->capacity * (sizeof *d->words + sizeof *d->verdicts) +
           HASH_OVERHEAD(hh, d->by_text);
}

/* ---- numbers ----------------------------------------------------------- */

static bool
grow(struct dictionary *d)
{
    uint32_t capacity = d->capacity ? 2 * d->capacity : FIRST_CAPACITY;
    struct word **words = realloc(d->words, capacity * sizeof *words);
    uint32_t *verdicts;

    if (!words)
        return false;
    d->words = words;
    verdicts = realloc(d->verdicts, capacity * sizeof *verdicts);
    if (!verdicts)
        return false;
    d->verdicts = verdicts;
    d->capacity = capacity;
    return true;
}

/* False: out of memory. */
static bool
choose_number(struct dictionary *d, uint32_t *number)
{
    if (d->next_free != DICTIONARY_NONE) {
        *number = d->next_free;
        d->next_free = d->verdicts[*number];
        return true;
    }
    if (d->count == d->capacity && (d->capacity > INT32_MAX || !grow(d)))
        return false;
    if (d->count == 0) {
        d->words[0] = NULL;
        d->verdicts[0] = 0;
        d->count = 1;
    }
    *number = d->count++;
    return true;
}

static void
free_number(struct dictionary *d, uint32_t number)
{
    d->words[number] = NULL;
    d->verdicts[number] = d->next_free;
    d->next_free = number;
}

/* ---- words ------------------------------------------------------------- */

static struct word *
add(struct dictionary *d, struct str text)
{
    struct word *word = malloc(sizeof *word + text.len);

    if (!word)
        return NULL;
    *word = (struct word){.is_added = true, .len = text.len};
    memcpy(word->text, text.ptr, text.len);
    if (!choose_number(d, &word->number)) {
        free(word);
        return NULL;
    }
    HASH_ADD_KEYPTR(hh, d->by_text, word->text, word->len, word);
    if (!word->is_added) {
        free_number(d, word->number);
        free(word);
        return NULL;
    }
    d->words[word->number] = word;
    d->verdicts[word->number] = 0;
    d->words_bytes += sizeof *word + word->len;
    return word;
}

bool
dictionary_take(struct dictionary *d, struct str text, uint32_t *number)
{
    struct word *word;

    *number = DICTIONARY_NONE;
    if (!text.ptr)
        return true;
    HASH_FIND(hh, d->by_text, text.ptr, text.len, word);
    if (!word)
        word = add(d, text);
    if (!word)
        return false;
    word->users++;
    *number = word->number;
    return true;
}

void
dictionary_give_back(struct dictionary *d, uint32_t number)
{
    struct word *word = number == DICTIONARY_NONE ? NULL : d->words[number];

    if (!word || --word->users > 0)
        return;
    HASH_DEL(d->by_text, word);
    d->words_bytes -= sizeof *word + word->len;
    free_number(d, number);
    free(word);
}

struct str
dictionary_word(const struct dictionary *d, uint32_t number)
{
    const struct word *word =
        number == DICTIONARY_NONE ? NULL : d->words[number];

    return word ? (struct str){word->text, word->len} : (struct str){0};
}

/* ---- what is asked ----------------------------------------------------- */

static bool
is_asked(const struct dictionary *d, struct str words, bool is_exact)
{
    struct str asked = {d->asked, d->asked_bytes};

    return d->asking > 0 && d->is_asked_exact == is_exact &&
           str_equal(asked, words);
}

bool
dictionary_ask(struct dictionary *d, struct str words, bool is_exact)
{
    char *asked;

    if (is_asked(d, words, is_exact))
        return true;
    asked = malloc(words.len + 1);
    if (!asked)
        return false;
    if (words.len)
        memcpy(asked, words.ptr, words.len);
    free(d->asked);
    d->asked = asked;
    d->asked_bytes = words.len;
    d->is_asked_exact = is_exact;
    if (++d->asking == ASKINGS) {
        d->asking = 1;
        for (uint32_t i = 1; i < d->count; i++)
            if (d->words[i])
                d->verdicts[i] = 0;
    }
    return true;
}

bool
dictionary_holds(struct dictionary *d, uint32_t number)
{
    struct str asked = {d->asked, d->asked_bytes};
    struct str word;
    bool holds;

    if (number == DICTIONARY_NONE)
        return false;
    if (d->verdicts[number] >> 1 == d->asking)
        return d->verdicts[number] & 1;
    word = dictionary_word(d, number);
    holds =
        d->is_asked_exact ? str_equal(word, asked) : str_contains(word, asked);
    d->verdicts[number] = d->asking << 1 | holds;
    return holds;
}
