#include "tests/unit/check/sound_store.h"

#include <stdlib.h>

#include "record/brief.h"
#include "record/codec.h"
#include "record/compress.h"
#include "record/origin_terms.h"
#include "record/terms.h"
#include "store/batch.h"
#include "store/index/run.h"

/* A store of its own for every test: nothing may fail here. */
static void
must(enum status st)
{
    if (st != STATUS_OK)
        abort();
}

struct str
sound_store_text(uint64_t number, struct arena *a)
{
    return arena_format(a, "第%llu号汇报\n新建农村公路%llu公里。\n",
                        (unsigned long long)number, (unsigned long long)number);
}

static struct str
source_of(uint64_t number, struct arena *a)
{
    return sound_store_text(number, a);
}

struct document_id
sound_store_id(uint64_t number)
{
    struct arena a = {0};
    struct document_id id =
        document_id_of(source_of(number, &a), STR("text/plain"), STR("UTF-8"));

    arena_release(&a);
    return id;
}

struct record_set
sound_store_records(uint64_t number, struct arena *a)
{
    struct str text = sound_store_text(number, a);
    uint32_t line = (uint32_t)str_find(text, STR("\n")) + 1;
    uint32_t at = (uint32_t)str_find(text, STR("路")) + 3;
    struct report *r = ARENA_NEW(a, struct report);
    struct figure *f = ARENA_NEW(a, struct figure);
    struct section *s = ARENA_NEW(a, struct section);

    *s = (struct section){.span = {0, line - 1}, .id = 1, .level = 1};
    *f = (struct figure){
        .span = {at, (uint32_t)text.len - 4},
        .sentence = {line, (uint32_t)text.len - 1},
        .id = 1,
        .text = str_slice(text, at, text.len - 4),
        .value = {(int64_t)number, 0},
        .unit = STR("公里"),
        .object = STR("农村公路"),
        .kind = KIND_LENGTH,
    };
    *r = (struct report){
        .span = {0, (uint32_t)text.len},
        .title = str_slice(text, 0, line - 1),
        .year = (uint16_t)(2000 + number),
        .sections = s,
        .section_count = 1,
        .figures = f,
        .figure_count = 1,
    };
    return (struct record_set){r, 1};
}

static void
accept(struct batch *b, uint64_t number, struct arena *a)
{
    struct str source = source_of(number, a);
    struct inbox_row inbox = {
        .document_id = sound_store_id(number),
        .state = DOCUMENT_WAITING,
        .generation = 1,
        .bytes = source.len,
    };
    struct origin origin = {.name = STR("汇报.txt")};
    struct origins_row origins = {
        .document_id = inbox.document_id,
        .media_type = STR("text/plain"),
        .charset = STR("UTF-8"),
        .origins = &origin,
        .origin_count = 1,
    };
    struct str inbox_value, origins_value;

    if (batch_next_document_no(b) != number)
        abort();
    must(inbox_row_pack(&inbox, a, &inbox_value, NULL));
    must(origins_row_pack(&origins, a, &origins_value, NULL));
    must(batch_accept(b, number, inbox_value, origins_value, source, NULL));
    if (number != SOUND_DEAD)
        return;
    inbox.state = DOCUMENT_DEAD;
    must(inbox_row_pack(&inbox, a, &inbox_value, NULL));
    must(batch_bury(b, number, inbox.document_id, inbox_value, NULL));
}

static void
add_postings(struct posting_list *postings, uint64_t number,
             const struct term_list *terms, struct arena *a)
{
    for (size_t i = 0; i < terms->count; i++)
        if (!posting_list_add(postings,
                              (struct posting){terms->terms[i], number}, a))
            abort();
}

static void
add_run(struct batch *b, uint64_t number, const struct record_set *set,
        struct arena *a)
{
    struct posting_list postings = {0};
    struct origins_row origins;
    struct term_list terms;
    struct str run, value;

    must(terms_of_records(set, a, &terms, NULL));
    add_postings(&postings, number, &terms, a);
    must(batch_get_origins(b, number, &value, NULL));
    must(origins_row_unpack(value, a, &origins, NULL));
    must(terms_of_origins(&origins, a, &terms, NULL));
    add_postings(&postings, number, &terms, a);
    must(run_build(&postings, a, &run, NULL));
    must(batch_add_run(b, run, NULL));
    must(batch_merge_runs(b, NULL));
}

static void
finish(struct batch *b, uint64_t number, struct arena *a)
{
    struct record_set set = sound_store_records(number, a);
    struct str text = sound_store_text(number, a);
    struct document_row row = {
        .document_id = sound_store_id(number),
        .generation = 1,
        .text_bytes = (uint32_t)text.len,
    };
    struct done_values values;

    must(document_row_pack(&row, a, &values.row, NULL));
    must(records_pack(&set, a, &values.records, NULL));
    must(brief_make(values.records, a, &values.brief, NULL));
    must(text_compress(text, a, &values.text, NULL));
    must(batch_finish(b, number, row.document_id, &values, NULL));
    add_run(b, number, &set, a);
}

/* In a commit of its own, so that the numbers of runs stay as they were. */
static void
index_texts(struct store *s)
{
    struct arena a = {0};
    struct indexed_text texts[SOUND_DONE];
    struct batch *b = NULL;
    bool is_damaged = false;

    for (uint64_t number = 1; number <= SOUND_DONE; number++) {
        struct indexed_text *text = &texts[number - 1];
        *text = (struct indexed_text){.document_no = number};
        must(text_terms_read(sound_store_text(number, &a), &a, &text->terms,
                             NULL));
        text->length = (uint32_t)text_terms_length(&text->terms);
    }
    must(batch_begin(s, &b, NULL));
    must(batch_index_texts(b, NULL, 0, texts, SOUND_DONE, &is_damaged, NULL));
    must(batch_commit(&b, NULL));
    arena_release(&a);
}

struct store *
sound_store_make(const char *path)
{
    struct store_options small = {.map_bytes = 64 << 20};
    struct store *s = NULL;

    must(store_open(path, STORE_WRITER, &small, &s, NULL));
    for (uint64_t number = 1; number <= SOUND_WAITING; number++) {
        struct arena a = {0};
        struct batch *b = NULL;
        must(batch_begin(s, &b, NULL));
        accept(b, number, &a);
        if (number <= SOUND_DONE)
            finish(b, number, &a);
        must(batch_commit(&b, NULL));
        arena_release(&a);
    }
    index_texts(s);
    return s;
}
