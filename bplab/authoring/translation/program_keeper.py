"""Refuses a catalogue of the program's sentences that does not say what the code says now."""

import re
from collections import Counter

from bplab.authoring.errors import BuildError
from bplab.authoring.translation import catalogue
from bplab.authoring.translation.compared import (
    CHINESE,
    NO_CHINESE,
    NUMBER,
    PUNCTUATION,
    STILL_ENGLISH,
    different,
    half_width,
    wrong_terms,
)
from bplab.authoring.translation.program import PACKAGE, ROOMS, program_texts
from bplab.authoring.translation.terms import read_terms
from bplab.language import CATALOGUES, pages
from bplab.language.templates import parsed

PROBLEM = "bplab/language/zh/{room}.po: {start!r}: {problem}"
MISSING = "no Chinese yet: write it, `bplab translate --program` makes the entry"
FUZZY = "the English has changed since: look at both, then remove the mark `fuzzy`"
STALE = "no such sentence in the code now: `bplab translate --program` brings the file up to date"
NOT_ENGLISH = "Chinese in the English text: {place}"
NO_TEMPLATE = "is no template: a brace stands alone"
TOLD = "bplab/language/zh: {count} sentences, {empty} of them not in Chinese yet"

OF_CHINESE = re.compile(r"[\u3000-\u9fff\uff00-\uffef]")  # also its punctuation
CODE = re.compile(r"`[^`]*`")
CODE_ELEMENT = re.compile(r"<code>.*?</code>")
PLACEHOLDER = re.compile(r"\{[^{}]*(?:\{[^{}]*\})?[^{}]*\}")
# What is no word of a language: options, paths, calls, attributes, assignments, anything with digits or _.
NAME = re.compile(
    r"--[\w-]+(?:=\S+)?"
    r"|bplab [a-z-]+|[a-z]+/|[A-Za-z0-9-]+\.[a-z]+"  # commands, folders, files
    r"|[A-Za-z0-9_]*[A-Za-z0-9_)\]]?(?:[._(\[=/@*~:][A-Za-z0-9_(\[]|_|\d)[A-Za-z0-9_.()\[\]=/@*,:~-]*"
)
LATIN = re.compile(r"(?<![A-Za-z0-9])[A-Za-z][A-Za-z'-]+(?![A-Za-z0-9])")
# Names of the course's functions and of its tools, which stand in sentences without being marked as code.
NAMES = {
    "argmax", "axis", "backward", "bias", "cache", "copy", "dense", "dict", "dtype", "exp", "fit",
    "float", "forward", "grads", "import", "int", "keepdims", "lambda", "len", "list", "log", "logits",
    "loss", "max", "mean", "min", "mlp", "nan", "inf", "none", "numpy", "predict", "print", "python",
    "randn", "range", "relu", "reshape", "return", "rng", "self", "sigmoid", "softmax", "squeeze",
    "std", "sum", "tanh", "train", "true", "false", "tuple", "uint", "update", "weights", "yield",
    "assert", "def", "bplab", "nbgrader", "jupyter", "jupyterlab", "jupyterhub", "json", "utf", "csv",
    "excel", "moodle", "canvas", "lms", "zip", "html", "markdown", "pip", "docker", "linux", "mac",
    "windows", "wsl", "ubuntu", "debian", "dask", "sqlite", "postgresql", "bubblewrap", "bwrap",
    "lessons", "release", "source", "submitted", "autograded", "feedback", "gradebook", "formgrader",
    "ctrl", "esc", "enter", "home", "end", "ana", "ben", "utc", "todo", "id", "mib", "gib", "kib",
    "adam", "ln", "lr", "mask", "labels", "new", "old", "dz", "np", "for", "if", "else", "class",
    "while", "input", "integers", "normal", "random", "permutation", "cd", "exit", "name", "ok", "tcp",
    "en", "zh", "student-", "ndarray",
    "tab", "shift", "reports", "linear", "nonlinear", "parabola", "sine", "characters", "backups",
}  # fmt: skip


