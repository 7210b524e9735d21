#include "client/export/text_file.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

enum status
text_file_open(struct text_file *f, const struct sink_wish *wish,
               struct error *err)
{
    enum status st;
    int fd;

    *f = (struct text_file){.part = {.fd = -1}, .is_stdout = !wish->path};
    if (f->is_stdout) {
        f->to = stdout;
        return STATUS_OK;
    }
    st = part_file_open(&f->part, wish->path, wish->may_replace, err);
    if (st != STATUS_OK)
        return st;
    fd = dup(f->part.fd);
    f->to = fd >= 0 ? fdopen(fd, "w") : NULL;
    if (f->to)
        return STATUS_OK;
    if (fd >= 0)
        close(fd);
    return error_set(err, STATUS_UNAVAILABLE, "cannot write %s: %s", wish->path,
                     strerror(errno));
}

enum status
text_file_check(struct text_file *f, struct error *err)
{
    if (!ferror(f->to))
        return STATUS_OK;
    return error_set(err, STATUS_UNAVAILABLE, "cannot write %s: %s",
                     f->is_stdout ? "standard output" : f->part.part,
                     strerror(errno));
}

enum status
text_file_finish(struct text_file *f, struct error *err)
{
    enum status st;

    fflush(f->to);
    st = text_file_check(f, err);
    if (st == STATUS_OK && !f->is_stdout)
        st = part_file_finish(&f->part, err);
    return st;
}

void
text_file_close(struct text_file *f)
{
    if (f->to && !f->is_stdout)
        fclose(f->to);
    f->to = NULL;
    part_file_close(&f->part);
}
