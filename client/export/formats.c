#include "client/export/sink.h"

static const char *const names[] = {"csv", "jsonl", "sqlite"};

const struct name_table sink_format_names = {names,
                                             sizeof names / sizeof *names};

const struct sink_format *const sink_formats[] = {
    &csv_format,
    &jsonl_format,
    &sqlite_format,
};
