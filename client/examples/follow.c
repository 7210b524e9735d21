/*
 * follow - print what happens to documents, as it happens, until killed.
 *
 *     cc follow.c $(pkg-config --cflags --libs baogao)
 *     ./a.out DIR [STORE_ID CHANGE_NO]
 *
 * DIR is the directory that the daemons were given. Each line begins with the
 * store's id and the change's number: give those of the last line that was
 * dealt with to go on behind it. C99.
 */
#include <stdio.h>

#include <baogao.h>

enum { WAIT_MS = 60000 };

static int
fail(const struct baogao_error *err)
{
    fprintf(stderr, "follow: %s\n", err->text);
    return 1;
}

static void
print(const struct baogao_change *change)
{
    const char *about = change->reason ? change->reason : change->document_name;

    printf("%s %llu %s %s %s\n", change->store_id,
           (unsigned long long)change->change_no, change->change,
           change->document_id, about ? about : "");
    fflush(stdout);
}

static int
follow(struct baogao *b, const struct baogao_field *from)
{
    const struct baogao_change *change;
    struct baogao_changes *changes;
    struct baogao_error err;
    enum baogao_code code;

    if (baogao_changes(b, from, &changes, &err) != BAOGAO_OK)
        return fail(&err);
    do {
        code = baogao_changes_next(changes, WAIT_MS, &change, &err);
        if (code == BAOGAO_OK)
            print(change);
        else if (code == BAOGAO_UNAVAILABLE)
            fail(&err); /* the next call asks again */
    } while (code == BAOGAO_OK || code == BAOGAO_TIMEOUT ||
             code == BAOGAO_UNAVAILABLE);
    baogao_changes_close(&changes);
    return fail(&err); /* another store: start again, without a number */
}

int
main(int argc, char **argv)
{
    struct baogao_field settings[] = {{"directory", NULL}, {NULL, NULL}};
    struct baogao_field from[] = {
        {"store_id", NULL}, {"after", NULL}, {NULL, NULL}};
    struct baogao_error err;
    struct baogao *b;
    int result;

    if (argc != 2 && argc != 4) {
        fprintf(stderr, "usage: follow DIR [STORE_ID CHANGE_NO]\n");
        return 2;
    }
    settings[0].value = argv[1];
    if (argc == 4) {
        from[0].value = argv[2];
        from[1].value = argv[3];
    }
    if (baogao_open(settings, &b, &err) != BAOGAO_OK)
        return fail(&err);
    result = follow(b, argc == 4 ? from : NULL);
    baogao_close(&b);
    return result;
}
