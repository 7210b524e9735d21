/*
 * jsonl - rows as JSON Lines: each one as the publisher says it over HTTP.
 */
#include <stdlib.h>

#include "client/export/sink.h"
#include "client/export/text_file.h"
#include "wire/row_json.h"

struct sink {
    struct text_file file;
};

static enum status
out_of_memory(struct error *err)
{
    return error_set(err, STATUS_UNAVAILABLE, "out of memory");
}

static enum status
jsonl_open(const struct sink_wish *wish, struct sink **out, struct error *err)
{
    *out = calloc(1, sizeof **out);
    if (!*out)
        return out_of_memory(err);
    return text_file_open(&(*out)->file, wish, err);
}

static enum status
jsonl_begin(struct sink *s, enum row_kind kind, struct error *err)
{
    (void)kind;
    return text_file_check(&s->file, err);
}

static enum status
jsonl_add(struct sink *s, const struct row *row, struct arena *a,
          struct error *err)
{
    json_t *object = json_of_row(row);
    int failed = !object || json_dumpf(object, s->file.to, JSON_ON_ONE_LINE);

    (void)a;
    json_decref(object);
    putc('\n', s->file.to);
    if (failed && !ferror(s->file.to))
        return out_of_memory(err);
    return text_file_check(&s->file, err);
}

static enum status
jsonl_finish(struct sink *s, uint64_t as_of, struct error *err)
{
    (void)as_of;
    return text_file_finish(&s->file, err);
}

static void
jsonl_close(struct sink **sink)
{
    if (*sink)
        text_file_close(&(*sink)->file);
    free(*sink);
    *sink = NULL;
}

static const char *const suffixes[] = {".jsonl", ".ndjson", NULL};

const struct sink_format jsonl_format = {
    .suffixes = suffixes,
    .open = jsonl_open,
    .begin = jsonl_begin,
    .add = jsonl_add,
    .finish = jsonl_finish,
    .close = jsonl_close,
};
