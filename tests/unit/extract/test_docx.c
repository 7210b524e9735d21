#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "docx_file.h"
#include "worker/extract/decode/docx.h"

#define P(text) "<w:p><w:r><w:t>" text "</w:t></w:r></w:p>"
/* A paragraph of list `id` at `level`. */
#define ITEM(id, level, text)                                                  \
    "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"" level "\"/><w:numId w:val=\"" id   \
    "\"/></w:numPr></w:pPr><w:r><w:t>" text "</w:t></w:r></w:p>"
#define STYLED(style, text)                                                    \
    "<w:p><w:pPr><w:pStyle w:val=\"" style "\"/></w:pPr><w:r><w:t>" text       \
    "</w:t></w:r></w:p>"
#define LEVEL(n, format, text)                                                 \
    "<w:lvl w:ilvl=\"" n "\"><w:start w:val=\"1\"/><w:numFmt w:val=\"" format  \
    "\"/><w:lvlText w:val=\"" text "\"/></w:lvl>"

static const struct {
    const char *name, *body, *text;
} cases[] = {
    {"a paragraph is a line", P("一") "<w:p/>" P("二"), "一\n二"},
    {"runs of a paragraph join",
     "<w:p><w:r><w:t>全年</w:t></w:r><w:r><w:tab/><w:t xml:space=\"preserve\">"
     "增长 5%</w:t><w:br/><w:t>下行</w:t></w:r></w:p>",
     "全年 增长 5%\n下行"},
    {"a row is a line",
     "<w:tbl><w:tr><w:tc>" P("项目") "</w:tc><w:tc>" P(
         "数量") "</w:tc></w:tr>"
                 "<w:tr><w:tc>" P("粮食") "</w:tc><w:tc>" P(
                     "3万吨") "</w:tc></w:tr>"
                              "</w:tbl>" P("后"),
     "项目\t数量\n粮食\t3万吨\n后"},
    {"what was deleted, moved or hidden is left out",
     "<w:p><w:del><w:r><w:t>否</w:t></w:r></w:del><w:r><w:delText>否"
     "</w:delText><w:instrText>PAGE</w:instrText></w:r><w:moveFrom><w:r><w:t>否"
     "</w:t></w:r></w:moveFrom><w:r><w:rPr><w:vanish/></w:rPr><w:t>否</w:t>"
     "</w:r><w:r><w:rPr><w:vanish w:val=\"0\"/></w:rPr><w:t>是</w:t></w:r>"
     "</w:p>",
     "是"},
    {"what stands for older readers is left out",
     "<w:p><mc:AlternateContent><mc:Choice><w:r><w:t>一</w:t></w:r></mc:Choice>"
     "<mc:Fallback><w:r><w:t>一</w:t></w:r></mc:Fallback>"
     "</mc:AlternateContent></w:p>",
     "一"},
    {"a table of contents is left out",
     "<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val=\"Table of "
     "Contents\"/></w:docPartObj></w:sdtPr><w:sdtContent>" P(
         "一、回顾 1") "</w:sdtContent></w:sdt>" P("一、回顾"),
     "一、回顾"},
    {"references", P("&lt;5&gt; &amp; &#20013;"), "<5> & 中"},
};

static void
test_docx_is_read_as_seen(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct arena arena = {0};
        struct str text = STR_INIT("");
        struct error err = {{0}};

        if (docx_read(docx_file_of(cases[i].body, &arena), &arena, &text,
                      &err) != STATUS_OK ||
            !str_equal(text, str_from(cases[i].text)))
            fail_msg("%s: \"%.*s\" %s", cases[i].name, STR_ARG(text), err.text);
        arena_release(&arena);
    }
}

/* The text of a document with lists, styles and notes. */
static struct str
read_parts(const char *body, const char *numbering, const char *styles,
           const char *notes, struct arena *arena)
{
    const struct docx_file_part parts[] = {
        {"word/document.xml",
         arena_format(arena, "<w:document xmlns:w=\"u\">%s</w:document>",
                      body)},
        {"word/numbering.xml",
         arena_format(arena, "<w:numbering xmlns:w=\"u\">%s</w:numbering>",
                      numbering)},
        {"word/styles.xml",
         arena_format(arena, "<w:styles xmlns:w=\"u\">%s</w:styles>", styles)},
        {"word/footnotes.xml",
         arena_format(arena, "<w:footnotes xmlns:w=\"u\">%s</w:footnotes>",
                      notes)},
    };
    struct str text = STR_INIT("untouched");
    struct error err = {{0}};

    if (docx_read(docx_file(parts, 4, arena), arena, &text, &err) != STATUS_OK)
        fail_msg("%s", err.text);
    return text;
}

#define LISTS                                                                  \
    "<w:abstractNum w:abstractNumId=\"7\">" LEVEL("0", "chineseCounting",      \
                                                  "%1、")                      \
        LEVEL("1", "chineseCountingThousand", "（%2）")                        \
            LEVEL("2", "decimal",                                              \
                  "%3") "</w:abstractNum>"                                     \
                        "<w:abstractNum w:abstractNumId=\"8\">" LEVEL(         \
                            "0", "bullet",                                     \
                            "·") "</w:abstractNum>"                            \
                                 "<w:num w:numId=\"1\"><w:abstractNumId "      \
                                 "w:val=\"7\"/></w:num>"                       \
                                 "<w:num w:numId=\"2\"><w:abstractNumId "      \
                                 "w:val=\"8\"/></w:num>"                       \
                                 "<w:num w:numId=\"3\"><w:abstractNumId "      \
                                 "w:val=\"7\"/><w:lvlOverride "                \
                                 "w:ilvl=\"0\"><w:startOverride "              \
                                 "w:val=\"1\"/></w:lvlOverride></w:num>"

