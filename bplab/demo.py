"""`make demo`: a class made of the answer catalogue, released, graded, given feedback and reported on."""

import shutil
import subprocess
import sys
import time
from dataclasses import replace
from itertools import cycle, islice

import nbformat
from rich.table import Table

from bplab.authoring.catalogue import load_answers, plant, solutions
from bplab.authoring.errors import BuildError
from bplab.authoring.units import find_units
from bplab.commands import NbgraderFailed, nbgrader, own_settings
from bplab.grading.gradebook.scores import disagreements, read_scores
from bplab.grading.judge.verdicts import read_record
from bplab.language import ENGLISH
from bplab.language.tables import Console

NO_CHINESE = "{unit} has no Chinese notebook yet ({place}): choose another unit"
IN_CHINESE = "every second student hands in a notebook in Chinese: student-02, student-04, ..."
console = Console()


def run_demo(root, unit_name, n_students, language=ENGLISH):
    """Run the demo in <root>/demo; return whether every score is what the catalogue says.

    language: CHINESE for a class of which every second student hands in a notebook in Chinese.
    """
    [unit] = find_units(root, [unit_name])
    course = root / "demo"
    start = time.perf_counter()
    answers = make_class(unit, course, n_students, language)
    # The class is our own: where there is no sandbox, the demo goes on without one, and says so.
    _bplab("grade", unit, course, "--Sandbox.required=False")
    with console.status("nbgrader generate_feedback"):
        nbgrader("generate_feedback", unit.name, "--force", course_root=course, settings=root)
    with console.status("bplab report"):
        _bplab("report", unit, course, stdout=subprocess.DEVNULL)
    scores = read_scores(course, unit.name)
    wrong = _print_table(answers, scores, *parts_of(nbformat.read(unit.root / unit.source, as_version=4)))
    graded = course / "autograded" / next(iter(answers)) / unit.name / f"{unit.topic}.ipynb"
    protection = read_record(graded).sandbox if graded.exists() else "unknown"
    console.print(f"{n_students} students in {time.perf_counter() - start:.0f} s.")
    console.print(f"sandbox    {protection}")
    console.print(f"gradebook  {(course / 'gradebook.db').relative_to(root)}")
    console.print(
        f"feedback   {(course / 'feedback').relative_to(root)}/<student>/{unit.name}/{unit.topic}.html"
    )
    console.print(f"report     {(course / 'reports').relative_to(root)}/{unit.name}.html")
    console.print(f"marking    bplab mark {unit.name} --course-dir={course.relative_to(root)}")
    for line in wrong:
        console.print(f"[red]{line}[/red]")
    return not wrong


def make_class(unit, course, n_students, language=ENGLISH):
    """Release the unit in a course of its own and hand in one catalogue answer per student."""
    other = replace(unit, language=language)
    if other != unit and not (unit.root / other.release).exists():
        raise BuildError(NO_CHINESE.format(unit=unit.name, place=other.release))
    shutil.rmtree(course, ignore_errors=True)
    shutil.copytree(unit.root / "source" / unit.name, course / "source" / unit.name)
    with console.status("nbgrader generate_assignment"):
        nbgrader("generate_assignment", unit.name, course_root=course, settings=unit.root)
    if other != unit:
        shutil.copytree(unit.root / other.release.parent, course / other.release.parent)
        console.print(IN_CHINESE)
    releases = [nbformat.read(course / each.release, as_version=4) for each in (unit, other)]
    solution = solutions(nbformat.read(course / unit.source, as_version=4))
    answers = {}
    for number, answer in enumerate(_choose(load_answers(unit.lesson), n_students), start=1):
        student = f"student-{number:02d}"
        folder = course / "submitted" / student / unit.name
        folder.mkdir(parents=True)
        nbformat.write(plant(releases[number % 2 - 1], solution, answer), folder / f"{unit.topic}.ipynb")
        answers[student] = answer
    return answers


def _choose(answers, n):
    """n answers, a third of them right, spread over the whole catalogue."""
    right = [answer for answer in answers if answer.is_right]
    wrong = [answer for answer in answers if not answer.is_right]
    n_right = -(-n // 3)
    return [*_spread(right, n_right), *_spread(wrong, n - n_right)]


def _spread(items, n):
    if n <= len(items):
        return [items[i * len(items) // n] for i in range(n)]
    return list(islice(cycle(items), n))


def _bplab(command, unit, course, *options, **how):
    """`bplab grade` or `report`; the first shows its progress."""
    program = "from bplab.cli import main; main()"
    line = [sys.executable, "-c", program, command, unit.name, f"--course-dir={course}", *options]
    if subprocess.run(line, cwd=unit.root, env=own_settings(), **how).returncode:
        raise NbgraderFailed(f"bplab {command} {unit.name} did not do its work: see above")


def _print_table(answers, scores, parts, full):
    """Print a row per student; return a line for each cell that is not as the catalogue says."""
    heads = [f"({number})\n/{points:g}" for number, points in enumerate(full.values(), start=1)]
    widths = {head: max(map(len, head.split("\n"))) for head in (*heads, "total", "by\nhand")} | {"ok": 3}
    table = Table(box=None, padding=(0, 1, 0, 0))
    table.add_column("student", no_wrap=True, min_width=10)
    room = console.width - 11 - sum(width + 1 for width in widths.values()) - 1
    table.add_column("answer", no_wrap=True, max_width=max(room, 12))  # shortened with an ellipsis
    for head, width in widths.items():
        table.add_column(head, no_wrap=True, justify="right", min_width=width)
    wrong = []
    for student, answer in answers.items():
        cells = scores.get(student, {})
        differing = disagreements(student, answer, cells)
        wrong += differing
        got = dict.fromkeys(full, 0.0)
        for grade_id in parts.keys() & cells.keys():
            got[parts[grade_id]] += cells[grade_id].points
        waiting = sum(cell.max_points for cell in cells.values() if cell.by_hand)
        points = [f"{points:g}" for points in (*got.values(), sum(got.values()))]
        by_hand = f"+{waiting:g}" if waiting else ""
        table.add_row(student, answer.name, *points, by_hand, "no" if differing else "yes")
    console.print(table)
    console.print(*(f"({number}) {part}" for number, part in enumerate(full, start=1)), sep="\n")
    console.print("ok: every cell scored as the catalogue says")
    if any(cell.by_hand for cells in scores.values() for cell in cells.values()):
        console.print("by hand: points that a person still gives (a written answer)")
    return wrong


def parts_of(source):
    """(test cell -> its part, part -> full points); a part begins at the first of its visible checks."""
    parts, full, current, previous = {}, {}, "?", ""
    for cell in source.cells:
        metadata = cell.metadata.get("nbgrader", {})
        if metadata.get("grade") and not metadata.get("solution"):  # what a person grades is shown apart
            if cell.id.startswith("test_") and not previous.startswith("test_"):
                current = cell.id.removeprefix("test_").replace("_", " ")
            parts[cell.id] = current
            full[current] = full.get(current, 0) + metadata["points"]
            previous = cell.id
    return parts, full
