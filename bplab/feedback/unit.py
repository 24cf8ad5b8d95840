"""A unit as its page shows it. All that stands here comes from what students got; hidden is only `source`."""

import re
from dataclasses import dataclass, field

import nbformat

from bplab.grading.judge.judge import HIDDEN
from bplab.language import stated

HEADING = re.compile(r"^## +(?:\d+\. +)?(.+)$", re.MULTILINE)
TITLE = re.compile(r"^# +(.+)$", re.MULTILINE)
PART = re.compile(r"\*\*(Part \d+|第 \d+ 部分)[.,，。] *([^*]*)\*\*")
NO_NAME = re.compile(r"\d|graded|约|人工|$")  # "**Part 1, 20 points, ...**": the heading is its name
LABEL = re.compile(r"^Hidden check, [^:]*: |\s*\(\d+ points?\)$|^隐藏检查，[^：]*：|（\d+ 分）$")
WRITTEN = "The written answer."
NO_CLAIM = "The check {name}."


@dataclass(frozen=True)
class Check:
    """What gives points: a test, or an answer that a person marks.

    task: the name of the solution cell that it is about, or "". source: the whole test.
    """

    name: str
    claim: str
    most: float
    task: str
    hidden: bool = False
    written: bool = False
    source: str = ""


@dataclass
class Part:
    """label: "Part 3", or "" where a unit does not count its parts."""

    label: str
    title: str
    checks: list[Check] = field(default_factory=list)

    @property
    def most(self):
        return sum(check.most for check in self.checks)


@dataclass(frozen=True)
class Unit:
    """name: of the folder. words: all names and words of what students got. given: cells that are not theirs.

    blanks: the sources of the tasks as students got them.
    """

    name: str
    title: str
    parts: list[Part]
    words: frozenset[str]
    given: frozenset[str]
    blanks: dict[str, str]

    @property
    def checks(self):
        return [check for part in self.parts for check in part.checks]


class InLanguages:
    """A unit in each language of the course; own: in the course's own."""

    def __init__(self, name, released):
        self.own = read_unit(name, released)
        self._others = {
            language: read_unit(name, released.in_language(language)) for language in released.editions
        }

    def of(self, notebook):
        """The Unit in the language of a graded notebook."""
        return self._others.get(stated(notebook), self.own)


def read_unit(name, released):
    """The Unit; released: the ReleasedNotebook."""
    template = nbformat.reads(released.template, as_version=4)
    whole = {cell.name: cell for cell in released.cells}
    parts: dict[str, Part] = {}
    blanks, part, heading, task, title = {}, "", "", "", ""
    for cell in template.cells:
        cell_name = cell.metadata.get("nbgrader", {}).get("grade_id", "")
        known = whole.get(cell_name)
        if known is None or (cell.cell_type == "markdown" and known.max_score is None):
            title = title or next(iter(TITLE.findall(cell.source)), "")
            if found := HEADING.findall(cell.source):
                part, heading = "", found[-1]
            if found := PART.findall(cell.source):
                part, words = found[-1]
                heading = heading if NO_NAME.match(words) else _name(words)
        elif known.max_score is None:
            if known.solution:
                task, blanks[cell_name] = cell_name, cell.source
        else:
            here = parts.setdefault(part or heading, Part(part, heading))
            if heading not in here.title:
                here.title += f"; {heading}"
            here.checks.append(_check(known, cell.source, "" if known.solution else task))
    words = frozenset(re.findall(r"[A-Za-z_]\w*", " ".join(cell.source for cell in template.cells)))
    given = frozenset(cell.name for cell in released.cells if cell.locked and not cell.solution)
    return Unit(name, title or name, list(parts.values()), words, given, blanks)


def _name(words):
    """`backward and update (6 lines).` as a title."""
    name = re.split(r" \(|（", words.strip(" .。"))[0]
    return name[:1].upper() + name[1:]


def _check(cell, public, task):
    """public: the cell as students got it."""
    if cell.solution:
        return Check(cell.name, WRITTEN, cell.max_score, task, written=True)
    hidden = cell.name.startswith(HIDDEN) or public.strip() != cell.source.strip()
    first = public.strip().partition("\n")[0]
    claim = LABEL.sub("", first.lstrip("# ")) if first.startswith("#") else NO_CLAIM.format(name=cell.name)
    return Check(cell.name, claim, cell.max_score, task, hidden, source=cell.source)
