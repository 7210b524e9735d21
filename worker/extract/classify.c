#include "worker/extract/classify.h"

enum status
classify(const struct text *text, const struct report_range *range,
         const struct outline *outline, struct arena *arena,
         struct report *report, struct error *err)
{
    (void)text;
    (void)range;
    (void)outline;
    (void)arena;
    (void)report;
    (void)err;
    return STATUS_OK;
}
