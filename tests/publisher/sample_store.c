#include "tests/publisher/sample_store.h"

#include <assert.h>
#include <string.h>

#include "record/brief.h"
#include "record/codec.h"
#include "record/compress.h"
#include "record/origin_terms.h"
#include "record/terms.h"
#include "store/batch.h"
#include "store/index/run.h"

/* ---- document 1: written by hand -------------------------------------------
 */

static const char text_1[] =
    "浙江省政协工作汇报\n"
    "一、过去一年\n"
    "建成委员会客厅110个。接待群众2.5万人次，满意率98%。\n"
    "二、今后打算\n"
    "新建会客厅30个。\n"
    "江西省法院工作汇报\n"
    "审结案件1200件。\n";

struct figure_row {
    const char *expression; /* found in the text, with its sentence */
    const char *sentence;   /* NULL: none recorded */
    const char *object;
    const char *unit;
    int64_t digits;
    uint8_t scale;
    enum kind kind;
    enum figure_status status;
    uint32_t section;
    const char *action; /* or NULL */
    const char *period; /* or NULL */
    enum measure measure;
    enum direction direction;
};

static const struct figure_row figures_1[] = {
    {"110个", "建成委员会客厅110个。", "委员会客厅", "个", 110, 0, KIND_COUNT,
     FIGURE_DONE, 1, "建成", "2023-12-31", MEASURE_LEVEL, DIRECTION_NONE},
    {"2.5万人次", "接待群众2.5万人次，满意率98%。", "群众", "人次", 25000, 0,
     KIND_COUNT, FIGURE_DONE, 1, "接待", "2023", MEASURE_LEVEL, DIRECTION_NONE},
    {"98%", NULL, "满意率", "%", 98, 0, KIND_PERCENT, FIGURE_DONE, 1, NULL,
     "2019/2023", MEASURE_SHARE, DIRECTION_NONE},
    {"30个", "新建会客厅30个。", "会客厅", "个", 30, 0, KIND_COUNT, FIGURE_PLAN,
     2, "新建", "2024", MEASURE_CHANGE, DIRECTION_UP},
};
static const struct figure_row figures_2[] = {
    {"1200件", "审结案件1200件。", "案件", "件", 1200, 0, KIND_COUNT,
     FIGURE_DONE, 0, "审结", NULL, MEASURE_LEVEL, DIRECTION_NONE},
};

static struct span
span_of(struct str text, const char *part)
{
    size_t at = str_find(text, str_from(part));

    assert(at != SIZE_MAX);
    return (struct span){(uint32_t)at, (uint32_t)(at + strlen(part))};
}

static void
fill_figures(struct report *r, struct str text, const struct figure_row *rows,
             size_t count, struct arena *a)
{
    r->figures = ARENA_ARRAY(a, struct figure, count);
    r->figure_count = count;
    for (size_t i = 0; i < count; i++) {
        struct figure *f = &r->figures[i];
        f->id = (uint32_t)i + 1;
        f->span = span_of(text, rows[i].expression);
        if (rows[i].sentence)
            f->sentence = span_of(text, rows[i].sentence);
        f->text = str_from(rows[i].expression);
        f->object = str_from(rows[i].object);
        f->unit = str_from(rows[i].unit);
        f->value = (struct decimal){rows[i].digits, rows[i].scale};
        f->kind = rows[i].kind;
        f->status = rows[i].status;
        f->section = rows[i].section;
        f->measure = rows[i].measure;
        f->direction = rows[i].direction;
        if (rows[i].action)
            f->action = str_from(rows[i].action);
        if (rows[i].period)
            f->period = str_from(rows[i].period);
    }
}

static void
fill_section(struct section *s, uint32_t id, struct str text,
             const char *heading, const char *title, enum section_kind kind)
{
    s->id = id;
    s->level = 1;
    s->span = span_of(text, heading);
    s->title = str_from(title);
    s->kind = kind;
}

struct mention_row {
    const char *text; /* found in the text */
    const char *value;
    enum mention_type type;
};

