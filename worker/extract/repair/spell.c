#include "worker/extract/repair/spell.h"

#include "base/utf8.h"
#include "worker/extract/repair/model/gbk.h"
#include "worker/extract/repair/model/written.h"
#include "worker/extract/text/marks.h"
#include "worker/extract/text/text.h"

enum {
    IDEOGRAPHIC_SPACE = 0x3000,
    READING_CHARS_MAX = 320, /* twice the tokens of a search */
};

/* What a reading makes of its tokens, in order. */
struct spelling {
    uint32_t codes[READING_CHARS_MAX];
    bool is_converted[READING_CHARS_MAX];
    size_t first; /* they are written from the end on */
};

static void
spell_back(struct spelling *out, uint32_t code, bool is_converted)
{
    if (out->first == 0)
        return;
    out->codes[--out->first] = code;
    out->is_converted[out->first] = is_converted;
}

static void
spell_node(const struct realign *r, const struct node *node,
           struct spelling *out)
{
    bool is_steady = node->phase == IN_STEP && node->emitted == 0;

    if (is_steady && node->token > r->beam->nodes[node->parent].token)
        spell_back(out, r->tokens[node->token - 1].code, false);
    if (node->emitted == 0)
        return;
    if (node->phase == IN_STEP && node->byte != 0)
        spell_back(out, node->byte, false);
    /* An indent is no part of what was meant. */
    if (gbk_decode(node->emitted) != IDEOGRAPHIC_SPACE ||
        !model_is_begin(node->state.model))
        spell_back(out, gbk_decode(node->emitted), node->is_converted);
}

/* Put converted characters into the forms the converter gives them. */
static void
write_converted(struct spelling *spelling)
{
    uint32_t plain[READING_CHARS_MAX] = {0}, written[READING_CHARS_MAX];
    size_t count = 0;

    for (size_t i = spelling->first; i < READING_CHARS_MAX; i++)
        plain[count++] = text_fold(spelling->codes[i]);
    written_text(plain, count, written);
    for (size_t i = 0; i < count; i++) {
        uint32_t *code = &spelling->codes[spelling->first + i];

        if (spelling->is_converted[spelling->first + i] && mark_is_hanzi(*code))
            *code = written[i];
    }
}

struct str
spell_reading(const struct realign *r, int32_t reading, struct arena *arena)
{
    struct spelling spelling = {.first = READING_CHARS_MAX};
    size_t len = 0;
    char *bytes;

    for (int32_t at = reading; r->beam->nodes[at].parent >= 0;
         at = r->beam->nodes[at].parent)
        spell_node(r, &r->beam->nodes[at], &spelling);
    write_converted(&spelling);
    bytes =
        ARENA_ARRAY(arena, char, (READING_CHARS_MAX - spelling.first) * 4 + 1);
    if (!bytes)
        return (struct str){"", 0};
    for (size_t i = spelling.first; i < READING_CHARS_MAX; i++)
        len += utf8_encode(spelling.codes[i], bytes + len);
    return (struct str){bytes, len};
}
