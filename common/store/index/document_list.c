#include "store/index/document_list.h"

#include <stdlib.h>

bool
document_list_add(struct document_list *list, uint64_t number, struct arena *a)
{
    uint64_t *moved = arena_grow(a, list->numbers, list->count, &list->capacity,
                                 sizeof *moved);

    if (!moved)
        return false;
    list->numbers = moved;
    moved[list->count++] = number;
    return true;
}

bool
document_list_reserve(struct document_list *list, size_t more, struct arena *a)
{
    uint64_t *moved = arena_reserve(a, list->numbers, list->count,
                                    &list->capacity, more, sizeof *moved);

    if (moved)
        list->numbers = moved;
    return moved != NULL || list->count + more == 0;
}

/* ---- sorting ----------------------------------------------------------- */

enum { WORD_BITS = 64 };

struct bounds {
    uint64_t first, last;
};

static struct bounds
bounds_of(const struct document_list *list)
{
    struct bounds b = {UINT64_MAX, 0};

    for (size_t i = 0; i < list->count; i++) {
        if (list->numbers[i] < b.first)
            b.first = list->numbers[i];
        if (list->numbers[i] > b.last)
            b.last = list->numbers[i];
    }
    return b;
}

/*
 * A bit for each number that may be in the list: the lists of a look-up are
 * of numbers that lie close, and this takes a twelfth of qsort()'s time. False,
 * the list untouched: they lie too far apart, or memory is short.
 */
static bool
sort_by_bits(struct document_list *list)
{
    struct bounds b = bounds_of(list);
    uint64_t word_count = (b.last - b.first) / WORD_BITS + 1;
    uint64_t *words;
    size_t kept = 0;

    if (word_count > list->count)
        return false;
    words = calloc(word_count, sizeof *words);
    if (!words)
        return false;
    for (size_t i = 0; i < list->count; i++) {
        uint64_t at = list->numbers[i] - b.first;
        words[at / WORD_BITS] |= UINT64_C(1) << at % WORD_BITS;
    }
    for (uint64_t i = 0; i < word_count; i++)
        for (uint64_t word = words[i]; word; word &= word - 1)
            list->numbers[kept++] =
                b.first + i * WORD_BITS + (uint64_t)__builtin_ctzll(word);
    list->count = kept;
    free(words);
    return true;
}

static int
compare_numbers(const void *a, const void *b)
{
    const uint64_t *x = a, *y = b;

    return (*x > *y) - (*x < *y);
}

void
document_list_sort(struct document_list *list)
{
    size_t kept = 0;

    if (list->count == 0 || sort_by_bits(list))
        return;
    qsort(list->numbers, list->count, sizeof *list->numbers, compare_numbers);
    for (size_t i = 1; i < list->count; i++)
        if (list->numbers[i] != list->numbers[kept])
            list->numbers[++kept] = list->numbers[i];
    list->count = kept + 1;
}