static void
test_docx_counts_what_word_counts(void **state)
{
    struct arena arena = {0};
    struct str text = read_parts(
        ITEM("1", "0", "回顾") ITEM("1", "1", "经济") ITEM("1", "2", "2024年")
            ITEM("1", "1", "民生") ITEM("1", "0", "计划") ITEM("1", "1", "改革")
                ITEM("2", "0", "点") ITEM("0", "0", "无") ITEM("3", "0", "另起")
                    ITEM("99", "0", "没有"),
        LISTS, "", "", &arena);

    (void)state;
    assert_string_equal(arena_copy(&arena, text).ptr,
                        "一、回顾\n（一）经济\n1 2024年\n（二）民生\n二、计划\n"
                        "（一）改革\n点\n无\n一、另起\n没有");
    arena_release(&arena);
}

static void
test_docx_numbers_come_from_styles_too(void **state)
{
    struct arena arena = {0};
    struct str text = read_parts(
        STYLED("b", "甲") STYLED("b", "乙") STYLED("x", "圈") STYLED("?", "无"),
        LISTS,
        "<w:style w:styleId=\"a\"><w:pPr><w:numPr><w:numId w:val=\"1\"/>"
        "</w:numPr></w:pPr></w:style>"
        "<w:style w:styleId=\"b\"><w:basedOn w:val=\"a\"/></w:style>"
        "<w:style w:styleId=\"x\"><w:basedOn w:val=\"y\"/></w:style>"
        "<w:style w:styleId=\"y\"><w:basedOn w:val=\"x\"/></w:style>",
        "", &arena);

    (void)state;
    assert_string_equal(arena_copy(&arena, text).ptr, "一、甲\n二、乙\n圈\n无");
    arena_release(&arena);
}

static void
test_docx_notes_follow_the_body(void **state)
{
    struct arena arena = {0};
    struct str text = read_parts(
        P("正文"), "", "",
        "<w:footnote w:type=\"separator\">" P(
            "线") "</w:footnote>"
                  "<w:footnote>" P("脚注一") "</w:footnote><w:footnote>" P(
                      "脚注二") "</w:footnote>",
        &arena);

    (void)state;
    assert_string_equal(arena_copy(&arena, text).ptr,
                        "正文\n注释\n脚注一\n脚注二");
    arena_release(&arena);
}

static void
check_refused(struct str bytes, struct arena *arena, const char *reason)
{
    struct str text = STR_INIT("untouched");
    struct error err = {{0}};

    assert_int_equal(docx_read(bytes, arena, &text, &err), STATUS_INVALID);
    if (!strstr(err.text, reason))
        fail_msg("\"%s\", not \"%s\"", err.text, reason);
    assert_true(str_equal(text, STR("untouched")));
}

/* A document of `count` times `unit` between `head` and `tail`. */
static struct str
large(const char *head, const char *unit, size_t count, const char *tail,
      struct arena *arena)
{
    size_t unit_len = strlen(unit), len = strlen(head);
    char *bytes =
        arena_alloc(arena, len + count * unit_len + strlen(tail) + 1, 1);
    struct docx_file_part part = {.name = "word/document.xml"};

    assert_non_null(bytes);
    memcpy(bytes, head, len);
    for (size_t i = 0; i < count; i++, len += unit_len)
        memcpy(bytes + len, unit, unit_len);
    memcpy(bytes + len, tail, strlen(tail));
    part.content = (struct str){bytes, len + strlen(tail)};
    return docx_file(&part, 1, arena);
}

static void
test_docx_made_to_do_harm_is_refused(void **state)
{
    struct arena arena = {0};
    const struct docx_file_part other = {"xl/workbook.xml", STR_INIT("<a/>")};
    struct str whole = docx_file_of(P("一"), &arena);

    (void)state;
    check_refused(docx_file(&other, 1, &arena), &arena, "no word/document.xml");
    check_refused(str_slice(whole, 0, whole.len / 2), &arena, "DOCX");
    check_refused(docx_file_of("<w:p>", &arena), &arena, "well-formed");
    check_refused(
        large("<!DOCTYPE d [<!ENTITY a \"", "x", 9, "\">]><d>&a;</d>", &arena),
        &arena, "document type");
    check_refused(large("", " ", 65 << 20, "", &arena), &arena, "64 MiB");
    check_refused(large("<d>", "<p>", 100000, "", &arena), &arena, "deep");
    check_refused(large("<p ", "a=\"\" ", 1000000, "/>", &arena), &arena,
                  "attributes");
    check_refused(
        large("<!-- <a b=\" --><p ", "a=\"\" ", 1000000, "/>", &arena), &arena,
        "attributes");
    arena_release(&arena);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_docx_is_read_as_seen),
        cmocka_unit_test(test_docx_counts_what_word_counts),
        cmocka_unit_test(test_docx_numbers_come_from_styles_too),
        cmocka_unit_test(test_docx_notes_follow_the_body),
        cmocka_unit_test(test_docx_made_to_do_harm_is_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
