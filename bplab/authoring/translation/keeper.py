"""Refuses a translation that does not say what the English says now."""

from bplab.authoring.errors import BuildError
from bplab.authoring.lesson import read_lesson
from bplab.authoring.stamps import PARTS
from bplab.authoring.translation import catalogue
from bplab.authoring.translation.compared import CHINESE, differences, wrong_terms
from bplab.authoring.translation.terms import read_terms
from bplab.authoring.translation.texts import texts, translated
from bplab.characters import CHARACTERS
from bplab.same_code import without_words

PROBLEM = "{path}: {context}: {start!r}: {problem}"
MISSING = "no Chinese yet: write it, `bplab translate {unit}` makes the entry"
FUZZY = "the English has changed since: look at both, then remove the mark `fuzzy`"
STALE = "no such English text in the lesson now: `bplab translate {unit}` brings the file up to date"
CODE_CHANGED = "{path}: {context}: the code is another one in Chinese"
NOT_ENGLISH = "{path}:{line}: Chinese in the English text, which belongs in {name}"
WHOLE = "{path}: {count} texts, all true to the English"
QUOTED = str.maketrans("", "", CHARACTERS)  # what unit 7 reads; its English shows it, too


def read_parts(unit):
    """{part: cells} of what a unit has."""
    places = {part: unit.lesson / f"{part}.py" for part in PARTS}
    return {
        part: read_lesson(path, with_roles=part == "assignment")
        for part, path in places.items()
        if path.exists()
    }


def check_translation(unit, report=print):
    """Compare a unit's zh.po with its lessons; BuildError says what is wrong. Without one: nothing."""
    path = catalogue.path_of(unit)
    if not path.exists():
        return
    found, terms = catalogue.read(path), read_terms(unit.root)
    parts = read_parts(unit)
    wanted = [text for part, cells in parts.items() for text in texts(part, cells)]
    problems = list(_problems(unit, path, found, wanted, terms))
    if not problems:
        chinese = {(entry.msgctxt, entry.msgid): entry.msgstr for entry in found}
        problems = list(_code_problems(path, parts, chinese))
    if problems:
        raise BuildError("\n".join(problems))
    for entry in found:
        for warning in wrong_terms(entry.msgstr, terms):
            report(_line(path, entry.msgctxt, entry.msgid, warning))
    report(WHOLE.format(path=path.relative_to(unit.root), count=len(wanted)))


def _problems(unit, path, found, wanted, terms):
    entries = {(entry.msgctxt, entry.msgid): entry for entry in found if not entry.obsolete}
    for text in wanted:
        entry = entries.pop((text.context, text.english), None)
        part = text.context.partition("/")[0]
        if CHINESE.search(text.english.translate(QUOTED)):
            yield NOT_ENGLISH.format(path=path.parent / f"{part}.py", line=text.line, name=path.name)
        elif entry is None or not entry.msgstr:
            yield _line(path, text.context, text.english, MISSING.format(unit=unit.name))
        elif "fuzzy" in entry.flags:
            yield _line(path, text.context, text.english, FUZZY)
        else:
            for problem in differences(text, entry.msgstr, terms.kept):
                yield _line(path, text.context, text.english, problem)
    for context, english in entries:
        yield _line(path, context, english, STALE.format(unit=unit.name))


def _line(path, context, english, problem):
    start = " ".join(english.split())[:50]
    return PROBLEM.format(path=path, context=context, start=start, problem=problem)


def _code_problems(path, parts, chinese):
    """Code in Chinese is the same code, but for its comments and strings."""
    for part, cells in parts.items():
        new = translated(part, cells, lambda context, english: chinese[context, english])
        told = [cell for cell in cells if cell.role != "claim"]
        for cell, other in zip(told, new, strict=True):
            if cell.cell_type == "code" and without_words(cell.source) != without_words(other.source):
                yield CODE_CHANGED.format(path=path, context=f"{part}, line {cell.line}")
