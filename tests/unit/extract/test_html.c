#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "worker/extract/decode/html.h"

#define PROSE                                                                  \
    "过去一年，全县上下齐心协力，扎实推进各项工作，较好完成了年度任务。"

static struct str
read_page(struct arena *arena, struct str page)
{
    struct str text = STR_INIT("untouched");
    struct error err;

    assert_int_equal(html_read(page, arena, &text, &err), STATUS_OK);
    return text;
}

static const struct {
    const char *name, *page, *text;
} cases[] = {
    {"blocks end lines", "<p>一<p>二<div>三</div>四<br>五<h2>六</h2>",
     "一\n二\n三\n四\n五\n六"},
    {"inline elements end none", "<p>全<b>年</b>增<span>长</span>5<i>%</i></p>",
     "全年增长5%"},
    {"a source's line end between wide characters is nothing",
     "<p>一年\n  来，GDP\n growth</p>", "一年来，GDP growth"},
    {"references", "<p>&lt;5&gt;&amp;&#20013;&#x6587;&nbsp;a&bogus;&#0;&</p>",
     "<5>&中文\xC2\xA0"
     "a&bogus;&"},
    {"a sign without a tag is text", "<p>增长<5%，3 < 4</p>", "增长<5%，3 < 4"},
    {"cells are set apart by tabs",
     "<table><tr><th>项目<th><p>数量</p><tr><td>粮食</td><td><p>3万吨</td></tr>"
     "</table>后",
     "项目\t数量\n粮食\t3万吨\n后"},
    {"cells of several lines are layout",
     "<table><tr><td><p>一</p><p>二</p></td><td>三</td></tr></table>",
     "一\n二\n三"},
    {"scripts and what is hidden are not read",
     "<script>if (a<b) x('<p>no</p>')</script><style>p{}</style><p>是</p>"
     "<div style='display: none'>否</div><div hidden>否</div><!-- 否 -->"
     "<select><option>否</select><p>也是",
     "是\n也是"},
    {"of a ruby the text alone",
     "<p><ruby>漢<rp>(</rp><rt>han</rt><rp>)</rp>字<rt>zi</ruby>好</p>",
     "漢字好"},
    {"verbatim lines stay lines", "<pre>一\n二  三</pre>", "一\n二  三"},
    {"an empty element holds nothing", "<p>一<a name=x />二</p><p/><p>三</p>",
     "一二\n三"},
    {"character data of XHTML is text", "<p><![CDATA[1 < 2 & 3]]></p>",
     "1 < 2 & 3"},
    {"lines of links are chrome",
     "<ul><li><a href=a>首页</a> <a href=b>政务</a></ul><p>正文</p>", "正文"},
    {"named chrome is left out",
     "<nav>导航</nav><div class='page-footer x'>版权</div>"
     "<div id=content>" PROSE "</div><aside>旁边</aside>",
     PROSE},
    {"what is named chrome and holds the text is none",
     "<div class=sidebar><p>" PROSE "</p></div><p>别的</p>", PROSE},
    {"what stands below the text's block is left out",
     "<h1>报告</h1><div><p>" PROSE "</p><p>" PROSE "</p></div>"
     "<div>主办单位</div>",
     "报告\n" PROSE "\n" PROSE},
    {"text in several blocks stays whole",
     "<div><p>" PROSE "</p></div><div><p>" PROSE "</p></div>",
     PROSE "\n" PROSE},
    {"ends that fit no start do no harm",
     "</div></p></td>一</b><p>二</table></p></html>三", "一\n二\n三"},
};

static void
test_html_is_read_as_seen(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct arena arena = {0};
        struct str text = read_page(&arena, str_from(cases[i].page));

        if (!str_equal(text, str_from(cases[i].text)))
            fail_msg("%s: \"%.*s\"", cases[i].name, STR_ARG(text));
        arena_release(&arena);
    }
}

static void
test_html_tells_its_charset(void **state)
{
    (void)state;
    assert_true(
        str_equal(html_declared_charset(STR("<html><META charset='gb2312'>")),
                  STR("gb2312")));
    assert_true(str_equal(
        html_declared_charset(
            STR("<meta content=\"text/html; charset=big5\" http-equiv=x>")),
        STR("big5")));
    assert_true(str_equal(
        html_declared_charset(STR("<?xml version='1.0' encoding='GBK'?><x/>")),
        STR("GBK")));
    assert_int_equal(html_declared_charset(STR("charset=gbk")).len, 0);
}

/* `head`, `count` times `unit`, `tail`. */
static struct str
repeated(struct arena *arena, const char *head, const char *unit, size_t count,
         const char *tail)
{
    size_t unit_len = strlen(unit), len = strlen(head);
    char *bytes =
        arena_alloc(arena, len + count * unit_len + strlen(tail) + 1, 1);

    assert_non_null(bytes);
    memcpy(bytes, head, len);
    for (size_t i = 0; i < count; i++, len += unit_len)
        memcpy(bytes + len, unit, unit_len);
    memcpy(bytes + len, tail, strlen(tail));
    return (struct str){bytes, len + strlen(tail)};
}

/* A million of each: what would take a quadratic reader hours. */
static const struct {
    const char *head, *unit, *tail;
    bool holds_text; /* the character 一 is to be found */
} slow_pages[] = {
    {"", "<div>", "一", true},
    {"<p ", "a=1 b ", ">一", true},
    {"", "<b><i>", "一", true},
    {"<table>", "<tr><td>", "一", true},
    {"", "<table><tr>", "一", true},
    {"", "<a></i></div>", "一", false},
    {"一", "<!--", "", true},
    {"一", "<", "", true},
    {"一<p x=\"", "<p x='", "", true},
    {"一", "&#", "", true},
    {"一", "&amp", "", true},
    {"<title>", "</titl", "</title>一", true},
    {"", "<ruby><rt>", "</ruby>一", false},
    {"", "<li><a>", "一", false},
};

static void
test_html_made_to_be_slow_is_read(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof slow_pages / sizeof *slow_pages; i++) {
        struct arena arena = {0};
        struct str page =
            repeated(&arena, slow_pages[i].head, slow_pages[i].unit, 1000000,
                     slow_pages[i].tail);

        if (str_contains(read_page(&arena, page), STR("一")) !=
            slow_pages[i].holds_text)
            fail_msg("%s", slow_pages[i].unit);
        arena_release(&arena);
    }
}

static void
test_html_stays_within_the_arena(void **state)
{
    struct arena arena = ARENA_LIMIT(64 << 10), more = {0};
    struct str text = STR_INIT("untouched");
    struct str page = repeated(&more, "", "<p>一</p>", 100000, "");
    struct error err;

    (void)state;
    assert_int_equal(html_read(page, &arena, &text, &err), STATUS_UNAVAILABLE);
    assert_true(str_equal(text, STR("untouched")));
    arena_release(&arena);
    arena_release(&more);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_html_is_read_as_seen),
        cmocka_unit_test(test_html_tells_its_charset),
        cmocka_unit_test(test_html_made_to_be_slow_is_read),
        cmocka_unit_test(test_html_stays_within_the_arena),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
