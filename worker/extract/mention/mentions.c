#include "worker/extract/mention/mentions.h"

#include <stdlib.h>

#include "worker/extract/mention/readers.h"

enum { HANZI_JIE = 0x5C4A /* 届 */ };

/* A time, or with 规划 behind it a programme. */
static void
read_plan_period(struct scan *s, size_t i)
{
    read_date(s, i);
    read_program(s, i);
}

/* 中国 may be a place, 中央 a body. */
static void
read_of_all(struct scan *s, size_t i)
{
    read_place(s, i);
    read_centre(s, i);
}

/* Which type a word is a sign of, by the list that has it. */
static mention_reader *const readers_of_roles[] = {
    [NAMES_ROLE_AWARD_WORD] = read_honor,
    [NAMES_ROLE_BODY] = read_organization,
    [NAMES_ROLE_BODY_PART] = read_organization,
    [NAMES_ROLE_CONTEST] = read_meeting,
    [NAMES_ROLE_COUNTRY] = read_place,
    [NAMES_ROLE_DIVISION] = read_place,
    [NAMES_ROLE_DOCUMENT] = read_document,
    [NAMES_ROLE_DOCUMENT_HEAD] = read_document,
    [NAMES_ROLE_DOCUMENT_KIND] = read_document,
    [NAMES_ROLE_FAIR_HEAD] = read_meeting,
    [NAMES_ROLE_HONOR] = read_honor,
    [NAMES_ROLE_HONOR_HEAD] = read_honor,
    [NAMES_ROLE_LEVEL] = read_place,
    [NAMES_ROLE_MEETING] = read_meeting,
    [NAMES_ROLE_MEETING_HEAD] = read_meeting,
    [NAMES_ROLE_MEMORIAL] = read_place,
    [NAMES_ROLE_LEVEL_OF_ALL] = read_of_all,
    [NAMES_ROLE_OFFICE] = read_organization,
    [NAMES_ROLE_ORGANIZATION] = read_organization,
    [NAMES_ROLE_ORGANIZATION_HEAD] = read_organization,
    [NAMES_ROLE_ORGANIZATION_TAIL] = read_organization,
    [NAMES_ROLE_PERIOD] = read_date,
    [NAMES_ROLE_PERSON] = read_person,
    [NAMES_ROLE_PHRASE] = read_date,
    [NAMES_ROLE_PLACE] = read_place,
    [NAMES_ROLE_PLACE_HEAD] = read_place,
    [NAMES_ROLE_PLACE_TAIL] = read_place,
    [NAMES_ROLE_ROAD] = read_place,
    [NAMES_ROLE_PLAN_PERIOD] = read_plan_period,
    [NAMES_ROLE_POST] = read_person,
    [NAMES_ROLE_PROGRAM] = read_program,
    [NAMES_ROLE_REGULATION] = read_document,
    [NAMES_ROLE_TITLE] = read_person,
    [NAMES_ROLE_YEAR_WORD] = read_date,
};

static void
read_piece(struct scan *s, size_t i)
{
    const struct piece *p = &s->pieces.items[i];

    if (s->t->codes[p->range.end - 1] == HANZI_JIE)
        read_sitting(s, i);
    switch (p->kind) {
    case PIECE_WORD:
        if (p->role < sizeof readers_of_roles / sizeof *readers_of_roles &&
            readers_of_roles[p->role])
            readers_of_roles[p->role](s, i);
        break;
    case PIECE_NUMBER:
        read_date(s, i);
        break;
    case PIECE_HANZI:
        break;
    case PIECE_MARK:
        read_document(s, i);
        read_program(s, i);
        read_sibling(s, i);
        break;
    case PIECE_LETTERS:
        break;
    }
}

static int
by_place(const void *a, const void *b)
{
    const struct found *x = a, *y = b;

    if (x->range.begin != y->range.begin)
        return x->range.begin < y->range.begin ? -1 : 1;
    if (x->range.end != y->range.end)
        return x->range.end > y->range.end ? -1 : 1;
    return (x->type > y->type) - (x->type < y->type);
}

/* Keep the outermost; of two that only overlap, the longer one. */
static void
settle(struct found_list *list)
{
    size_t kept = 0;

    if (list->count == 0)
        return;
    qsort(list->items, list->count, sizeof *list->items, by_place);
    for (size_t i = 1; i < list->count; i++) {
        const struct range *last = &list->items[kept].range,
                           *next = &list->items[i].range;

        if (next->begin >= last->end)
            list->items[++kept] = list->items[i];
        else if (next->end - next->begin > last->end - last->begin)
            list->items[kept] = list->items[i];
    }
    list->count = kept + 1;
}

/* The mentions gathered so far. */
struct mention_list {
    struct mention *items;
    size_t count;
    size_t capacity;
};

static bool
take_over(const struct scan *s, struct mention_list *list)
{
    for (size_t i = 0; i < s->found.count; i++) {
        const struct found *found = &s->found.items[i];
        struct mention *grown = arena_grow(s->arena, list->items, list->count,
                                           &list->capacity, sizeof *grown);

        if (!grown)
            return false;
        list->items = grown;
        grown[list->count++] = (struct mention){
            text_span(s->t, found->range), found->type,
            text_meant(s->t, found->range, s->arena), found->value};
    }
    return true;
}

static bool
read_sentence(struct scan *s, struct range sentence)
{
    s->sentence = sentence;
    s->found.count = 0;
    if (!pieces_cut(s->t, sentence, &s->own, s->arena, &s->pieces))
        return false;
    for (size_t i = 0; i < s->pieces.count; i++)
        read_piece(s, i);
    settle(&s->found);
    aliases_learn(s);
    settle(&s->found);
    return true;
}

enum status
mentions_read(const struct text *t, struct report *report,
              const struct sentence *sentences, size_t count,
              struct arena *arena, struct error *err)
{
    struct scan s = {.t = t, .report = report, .arena = arena};
    struct mention_list list = {0};
    bool is_whole = true;

    own_names_init(&s.own, report, arena);
    s.is_special_region = str_starts(report->place.code, STR("81")) ||
                          str_starts(report->place.code, STR("82"));
    for (size_t i = 0; i < count && is_whole; i++)
        is_whole =
            read_sentence(&s, sentences[i].range) && take_over(&s, &list);
    if (!is_whole || arena->exhausted)
        return error_set(err, STATUS_UNAVAILABLE, "no memory for %zu mentions",
                         list.count);
    report->mentions = list.items;
    report->mention_count = list.count;
    return STATUS_OK;
}
