#include "tests/properties/likeness.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "worker/extract/text/text.h"

struct places
places_of(struct str text, struct arena *arena)
{
    uint32_t *chars = ARENA_ARRAY(arena, uint32_t, text.len + 1);
    uint32_t count = 0;

    for (size_t i = 0; chars && i < text.len; i++) {
        count += i > 0 && ((unsigned char)text.ptr[i] & 0xC0) != 0x80;
        chars[i] = count;
    }
    if (chars && text.len > 0)
        chars[text.len] = count + 1;
    return (struct places){chars, 0};
}

static void
fold_string(json_t *value)
{
    struct str s = {json_string_value(value), json_string_length(value)};
    char *folded = malloc(s.len * 2 + 1); /* 㑮 has three bytes, 𫝈 four */
    size_t len = 0, width;

    for (size_t at = 0; folded && at < s.len; at += width)
        len += utf8_encode(text_fold(utf8_decode(s, at, &width)), folded + len);
    json_string_setn(value, folded ? folded : "", len);
    free(folded);
}

static bool
is_span(const char *key)
{
    return strcmp(key, "span") == 0 || strcmp(key, "sentence") == 0;
}

static void
count_chars(json_t *span, const struct places *places)
{
    json_t *end;
    size_t i;

    json_array_foreach(span, i, end)
    {
        uint32_t at = places->chars[json_integer_value(end)];

        json_integer_set(end, (json_int_t)at - places->base);
    }
}

json_t *
likeness(json_t *records, const struct places *places)
{
    const char *key;
    json_t *value;
    size_t i;

    if (json_is_string(records))
        fold_string(records);
    json_array_foreach(records, i, value)
    {
        likeness(value, places);
    }
    json_object_foreach(records, key, value)
    {
        if (is_span(key))
            count_chars(value, places);
        else
            likeness(value, places);
    }
    return records;
}

static struct str
printed(const json_t *value, struct arena *arena)
{
    char *text =
        value ? json_dumps(value, JSON_ENCODE_ANY | JSON_COMPACT) : NULL;
    struct str copy = arena_copy(arena, str_from(text ? text : "nothing"));

    free(text);
    return copy;
}

static bool
array_differs(const json_t *is, const json_t *should_be, struct arena *arena,
              struct str *out)
{
    size_t count = json_array_size(is);
    struct str below;

    if (json_array_size(should_be) > count)
        count = json_array_size(should_be);
    for (size_t i = 0; i < count; i++) {
        if (!likeness_differs(json_array_get(is, i),
                              json_array_get(should_be, i), arena, &below))
            continue;
        *out = arena_format(arena, "[%zu]%.*s", i, STR_ARG(below));
        return true;
    }
    return false;
}

static bool
object_differs(const json_t *is, const json_t *should_be, struct arena *arena,
               struct str *out)
{
    const json_t *text = json_object_get(should_be, "text");
    const char *key = NULL;
    struct str below;
    json_t *value;

    /* A field is missing in neither or, were it so, in `is`. */
    json_object_foreach((json_t *)(uintptr_t)should_be, key, value)
    {
        if (!likeness_differs(json_object_get(is, key), value, arena, &below))
            continue;
        *out = arena_format(arena, ".%s%.*s (text %.*s)", key, STR_ARG(below),
                            STR_ARG(printed(text, arena)));
        return true;
    }
    return false;
}

bool
likeness_differs(const json_t *is, const json_t *should_be, struct arena *arena,
                 struct str *out)
{
    if (json_equal(is, should_be))
        return false;
    if (json_is_array(is) && json_is_array(should_be))
        return array_differs(is, should_be, arena, out);
    if (json_is_object(is) && json_is_object(should_be))
        return object_differs(is, should_be, arena, out);
    *out = arena_format(arena, ": %.*s, not %.*s", STR_ARG(printed(is, arena)),
                        STR_ARG(printed(should_be, arena)));
    return true;
}
