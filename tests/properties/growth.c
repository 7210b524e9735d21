#include "tests/properties/growth.h"

#include <err.h>
#include <stdlib.h>
#include <string.h>

/* How many inputs one mixture repeats in turn. */
enum { MIXED = 3 };

#define HTML "<html><body><p>字</p>"
#define TITLE "某某县2024年政府工作报告\n"
#define PLANS TITLE "\n一、2025年工作安排\n\n"

const struct growth growths[] = {
    {"one line of prose", "", "我们坚持稳中求进工作总基调", "", NULL},
    {"sentences with a figure", "", "全年新增就业3万人。", "", NULL},
    {"sentences with figures, line by line", TITLE,
     "全年新增就业3####人，比上年增长5.2%，其中农民工1.2万人。\n", "", NULL},
    {"one sentence of figures, commas", "", "增长5.2%，", "", NULL},
    {"what was done among plans", PLANS, "成立了5个中心，", "", NULL},
    {"years and plans", PLANS, "今年产值增长5%，", "", NULL},
    {"times among plans, no marks", PLANS, "2023年产值5亿元", "", NULL},
    {"bases among plans", PLANS, "在2023年增产3亿斤的基础上", "", NULL},
    {"one sentence of figures, list commas", "", "食品增长4%、", "", NULL},
    {"one sentence of figures, semicolons", "", "新建道路3公里；", "", NULL},
    {"one sentence of figures, colons", "", "完成3件：", "", NULL},
    {"figures with nothing between", "", "3万人", "", NULL},
    {"figures and blanks", "", "3件 ", "", NULL},
    {"wholes and their parts", "", "共3件，其中2件", "", NULL},
    {"one sentence of 分别", "", "工业、农业分别增长2%、3%，", "", NULL},
    {"one 分别 for many nouns", "工业", "、农业", "分别增长2%、3%。", NULL},
    {"many nouns, many figures, one 分别", "工业、农业分别增长2%", "、3%", "",
     NULL},
    {"comparisons", "", "比上年增长5.2%，", "", NULL},
    {"paths", "", "从3万人增加到5万人，", "", NULL},
    {"bases", "", "高于全国", "", NULL},
    {"verbs", "", "新增完成", "", NULL},
    {"particles", "", "的", "", NULL},
    {"nouns", "", "就业", "", NULL},
    {"digits", "", "7", "", NULL},
    {"digits in groups", "", "123,456,", "", NULL},
    {"digits and points", "", "1.", "", NULL},
    {"digits and dashes", "", "1—", "", NULL},
    {"digits and slashes", "", "1/", "", NULL},
    {"digits and colons", "", "1:", "", NULL},
    {"digits and blanks", "", "1 ", "", NULL},
    {"full-width digits", "", "７", "", NULL},
    {"magnitudes", "", "百", "", NULL},
    {"high magnitudes", "", "万", "", NULL},
    {"digits and magnitudes", "", "3万", "", NULL},
    {"Chinese digits", "", "三", "", NULL},
    {"tens", "", "十", "", NULL},
    {"half words", "", "半", "", NULL},
    {"vague words", "", "几", "", NULL},
    {"fractions", "", "三分之二", "", NULL},
    {"half fractions", "", "分之", "", NULL},
    {"percents", "", "百分之", "", NULL},
    {"percent signs", "", "%", "", NULL},
    {"ordinals", "", "第", "", NULL},
    {"modifiers", "", "约", "", NULL},
    {"modifiers behind", "3", "以上", "", NULL},
    {"ranges", "", "3至", "", NULL},
    {"per", "", "每", "", NULL},
    {"letters", "", "a", "", NULL},
    {"letters and digits", "", "a1", "", NULL},
    {"dates", "", "2024年3月5日", "", NULL},
    {"years", "", "2024年", "", NULL},
    {"years, bare", "", "2024", "", NULL},
    {"months", "", "3月", "", NULL},
    {"character of the year", "", "年", "", NULL},
    {"masked years", "", "20xx年", "", NULL},
    {"spans of years", "", "五年来", "", NULL},
    {"dates, line by line", "", "2024年3月5日\n", "", NULL},
    {"brackets, nested", "", "（", "）", NULL},
    {"brackets, open", "", "(", "", NULL},
    {"brackets, closed", "", ")", "", NULL},
    {"bracketed digits", "", "(1)", "", NULL},
    {"quotation marks", "", "“", "", NULL},
    {"quotation marks, nested", "", "“", "”", NULL},
    {"quotation marks, straight", "", "\"", "", NULL},
    {"book marks, nested", "", "《", "》", NULL},
    {"ASCII commas", "", ",", "", NULL},
    {"commas", "", "，", "", NULL},
    {"list commas", "", "、", "", NULL},
    {"colons", "", "：", "", NULL},
    {"semicolons", "", "；", "", NULL},
    {"points", "", ".", "", NULL},
    {"full stops", "", "。", "", NULL},
    {"dashes", "", "—", "", NULL},
    {"hyphens", "", "-", "", NULL},
    {"blanks", "3", " ", "人", NULL},
    {"wide blanks", "3", "　", "人", NULL},
    {"line ends", "字", "\n", "字", NULL},
    {"line ends of two bytes", "字", "\r\n", "字", NULL},
    {"blank lines between words", "", "字\n\n", "", NULL},
    {"short lines", "", "一行\n", "", NULL},
    {"lines that hold a title", "", "政府工作报告\n", "", NULL},
    {"titles, each another", "", "2024年政府工作报告\n政协工作总结\n", "",
     NULL},
    {"reports", "",
     TITLE "各位代表：\n现在，我向大会报告工作，请予审议，并请提出意见。\n"
           "一、工作回顾\n去年新增就业人数达到了3####人，比上年增长5%。\n",
     "", NULL},
    {"a paragraph again and again", TITLE,
     "过去的一年，全县上下团结一心，砥砺前行，各项工作取得了新的成绩。\n", "",
     NULL},
    {"a paragraph between others", TITLE,
     "过去的一年，全县上下团结一心，砥砺前行，取得了新的成绩。\n"
     "全县一年里举办了大大小小的各种活动3####场，吸引了不少人。\n",
     "", NULL},
    {"headings", TITLE, "一、工作回顾\n", "", NULL},
    {"headings with text", TITLE, "（一）工业\n工业增长3%。\n", "", NULL},
    {"headings without number", TITLE, "工作回顾\n去年工业增长3%。\n", "",
     NULL},
    {"items", TITLE, "一是工业\n", "", NULL},
    {"items, each of one line", TITLE, "一是工业\n二、农业。\n", "", NULL},
    {"items with text", TITLE,
     "一是工业发展。去年工业产值增长了1####万元左右。\n", "", NULL},
    {"ordinals of items", TITLE, "第一，工业\n", "", NULL},
    {"paragraphs by number", TITLE,
     "1. 去年我县工业产值一共增长了1####万元左右。\n", "", NULL},
    {"paragraphs by number under headings", TITLE, "工业\n1. 增长3%。\n", "",
     NULL},
    {"dashes that head", TITLE,
     "——工业发展。去年工业产值增长了1####万元左右。\n", "", NULL},
    {"run-in headings", TITLE,
     "工业发展提速。去年工业产值增长了1####万元左右。\n", "", NULL},
    {"possible run-in headings", TITLE,
     "工业发展，农业提质。去年工业产值增长了1####万元左右。\n", "", NULL},
    {"annexes", TITLE, "附件\n", "", NULL},
    {"numbering, unfinished", "", "第一", "", NULL},
    {"chrome", "", "打印 关闭 ", "", NULL},
    {"chrome, line by line", TITLE, "打印 关闭\n去年工业增长3%。\n", "", NULL},
    {"salutations", TITLE, "各位代表：\n", "", NULL},
    {"posts", TITLE, "县长县长", "", NULL},
    {"bylines", TITLE, "县长 李明\n", "", NULL},
    {"sittings", "", "第十届一次会议", "", NULL},
    {"terms without sitting", "", "十届", "", NULL},
    {"bodies", "", "县政协", "", NULL},
    {"divisions", "", "浙江省", "", NULL},
    {"counties by form", "", "在东县政府", "", NULL},
    {"self-governing", "在", "自治", "", NULL},
    {"damaged text", "", "?,F在", "", NULL},
    {"damaged text, not repairable", "", "?。ㄒ", "", NULL},
    {"damaged text, line by line", "", "字。?,F在\n", "", NULL},
    {"damaged numbering", "", "?。ㄒ唬", "", NULL},
    {"question marks", "", "?", "", NULL},
    {"wide question marks", "", "？", "", NULL},
    {"question marks and marks", "", "?。", "", NULL},
    {"lost characters", "", "�", "", NULL},
    {"lost pairs", "", "锟斤拷", "", NULL},
    {"pinyin in brackets", "", "協(xié)商", "", NULL},
    {"Traditional text", "", "全縣實現地區生產總值3億元，增長5%。", "", NULL},
    {"characters beyond the plane", "", "𠮷", "", NULL},
    {"lines cut at a margin", TITLE,
     "全年新增就业3####人，比上年有所增长，其中\n", "", NULL},
    {"lines cut within words", "",
     "全县上下团结一心，砥砺前行，取得了新的成绩，经\n", "", NULL},
    {"pages", "", "全县新增就业3####人。\n- #### -\n\f", "", NULL},
    {"lines of digits", "", "####\n", "", NULL},
    {"words", "", "中华人民共和国全国人民代表大会常务委员会", "", NULL},
    {"meetings", "", "县政协十届二次会议、", "", NULL},
    {"meetings that share", "十四届七次", "、八次", "全会", NULL},
    {"people", "", "县长李明、", "", NULL},
    {"papers", "", "《工作条例》", "", NULL},
    {"programmes", "", "“百千万”工程", "", NULL},
    {"bytes of GBK", "",
     "\xC8\xAB\xC4\xEA\xB7\xA2\xB8\xE5"
     "8\xC6\xAA\xA1\xA3",
     "", NULL},
    {"bytes of GBK, slipped", "\xC8", "\xAB\xC4?\xA1\xA3", "", NULL},
    {"bytes of Big5", "",
     "\xA5\xFE\xA6~\xA1"
     "C",
     "", NULL},
    {"bytes of no charset", "", "\xFF", "", NULL},
    {"HTML paragraphs", HTML, "<p>全年新增就业3万人。</p>", "", "text/html"},
    {"HTML elements, nested", HTML, "<div>字", "</div>", "text/html"},
    {"HTML elements, left open", HTML, "<b>字", "", "text/html"},
    {"HTML tables", HTML, "<table><tr><td>3万人</table>", "", "text/html"},
    {"HTML rows", HTML "<table>", "<tr><td>就业<td>3万人", "", "text/html"},
    {"HTML cells", HTML "<table><tr>", "<td>3", "", "text/html"},
    {"HTML links", HTML, "<a href=/>字</a>", "", "text/html"},
    {"HTML entities", HTML, "&amp;", "", "text/html"},
    {"HTML, only <", HTML, "<", "", "text/html"},
    {"HTML comments, open", HTML "字", "<!--", "", "text/html"},
    {"HTML scripts, open", HTML "字", "<script>", "", "text/html"},
    {"HTML attributes", HTML "字<p ", "a=1 ", "", "text/html"},
};
const size_t growth_count = sizeof growths / sizeof *growths;

