"""The translation of a unit as a file: read, brought up to the English of now, written."""

import difflib

import polib

from bplab.authoring.errors import BuildError

NAME = "zh.po"
WIDTH = 0  # a line of the text is a line of the file
LIKE = 0.5  # what a new text shares with an old one of its part to be taken for its new form
UNREADABLE = "{path}: not a gettext file: {problem}"


def path_of(unit):
    return unit.lesson / NAME


def read(path):
    """The catalogue at a path; an empty one if there is no file. BuildError if it cannot be read."""
    if not path.exists():
        catalogue = polib.POFile(wrapwidth=WIDTH)
        catalogue.metadata = {"Content-Type": "text/plain; charset=UTF-8", "Language": "zh_CN"}
        return catalogue
    try:
        return polib.pofile(str(path), wrapwidth=WIDTH, encoding="utf-8")
    except (OSError, ValueError) as problem:  # polib raises OSError for a line that it cannot read
        raise BuildError(UNREADABLE.format(path=path, problem=problem)) from None


def write(path, catalogue):
    path.write_text(f"{catalogue}\n", encoding="utf-8", newline="\n")


def updated(old, texts):
    """A catalogue with an entry for each text, in their order, and none besides.

    An entry whose English has changed keeps its Chinese, marked fuzzy, with the English of before beside it.
    """
    known = {(entry.msgctxt or "", entry.msgid): entry for entry in old}
    wanted = {(text.context, text.english) for text in texts}
    left = [entry for key, entry in known.items() if key not in wanted and entry.msgstr]
    new = polib.POFile(wrapwidth=WIDTH)
    new.metadata, new.header = dict(old.metadata), old.header
    for text in texts:
        entry = known.get((text.context, text.english)) or _entry(text, left)
        entry.comment = text.kind
        new.append(entry)
    return new


def _entry(text, left):
    """A new entry: with the Chinese of the most similar text that is no longer there, else empty."""
    entry = polib.POEntry(msgctxt=text.context or None, msgid=text.english, msgstr="")
    before = max(left, key=lambda other: _similarity(text, other), default=None)
    if before is not None and _similarity(text, before) >= LIKE:
        left.remove(before)
        entry.msgstr = before.msgstr
        if before.msgid != text.english or "fuzzy" in before.flags:  # else it stands in another cell now
            entry.flags = ["fuzzy"]
            entry.previous_msgctxt, entry.previous_msgid = before.msgctxt, before.msgid
    return entry


def _similarity(text, entry):
    """How much of the English of both is the same, 0 for different parts and kinds."""
    if (
        entry.comment != text.kind
        or (entry.msgctxt or "").partition("/")[0] != text.context.partition("/")[0]
    ):
        return 0
    return difflib.SequenceMatcher(None, entry.msgid.split(), text.english.split(), autojunk=False).ratio()
