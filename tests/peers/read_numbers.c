/*
 * read_numbers - the numbers of each line of standard input, as JSON.
 *
 * For each line one object: "figures", the quantities that extraction would
 * make a record of, and "numbers", every expression that can be read as one,
 * also where it counts nothing (other systems' cases are often bare
 * numbers). Offsets are characters.
 */
#include <stdio.h>
#include <string.h>

#include <jansson.h>

#include "worker/extract/quantity/quantities.h"

enum { LINE_MAX_BYTES = 16 << 10 };

static json_t *
json_of_decimal(struct decimal d)
{
    char text[DECIMAL_TEXT_BYTES];

    return json_stringn(text, decimal_print(d, text));
}

static json_t *
json_of_quantity(const struct quantity *q)
{
    return json_pack("{s:i, s:i, s:o, s:o?, s:s%}", "begin",
                     (int)q->range.begin, "end", (int)q->range.end, "value",
                     json_of_decimal(q->value), "upper",
                     q->has_upper ? json_of_decimal(q->upper) : NULL, "unit",
                     q->unit.ptr ? q->unit.ptr : "", q->unit.len);
}

static json_t *
read_figures(const struct text *text, struct arena *arena)
{
    struct quantity_list list = {0};
    struct error err;
    json_t *out = json_array();

    if (quantities_read(text, (struct range){0, text->count}, arena, &list,
                        &err) == STATUS_OK)
        for (size_t i = 0; i < list.count; i++)
            json_array_append_new(out, json_of_quantity(&list.items[i]));
    return out;
}

static json_t *
read_numbers(const struct text *text, struct arena *arena)
{
    struct range all = {0, text->count};
    json_t *out = json_array();
    uint32_t at = 0;

    while (at < text->count) {
        struct quantity q;
        uint32_t next = at + 1;
        if (numeral_begins(text->codes[at]) &&
            quantity_read(text, all, at, arena, &q, &next))
            json_array_append_new(out, json_of_quantity(&q));
        at = next;
    }
    return out;
}

static void
print_line(const char *line)
{
    struct arena arena = ARENA_LIMIT((size_t)16 << 20);
    struct error err;
    struct text text;
    json_t *both;

    if (text_normalise(str_from(line), NULL, 0, &arena, &text, &err) ==
        STATUS_OK) {
        both = json_pack("{s:o, s:o}", "figures", read_figures(&text, &arena),
                         "numbers", read_numbers(&text, &arena));
        json_dumpf(both, stdout, JSON_COMPACT);
        json_decref(both);
    }
    putchar('\n');
    arena_release(&arena);
}

int
main(void)
{
    static char line[LINE_MAX_BYTES];

    while (fgets(line, sizeof line, stdin)) {
        line[strcspn(line, "\n")] = '\0';
        print_line(line);
    }
    return 0;
}
