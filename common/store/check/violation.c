#include "store/check/violation.h"

static const struct {
    const char *name;
    const char *meaning;
} kinds[VIOLATION_KIND_COUNT] = {
    [VIOLATION_FILE] = {"file", "restore the store from a backup"},
    [VIOLATION_CHECKSUM] = {"checksum", "what was stored here is lost"},
    [VIOLATION_KEY] = {"key", "nothing will find this entry"},
    [VIOLATION_COUNTER] = {"counter", "a number would be given out twice"},
    [VIOLATION_ORPHAN] = {"orphan", "it belongs to nothing"},
    [VIOLATION_CHANGE] = {"change", "followers and submitters are misled"},
    [VIOLATION_STATE] = {"state", "the document is lost or counted twice"},
    [VIOLATION_SOURCE] = {"source", "the document cannot be read again"},
    [VIOLATION_ROW] = {"row", "what is known of the document is lost"},
    [VIOLATION_TEXT] = {"text", "its figures cannot be cited"},
    [VIOLATION_RECORDS] = {"records", "its records cannot be queried"},
    [VIOLATION_SPAN] = {"span", "a record does not lead to its source"},
    [VIOLATION_INDEX] = {"index", "queries miss what it held"},
    [VIOLATION_POSTING] = {"posting", "queries are led to nothing"},
    [VIOLATION_TERM] = {"term", "queries miss the document"},
};

const char *
violation_name(enum violation_kind kind)
{
    return kinds[kind].name;
}

const char *
violation_meaning(enum violation_kind kind)
{
    return kinds[kind].meaning;
}
