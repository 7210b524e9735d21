/* Which Accept-Encoding asks for a packed answer. */
#include "publisher/http/encoding.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void
test_gzip_is_taken_where_it_is_asked_for(void **state)
{
    static const struct {
        const char *header;
        bool takes;
    } cases[] = {
        {"", false},
        {"gzip", true},
        {"GZip", true},
        {"br, gzip", true},
        {" deflate ,\tgzip ;q=0.5", true},
        {"gzip;q=0.001", true},
        {"gzip;q=1", true},
        {"gzip;q=0", false},
        {"gzip; q=0", false},
        {"gzip ; Q=0.000 , br", false},
        {"gzip;x=1;q=0", false},
        {"notgzip", false},
        {"gzipped, br", false},
        {"br;q=gzip", false},
        {"*", false},
        {"identity", false},
        {",;,", false},
    };

    (void)state;
    assert_false(encoding_takes_gzip((struct str){0}));
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (encoding_takes_gzip(str_from(cases[i].header)) != cases[i].takes)
            fail_msg("\"%s\"", cases[i].header);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_gzip_is_taken_where_it_is_asked_for),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
