"""Reads the text out of a PDF of ours: what a person could copy from it, and what stands in it unseen.

It knows the PDFs that our typesetter writes: objects in the open, streams deflated, letters as glyph numbers with a
table that says which letter each of them is. What it cannot read it refuses: no search finds nothing by mistake.
"""

import re
import zlib

_OBJECT = re.compile(rb"(?:^|\n)(\d+) 0 obj\s(.*?)endobj", re.DOTALL)
_STREAM = re.compile(rb"(.*?)stream\r?\n(.*)endstream", re.DOTALL)
_FONT_NAME = re.compile(rb"/(\w+) (\d+) 0 R")
_PAIR = re.compile(rb"<([0-9A-Fa-f]{4})>\s*<([0-9A-Fa-f]+)>")
_SHOWN = re.compile(rb"/(\w+) [\d.]+ Tf|\(((?:\\.|[^\\()])*)\)|<([0-9A-Fa-f\s]+)>|(ET)\b", re.DOTALL)
_ESCAPED = re.compile(rb"\\([0-7]{1,3}|.)", re.DOTALL)
_PLAIN = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


def text_of(paper: bytes) -> str:
    """Give the words on all pages in their order, and after them everything else in the file that can be read."""
    assert b"/ObjStm" not in paper, "objects are packed: this reader would miss them"
    objects = {int(number): body for number, body in _OBJECT.findall(paper)}
    pages = [body for body in objects.values() if re.search(rb"/Type\s*/Page\b", body)]
    assert pages, "there is no page"
    words = [_page(body, objects) for body in pages]
    hidden = [_stream(body)[1].decode("utf-8", "ignore") for body in objects.values() if b"/FontFile" not in body]
    return "\n".join([*words, *hidden, paper.decode("latin-1")])


def _page(page: bytes, objects: dict[int, bytes]) -> str:
    fonts = _fonts(_follow(page, b"Resources", objects), objects)
    read: list[str] = []
    table: dict[int, str] = {}
    for font, plain, in_hex, ends in _SHOWN.findall(_stream(_follow(page, b"Contents", objects))[1]):
        if font:
            table = fonts[font]
        elif ends:
            read.append("\n")
        elif plain or in_hex:
            codes = bytes.fromhex(in_hex.decode()) if in_hex else _ESCAPED.sub(_unescape, plain)
            read += [table.get(int.from_bytes(codes[n : n + 2]), "\ufffd") for n in range(0, len(codes), 2)]
    return "".join(read)


def _fonts(resources: bytes, objects: dict[int, bytes]) -> dict[bytes, dict[int, str]]:
    names = re.search(rb"/Font\s*<<(.*?)>>", resources, re.DOTALL)
    return {
        name: _letters(_stream(_follow(objects[int(number)], b"ToUnicode", objects))[1])
        for name, number in _FONT_NAME.findall(names.group(1) if names else b"")
    }


def _letters(table: bytes) -> dict[int, str]:
    assert b"beginbfrange" not in table, "the table of letters has ranges: this reader would miss them"
    return {
        int(glyph, 16): bytes.fromhex(letters.decode()).decode("utf-16-be") for glyph, letters in _PAIR.findall(table)
    }


def _follow(body: bytes, name: bytes, objects: dict[int, bytes]) -> bytes:
    found = re.search(rb"/" + name + rb" (\d+) 0 R", body)
    assert found, f"there is no {name.decode()}"
    return objects[int(found.group(1))]


def _stream(body: bytes) -> tuple[bytes, bytes]:
    found = _STREAM.search(body)
    if found is None:
        return body, b""
    head, raw = found.groups()
    return head, zlib.decompressobj().decompress(raw) if b"/FlateDecode" in head else raw


def _unescape(found: re.Match[bytes]) -> bytes:
    sign = found.group(1)
    return bytes([int(sign, 8)]) if sign[:1].isdigit() else _PLAIN.get(sign, sign)
