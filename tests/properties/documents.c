#include "tests/properties/documents.h"

#include <dirent.h>
#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char shared_prefix[] = "shared/";

static struct str
read_file(const char *path, struct arena *arena)
{
    FILE *file = fopen(path, "rb");
    struct str bytes = {NULL, 0};
    char *room;
    long len;

    if (!file || fseek(file, 0, SEEK_END) != 0 || (len = ftell(file)) < 0)
        err(1, "%s", path);
    rewind(file);
    room = arena_alloc(arena, (size_t)len + 1, 1);
    if (!room || fread(room, 1, (size_t)len, file) != (size_t)len)
        err(1, "%s", path);
    fclose(file);
    bytes = (struct str){room, (size_t)len};
    return bytes;
}

struct extraction
extract_utf8(struct str text, struct arena *arena)
{
    struct extract_input in = {.bytes = text,
                               .media_type = STR("text/plain"),
                               .charset = STR("UTF-8")};
    struct extraction out = {0};
    struct error why = {{0}};

    if (extract(&in, arena, &out, &why) != STATUS_OK)
        errx(1, "a text of %zu bytes: %s", text.len, why.text);
    return out;
}

static void
add(struct documents *docs, const char *path)
{
    struct document *d = &docs->items[docs->count++];
    struct extract_input in = {.media_type = STR(""), .charset = STR("")};
    struct extraction out;
    struct error why = {{0}};

    *d =
        (struct document){.path = path, .bytes = read_file(path, &docs->arena)};
    in.bytes = d->bytes;
    if (extract(&in, &docs->arena, &out, &why) != STATUS_OK)
        errx(1, "%s: %s", path, why.text);
    d->text = out.text;
    d->records = extract_utf8(d->text, &docs->arena).records;
}

static int
is_plain_text(const struct dirent *entry)
{
    struct str name = str_from(entry->d_name);

    return str_ends(name, STR(".txt")) &&
           !str_equal(name, STR("CMakeLists.txt"));
}

static struct str
path_of(const char *folder, struct arena *arena)
{
    const char *shared = getenv("BAOGAO_SHARED");

    if (!str_starts(str_from(folder), STR("shared/")))
        return str_from(folder);
    return arena_format(arena, "%s/%s", shared ? shared : "../shared",
                        folder + strlen(shared_prefix));
}

bool
documents_add(struct documents *docs, const char *folder)
{
    struct str path = path_of(folder, &docs->arena);
    struct dirent **entries;
    struct document *grown;
    int count = scandir(path.ptr, &entries, is_plain_text, alphasort);

    if (count < 0)
        return false;
    grown =
        ARENA_ARRAY(&docs->arena, struct document, docs->count + (size_t)count);
    if (!grown)
        err(1, "%s", path.ptr);
    if (docs->count > 0)
        memcpy(grown, docs->items, docs->count * sizeof *grown);
    docs->items = grown;
    for (int i = 0; i < count; i++) {
        add(docs,
            arena_format(&docs->arena, "%s/%s", path.ptr, entries[i]->d_name)
                .ptr);
        free(entries[i]);
    }
    free(entries);
    return true;
}

bool
document_is_damaged(const struct document *d)
{
    for (size_t i = 0; i < d->records.report_count; i++)
        if (d->records.reports[i].repair_count > 0)
            return true;
    return false;
}