static const struct growth *
draw(unsigned *seed)
{
    return &growths[(size_t)rand_r(seed) % growth_count];
}

struct growth
growth_mixture(unsigned number, struct arena *arena)
{
    unsigned seed = number;
    const char *head = draw(&seed)->head;
    struct str repeated = STR("");
    struct str name = arena_format(arena, "mixture %u", number);

    for (int i = 0; i < MIXED; i++) {
        const struct growth *growth = draw(&seed);

        name = arena_format(arena, "%s / %s", name.ptr, growth->name);
        repeated = arena_format(arena, "%s%s", repeated.ptr, growth->repeated);
    }
    return (struct growth){name.ptr, head, repeated.ptr, "", NULL};
}

/* Write `i` in digits over the marks at `out`, the last digit first. */
static void
number(char *out, size_t len, size_t i)
{
    for (size_t at = len; at > 0; at--) {
        if (out[at - 1] != '#')
            continue;
        out[at - 1] = (char)('0' + i % 10);
        i /= 10;
    }
}

static char *
repeat(char *out, const char *word, size_t times)
{
    size_t len = strlen(word);

    for (size_t i = 0; i < times; i++, out += len) {
        memcpy(out, word, len);
        number(out, len, i);
    }
    return out;
}

struct str
growth_text(const struct growth *growth, size_t bytes, struct arena *arena)
{
    size_t step = strlen(growth->repeated) + strlen(growth->tail);
    size_t times = bytes / step;
    char *text = arena_alloc(arena, strlen(growth->head) + times * step + 1, 1);
    char *end = text;

    if (!text)
        err(1, "%zu bytes", bytes);
    end = repeat(end, growth->head, 1);
    end = repeat(end, growth->repeated, times);
    end = repeat(end, growth->tail, times);
    return (struct str){text, (size_t)(end - text)};
}
