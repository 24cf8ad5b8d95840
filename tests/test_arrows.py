"""Who may import whom: an arrow only ever points down this table, and from the student's side to no other."""

import ast
from pathlib import Path

import pytest

import bplab

PACKAGE = Path(bplab.__file__).parent
# A room is a module or package, with all that is in it and is no room of its own.
DATA = {"bplab.datasets", "bplab.characters", "bplab.image_folder"}
STUDENT = {"bplab.student_code", "bplab.measures"}
GRADING = [f"bplab.grading.{room}" for room in ("classrun", "gradebook", "judge", "sandbox", "intake")]
DRAWN = {"bplab.checks.seeds", "bplab.checks.once"}  # what the judge decides for all checks
# They import nothing of the package.
ANYBODY = {
    "bplab",
    "bplab.command_line",
    "bplab.commands",
    "bplab.fonts",
    "bplab.language",
    "bplab.made_with",
    "bplab.moved",
    "bplab.names",
    "bplab.same_code",
}
MAY_IMPORT = {
    "bplab": set(),
    "bplab.made_with": {"bplab.language"},
    "bplab.moved": set(),
    "bplab.command_line": set(),
    "bplab.commands": set(),
    "bplab.names": set(),
    "bplab.language": set(),
    "bplab.fonts": set(),
    "bplab.same_code": set(),
    "bplab.zh": {"bplab.language", "bplab.fonts"},
    # Numbers and pictures.
    "bplab.measures": set(),
    "bplab.gradients": {"bplab.measures"},
    "bplab.characters": set(),
    "bplab.image_folder": {"bplab.characters"},
    "bplab.datasets": DATA,
    "bplab.network": set(),
    "bplab.figures": DATA,
    "bplab.experiments": {*DATA, "bplab.network"},
    # The student's side.
    "bplab.student_code": {"bplab.measures"},
    "bplab.checks": {
        *DATA, *STUDENT, "bplab.gradients", "bplab.network", "bplab.experiments", *DRAWN,
    },
    "bplab.explorers": {
        *DATA, *STUDENT, "bplab.gradients", "bplab.network", "bplab.experiments", "bplab.figures",
        "bplab.checks", "bplab.language", "bplab.fonts",
    },
    "bplab.scripts": STUDENT,
    # Grading: a submission comes in, is run, judged and recorded; a class is many of these.
    "bplab.grading.intake": {"bplab.scripts"},
    "bplab.grading.sandbox": {*GRADING[4:], *STUDENT, "bplab.figures"},  # a kernel draws before it is forked
    "bplab.grading.judge": {*GRADING[3:], *STUDENT, *DRAWN},
    "bplab.checks.seeds": set(),
    "bplab.checks.once": {"bplab.checks", "bplab.checks.seeds"},
    "bplab.grading.gradebook": {*GRADING[2:], "bplab.authoring.blanks"},
    "bplab.authoring.blanks": set(),
    "bplab.authoring.rubric": set(),
    "bplab.grading.classrun": set(GRADING[1:]),
    "bplab.grading": {*GRADING, "bplab.feedback"},
    "bplab.feedback": {*GRADING[1:], *STUDENT, "bplab.checks", "bplab.term"},
    "bplab.report": {
        *GRADING[:2], "bplab.grading.judge", "bplab.grading.sandbox", "bplab.feedback", "bplab.term",
        "bplab.student_code", "bplab.checks", "bplab.authoring.mutants.sentences",
    },
    "bplab.authoring.mutants.sentences": {"bplab.checks", "bplab.student_code"},
    # The top.
    "bplab.authoring": {
        *STUDENT, "bplab.characters", "bplab.checks", "bplab.authoring.blanks",
        "bplab.authoring.mutants.sentences", "bplab.authoring.rubric",
    },
    "bplab.term": {"bplab.grading.gradebook", "bplab.grading.intake", "bplab.grading.classrun"},
    "bplab.mark": {"bplab.grading.gradebook", "bplab.grading.intake", "bplab.authoring.rubric", "bplab.term"},
    "bplab.demo": {"bplab.authoring", *GRADING},
    "bplab.new_course": set(),
    "bplab.self_check": {"bplab.authoring", *GRADING[3:], "bplab.new_course"},
    "bplab.grading.commands": {
        "bplab.grading", "bplab.self_check", "bplab.term", "bplab.grading.sandbox", "bplab.grading.classrun",
        "bplab.grading.intake",
    },
    "bplab.authoring.commands": {
        "bplab.authoring", "bplab.demo", "bplab.new_course", "bplab.grading.commands",
    },
    "bplab.cli": {
        "bplab.authoring.commands", "bplab.experiments", "bplab.feedback", "bplab.grading.commands",
        "bplab.mark", "bplab.report", "bplab.scripts", "bplab.term",
    },
}  # fmt: skip


def room_of(module):
    """The room that a module, or a name in one, belongs to."""
    parts = module.split(".")
    return next(name for end in range(len(parts), 0, -1) if (name := ".".join(parts[:end])) in MAY_IMPORT)


def imported(path):
    """(line, dotted name) of what a file imports of the package, wherever in it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: imports say the whole name"
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)


def is_allowed(here, there):
    parents = (there.rsplit(".", end)[0] for end in range(there.count(".") + 1))
    return here == there or there in ANYBODY or not MAY_IMPORT[here].isdisjoint(parents)


FILES = {
    ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts).removesuffix(".__init__"): path
    for path in sorted(PACKAGE.rglob("*.py"))
}


def test_no_import_points_up():
    wrong = [
        f"{path.relative_to(PACKAGE.parent)}:{line}: {room_of(module)} imports {name}"
        for module, path in FILES.items()
        for line, name in imported(path)
        if name.split(".")[0] == "bplab" and not is_allowed(room_of(module), room_of(name))
    ]
    assert not wrong, "\n".join(wrong)


def test_a_room_of_the_table_is_there():
    assert not MAY_IMPORT.keys() - FILES.keys()


@pytest.mark.parametrize(
    ("here", "there"),
    [
        ("bplab.grading.intake.reading", "bplab.grading.judge.verdicts.SUFFIX"),
        ("bplab.grading.judge.judge", "bplab.grading.gradebook.released"),
        ("bplab.authoring.reads", "bplab.grading.judge.given"),
        ("bplab.checks.core", "bplab.explorers.runs"),
    ],
)
def test_an_arrow_that_points_up_is_seen(here, there):
    assert not is_allowed(room_of(here), room_of(there))