static const struct mention_row mentions_1[] = {
    {"浙江省政协", NULL, MENTION_ORGANIZATION},
    {"过去一年", "2023", MENTION_DATE},
    {"委员会客厅", NULL, MENTION_PROGRAM},
};
static const struct mention_row mentions_2[] = {
    {"江西省法院", "江西省高级人民法院", MENTION_ORGANIZATION},
};

static void
fill_mentions(struct report *r, struct str text, const struct mention_row *rows,
              size_t count, struct arena *a)
{
    r->mentions = ARENA_ARRAY(a, struct mention, count);
    r->mention_count = count;
    for (size_t i = 0; i < count; i++) {
        struct mention *m = &r->mentions[i];
        m->span = span_of(text, rows[i].text);
        m->text = str_from(rows[i].text);
        m->type = rows[i].type;
        if (rows[i].value)
            m->value = str_from(rows[i].value);
    }
}

static struct record_set
records_1(struct str text, struct arena *a)
{
    struct report *reports = ARENA_ARRAY(a, struct report, 2);
    struct span second = span_of(text, "江西省法院工作汇报");
    struct section *sections = ARENA_ARRAY(a, struct section, 2);

    reports[0] = (struct report){
        .span = {0, second.begin},
        .title = STR("浙江省政协工作汇报"),
        .genre = GENRE_CPPCC,
        .author = AUTHOR_INDIVIDUAL,
        .place = {.name = STR("浙江省"), .code = STR("330000")},
        .year = 2023,
        .sections = sections,
        .section_count = 2,
    };
    fill_section(&sections[0], 1, text, "一、过去一年", "过去一年",
                 SECTION_REVIEW);
    fill_section(&sections[1], 2, text, "二、今后打算", "今后打算",
                 SECTION_PLAN);
    fill_figures(&reports[0], text, figures_1,
                 sizeof figures_1 / sizeof *figures_1, a);
    fill_mentions(&reports[0], text, mentions_1,
                  sizeof mentions_1 / sizeof *mentions_1, a);
    reports[1] = (struct report){
        .span = {second.begin, (uint32_t)text.len},
        .ordinal = 1,
        .title = STR("江西省法院工作汇报"),
        .genre = GENRE_COURT,
        .place = {.name = STR("江西省"), .code = STR("360000")},
        .year = 2022,
    };
    fill_figures(&reports[1], text, figures_2,
                 sizeof figures_2 / sizeof *figures_2, a);
    fill_mentions(&reports[1], text, mentions_2,
                  sizeof mentions_2 / sizeof *mentions_2, a);
    return (struct record_set){reports, 2};
}

/* ---- the others: made by rule ------------------------------------------ */

enum { FIGURES_OF_SAMPLE = 5, SECTIONS_OF_SAMPLE = 3, STEP_BYTES = 20 };

static void
fill_by_rule(struct report *r, uint64_t document_no, uint32_t ordinal,
             struct arena *a)
{
    uint32_t begin = ordinal * STEP_BYTES * (FIGURES_OF_SAMPLE + 1);

    *r = (struct report){
        .span = {begin, begin + STEP_BYTES * (FIGURES_OF_SAMPLE + 1)},
        .ordinal = ordinal,
        .title = STR("报告"),
        .genre = document_no % 2 ? GENRE_GOVERNMENT : GENRE_DEPARTMENT,
        .place = {.name = STR("万年县"), .code = STR("361129")},
        .year = (uint16_t)(2000 + document_no),
        .sections = ARENA_ARRAY(a, struct section, SECTIONS_OF_SAMPLE),
        .section_count = SECTIONS_OF_SAMPLE,
        .figures = ARENA_ARRAY(a, struct figure, FIGURES_OF_SAMPLE),
        .figure_count = FIGURES_OF_SAMPLE,
    };
    for (uint32_t i = 0; i < SECTIONS_OF_SAMPLE; i++)
        r->sections[i] = (struct section){
            .id = i + 1,
            .level = 1,
            .span = {begin + STEP_BYTES * i, begin + STEP_BYTES * i + 9},
            .title = STR("工作"),
            .kind = i % 2 ? SECTION_PLAN : SECTION_REVIEW,
        };
    for (uint32_t i = 0; i < FIGURES_OF_SAMPLE; i++)
        r->figures[i] = (struct figure){
            .id = i + 1,
            .span = {begin + STEP_BYTES * i + 10, begin + STEP_BYTES * i + 14},
            .section = i % (SECTIONS_OF_SAMPLE + 1),
            .text = STR("10户"),
            .value = {10 * (int64_t)i, 0},
            .norm = {.value = {1000 - 10 * (int64_t)i, 0}, .unit = STR("h")},
            .unit = STR("户"),
            .object = i % 2 ? STR("农户") : STR("企业"),
            .kind = KIND_COUNT,
        };
}