def check_program(root, report=print):
    """Compare bplab/language/zh with the code; BuildError says what is wrong. root: of the terms."""
    if (
        root.resolve() != PACKAGE.parent
    ):  # a course beside the package that is installed, which it does not hold
        return
    terms, problems, count, empty = read_terms(root), [], 0, 0
    for room in ROOMS:
        found = catalogue.read(CATALOGUES / "zh" / f"{room}.po")
        texts = program_texts(room)
        problems += _problems(room, texts, found, terms.kept | NAMES)
        count, empty = count + len(texts), empty + sum(not entry.msgstr for entry in found)
        for entry in found:
            for warning in wrong_terms(entry.msgstr, terms):
                report(_line(room, entry.msgid, warning))
    if problems:
        raise BuildError("\n".join(problems))
    report(TOLD.format(count=count, empty=empty))


def _problems(room, texts, found, kept):
    entries = {entry.msgid: entry for entry in found if not entry.obsolete}
    begun = {_file(text) for text in texts if text.english in entries and entries[text.english].msgstr}
    for text in texts:
        entry = entries.pop(text.english, None)
        if CHINESE.search(text.english):
            yield _line(room, text.english, NOT_ENGLISH.format(place=text.kind))
        elif entry is None or not entry.msgstr:
            if _file(text) in begun:  # else it is a new one, in English only
                yield _line(room, text.english, MISSING)
        elif "fuzzy" in entry.flags:
            yield _line(room, text.english, FUZZY)
        else:
            is_page = text.kind.endswith(" page")
            for problem in (_of_page if is_page else _of_template)(text.english, entry.msgstr):
                yield _line(room, text.english, problem)
            for problem in _language(text.english, entry.msgstr, kept):
                yield _line(room, text.english, problem)
    yield from (_line(room, english, STALE) for english in entries)


def _file(text):
    return text.kind.partition(" ")[0]


def _line(room, english, problem):
    return PROBLEM.format(room=room, start=" ".join(english.split())[:60], problem=problem)


def _of_page(english, chinese):
    yield from different("tags, statements and values", pages.parts(english), pages.parts(chinese))
    plain = (pages.MARKUP.sub(" ", text) for text in (english, chinese))
    yield from different("numbers", *(Counter(NUMBER.findall(text)) for text in plain))


def _of_template(english, chinese):
    try:
        places = [Counter(parsed(text)[1]) for text in (english, chinese)]
    except ValueError:
        if english.count("{") == chinese.count("{") and english.count("}") == chinese.count("}"):
            places = [Counter(), Counter()]  # in English, too: it is said as it is
        else:
            yield NO_TEMPLATE
            return
    yield from different("placeholders", *places)
    yield from different("code", *(Counter(CODE.findall(text)) for text in (english, chinese)))
    plain = (PLACEHOLDER.sub(" ", CODE.sub(" ", text)) for text in (english, chinese))
    yield from different("numbers", *(Counter(NUMBER.findall(text)) for text in plain))


def left_over(text, kept):
    """English words of a Chinese text that are no names."""
    for other, instead in (
        (CODE_ELEMENT, " "),
        (pages.MARKUP, " "),
        (pages.KEY, " "),
        (CODE, " "),
        (PLACEHOLDER, "0"),
        (NAME, " "),
    ):
        text = other.sub(instead, text)
    words = {word for word in LATIN.findall(text) if not (word.isupper() or {word, word.lower()} & kept)}
    return sorted(word for word in words if word[1:] == word[1:].lower())


def _language(english, chinese, kept):
    if left := left_over(chinese, kept):
        yield STILL_ENGLISH.format(words=", ".join(left))
    elif not OF_CHINESE.search(chinese) and left_over(english, kept):
        yield NO_CHINESE
    if half := half_width(PLACEHOLDER.sub("x", CODE.sub("x", pages.MARKUP.sub(" ", chinese)))):
        yield PUNCTUATION.format(found=half)
