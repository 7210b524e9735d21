#include "tests/properties/growth.h"

#include <err.h>
#include <stdlib.h>
#include <string.h>

/* How many inputs one mixture repeats in turn. */
enum { MIXED = 3 };

#define TITLE "某某县2024年政府工作报告\n"

const struct growth growths[] = {
    {"one line of prose", "", "我们坚持稳中求进工作总基调", ""},
    {"sentences with a figure", "", "全年新增就业3万人。", ""},
    {"sentences with figures, line by line", TITLE,
     "全年新增就业3####人，比上年增长5.2%，其中农民工1.2万人。\n", ""},
    {"one sentence of figures, commas", "", "增长5.2%，", ""},
    {"one sentence of figures, list commas", "", "食品增长4%、", ""},
    {"one sentence of figures, semicolons", "", "新建道路3公里；", ""},
    {"one sentence of figures, colons", "", "完成3件：", ""},
    {"figures with nothing between", "", "3万人", ""},
    {"figures and blanks", "", "3件 ", ""},
    {"wholes and their parts", "", "共3件，其中2件", ""},
    {"one sentence of 分别", "", "工业、农业分别增长2%、3%，", ""},
    {"one 分别 for many nouns", "工业", "、农业", "分别增长2%、3%。"},
    {"many nouns, many figures, one 分别", "工业、农业分别增长2%", "、3%", ""},
    {"comparisons", "", "比上年增长5.2%，", ""},
    {"paths", "", "从3万人增加到5万人，", ""},
    {"bases", "", "高于全国", ""},
    {"verbs", "", "新增完成", ""},
    {"particles", "", "的", ""},
    {"nouns", "", "就业", ""},
    {"digits", "", "7", ""},
    {"digits in groups", "", "123,456,", ""},
    {"digits and points", "", "1.", ""},
    {"digits and dashes", "", "1—", ""},
    {"digits and slashes", "", "1/", ""},
    {"digits and colons", "", "1:", ""},
    {"digits and blanks", "", "1 ", ""},
    {"full-width digits", "", "７", ""},
    {"magnitudes", "", "百", ""},
    {"high magnitudes", "", "万", ""},
    {"digits and magnitudes", "", "3万", ""},
    {"Chinese digits", "", "三", ""},
    {"tens", "", "十", ""},
    {"half words", "", "半", ""},
    {"vague words", "", "几", ""},
    {"fractions", "", "三分之二", ""},
    {"half fractions", "", "分之", ""},
    {"percents", "", "百分之", ""},
    {"percent signs", "", "%", ""},
    {"ordinals", "", "第", ""},
    {"modifiers", "", "约", ""},
    {"modifiers behind", "3", "以上", ""},
    {"ranges", "", "3至", ""},
    {"per", "", "每", ""},
    {"letters", "", "a", ""},
    {"letters and digits", "", "a1", ""},
    {"dates", "", "2024年3月5日", ""},
    {"years", "", "2024年", ""},
    {"years, bare", "", "2024", ""},
    {"months", "", "3月", ""},
    {"character of the year", "", "年", ""},
    {"masked years", "", "20xx年", ""},
    {"spans of years", "", "五年来", ""},
    {"dates, line by line", "", "2024年3月5日\n", ""},
    {"brackets, nested", "", "（", "）"},
    {"brackets, open", "", "(", ""},
    {"brackets, closed", "", ")", ""},
    {"bracketed digits", "", "(1)", ""},
    {"quotation marks", "", "“", ""},
    {"quotation marks, nested", "", "“", "”"},
    {"quotation marks, straight", "", "\"", ""},
    {"book marks, nested", "", "《", "》"},
    {"ASCII commas", "", ",", ""},
    {"commas", "", "，", ""},
    {"list commas", "", "、", ""},
    {"colons", "", "：", ""},
    {"semicolons", "", "；", ""},
    {"points", "", ".", ""},
    {"full stops", "", "。", ""},
    {"dashes", "", "—", ""},
    {"hyphens", "", "-", ""},
    {"blanks", "3", " ", "人"},
    {"wide blanks", "3", "　", "人"},
    {"line ends", "字", "\n", "字"},
    {"line ends of two bytes", "字", "\r\n", "字"},
    {"blank lines between words", "", "字\n\n", ""},
    {"short lines", "", "一行\n", ""},
    {"lines that hold a title", "", "政府工作报告\n", ""},
    {"titles, each another", "", "2024年政府工作报告\n政协工作总结\n", ""},
    {"reports", "",
     TITLE "各位代表：\n现在，我向大会报告工作，请予审议，并请提出意见。\n"
           "一、工作回顾\n去年新增就业人数达到了3####人，比上年增长5%。\n",
     ""},
    {"a paragraph again and again", TITLE,
     "过去的一年，全县上下团结一心，砥砺前行，各项工作取得了新的成绩。\n", ""},
    {"a paragraph between others", TITLE,
     "过去的一年，全县上下团结一心，砥砺前行，取得了新的成绩。\n"
     "全县一年里举办了大大小小的各种活动3####场，吸引了不少人。\n",
     ""},
    {"headings", TITLE, "一、工作回顾\n", ""},
    {"headings with text", TITLE, "（一）工业\n工业增长3%。\n", ""},
    {"headings without number", TITLE, "工作回顾\n去年工业增长3%。\n", ""},
    {"items", TITLE, "一是工业\n", ""},
    {"items, each of one line", TITLE, "一是工业\n二、农业。\n", ""},
    {"items with text", TITLE,
     "一是工业发展。去年工业产值增长了1####万元左右。\n", ""},
    {"ordinals of items", TITLE, "第一，工业\n", ""},
    {"paragraphs by number", TITLE,
     "1. 去年我县工业产值一共增长了1####万元左右。\n", ""},
    {"paragraphs by number under headings", TITLE, "工业\n1. 增长3%。\n", ""},
    {"dashes that head", TITLE,
     "——工业发展。去年工业产值增长了1####万元左右。\n", ""},
    {"run-in headings", TITLE,
     "工业发展提速。去年工业产值增长了1####万元左右。\n", ""},
    {"possible run-in headings", TITLE,
     "工业发展，农业提质。去年工业产值增长了1####万元左右。\n", ""},
    {"annexes", TITLE, "附件\n", ""},
    {"numbering, unfinished", "", "第一", ""},
    {"chrome", "", "打印 关闭 ", ""},
    {"chrome, line by line", TITLE, "打印 关闭\n去年工业增长3%。\n", ""},
    {"salutations", TITLE, "各位代表：\n", ""},
    {"posts", TITLE, "县长县长", ""},
    {"bylines", TITLE, "县长 李明\n", ""},
    {"sittings", "", "第十届一次会议", ""},
    {"terms without sitting", "", "十届", ""},
    {"bodies", "", "县政协", ""},
    {"divisions", "", "浙江省", ""},
    {"counties by form", "", "在东县政府", ""},
    {"self-governing", "在", "自治", ""},
    {"damaged text", "", "?,F在", ""},
    {"damaged text, not repairable", "", "?。ㄒ", ""},
    {"damaged text, line by line", "", "字。?,F在\n", ""},
    {"damaged numbering", "", "?。ㄒ唬", ""},
    {"question marks", "", "?", ""},
    {"wide question marks", "", "？", ""},
    {"question marks and marks", "", "?。", ""},
    {"lost characters", "", "�", ""},
    {"lost pairs", "", "锟斤拷", ""},
    {"pinyin in brackets", "", "協(xié)商", ""},
    {"Traditional text", "", "全縣實現地區生產總值3億元，增長5%。", ""},
    {"characters beyond the plane", "", "𠮷", ""},
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
    return (struct growth){name.ptr, head, repeated.ptr, ""};
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