static struct record_set
records_by_rule(uint64_t document_no, struct arena *a)
{
    struct record_set set = {.report_count = document_no % 3};

    set.reports = ARENA_ARRAY(a, struct report, set.report_count);
    for (uint32_t i = 0; i < set.report_count; i++)
        fill_by_rule(&set.reports[i], document_no, i, a);
    return set;
}

/* ---- writing ----------------------------------------------------------- */

static struct document_id
id_of(uint64_t document_no)
{
    struct str number = {(const char *)&document_no, sizeof document_no};

    return document_id_of(number, STR(""), STR(""));
}

const char *
sample_document_id(uint64_t document_no, char out[DOCUMENT_ID_DIGITS + 1])
{
    return document_id_print(id_of(document_no), out);
}

struct sample {
    uint64_t document_no;
    uint32_t generation;
    struct record_set records;
    uint32_t text_bytes;
    struct str text; /* as the store keeps it */
};

static enum status
add_postings(struct posting_list *postings, const struct sample *s,
             const struct term_list *terms, struct arena *a, struct error *err)
{
    for (size_t i = 0; i < terms->count; i++)
        if (!posting_list_add(
                postings, (struct posting){terms->terms[i], s->document_no}, a))
            return error_set(err, STATUS_UNAVAILABLE, "out of memory");
    return STATUS_OK;
}

static enum status
origin_terms(struct batch *b, const struct sample *s, struct arena *a,
             struct term_list *out, struct error *err)
{
    struct origins_row origins;
    struct str value;
    enum status st = batch_get_origins(b, s->document_no, &value, err);

    if (st == STATUS_OK)
        st = origins_row_unpack(value, a, &origins, err);
    return st == STATUS_OK ? terms_of_origins(&origins, a, out, err) : st;
}

static enum status
add_index_run(struct batch *b, const struct sample *s, struct arena *a,
              struct error *err)
{
    struct posting_list postings = {0};
    struct term_list of_records, of_origins;
    struct str run;
    enum status st = terms_of_records(&s->records, a, &of_records, err);

    if (st == STATUS_OK)
        st = add_postings(&postings, s, &of_records, a, err);
    if (st == STATUS_OK)
        st = origin_terms(b, s, a, &of_origins, err);
    if (st == STATUS_OK)
        st = add_postings(&postings, s, &of_origins, a, err);
    if (st == STATUS_OK)
        st = run_build(&postings, a, &run, err);
    return st == STATUS_OK ? batch_add_run(b, run, err) : st;
}

static enum status
index_text(struct batch *b, const struct sample *s, struct arena *a,
           struct error *err)
{
    struct indexed_text text = {.document_no = s->document_no};
    struct str inflated;
    bool is_damaged = false;
    enum status st = text_inflate(s->text, s->text_bytes, a, &inflated, err);

    if (st == STATUS_OK)
        st = text_terms_read(inflated, a, &text.terms, err);
    /* A damaged text has no terms, and another reading the same ones. */
    if (st == STATUS_CORRUPT || s->generation > 1)
        return STATUS_OK;
    if (st != STATUS_OK)
        return st;
    text.length = (uint32_t)text_terms_length(&text.terms);
    return batch_index_texts(b, NULL, 0, &text, 1, &is_damaged, err);
}

static enum status
accept(struct batch *b, const struct sample *s, struct arena *a,
       struct error *err)
{
    struct str tag = s->document_no % 2 ? STR("odd") : STR("even");
    struct origin origin = {.name = STR("报告.txt"),
                            .source_uri = STR("https://example.org/1"),
                            .tags = &tag,
                            .tag_count = 1,
                            .accepted_ms = 1000};
    struct inbox_row inbox = {.document_id = id_of(s->document_no)};
    struct origins_row origins = {.document_id = inbox.document_id,
                                  .origins = &origin,
                                  .origin_count = 1};
    struct str inbox_value, origins_value;
    enum status st = inbox_row_pack(&inbox, a, &inbox_value, err);

