#include "record/stage.h"

struct str
extract_stage_name(enum extract_stage stage)
{
    static const struct str names[STAGE_COUNT] = {
        [STAGE_PDFTOTEXT] = STR_INIT("pdftotext"),
        [STAGE_DECODE] = STR_INIT("decode"),
        [STAGE_REPAIR] = STR_INIT("repair"),
        [STAGE_NORMALISE] = STR_INIT("normalise"),
        [STAGE_REPORTS] = STR_INIT("reports"),
        [STAGE_OUTLINE] = STR_INIT("outline"),
        [STAGE_CLASSIFY] = STR_INIT("classify"),
        [STAGE_FIGURES] = STR_INIT("figures"),
        [STAGE_MENTIONS] = STR_INIT("mentions"),
        [STAGE_PACK] = STR_INIT("pack"),
    };

    return names[stage];
}
