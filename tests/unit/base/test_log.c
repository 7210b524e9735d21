/* log - an event is one line, in each format, whatever its values hold. */
#include "base/log_line.h"

#include <string.h>

#include "base/utf8.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

enum { NOON_MS = 43200 * 1000 + 7 };

#define TIME "1970-01-01T12:00:00.007Z"
#define OWN_JSON                                                               \
    "{\"time\":\"" TIME "\",\"level\":\"warning\",\"process\":\"p/role\","     \
    "\"pid\":7,\"msg\":\"not read\""

#define FIELDS(...) ((const struct log_field[]){__VA_ARGS__, {0}})

static struct str
print(const struct log_field *fields, bool is_timed, enum log_format format,
      char out[LOG_LINE_BYTES])
{
    const struct log_event event = {
        .process = "p/role",
        .pid = 7,
        .wall_ms = NOON_MS,
        .is_timed = is_timed,
        .level = LOG_LEVEL_WARNING,
        .message = "not read",
        .fields = fields,
    };

    return (struct str){out, log_line_print(&event, format, out)};
}

static void
check(const struct log_field *fields, bool is_timed, enum log_format format,
      const char *expected)
{
    char line[LOG_LINE_BYTES + 1];
    struct str printed = print(fields, is_timed, format, line);

    line[printed.len] = '\0';
    assert_string_equal(line, expected);
}

static void
test_an_event_reads_as_a_sentence_and_as_fields(void **state)
{
    static const unsigned char id[] = {0x0F, 0xA5};
    const struct log_field *fields =
        FIELDS(log_hex("document", id, sizeof id), log_cause("no room"),
               log_number("attempt", 2), log_text("name", "年报 1.txt"));

    (void)state;
    check(fields, false, LOG_FORMAT_HUMAN,
          "p/role: warning: not read: no room document=0fa5 attempt=2 "
          "name=\"年报 1.txt\"\n");
    check(fields, true, LOG_FORMAT_HUMAN,
          TIME " p/role: warning: not read: no room document=0fa5 attempt=2 "
               "name=\"年报 1.txt\"\n");
    check(fields, true, LOG_FORMAT_LOGFMT,
          "time=" TIME " level=warning process=p/role pid=7 msg=\"not read\" "
          "document=0fa5 error=\"no room\" attempt=2 name=\"年报 1.txt\"\n");
    check(fields, false, LOG_FORMAT_LOGFMT,
          "level=warning process=p/role pid=7 msg=\"not read\" document=0fa5 "
          "error=\"no room\" attempt=2 name=\"年报 1.txt\"\n");
    check(fields, true, LOG_FORMAT_JSON,
          OWN_JSON ",\"document\":\"0fa5\",\"error\":\"no room\",\"attempt\":2,"
                   "\"name\":\"年报 1.txt\"}\n");
}

static void
test_an_event_needs_no_fields(void **state)
{
    static const struct log_field none[] = {{0}};

    (void)state;
    check(none, false, LOG_FORMAT_HUMAN, "p/role: warning: not read\n");
    check(none, true, LOG_FORMAT_JSON, OWN_JSON "}\n");
}

static void
test_no_value_can_forge_a_line_or_a_field(void **state)
{
    const struct log_field *fields = FIELDS(
        log_text("a", "x\nlevel=error"), log_text("b", "\x1B[2J\xC2\x9B"),
        log_text("c", "1 d=\"2\"\\"), log_text("e", ""), log_text("f", "\xFF"));

    (void)state;
    check(fields, false, LOG_FORMAT_HUMAN,
          "p/role: warning: not read a=\"x\\u000alevel=error\" "
          "b=\"\\u001b[2J\\u009b\" c=\"1 d=\\\"2\\\"\\\\\" e=\"\" "
          "f=\"\xEF\xBF\xBD"
          "\"\n");
    check(fields, true, LOG_FORMAT_JSON,
          OWN_JSON ",\"a\":\"x\\u000alevel=error\",\"b\":\"\\u001b[2J\\u009b\","
                   "\"c\":\"1 d=\\\"2\\\"\\\\\",\"e\":\"\",\"f\":\"\xEF\xBF\xBD"
                   "\"}\n");
}

/* Cut between characters, and closed whatever was cut. */
static void
test_long_values_and_many_fields_fit_into_one_write(void **state)
{
    static const enum log_format formats[] = {
        LOG_FORMAT_HUMAN, LOG_FORMAT_LOGFMT, LOG_FORMAT_JSON};
    char text[9000], line[LOG_LINE_BYTES];

    (void)state;
    for (size_t i = 0; i < sizeof text / 3; i++)
        memcpy(text + 3 * i, "报", 3);
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
        struct str all = {text, sizeof text};
        struct str printed = print(FIELDS(log_str("a", all), log_str("b", all),
                                          log_str("c", all), log_str("d", all),
                                          log_number("last", 1)),
                                   true, formats[i], line);
        assert_in_range(printed.len, 3 * LOG_VALUE_BYTES, LOG_LINE_BYTES);
        assert_int_equal(utf8_valid_prefix(printed), printed.len);
        assert_true(str_contains(printed, STR("报...\"")));
        assert_false(str_contains(printed, STR("d=\"")));
        assert_true(str_contains(printed, STR("last")));
        assert_true(str_ends(
            printed, formats[i] == LOG_FORMAT_JSON ? STR("}\n") : STR("1\n")));
    }
}

static void
test_names_of_levels_and_formats_are_read(void **state)
{
    enum log_level level;
    enum log_format format;
    struct error err;

    (void)state;
    assert_int_equal(log_level_parse("debug", &level, &err), STATUS_OK);
    assert_int_equal(level, LOG_LEVEL_DEBUG);
    assert_int_equal(log_level_parse("Debug", &level, &err), STATUS_INVALID);
    assert_int_equal(log_format_parse("json", &format, &err), STATUS_OK);
    assert_int_equal(format, LOG_FORMAT_JSON);
    assert_int_equal(log_format_parse("xml", &format, &err), STATUS_INVALID);
    assert_non_null(strstr(err.text, "logfmt"));
    assert_string_equal(log_format_name(LOG_FORMAT_AUTO), "auto");
}

static unsigned asked;

static const char *
count_asked(void)
{
    asked++;
    return "";
}

static void
test_fields_of_what_is_not_shown_are_not_made(void **state)
{
    (void)state;
    log_open("test", LOG_LEVEL_ERROR, LOG_FORMAT_JSON);
    log_debug("quiet", log_text("a", count_asked()));
    log_warning("quiet", log_text("a", count_asked()));
    assert_int_equal(asked, 0);
    log_error("shown", log_text("a", count_asked()));
    assert_int_equal(asked, 1);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_an_event_reads_as_a_sentence_and_as_fields),
        cmocka_unit_test(test_an_event_needs_no_fields),
        cmocka_unit_test(test_no_value_can_forge_a_line_or_a_field),
        cmocka_unit_test(test_long_values_and_many_fields_fit_into_one_write),
        cmocka_unit_test(test_names_of_levels_and_formats_are_read),
        cmocka_unit_test(test_fields_of_what_is_not_shown_are_not_made),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
