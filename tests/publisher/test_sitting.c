/* sitting - which names are of the same sitting. */
#include "publisher/works/sitting.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

static void
test_sittings_are_told_by_their_numbers(void **state)
{
    static const struct {
        const char *a, *b;
        bool is_same;
    } cases[] = {
        {"第十一届全国人民代表大会第三次会议", "十一届人大三次会议", true},
        {"第二十届人民代表大会第一次会议", "二十届一次会议", true},
        {"第14届人民代表大会第5次会议", "第十四届五次会议", true},
        {"第十四届第五次会议", "第十四届第六次会议", false},
        {"第十四届第五次会议", "第十五届第五次会议", false},
        {"第十四届第五次会议", "第十四届", false},
        {"第一百零二次会议", "第102次会议", true},
        {"党代会", "党代会", true},
        {"党代会", "人代会", false},
        {"党代会", "第一次党代会", false},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (is_same_sitting(str_from(cases[i].a), str_from(cases[i].b)) !=
            cases[i].is_same)
            fail_msg("%s, %s", cases[i].a, cases[i].b);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sittings_are_told_by_their_numbers),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
