/*
 * text_file - the output of a format that is text: a part file or standard
 * output, written through a buffer.
 */
#ifndef CLIENT_EXPORT_TEXT_FILE_H
#define CLIENT_EXPORT_TEXT_FILE_H

#include <stdio.h>

#include "client/export/part_file.h"
#include "client/export/sink.h"

struct text_file {
    struct part_file part;
    FILE *to;
    bool is_stdout;
};

enum status text_file_open(struct text_file *f, const struct sink_wish *wish,
                           struct error *err)
    __attribute__((warn_unused_result));
/* STATUS_OK, or why what was written so far did not go out. */
enum status text_file_check(struct text_file *f, struct error *err)
    __attribute__((warn_unused_result));
enum status text_file_finish(struct text_file *f, struct error *err)
    __attribute__((warn_unused_result));
void text_file_close(struct text_file *f);

#endif
