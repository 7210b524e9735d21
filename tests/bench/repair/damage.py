"""Damage clean lines the way crawled pages are damaged.

A line is written in GBK and the lead byte of one character is dropped. What
follows is read one byte out of step until an ASCII byte, which is the second
half of a character, the end of the piece or the end of the line. Pairs that GBK does not
map, and the half character that may be left at the end, vanish or become '?'.
Last, full-width ASCII is folded and, on some pages, Simplified converted to
Traditional.
"""
import dataclasses

# A site that cuts text at these before it converts the pieces keeps the
# damage inside one.
PIECE_ENDS = "，。；：、！？"


@dataclasses.dataclass(frozen=True)
class Manner:
    """How a page was damaged."""

    is_marked: bool     # the dropped byte left a '?'
    lost: str           # what a pair without a character becomes
    half: str           # what half a character at the end becomes
    is_piece: bool      # ends with the piece, else with the line
    is_converted: bool  # to Traditional afterwards


@dataclasses.dataclass
class Damaged:
    line: str
    text: str    # the span as it stands
    lost: int    # bytes lost beyond the dropped one
    chars: int   # characters that slipped


def fold_width(text):
    """Full-width ASCII to ASCII; everything else stays."""
    return "".join(
        chr(ord(c) - 0xFEE0) if 0xFF01 <= ord(c) <= 0xFF5E else c for c in text
    )


def slip(code, manner):
    """(what `code` without its first byte reads as, bytes lost, bytes read)."""
    out, lost, at = ["?" if manner.is_marked else ""], 0, 1
    while at < len(code):
        if code[at] < 0x80:
            # The second half of a character, or one that never slipped.
            return "".join(out) + chr(code[at]), lost, at + 1
        if at + 1 == len(code) or code[at + 1] < 0x40:
            return "".join(out) + manner.half, lost + 1, at + 1
        try:
            out.append(code[at : at + 2].decode("gbk"))
        except UnicodeDecodeError:
            out.append(manner.lost)
            lost += 2
        at += 2
    return "".join(out), lost, at


def damage(line, at, manner):
    """Slip `line` from character `at` on; None where GBK cannot."""
    end = len(line)
    if manner.is_piece:
        ends = [n for n in range(at + 1, len(line)) if line[n] in PIECE_ENDS]
        end = ends[0] if ends else end
    try:
        code = line[at:end].encode("gbk")
    except UnicodeEncodeError:
        return None
    if code[0] < 0x80:
        return None
    text, lost, used = slip(code, manner)
    try:
        chars = len(code[:used].decode("gbk"))
    except UnicodeDecodeError:
        return None
    text = fold_width(text)
    rest = fold_width(line[at + chars :])
    return Damaged(fold_width(line[:at]) + text + rest, text, lost, chars)
