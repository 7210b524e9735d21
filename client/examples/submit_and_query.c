/*
 * submit_and_query - submit a file, wait until it was read, print its figures.
 *
 *     cc submit_and_query.c $(pkg-config --cflags --libs baogao)
 *     ./a.out DIR FILE
 *
 * DIR is the directory that the daemons were given. C99; needs no more than
 * the installed header and library.
 */
#include <stdio.h>
#include <stdlib.h>

#include <baogao.h>

enum { FILE_MAX_BYTES = 32 << 20, WAIT_MS = 60000 };

static int
fail(const struct baogao_error *err)
{
    fprintf(stderr, "submit_and_query: %s\n", err->text);
    return 1;
}

/* The content, which the caller frees, or NULL. */
static char *
read_file(const char *path, size_t *byte_count)
{
    FILE *file = fopen(path, "rb");
    char *bytes = malloc(FILE_MAX_BYTES);

    if (!file || !bytes) {
        perror(path);
        free(bytes);
        bytes = NULL;
    } else {
        *byte_count = fread(bytes, 1, FILE_MAX_BYTES, file);
    }
    if (file)
        fclose(file);
    return bytes;
}

static const char *
text(const char *s)
{
    return s ? s : "";
}

static int
print_figures(struct baogao *b, const char *document_id)
{
    const struct baogao_field filters[] = {{"report", document_id},
                                           {NULL, NULL}};
    const struct baogao_row *row;
    struct baogao_rows *rows;
    struct baogao_error err;
    enum baogao_code code;

    if (baogao_query(b, BAOGAO_FIGURES, filters, 0, &rows, &err) != BAOGAO_OK)
        return fail(&err);
    while ((code = baogao_rows_next(rows, &row, &err)) == BAOGAO_OK)
        printf("%s\t%s\t%s\t%s\n", row->id, row->value, text(row->unit),
               text(row->object));
    baogao_rows_close(&rows);
    return code == BAOGAO_NOT_FOUND ? 0 : fail(&err);
}

static int
submit_and_query(struct baogao *b, const char *path, const char *bytes,
                 size_t byte_count)
{
    const struct baogao_field fields[] = {{"name", path}, {NULL, NULL}};
    const struct baogao_event *accepted, *end;
    struct baogao_error err;

    if (baogao_submit(b, bytes, byte_count, fields, &accepted, &err) !=
        BAOGAO_OK)
        return fail(&err);
    if (baogao_wait(b, accepted->document_id, WAIT_MS, &end, &err) != BAOGAO_OK)
        return fail(&err);
    if (end->kind == BAOGAO_DEAD) {
        fprintf(stderr, "submit_and_query: %s: %s\n", path, text(end->reason));
        return 1;
    }
    return print_figures(b, accepted->document_id);
}

int
main(int argc, char **argv)
{
    struct baogao_field settings[] = {{"directory", NULL}, {NULL, NULL}};
    struct baogao_error err;
    struct baogao *b;
    size_t byte_count;
    char *bytes;
    int result;

    if (argc != 3) {
        fprintf(stderr, "usage: submit_and_query DIR FILE\n");
        return 2;
    }
    settings[0].value = argv[1];
    bytes = read_file(argv[2], &byte_count);
    if (!bytes)
        return 1;
    if (baogao_open(settings, &b, &err) != BAOGAO_OK) {
        free(bytes);
        return fail(&err);
    }
    result = submit_and_query(b, argv[2], bytes, byte_count);
    free(bytes);
    baogao_close(&b);
    return result;
}
