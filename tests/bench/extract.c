/*
 * extract - how fast whole reports are read, beside two programs that only
 * convert the same text.
 *
 *     bench_extract FILE...
 *
 * The files hold UTF-8. Each round takes all of them in turn through
 * extraction (records packed, as a worker sends them), through OpenCC from
 * Traditional to Simplified, and through iconv to UTF-16; all of it on one
 * core, after a first round that does not count. Prints the medians in
 * characters a second.
 */
#include <iconv.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#ifdef HAVE_OPENCC
#include <opencc/opencc.h>
#endif

#include "record/codec.h"
#include "tests/bench/fail.h"
#include "tests/bench/stopwatch.h"
#include "worker/extract/extract.h"

enum { ROUNDS = 7, FILE_MAX_BYTES = 64 << 20 };

struct text {
    char *bytes;
    size_t len;
    size_t chars;
};

struct corpus {
    struct text *texts;
    size_t count;
    size_t chars;
    size_t longest;
};

static void
read_text(const char *path, struct text *t)
{
    FILE *file = fopen(path, "rb");
    long len;

    if (!file || fseek(file, 0, SEEK_END) != 0 || (len = ftell(file)) < 0 ||
        len > FILE_MAX_BYTES)
        fail(path);
    rewind(file);
    t->bytes = malloc((size_t)len + 1);
    if (!t->bytes || fread(t->bytes, 1, (size_t)len, file) != (size_t)len)
        fail(path);
    fclose(file);
    t->len = (size_t)len;
    for (size_t i = 0; i < t->len; i++)
        t->chars += ((unsigned char)t->bytes[i] & 0xC0) != 0x80;
}

/* ---- the contestants --------------------------------------------------- */

static size_t records;

static void
run_extract(const struct corpus *c)
{
    records = 0;
    for (size_t i = 0; i < c->count; i++) {
        struct extract_input in = {
            .bytes = {c->texts[i].bytes, c->texts[i].len},
            .media_type = STR("text/plain"),
            .charset = STR("UTF-8")};
        struct arena arena = {0};
        struct extraction out;
        struct error err;
        struct str packed;

        if (extract(&in, &arena, &out, &err) != STATUS_OK ||
            records_pack(&out.records, &arena, &packed, &err) != STATUS_OK)
            fail(err.text);
        for (size_t r = 0; r < out.records.report_count; r++)
            records += out.records.reports[r].figure_count +
                       out.records.reports[r].section_count +
                       out.records.reports[r].mention_count;
        arena_release(&arena);
    }
}

static void
run_iconv(const struct corpus *c)
{
    iconv_t converter = iconv_open("UTF-16LE", "UTF-8");
    size_t room = 2 * c->longest + 16;
    char *out = malloc(room);

    if (converter == (iconv_t)-1 || !out)
        fail("no iconv");
    for (size_t i = 0; i < c->count; i++) {
        char *from = c->texts[i].bytes, *to = out;
        size_t from_left = c->texts[i].len, to_left = room;
        if (iconv(converter, &from, &from_left, &to, &to_left) == (size_t)-1)
            fail("iconv");
    }
    iconv_close(converter);
    free(out);
}

#ifdef HAVE_OPENCC
static opencc_t converter;

static void
run_opencc(const struct corpus *c)
{
    for (size_t i = 0; i < c->count; i++) {
        char *out =
            opencc_convert_utf8(converter, c->texts[i].bytes, c->texts[i].len);
        if (!out)
            fail(opencc_error());
        opencc_convert_utf8_free(out);
    }
}
#endif

struct contestant {
    const char *name;
    void (*run)(const struct corpus *c);
    double seconds[ROUNDS + 1];
};

static int
compare(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

int
main(int argc, char **argv)
{
    struct contestant contestants[] = {
        {.name = "extract", .run = run_extract},
#ifdef HAVE_OPENCC
        {.name = "OpenCC t2s", .run = run_opencc},
#endif
        {.name = "iconv UTF-16", .run = run_iconv},
    };
    size_t contestant_count = sizeof contestants / sizeof *contestants;
    struct corpus corpus = {.count = (size_t)argc - 1};
    double baseline = 0;

    if (argc < 2)
        fail("see the first lines of extract.c");
    arena_keep_freed(); /* as the children that read reports do */
#ifdef HAVE_OPENCC
    converter = opencc_open("t2s.json");
    if (converter == (opencc_t)-1)
        fail(opencc_error());
#endif
    corpus.texts = calloc(corpus.count, sizeof *corpus.texts);
    if (!corpus.texts)
        fail("out of memory");
    for (size_t i = 0; i < corpus.count; i++) {
        struct text *t = &corpus.texts[i];
        read_text(argv[i + 1], t);
        corpus.chars += t->chars;
        if (t->len > corpus.longest)
            corpus.longest = t->len;
    }
    for (size_t round = 0; round <= ROUNDS; round++)
        for (size_t i = 0; i < contestant_count; i++) {
            double began = stopwatch_seconds();
            contestants[i].run(&corpus);
            contestants[i].seconds[round] = stopwatch_seconds() - began;
        }
    printf("%zu files, %zu characters, %zu records\n", corpus.count,
           corpus.chars, records);
    for (size_t i = 0; i < contestant_count; i++) {
        struct contestant *c = &contestants[i];
        double rate;
        qsort(c->seconds + 1, ROUNDS, sizeof *c->seconds, compare);
        rate = (double)corpus.chars / c->seconds[1 + ROUNDS / 2] / 1e6;
        if (i == 0)
            baseline = rate;
        printf("  %-14s %8.2f million characters/s %8.2f x\n", c->name, rate,
               baseline / rate);
    }
    return 0;
}
