#include "client/document_file.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { CHUNK_BYTES = 64 << 10 };

static enum status
cannot_read(struct error *err)
{
    int cause = errno;

    return error_set(err,
                     cause == ENOENT || cause == ENOTDIR ? STATUS_NOT_FOUND
                                                         : STATUS_UNAVAILABLE,
                     "%s", strerror(cause));
}

static enum status
too_large(const struct buffer *b, struct error *err)
{
    return error_set(err, STATUS_INVALID, "it is larger than %zu bytes",
                     b->max_bytes);
}

static enum status
read_all(int fd, struct buffer *out, struct error *err)
{
    for (;;) {
        char probe;
        size_t room = out->max_bytes - out->len;
        ssize_t got;

        room = room < CHUNK_BYTES ? room : CHUNK_BYTES;
        if (room && !buffer_reserve(out, room))
            return error_set(err, STATUS_UNAVAILABLE, "out of memory");
        got = room ? read(fd, out->ptr + out->len, room) : read(fd, &probe, 1);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return cannot_read(err);
        if (got == 0)
            return STATUS_OK;
        if (!room)
            return too_large(out, err);
        out->len += (size_t)got;
    }
}

/* What kind of file it is, and its size, known before it is read. */
static enum status
check_kind(int fd, const struct buffer *out, struct error *err)
{
    struct stat info;

    if (fstat(fd, &info) != 0)
        return cannot_read(err);
    if (S_ISDIR(info.st_mode))
        return error_set(err, STATUS_INVALID, "it is a directory");
    if (S_ISREG(info.st_mode) && (uint64_t)info.st_size > out->max_bytes)
        return too_large(out, err);
    return STATUS_OK;
}

enum status
document_file_read(const char *path, struct buffer *out, struct error *err)
{
    bool is_stdin = strcmp(path, "-") == 0;
    int fd = is_stdin ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
    enum status st;

    if (fd < 0)
        return cannot_read(err);
    st = check_kind(fd, out, err);
    if (st == STATUS_OK)
        st = read_all(fd, out, err);
    if (st == STATUS_OK && out->len == 0)
        st = error_set(err, STATUS_INVALID, "it is empty");
    if (!is_stdin)
        close(fd);
    return st;
}