    if (st == STATUS_OK)
        st = origins_row_pack(&origins, a, &origins_value, err);
    if (st == STATUS_OK)
        st = batch_accept(b, s->document_no, inbox_value, origins_value,
                          STR("source"), err);
    return st;
}

static enum status
finish(struct batch *b, const struct sample *s, struct arena *a,
       struct error *err)
{
    struct document_row row = {
        .document_id = id_of(s->document_no),
        .generation = s->generation,
        .accepted_ms = 1000,
        .finished_ms = 2000,
        .extractor_version = STR("test"),
        .text_bytes = s->text_bytes,
    };
    struct done_values values = {.text = s->text};
    enum status st = document_row_pack(&row, a, &values.row, err);

    if (st == STATUS_OK)
        st = records_pack(&s->records, a, &values.records, err);
    if (st == STATUS_OK)
        st = brief_make(values.records, a, &values.brief, err);
    if (st == STATUS_OK)
        st = batch_finish(b, s->document_no, row.document_id, &values, err);
    if (st == STATUS_OK)
        st = add_index_run(b, s, a, err);
    return st == STATUS_OK ? index_text(b, s, a, err) : st;
}

static enum status
write_sample(struct store *store, const struct sample *s, struct arena *a,
             struct error *err)
{
    struct batch *b = NULL;
    enum status st = batch_begin(store, &b, err);

    if (st == STATUS_OK && s->generation == 1) {
        uint64_t document_no = batch_next_document_no(b);
        assert(document_no == s->document_no);
        (void)document_no;
        st = accept(b, s, a, err);
    }
    if (st == STATUS_OK)
        st = finish(b, s, a, err);
    if (st == STATUS_OK)
        return batch_commit(&b, err);
    batch_abort(&b);
    return st;
}

static enum status
write_document(struct store *store, uint64_t document_no, uint32_t generation,
               struct error *err)
{
    struct arena a = {0};
    struct str text = document_no == 1 ? str_from(text_1) : STR("正文");
    struct sample s = {
        .document_no = document_no,
        .generation = generation,
        .text_bytes = (uint32_t)text.len,
    };
    enum status st = text_compress(text, &a, &s.text, err);

    s.records = document_no == 1 ? records_1(text, &a)
                                 : records_by_rule(document_no, &a);
    if (generation > 1) /* the new version no longer sees the first figure */
        s.records.reports[0].figures++, s.records.reports[0].figure_count--;
    if (st == STATUS_OK)
        st = write_sample(store, &s, &a, err);
    arena_release(&a);
    return st;
}

enum status
sample_store_make(const char *path, struct error *err)
{
    struct store *store = NULL;
    enum status st = store_open(path, STORE_WRITER, NULL, &store, err);

    for (uint64_t no = 1; st == STATUS_OK && no <= SAMPLE_DOCUMENTS; no++)
        st = write_document(store, no, 1, err);
    store_close(&store);
    return st;
}

enum status
sample_store_reprocess(const char *path, struct error *err)
{
    struct store *store = NULL;
    enum status st = store_open(path, STORE_WRITER, NULL, &store, err);

    if (st == STATUS_OK)
        st = write_document(store, 1, 2, err);
    store_close(&store);
    return st;
}

enum status
sample_store_add_damaged(const char *path, struct error *err)
{
    struct arena a = {0};
    struct store *store = NULL;
    struct sample s = {
        .document_no = SAMPLE_DOCUMENTS + 1,
        .generation = 1,
        .records = records_1(str_from(text_1), &a),
        .text_bytes = 10,
        .text = STR("no zstd frame"),
    };
    enum status st = store_open(path, STORE_WRITER, NULL, &store, err);

    if (st == STATUS_OK)
        st = write_sample(store, &s, &a, err);
    store_close(&store);
    arena_release(&a);
    return st;
}
