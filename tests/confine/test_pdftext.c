/* What pdftotext is kept from, and how it is ended. */
#include <poll.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cmocka.h>

#include "pdftext/pdftext.h"

enum { ROOM = 1 << 20, WAIT_MS = 60000 };

static const struct pdftext_limits limits = {(uint64_t)256 << 20, 10000};

/* How reading `pdf` ends; *text and *err are what it gave. */
static enum status
read_pdf(struct str pdf, struct buffer *text, struct error *err)
{
    struct pdftext *run = NULL;
    struct pollfd ended = {.events = POLLIN};
    enum status st = pdftext_start(pdf, &limits, &run, err);

    if (st != STATUS_OK) {
        assert_null(run);
        return st;
    }
    ended.fd = pdftext_fd(run);
    assert_int_equal(poll(&ended, 1, WAIT_MS), 1);
    st = pdftext_finish(&run, text, err);
    assert_null(run);
    return st;
}

static void
check_failure(const char *program, struct str pdf, enum status expected,
              const char *reason)
{
    struct buffer text = BUFFER_MAX(ROOM);
    struct error err = {{0}};

    if (program)
        setenv("BAOGAO_PDFTOTEXT", program, 1);
    assert_int_equal(read_pdf(pdf, &text, &err), expected);
    unsetenv("BAOGAO_PDFTOTEXT");
    if (!strstr(err.text, reason))
        fail_msg("\"%s\", not \"%s\"", err.text, reason);
    buffer_release(&text);
}

static bool
has_landlock(void)
{
    return syscall(SYS_landlock_create_ruleset, NULL, 0, 1) > 0;
}

static void
test_pdftotext_taken_over_can_do_nothing(void **state)
{
    struct buffer text = BUFFER_MAX(ROOM);
    struct error err = {{0}};
    struct str given;

    (void)state;
    setenv("BAOGAO_PDFTOTEXT", ROGUE_PDFTOTEXT, 1);
    assert_int_equal(read_pdf(STR("%PDF-1.4"), &text, &err), STATUS_OK);
    unsetenv("BAOGAO_PDFTOTEXT");
    given = buffer_str(&text);
    if (!str_equal(given, STR("tried:\n")) &&
        (has_landlock() || !str_equal(given, STR("tried:\nsecrets\n"))))
        fail_msg("%.*s", STR_ARG(given));
    buffer_release(&text);
}

static void
test_pdftotext_failures_say_what_they_are(void **state)
{
    (void)state;
    check_failure(NULL, STR("%PDF-1.4 and no more"), STATUS_INVALID, "damaged");
    check_failure("/nowhere/pdftotext", STR("%PDF-1.4"), STATUS_UNAVAILABLE,
                  "poppler-utils");
    check_failure("/bin/true", STR("%PDF-1.4"), STATUS_INVALID, "images");
    check_failure("/bin/false", STR("%PDF-1.4"), STATUS_INVALID, "damaged");
    check_failure("/usr", STR("%PDF-1.4"), STATUS_UNAVAILABLE, "be run");
}

static void
test_pdftotext_that_is_stopped_is_gone(void **state)
{
    struct pdftext *run = NULL;
    struct error err;

    (void)state;
    assert_int_equal(pdftext_start(STR("%PDF-1.4"), &limits, &run, &err),
                     STATUS_OK);
    pdftext_stop(&run);
    assert_null(run);
    pdftext_stop(&run);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_pdftotext_taken_over_can_do_nothing),
        cmocka_unit_test(test_pdftotext_failures_say_what_they_are),
        cmocka_unit_test(test_pdftotext_that_is_stopped_is_gone),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
