"""What stands on each sheet of a print, read back from the PDF that the browser makes.

Enough of the format for what Chromium writes: a page's text is in its content stream as the
numbers of glyphs, and each font says which letters those are.
"""

import re
import zlib

OBJECT = re.compile(rb"(\d+) 0 obj\s(.*?)\sendobj", re.DOTALL)
STREAM = re.compile(rb"stream\r?\n(.*)\r?\nendstream", re.DOTALL)
FONT = re.compile(rb"/(F\d+) (\d+) 0 R")
ONE = re.compile(rb"<([0-9A-Fa-f]+)> <([0-9A-Fa-f]+)>\s")
MANY = re.compile(rb"<([0-9A-Fa-f]+)> <([0-9A-Fa-f]+)> <([0-9A-Fa-f]+)>")
# A font is chosen, or glyphs are drawn, or a line begins elsewhere.
STEP = re.compile(rb"/(F\d+) [\d.]+ Tf|<([0-9A-Fa-f]+)>|(T\*|Tm|Td|TD|BT)\b")


def sheets(pdf: bytes) -> list[str]:
    """The text of each page without blanks: where a line breaks is nobody's business."""
    objects = {int(number): body for number, body in OBJECT.findall(pdf)}
    pages = [body for body in objects.values() if re.search(rb"/Type /Page\b", body)]
    return [text_of(page, objects) for page in pages]


def text_of(page: bytes, objects: dict[int, bytes]) -> str:
    letters = {name: letters_of(int(number), objects) for name, number in FONT.findall(page)}
    content = re.search(rb"/Contents (\d+) 0 R", page)
    font, found = {}, []
    for name, glyphs, _ in STEP.findall(stream_of(objects[int(content[1])])):
        if name:
            font = letters[name]
        for place in range(0, len(glyphs), 4):
            found.append(font.get(int(glyphs[place : place + 4], 16), ""))
    return "".join("".join(found).split())


def stream_of(body: bytes) -> bytes:
    inside = STREAM.search(body)[1]
    return zlib.decompress(inside) if b"/FlateDecode" in body else inside


def letters_of(number: int, objects: dict[int, bytes]) -> dict[int, str]:
    """What letters the glyphs of a font are."""
    there = re.search(rb"/ToUnicode (\d+) 0 R", objects[number])
    if there is None:
        return {}
    table, found = stream_of(objects[int(there[1])]), {}
    for part in re.findall(rb"beginbfchar(.*?)endbfchar", table, re.DOTALL):
        found |= {int(glyph, 16): letters(said) for glyph, said in ONE.findall(part)}
    for part in re.findall(rb"beginbfrange(.*?)endbfrange", table, re.DOTALL):
        for first, last, said in MANY.findall(part):
            for step in range(int(last, 16) - int(first, 16) + 1):
                found[int(first, 16) + step] = chr(int(said, 16) + step)
    return found


def letters(said: bytes) -> str:
    return bytes.fromhex(said.decode()).decode("utf-16-be")
