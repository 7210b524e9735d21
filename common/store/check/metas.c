#include "store/check/metas.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define MAGIC UINT32_C(0xBEEFC0DE)

enum {
    FORMAT = 1,
    FREE_PAGES_FLAGS = 8, /* its keys are integers */
    /* A head may commit while we look. */
    LOOKS_MAX = 5,
};

/* What follows the head of a meta page. */
struct meta {
    uint32_t magic;
    uint32_t format;
    uint64_t address;
    uint64_t map_bytes;
    struct tree free_pages; /* its pad is the size of a page */
    struct tree names;
    uint64_t last_page;
    uint64_t transaction;
};

struct meta_page {
    struct page_head head;
    struct meta meta;
};

struct metas {
    struct meta_page pages[2];
    off_t file_bytes;
};

static bool
read_page(int fd, uint64_t number, size_t page_bytes, struct meta_page *out)
{
    return pread(fd, out, sizeof *out, (off_t)(number * page_bytes)) ==
           (ssize_t)sizeof *out;
}

static bool
is_page_size(size_t bytes)
{
    return bytes >= PAGE_MIN_BYTES && bytes <= PAGE_MAX_BYTES &&
           (bytes & (bytes - 1)) == 0;
}

static bool
tree_fits(const struct tree *t, uint64_t last_page)
{
    return t->depth <= TREE_MAX_DEPTH &&
           (t->root == PAGE_NONE || t->root <= last_page);
}

static bool
is_sane(const struct meta_page *p, uint64_t number, size_t page_bytes)
{
    const struct meta *m = &p->meta;

    return p->head.number == number && p->head.kind == PAGE_META &&
           m->magic == MAGIC && m->format == FORMAT &&
           m->free_pages.pad == page_bytes && m->names.pad == 0 &&
           m->free_pages.flags == FREE_PAGES_FLAGS && m->names.flags == 0 &&
           m->last_page >= 1 && tree_fits(&m->free_pages, m->last_page) &&
           tree_fits(&m->names, m->last_page);
}

static const struct meta *
newest(const struct metas *m)
{
    return &m->pages[m->pages[1].meta.transaction >
                     m->pages[0].meta.transaction]
                .meta;
}

/*
 * A file just made has two of number 0, and nothing in it; each commit writes
 * the other one. A compact copy has 0 and 1: without that 1 it would be empty.
 */
static bool
fit_together(const struct metas *m)
{
    uint64_t even = m->pages[0].meta.transaction;
    uint64_t odd = m->pages[1].meta.transaction;

    if (even == 0 && odd == 0)
        return m->pages[0].meta.names.root == PAGE_NONE &&
               m->pages[1].meta.names.root == PAGE_NONE;
    return even % 2 == 0 && odd % 2 == 1 &&
           (even == odd + 1 || odd == even + 1);
}

/* NULL: all is well; else what is wrong. */
static const char *
look(int fd, struct metas *m)
{
    struct stat file;
    size_t page_bytes;

    if (fstat(fd, &file) != 0 || !read_page(fd, 0, 0, &m->pages[0]))
        return "is cut short";
    page_bytes = m->pages[0].meta.free_pages.pad;
    if (!is_page_size(page_bytes) || !is_sane(&m->pages[0], 0, page_bytes))
        return "has a damaged first page, or is none of baogao's";
    if (!read_page(fd, 1, page_bytes, &m->pages[1]))
        return "is cut short";
    if (!is_sane(&m->pages[1], 1, page_bytes))
        return "has a damaged second page";
    if (!fit_together(m))
        return "has first pages that do not fit together";
    if ((uint64_t)file.st_size / page_bytes < newest(m)->last_page + 1)
        return "is cut short";
    return NULL;
}

static const char *
look_again(int fd, struct metas *m)
{
    const char *wrong = look(fd, m);

    for (int i = 1; wrong && i < LOOKS_MAX; i++)
        wrong = look(fd, m);
    return wrong;
}

enum status
metas_verify(const char *path, struct error *err)
{
    const char *wrong = NULL;
    struct metas metas;
    struct stat file;
    char name[4096];
    int fd;

    snprintf(name, sizeof name, "%s/data.mdb", path);
    fd = open(name, O_RDONLY | O_CLOEXEC);
    if (fd < 0 && errno != ENOENT)
        return error_set(err, STATUS_UNAVAILABLE, "cannot open %s: %s", name,
                         strerror(errno));
    if (fd < 0)
        return STATUS_OK;
    if (fstat(fd, &file) == 0 && file.st_size > 0)
        wrong = look_again(fd, &metas);
    close(fd);
    if (wrong)
        return error_set(err, STATUS_CORRUPT, "the store in %s %s", path,
                         wrong);
    return STATUS_OK;
}

enum status
metas_find(int fd, uint64_t transaction, struct layout *out, struct error *err)
{
    struct metas metas;
    const char *wrong = look_again(fd, &metas);

    if (wrong)
        return error_set(err, STATUS_CORRUPT, "the store %s", wrong);
    for (int i = 0; i < 2; i++) {
        const struct meta *m = &metas.pages[i].meta;
        if (m->transaction == transaction) {
            *out = (struct layout){m->free_pages.pad, m->last_page, transaction,
                                   m->free_pages, m->names};
            return STATUS_OK;
        }
    }
    return STATUS_NOT_FOUND;
}
