/*
 * codec - a document's records as one value that can be read in parts.
 *
 * Layout, all integers little-endian:
 *     "BGR1"                      4 bytes
 *     count                       uint32, records in the value
 *     count + 1 times offset      uint32, from the start of the value
 *     count times kind            uint8, enum packed_kind
 *     the records, each a protobuf message of proto/record.proto
 * Record i is the bytes [offset i, offset i+1). A report is followed by its
 * sections, figures, mentions and repairs; the next report ends them.
 * proto/README.md documents the same for clients.
 */
#ifndef RECORD_CODEC_H
#define RECORD_CODEC_H

#include "base/arena.h"
#include "base/error.h"
#include "record/record.h"

enum packed_kind {
    PACKED_REPORT,
    PACKED_SECTION,
    PACKED_FIGURE,
    PACKED_MENTION,
    PACKED_REPAIR,
};

/* A packed value that was looked over; it borrows the value's bytes. */
struct packed {
    struct str value;
    uint32_t count;
};

/* Pack `set` into *out, in `a`. STATUS_UNAVAILABLE: past the arena's limit. */
enum status records_pack(const struct record_set *set, struct arena *a,
                         struct str *out, struct error *err)
    __attribute__((warn_unused_result));

/*
 * Check the value's table, so that the calls below can trust it.
 * STATUS_CORRUPT: not a packed value, or a damaged one.
 */
enum status packed_open(struct str value, struct packed *out, struct error *err)
    __attribute__((warn_unused_result));
enum packed_kind packed_kind(const struct packed *p, uint32_t index);
/*
 * Whether the bytes of record `index` hold `part` anywhere. One whose
 * strings do not hold it may, one whose strings do does: a cheap look before
 * it is read.
 */
bool packed_holds(const struct packed *p, uint32_t index, struct str part);

/*
 * Read record `index`, expected to be of that kind. *out is
 * zeroed first and lives in `a`; a report's lists stay empty.
 * STATUS_CORRUPT: it is of another kind, does not parse, or a value is outside
 * its range.
 */
enum status packed_report(const struct packed *p, uint32_t index,
                          struct arena *a, struct report *out,
                          struct error *err)
    __attribute__((warn_unused_result));
enum status packed_section(const struct packed *p, uint32_t index,
                           struct arena *a, struct section *out,
                           struct error *err)
    __attribute__((warn_unused_result));
enum status packed_figure(const struct packed *p, uint32_t index,
                          struct arena *a, struct figure *out,
                          struct error *err)
    __attribute__((warn_unused_result));
enum status packed_mention(const struct packed *p, uint32_t index,
                           struct arena *a, struct mention *out,
                           struct error *err)
    __attribute__((warn_unused_result));
enum status packed_repair(const struct packed *p, uint32_t index,
                          struct arena *a, struct repair *out,
                          struct error *err)
    __attribute__((warn_unused_result));

/*
 * Read of a figure, into *out, what glance.h tells, borrowing the value.
 * False: packed_figure() has to be asked, and tells what is wrong, if it is.
 */
bool packed_glance(const struct packed *p, uint32_t index, struct figure *out);

/* Read the whole value, every list filled. */
enum status records_unpack(struct str value, struct arena *a,
                           struct record_set *out, struct error *err)
    __attribute__((warn_unused_result));

#endif
