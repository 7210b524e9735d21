"""Documents good, bad and hostile. Number N of a seed is the same in each run,
so that its bytes need not be kept to be sent once more."""
import dataclasses
import random

import paths
import client
import documents
import reports

MAX_DOCUMENT_BYTES = 4 << 20
DONE, DEAD, EITHER = "done", "dead", "done or dead"
EMPTY, TOO_LARGE = "REFUSED_EMPTY", "REFUSED_TOO_LARGE"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
BOMB_BYTES = 80 << 20  # of blanks, more than a DOCX may unpack to
DEPTH = 20000


@dataclasses.dataclass
class Item:
    """A document, what is to come of it, and how many reports if that is known."""
    number: int
    kind: str
    document: client.Document
    expected: str
    reports: int = None


class Mixture:
    def __init__(self, seed):
        self.seed = seed
        self.reports = reports.Reports()
        self.hong_kong = (paths.ROOT / "tests/data/hongkong-department-2018.txt").read_text()
        self.kinds, self.weights = zip(*(
            (kind, weight) for table in (GOOD, BAD, HOSTILE) for kind, weight in table.items()))

    def item(self, number):
        chance = random.Random(f"{self.seed} {number}")
        kind, = chance.choices(self.kinds, self.weights)
        data, expected, declared, count = kind(self, number, chance)
        return Item(number, kind.__name__,
                    client.Document(data, name=f"{number}-{kind.__name__}", **declared),
                    expected, count)

    def text(self, number):
        """A report of its own: what is added differs in each."""
        return f"{self.reports.text(number)}\n第{number}号材料。\n"

    def paragraphs(self, number):
        return [line.strip() for line in self.text(number).splitlines() if line.strip()]


def good(data, **declared):
    return data, DONE, declared, 1


def bad(data, **declared):
    return data, DEAD, declared, 0


def open_ended(data, **declared):
    return data, EITHER, declared, None


def utf8(self, number, _):
    return good(self.text(number).encode())


def utf16(self, number, _):
    return good(self.text(number).encode("utf-16"))


def gb18030(self, number, chance):
    declared = chance.choice(({}, {"charset": "GB18030"}))
    return good(self.text(number).encode("gb18030"), **declared)


def big5(self, number, _):
    return good(f"{self.hong_kong}\n第{number}號文件。\n".encode("big5hkscs"), charset="Big5")


def html(self, number, chance):
    charset = chance.choice(("utf-8", "gb18030"))
    return good(documents.as_html(self.paragraphs(number), charset))


def docx(self, number, _):
    return good(documents.as_docx(self.paragraphs(number)), media_type=DOCX)


def pdf(self, number, _):
    return good(documents.as_pdf(self.paragraphs(number)))


def huge(self, number, chance):
    """As much as is allowed, or nearly."""
    data = self.text(number).encode()
    size = MAX_DOCUMENT_BYTES - chance.randrange(2) * chance.randrange(1 << 20)
    data = data * (size // len(data))
    return open_ended(data + b"\n" * (size - len(data)))


def empty(_self, _number, _chance):
    return b"", EMPTY, {}, 0


def over_the_limit(self, number, chance):
    data = self.text(number).encode()
    size = MAX_DOCUMENT_BYTES + 1 + chance.randrange(MAX_DOCUMENT_BYTES - 1)
    return data + b"\n" * (size - len(data)), TOO_LARGE, {}, 0


def blank(_self, number, _chance):
    return bad(b" \n" * (number + 1) + "　".encode())


def wrong_charset(self, number, _):
    """Told to be what it cannot be; so what it is gets found out."""
    return good(self.text(number).encode("gb18030"), charset="UTF-8")


def unknown_charset(self, number, _):
    return bad(self.text(number).encode(), charset="EBCDIC-CN")


def unknown_type(self, number, _):
    return bad(self.text(number).encode(), media_type="audio/ogg")


def torn_docx(self, number, chance):
    data = documents.as_docx(self.paragraphs(number))
    return bad(data[:chance.randrange(100, len(data) // 2)], media_type=DOCX)


def torn_pdf(self, number, chance):
    return bad(documents.as_pdf(self.paragraphs(number))[:chance.randrange(100, 400)]
               + b"%% %d" % number)


def scanned_pdf(_self, number, _):
    return bad(documents.image_pdf() + b"%% %d" % number)


def locked_pdf(_self, number, _):
    return bad(documents.locked_pdf() + b"%% %d" % number)


def flipped(data, chance, least, most):
    data = bytearray(data)
    for _ in range(chance.randrange(least, most)):
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    return bytes(data)


def flipped_text(self, number, chance):
    """Bits of it are others, as after a bad copy; most of it can be read."""
    coding = chance.choice(("utf-8", "gb18030"))
    return open_ended(flipped(self.text(number).encode(coding), chance, 1, 40))


def flipped_pdf(self, number, chance):
    data = documents.as_pdf(self.paragraphs(number))
    return open_ended(flipped(data, chance, 10, 400) + b"%% %d" % number)


def flipped_docx(self, number, chance):
    data = documents.as_docx(self.paragraphs(number))
    return open_ended(flipped(data, chance, 1, 20), media_type=DOCX)


def bomb(_self, number, _):
    return bad(documents.zipped({"word/document.xml": b" " * (BOMB_BYTES + number)}))


def entities(_self, number, _):
    xml = (f"<!DOCTYPE d [<!ENTITY a0 '{number}'>"
           + "".join(f"<!ENTITY a{i} '{f'&a{i - 1};' * 10}'>" for i in range(1, 12))
           + "]><d>&a11;</d>")
    return bad(documents.zipped({"word/document.xml": xml}))


def many_files(self, number, _):
    """A DOCX that is read, among thousands of files nobody asked for."""
    body = documents.as_docx(self.paragraphs(number))
    return open_ended(body + documents.zipped({f"x/{i}": str(number) for i in range(2000)}))


def deep_html(self, number, chance):
    tag = chance.choice(("div", "table><tr><td", "b", "ul><li"))
    lines = "".join(f"<p>{line}</p>" for line in self.paragraphs(number))
    return open_ended(f"<!DOCTYPE html><html><body>{f'<{tag}>' * DEPTH}{lines}".encode(),
                      media_type="text/html")


def random_bytes(_self, _number, chance):
    return open_ended(chance.randbytes(chance.randrange(1, 40000)))


def one_line(_self, number, chance):
    """No end of line and no end of sentence, figures without end."""
    return open_ended("".join(f"{chance.choice('增长下降达到完成')}{number + i}万元，"
                              for i in range(8000)).encode())


GOOD = {utf8: 30, utf16: 5, gb18030: 10, big5: 5, html: 9, docx: 9, pdf: 4}
BAD = {huge: 0.6, empty: 1, over_the_limit: 0.3, blank: 1, wrong_charset: 2, unknown_charset: 1,
       unknown_type: 1, torn_docx: 2, torn_pdf: 1, scanned_pdf: 1, locked_pdf: 1}
HOSTILE = {flipped_text: 5, flipped_pdf: 2, flipped_docx: 2, bomb: 0.3, entities: 1,
           many_files: 0.5, deep_html: 1, random_bytes: 3, one_line: 0.5}
