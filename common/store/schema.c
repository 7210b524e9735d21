#include "store/schema.h"

#include <assert.h>
#include <string.h>

#include "base/bytes.h"

struct key
key_number(uint64_t number)
{
    struct key key = {.len = 8};

    save_be64(key.bytes, number);
    return key;
}

struct key
key_part(uint64_t number, enum part part)
{
    struct key key = key_number(number);

    key.bytes[key.len++] = (unsigned char)part;
    return key;
}

struct key
key_segment(uint8_t level, uint64_t run_no)
{
    struct key key = {.bytes = {level}, .len = 9};

    save_be64(key.bytes + 1, run_no);
    return key;
}

struct key
key_document_id(struct document_id id)
{
    struct key key = {.len = sizeof id.bytes};

    memcpy(key.bytes, id.bytes, sizeof id.bytes);
    return key;
}

struct key
key_text(const char *name)
{
    struct key key = {.len = strlen(name)};

    assert(key.len <= KEY_MAX_BYTES);
    memcpy(key.bytes, name, key.len);
    return key;
}

uint64_t
number_of_key(MDB_val key)
{
    return key.mv_size >= 8 ? load_be64(key.mv_data) : 0;
}

bool
counters_read(struct str value, struct counters *out)
{
    if (value.len != COUNTERS_BYTES)
        return false;
    out->last_document_no = load_be64(value.ptr);
    out->last_change_no = load_be64(value.ptr + 8);
    out->last_run_no = load_be64(value.ptr + 16);
    return true;
}

void
counters_save(const struct counters *c, char row[COUNTERS_BYTES])
{
    save_be64(row, c->last_document_no);
    save_be64(row + 8, c->last_change_no);
    save_be64(row + 16, c->last_run_no);
}

bool
hash_entry_read(struct str value, struct hash_entry *out)
{
    if (value.len != HASH_ENTRY_BYTES)
        return false;
    out->document_no = load_be64(value.ptr);
    out->change_no = load_be64(value.ptr + 8);
    return true;
}

bool
change_read(struct str value, struct change *out)
{
    if (value.len != CHANGE_BYTES)
        return false;
    out->document_no = load_be64(value.ptr);
    out->state = (uint8_t)value.ptr[8];
    memcpy(out->document_id.bytes, value.ptr + CHANGE_HEAD_BYTES,
           DOCUMENT_ID_BYTES);
    return true;
}

struct str
str_of_mdb(MDB_val value)
{
    return (struct str){value.mv_data, value.mv_size};
}

enum status
from_mdb(int code, const char *what, struct error *err)
{
    switch (code) {
    case MDB_SUCCESS:
        return STATUS_OK;
    case MDB_NOTFOUND:
        return error_set(err, STATUS_NOT_FOUND, "%s: not in the store", what);
    case MDB_CORRUPTED:
    case MDB_PAGE_NOTFOUND:
    case MDB_INVALID:
    case MDB_VERSION_MISMATCH:
    case MDB_INCOMPATIBLE:
    case MDB_PANIC:
    case MDB_BAD_TXN: /* an earlier look into it met damage */
        return error_set(err, STATUS_CORRUPT, "%s: %s", what,
                         mdb_strerror(code));
    default:
        return error_set(err, STATUS_UNAVAILABLE, "%s: %s", what,
                         mdb_strerror(code));
    }
}
