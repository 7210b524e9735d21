#include "client/media_type.h"

#include <string.h>
#include <strings.h>

static const struct {
    const char *suffix;
    struct str media_type;
} types[] = {
    {".html", STR_INIT("text/html")},
    {".htm", STR_INIT("text/html")},
    {".shtml", STR_INIT("text/html")},
    {".xhtml", STR_INIT("application/xhtml+xml")},
    {".docx", STR_INIT("application/vnd.openxmlformats-officedocument."
                       "wordprocessingml.document")},
    {".pdf", STR_INIT("application/pdf")},
};

struct str
media_type_of(const char *told, const char *path)
{
    const char *name = strrchr(path, '/');
    const char *suffix = strrchr(name ? name : path, '.');

    if (told)
        return str_from(told);
    for (size_t i = 0; suffix && i < sizeof types / sizeof *types; i++)
        if (strcasecmp(suffix, types[i].suffix) == 0)
            return types[i].media_type;
    return STR("");
}
