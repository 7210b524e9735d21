"""The same paragraphs as documents of several formats, made by hand."""
import html
import io
import json
import zipfile

# A4 with Chinese margins: 28 full-width characters go into a line, and what
# may not begin one hangs over its end.
LINE_COLUMNS = 56
CLINGING = "，。、；：！？）》”%"
PAGE_LINES = 22

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


# What a figure says, without where it stands.
FACTS = ("text", "value", "upper", "bound", "unit", "kind", "per", "measure",
         "direction", "action", "object", "base", "period", "accrual",
         "status")


def facts(figure):
    return json.dumps([figure[name] for name in FACTS], ensure_ascii=False)


def as_html(paragraphs, charset="utf-8"):
    """A page as institutions publish it, its chrome around the text."""
    title, *body = paragraphs
    text = "\n".join(f'<p style="text-indent:2em">{html.escape(line)}</p>'
                     for line in body)
    page = f"""<!DOCTYPE html>
<html><head><meta charset="{charset}"><title>{title}_某某网</title>
<style>p {{ margin: 0 }}</style><script>var n = 1 < 2;</script></head>
<body><div class="header"><a href="/">首页</a> <a href="/zw">政务公开</a></div>
<div class="breadcrumb">当前位置：<a href="/">首页</a> &gt; 正文</div>
<h1>{title}</h1><div class="info">来源：本站　字号：大 中 小　打印</div>
<div class="content">{text}</div>
<div class="related"><ul><li><a href="1">增长8%的另一篇报告</a></li></ul></div>
<div class="footer">版权所有 2019—2024 某某网，共有12个栏目。</div>
</body></html>"""
    return page.encode(charset)


def as_docx(paragraphs):
    """Paragraphs alone, each split into two runs as Word likes to."""
    def runs(line):
        middle = len(line) // 2
        return "".join(
            f'<w:r><w:t xml:space="preserve">{html.escape(part)}</w:t></w:r>'
            for part in (line[:middle], line[middle:]))
    body = "".join(f"<w:p>{runs(line)}</w:p>" for line in paragraphs)
    return zipped({"word/document.xml":
                   f'<?xml version="1.0"?><w:document xmlns:w="{W}">'
                   f"<w:body>{body}</w:body></w:document>"})


def zipped(files):
    """The same bytes whenever it is called: the files are of no day."""
    container = io.BytesIO()
    with zipfile.ZipFile(container, "w") as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return container.getvalue()


def wrapped(paragraph):
    """A paragraph as lines of print: set in by two, full to the margin."""
    line, columns = "", 4
    for character in paragraph:
        width = 1 if character < "\x7f" else 2
        if columns + width > LINE_COLUMNS and character not in CLINGING:
            yield line
            line, columns = "", 0
        line += character
        columns += width
    if line:
        yield line


def _pages(paragraphs):
    lines = [(2 * (number == 0 and i > 0), line)
             for i, paragraph in enumerate(paragraphs)
             for number, line in enumerate(wrapped(paragraph))]
    return [lines[at:at + PAGE_LINES]
            for at in range(0, len(lines), PAGE_LINES)] or [[]]


def _page_content(lines, header, number):
    if not header:
        return b""

    def text(x, y, line):
        return (f"BT /F 16 Tf {x} {y} Td "
                f"<{line.encode('utf-16-be').hex()}> Tj ET\n")
    drawn = [text(72, 800, header), text(290, 30, f"- {number} -")]
    drawn += [text(72 + 16 * indent, 770 - 32 * i, line)
              for i, (indent, line) in enumerate(lines)]
    return "".join(drawn).encode()


def as_pdf(paragraphs, header="青山县年鉴"):
    """Pages with a running title and numbers, in a font that every reader
    has tables for."""
    pages = _pages(paragraphs)
    first = 6
    kids = " ".join(f"{first + 2 * i} 0 R" for i in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light "
        b"/Encoding /UniGB-UTF16-H /DescendantFonts [4 0 R] >>",
        b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light "
        b"/CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 5 >>"
        b" /DW 1000 /W [1 95 500 814 939 500] /FontDescriptor 5 0 R >>",
        b"<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 "
        b"/FontBBox [-25 -254 1000 880] /ItalicAngle 0 /Ascent 880 "
        b"/Descent -120 /CapHeight 880 /StemV 93 >>",
    ]
    for number, lines in enumerate(pages, 1):
        content = _page_content(lines, header, number)
        objects += [
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] "
            f"/Resources << /Font << /F 3 0 R >> >> "
            f"/Contents {first + 2 * number - 1} 0 R >>".encode(),
            b"<< /Length %d >>\nstream\n%s\nendstream"
            % (len(content), content)]
    return _pdf_file(objects)


def _pdf_file(objects, trailer=b""):
    out, offsets = bytearray(b"%PDF-1.4\n"), []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += (b"trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n"
            % (len(objects) + 1, trailer, table))
    return bytes(out)


def image_pdf():
    """A page on which nothing is written."""
    return as_pdf([], header="")


def locked_pdf():
    """One that opens with no empty password: its check fits none."""
    page = (b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>")
    nobody = b"<" + 32 * b"5A" + b">"
    return _pdf_file(
        [b"<< /Type /Catalog /Pages 2 0 R >>",
         b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>", page,
         b"<< /Filter /Standard /V 1 /R 2 /P -4 /O %s /U %s >>"
         % (nobody, nobody)],
        b"/Encrypt 4 0 R /ID [<00112233445566778899AABBCCDDEEFF> "
        b"<00112233445566778899AABBCCDDEEFF>]")
