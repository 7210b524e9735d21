#include "record/compress.h"

#include <zstd.h>

#include "base/bytes.h"

/* The default of zstd: a report is small, its extraction costs far more. */
enum { LEVEL = 3 };

/*
 * A new context asks the processor what it can, which in a virtual machine
 * takes 20 microseconds; so a thread keeps its own for as long as it lives.
 */
static _Thread_local ZSTD_CCtx *packer;
static _Thread_local ZSTD_DCtx *unpacker;

enum status
text_compress(struct str text, struct arena *a, struct str *out,
              struct error *err)
{
    size_t bound = ZSTD_compressBound(text.len);
    char *packed = arena_alloc(a, bound, 1);
    size_t bytes;

    if (!packer)
        packer = ZSTD_createCCtx();
    if (!packer || !packed)
        return error_set(err, STATUS_UNAVAILABLE, "out of memory");
    ZSTD_CCtx_setParameter(packer, ZSTD_c_compressionLevel, LEVEL);
    ZSTD_CCtx_setParameter(packer, ZSTD_c_checksumFlag, 1);
    bytes = ZSTD_compress2(packer, packed, bound, text.ptr, text.len);
    if (ZSTD_isError(bytes))
        return error_set(err, STATUS_UNAVAILABLE, "cannot compress: %s",
                         ZSTD_getErrorName(bytes));
    *out = (struct str){packed, bytes};
    return STATUS_OK;
}

static enum status
damaged(struct error *err, const char *why)
{
    return error_set(err, STATUS_CORRUPT, "a compressed text is damaged: %s",
                     why);
}

/* The size a frame tells, once it is sure to be alone and within bounds. */
static enum status
told_size(struct str packed, size_t max_bytes, size_t *out, struct error *err)
{
    size_t frame = ZSTD_findFrameCompressedSize(packed.ptr, packed.len);
    unsigned long long told;

    /* zstd also passes over frames that are to be skipped. */
    if (packed.len < 4 || load_le32(packed.ptr) != ZSTD_MAGICNUMBER)
        return damaged(err, "it is no zstd frame");
    if (ZSTD_isError(frame))
        return damaged(err, ZSTD_getErrorName(frame));
    if (frame != packed.len)
        return damaged(err, "bytes follow it");
    told = ZSTD_getFrameContentSize(packed.ptr, packed.len);
    if (told == ZSTD_CONTENTSIZE_UNKNOWN || told == ZSTD_CONTENTSIZE_ERROR)
        return damaged(err, "it does not tell its size");
    if (told > max_bytes)
        return damaged(err, "it is larger than it may be");
    *out = (size_t)told;
    return STATUS_OK;
}

enum status
text_inflate(struct str packed, size_t max_bytes, struct arena *a,
             struct str *out, struct error *err)
{
    size_t told = 0, bytes;
    char *text;
    enum status st = told_size(packed, max_bytes, &told, err);

    if (st != STATUS_OK)
        return st;
    text = arena_alloc(a, told + 1, 1);
    if (!unpacker)
        unpacker = ZSTD_createDCtx();
    if (!unpacker || !text)
        return error_set(err, STATUS_UNAVAILABLE, "out of memory");
    bytes = ZSTD_decompressDCtx(unpacker, text, told, packed.ptr, packed.len);
    if (ZSTD_isError(bytes))
        return damaged(err, ZSTD_getErrorName(bytes));
    if (bytes != told)
        return damaged(err, "it has another size than it tells");
    *out = (struct str){text, bytes};
    return STATUS_OK;
}
