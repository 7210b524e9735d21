#include "tests/unit/temporary.h"

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>

void
temporary_make(struct temporary *t)
{
    snprintf(t->path, sizeof t->path, "/tmp/baogao-test-XXXXXX");
    if (!mkdtemp(t->path)) {
        perror(t->path);
        exit(1);
    }
}

static int
remove_entry(const char *path, const struct stat *what, int type,
             struct FTW *where)
{
    (void)what;
    (void)type;
    (void)where;
    return remove(path);
}

void
temporary_remove(struct temporary *t)
{
    nftw(t->path, remove_entry, 8, FTW_DEPTH | FTW_PHYS);
}

const char *
temporary_file(const struct temporary *t, const char *name)
{
    static char paths[8][256];
    static unsigned next;
    char *path = paths[next++ % 8];

    snprintf(path, sizeof paths[0], "%s/%s", t->path, name);
    return path;
}

int
temporary_setup(void **state)
{
    static struct temporary t;

    temporary_make(&t);
    *state = &t;
    return 0;
}

int
temporary_teardown(void **state)
{
    temporary_remove(*state);
    return 0;
}
