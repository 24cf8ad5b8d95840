"""What a lecture teaches, asks and states, from its source and its notebook.

`python -m bplab.authoring.report [UNIT ...]` lists for each lecture the words it introduces, its questions,
its claims, and for each number of its text where that stands: in what a cell prints, in a claim, or in the
code. It runs nothing. lessons/terms.txt says which lecture teaches a term; `used_too_early` finds uses
before that.
"""

import re
import sys
from itertools import chain
from pathlib import Path

import nbformat

from bplab.authoring.lecture import ANSWER, QUESTION
from bplab.authoring.lesson import read_lesson
from bplab.authoring.units import find_units

EMPHASISED = re.compile(r"(?<![\w*])(\*\*?)([A-Za-z][^*\n]*?)\1(?![\w*])")
NUMBER = re.compile(r"(?<![\w.^{])\d+(?:[  ]\d{3})*(?:\.\d+)?(?:e-?\d+)?(?![\w}]|\.\d)")
NOT_PROSE = re.compile(r"```.*?```|`[^`]*`|\$\$.*?\$\$|\$[^$]*\$|<[^>]*>", re.DOTALL)
SENTENCE = re.compile(r"(?<=[.?!:])\s+|\n\n+")


def prose(cells):
    """The text of the markdown cells, one paragraph's lines joined, without formulas and code."""
    text = "\n\n".join(cell.source for cell in cells if cell.cell_type == "markdown")
    return re.sub(r"(?<!\n)\n(?![\n#|-])", " ", NOT_PROSE.sub("", text))


def read_terms(path):
    """[(number of the lecture that teaches it, pattern, term)] from terms.txt."""
    lines = (line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    terms = []
    for number, _, forms in (line.partition(" ") for line in lines):
        first, *others = forms.split("|")
        pattern = "|".join(map(re.escape, (first, first + "s", *others)))
        terms.append((int(number), re.compile(rf"(?<![\w-])(?:{pattern})(?![\w-])", re.IGNORECASE), first))
    return terms


def used_too_early(lectures, terms):
    """lectures: {number: cells}. [(lecture, term, its lecture, sentence)] of each use before it is taught.

    A sentence that names the unit points forward, and may.
    """
    return [
        (number, term, taught, " ".join(sentence.split()))
        for number, cells in lectures.items()
        for sentence in SENTENCE.split(prose(cells))
        for taught, pattern, term in terms
        if number < taught
        and pattern.search(sentence)
        and not re.search(rf"\b[Uu]nits? (?:\d, )*(?:\d and )?{taught}\b", sentence)
    ]


def introduced(cells, terms, number):
    """The terms of this lecture that stand emphasised, in a heading or in a table of it, and the others."""
    text = prose(cells)
    places = [match[2] for match in EMPHASISED.finditer(text)]
    places += [line for line in text.splitlines() if line.startswith(("#", "|"))]
    own = [(pattern, term) for taught, pattern, term in terms if taught == number]
    there = [term for pattern, term in own if any(pattern.search(place) for place in places)]
    return there, [term for _, term in own if term not in there]


def numbers(cells, notebook):
    """{number in the prose: where it stands}; numbers of one digit are left out."""
    printed = " ".join(
        output.get("text", "") for cell in notebook.cells for output in cell.get("outputs", [])
    )
    claims = {cell.name: cell.source for cell in cells if cell.role == "claim"}
    code = "\n".join(cell.source for cell in cells if cell.cell_type == "code" and cell.role != "claim")
    found = {}
    for match in NUMBER.finditer(prose(cells)):
        text = re.sub("[  ]", "", match[0])
        if len(text) < 2 or text in found:
            continue
        places = [f"claim {name}" for name, source in claims.items() if _stands(text, source)]
        places += ["printed"] * _stands(text, printed) + ["code"] * _stands(text, code)
        found[text] = places
    return found


def _stands(text, where):
    """Whether a number stands there, as it is or, as so many per cent, as a part of one."""
    forms = {text, f"{float(text):g}", f"{float(text) / 100:g}", f"{float(text) / 100:.3f}"}
    return any(re.search(rf"(?<![\w.]){re.escape(form)}0*(?![\w]|\.\d)", where) for form in forms)


def lines(cells, notebook, terms, number):
    """The report of one lecture."""
    words, _ = introduced(cells, terms, number)
    yield f"  words: {', '.join(words)}"
    for cell in cells:
        if cell.cell_type == "markdown":
            for question in cell.source.split(QUESTION)[1:]:
                asked = " ".join(question.partition(ANSWER)[0].split())
                yield f"  question, answered: {asked[:90]}"
    for cell in cells:
        if cell.role == "claim":
            yield f"  claim {cell.name} (line {cell.line}): {cell.source.splitlines()[0][2:]}"
    for text, places in numbers(cells, notebook).items():
        yield f"  {text:>8}   {'; '.join(places) or 'by hand: in no output, claim or code'}"


def main(names):
    root = Path.cwd()
    terms = read_terms(root / "lessons" / "terms.txt")
    for unit in find_units(root, names, lectures_too=True):
        cells = read_lesson(unit.lesson / "lecture.py", with_roles=False)
        notebook = nbformat.read(root / unit.lecture, as_version=4)
        print("\n".join(chain([unit.name], lines(cells, notebook, terms, int(unit.name[:2])))))


if __name__ == "__main__":
    main(sys.argv[1:])
