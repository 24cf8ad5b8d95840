"""The pictures of text cells: every reference finds its picture, or says in words that there is none."""

import base64
import re
from dataclasses import replace
from itertools import count

from bplab.grading.intake.pictures import checked, plain_name
from bplab.grading.intake.repair.records import note, one_line
from bplab.grading.intake.texts.pictures import Pictures

MOST = 200  # pictures in a notebook
MOST_PIXELS = 150_000_000  # of all that are made smaller: some seconds
ACTS = re.compile(r"[<\[]|://")  # every element, link and picture has one of these
MISSING = "(picture missing: `{name}`)"
PLAIN = re.compile(r"[A-Za-z0-9_.-]{1,100}")  # a name that every program writes alike in a reference

# Each is bounded, so that no text takes long.
INSIDE = r"[^()\n]{0,300}(?:\([^()\n]{0,100}\)[^()\n]{0,100}){0,3}"
ALT = r"(?:\\.|[^\[\]\\\n]|\[[^\[\]\n]{0,100}\]){0,300}"
IMAGE = re.compile(rf"!\[({ALT})\]\(\s{{0,9}}<?attachment:({INSIDE})\)")
TITLE = re.compile(r"""(.*?)>?(\s+(?:"[^"]*"|'[^']*'))?\s*""")
DEFINITION = re.compile(
    r"^( {0,3}\[[^\]\n]{1,300}\]:[ \t]{0,9})<?attachment:([^\s<>]{0,300})>?(.{0,300})$", re.MULTILINE
)
ELEMENT = re.compile(
    r"""(<img\b[^<>\n]{0,300}?\ssrc\s{0,3}=\s{0,3})"""
    r"""("attachment:[^"<>\n]{0,300}"|'attachment:[^'<>\n]{0,300}'|attachment:[^\s"'<>]{0,300})([^<>\n]{0,300}>)"""
)


class Album:
    """The pictures of one notebook, as they are read. left_out, shrunk: how many are."""

    def __init__(self):
        self.left_out = self.shrunk = self._read = self._pixels = 0

    def read(self, value):
        """{name: {type: base64}} of those attachments of a cell that are pictures."""
        entries = value.items() if isinstance(value, dict) else [("", value)]
        pictures = {}
        for name, bundle in entries:
            bundle = self._picture(bundle) if isinstance(name, str) and isinstance(bundle, dict) else None
            if bundle is None:
                self.left_out += 1
            else:
                pictures[name] = bundle
        return pictures

    def _picture(self, bundle):
        for value in bundle.values():
            text = "".join(value) if _is_lines(value) else value
            if not isinstance(text, str) or self._read == MOST:
                continue
            picture = checked(_decoded(text), most_pixels=MOST_PIXELS - self._pixels)
            if picture is None:
                continue
            self._read += 1
            self._pixels += picture.pixels
            self.shrunk += picture.pixels > 0
            return {picture.kind: base64.b64encode(picture.data).decode()}
        return None


def settle_pictures(cells, parts):
    """(cells, repairs): the attachments of each text cell, and references that lead to them."""
    missing, renamed, settled = [], [], []
    for cell in cells:
        if cell.type == "markdown":
            released = cell.part.attachments if cell.part else {}
            locked = cell.part is not None and cell.part.locked
            pictures = released if locked else {**released, **cell.attachments}
            text = _References(pictures)
            source = text.rewritten(cell.source)
            cell = replace(cell, source=source, attachments=text.attachments)
            missing += text.missing
            renamed += text.renamed
        settled.append(cell)
    notes = {"pictures": missing, "picture-names": renamed}
    return settled, [note(kind, found=names) for kind, names in notes.items() if names]


def note_refused(cells, parts):
    """(cells, repairs): a note of texts of which pages show a part as it was typed: it could act there."""
    written = [
        cell
        for cell in cells
        if cell.type == "markdown"
        and ACTS.search(cell.source)
        and not (cell.part and cell.text == cell.part.text)
    ]
    if not written:
        return cells, []
    from bplab.grading.intake.texts.text import TextToHtml  # a third of a second, for nbconvert

    texts = TextToHtml()
    refused = sum(texts.refuses(cell.source, Pictures(cell.attachments)) for cell in written)
    return cells, [note("html", count=refused)] if refused else []


class _References:
    """The references of one text. attachments: its pictures, by the names that they have in `rewritten`."""

    def __init__(self, pictures):
        self.missing, self.renamed = [], []
        free = (name for name in map("picture-{}".format, count(1)) if name not in pictures)
        self._names = {name: name if PLAIN.fullmatch(name) else next(free) for name in pictures}
        self._by_plain_name = {plain_name(name): new for name, new in self._names.items()}
        self.attachments = {self._names[name]: picture for name, picture in pictures.items()}

    def rewritten(self, source):
        if "attachment:" not in source:
            return source
        source = IMAGE.sub(self._image, source)
        source = DEFINITION.sub(self._definition, source)
        return ELEMENT.sub(self._element, source)

    def _image(self, found):
        name, title = TITLE.fullmatch(found[2]).groups()  # type: ignore[union-attr]  # one line: it fits
        return self._settled(found[0], name, f"![{found[1]}](attachment:", f"{title or ''})")

    def _definition(self, found):
        return self._settled(found[0], found[2], f"{found[1]}attachment:", found[3])

    def _element(self, found):
        name = found[2].strip("\"'").removeprefix("attachment:")
        return self._settled(found[0], name, f'{found[1]}"attachment:', f'"{found[3]}')

    def _settled(self, written, name, before, after):
        """What stands in the place of a reference to a name; before, after: the name in the new one."""
        new = self._by_plain_name.get(plain_name(name))
        if new is None:
            shown = one_line(plain_name(name)).replace("`", "'")
            self.missing.append(shown)
            return MISSING.format(name=shown)
        if new == name:
            return written
        self.renamed.append(plain_name(name))
        return f"{before}{new}{after}"


def _is_lines(value):
    return isinstance(value, list) and all(isinstance(line, str) for line in value)


def _decoded(text):
    try:
        return base64.b64decode(text)
    except ValueError:
        return b""
