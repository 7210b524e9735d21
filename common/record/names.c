#include "record/names.h"

#define TABLE(identifier, ...)                                                 \
    static const char *const identifier##_list[] = {__VA_ARGS__};              \
    const struct name_table identifier = {                                     \
        identifier##_list, sizeof identifier##_list / sizeof(char *)}

TABLE(genre_names, [GENRE_OTHER] = "other", [GENRE_GOVERNMENT] = "government",
      [GENRE_CPPCC] = "cppcc", [GENRE_NPC] = "npc", [GENRE_COURT] = "court",
      [GENRE_PROCURATORATE] = "procuratorate", [GENRE_PARTY] = "party",
      [GENRE_DEPARTMENT] = "department", [GENRE_ENTERPRISE] = "enterprise");
TABLE(author_names, [AUTHOR_INSTITUTION] = "institution",
      [AUTHOR_INDIVIDUAL] = "individual");
TABLE(
    section_kind_names, [SECTION_OTHER] = "other", [SECTION_REVIEW] = "review",
    [SECTION_PROBLEM] = "problem", [SECTION_PLAN] = "plan",
    [SECTION_SITUATION] = "situation", [SECTION_ANNEX] = "annex");
TABLE(bound_names, [BOUND_EXACT] = "exact", [BOUND_ABOUT] = "about",
      [BOUND_OVER] = "over", [BOUND_NEARLY] = "nearly",
      [BOUND_AT_LEAST] = "at_least", [BOUND_AT_MOST] = "at_most",
      [BOUND_RANGE] = "range");
TABLE(
    kind_names, [KIND_OTHER] = "other", [KIND_COUNT] = "count",
    [KIND_MONEY] = "money", [KIND_PERCENT] = "percent", [KIND_POINT] = "point",
    [KIND_RATIO] = "ratio", [KIND_LENGTH] = "length", [KIND_AREA] = "area",
    [KIND_MASS] = "mass", [KIND_VOLUME] = "volume", [KIND_ENERGY] = "energy",
    [KIND_POWER] = "power", [KIND_DURATION] = "duration", [KIND_RANK] = "rank");
TABLE(measure_names, [MEASURE_LEVEL] = "level", [MEASURE_CHANGE] = "change",
      [MEASURE_SHARE] = "share", [MEASURE_GAP] = "gap",
      [MEASURE_INDEX] = "index", [MEASURE_RANK] = "rank");
TABLE(direction_names, [DIRECTION_NONE] = NULL, [DIRECTION_UP] = "up",
      [DIRECTION_DOWN] = "down");
TABLE(basis_names, [BASIS_NONE] = NULL, [BASIS_REAL] = "real",
      [BASIS_NOMINAL] = "nominal", [BASIS_SAME_SCOPE] = "same_scope");
TABLE(accrual_names, [ACCRUAL_YEAR] = "year", [ACCRUAL_POINT] = "point",
      [ACCRUAL_TOTAL] = "total", [ACCRUAL_AVERAGE] = "average");
TABLE(figure_status_names, [FIGURE_DONE] = "done",
      [FIGURE_ESTIMATE] = "estimate", [FIGURE_ONGOING] = "ongoing",
      [FIGURE_PLAN] = "plan", [FIGURE_PROBLEM] = "problem");
TABLE(mention_type_names, [MENTION_MEETING] = "meeting",
      [MENTION_ORGANIZATION] = "organization", [MENTION_PLACE] = "place",
      [MENTION_PERSON] = "person", [MENTION_DOCUMENT] = "document",
      [MENTION_PROGRAM] = "program", [MENTION_HONOR] = "honor",
      [MENTION_DATE] = "date");
TABLE(inherited_names, "action", "object", "base", "period", "status", "unit");

const char *
name_of(const struct name_table *table, unsigned value)
{
    return value < table->count ? table->names[value] : NULL;
}

bool
name_parse(const struct name_table *table, struct str name, unsigned *value)
{
    for (unsigned i = 0; i < table->count; i++) {
        if (table->names[i] && str_equal(str_from(table->names[i]), name)) {
            *value = i;
            return true;
        }
    }
    return false;
}
