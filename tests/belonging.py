"""Markers by what a test belongs to: `pytest -m unit04`, `-m sandbox`. They follow from where it stands."""

from pathlib import Path

from bplab.authoring.units import Unit, find_units

FOLDERS = {
    "browser": "in a real browser",
    "catalogue": "what the answers of the units lose",
    "explorers": "the explorers of the lectures",
    "language": "what the program says in another language",
    "feedback": "the pages that students get back",
    "mark": "written answers, one question at a time",
    "report": "what instructors learn of a class: `bplab report`",
    "term": "from the LMS and back: roster, collect, deadlines, export",
    "repair": "submissions that are put right before they are graded",
    "warm": "kernels that are forked",
}
# The beginnings of file names in tests/, where a test stands in no folder of its own.
FILES = {
    "checks": ("what students' checks say", "checks sheets seeds given graph"),
    "network": (
        "the package's networks, data and pictures",
        "network training batches characters datasets timing fonts",
    ),
    "sandbox": (
        "where student code runs",
        "sandbox hostile chatty kernels bounded permitted stand_in elsewhere doctor",
    ),
    "judge": ("tests run from outside on a student's functions", "judge wire cells causes remote"),
    "classrun": (
        "`bplab grade` and what is recorded",
        "classrun journal database fingerprints demo cli status",
    ),
    "intake": ("what is handed in", "intake bad_submissions timestamps follow scripts self_check"),
    "authoring": (
        "lessons, and what is built from them",
        "build blanks lesson lectures new_unit pictures mutants translation",
    ),
    "nbgrader": (
        "nbgrader with our classes in it",
        "release nbgrader_patch new_course plain_nbgrader formgrader",
    ),
    "house": (
        "who may import whom, what is installed, and names of before",
        "arrows contributing moved extras side_by_side version",
    ),
}


def markers():
    """(name, what it is) of all markers that tests get by where they stand."""
    yield from FOLDERS.items()
    yield from ((name, text) for name, (text, _) in FILES.items())
    units = find_units(Path(__file__).parents[1], lectures_too=True)
    yield from ((f"unit{unit.name[:2]}", f"unit {int(unit.name[:2])}") for unit in units)


def belongs_to(item):
    """The names of an item's markers."""
    path = Path(item.path).relative_to(Path(__file__).parent)
    if path.parts[0] in FOLDERS:
        yield path.parts[0]
    name = path.stem.removeprefix("test_")
    yield from (marker for marker, (_, words) in FILES.items() if name.startswith(tuple(words.split())))
    if path.parts[0] == "warm":
        yield "sandbox"
    for value in item.callspec.params.values() if hasattr(item, "callspec") else ():
        if isinstance(value, Unit) and value.name[:2].isdigit():
            yield f"unit{value.name[:2]}"
