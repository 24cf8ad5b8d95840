"""`bplab check NOTEBOOK`: before handing in, what repair and a fresh run make of a student's notebook.

As grading does, the notebook is compared with the released one, repaired, and run from top to bottom within
the limits of time, but on the student's machine and without a sandbox. Hidden tests are not there.
"""

import math
import time
from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbclient.util import run_sync

from bplab.authoring.kernels import QuietKernelManager
from bplab.grading.intake.reading import Ungradable, read_file, read_notebook
from bplab.grading.intake.repair import OtherAssignment, filled_tasks, note, one_line, repair
from bplab.grading.intake.repair.clean import read_cells
from bplab.grading.intake.repair.editions import choose
from bplab.grading.intake.repair.recognise import recognise_stated, recognise_unstated
from bplab.grading.intake.repair.template import TEST, WRITTEN, read_template
from bplab.grading.sandbox.bubblewrap import Sandbox
from bplab.language import CHINESE, in_language, of_notebook
from bplab.new_course import course_file

CELL_SECONDS, NOTEBOOK_SECONDS = (
    Sandbox.class_traits()[name].default_value for name in ("cell_seconds", "notebook_seconds")
)
READY_SECONDS = 5  # in which a kernel must answer again after a cell that was stopped
HIDDEN_NAME = "hidden_"  # begins the names of the tests that are left empty in what is released
SLOW = 0.5  # share of a limit from which on it is mentioned: the grader's machine may be slower
LINE = "  {status:<8} {points:>5} {seconds:6.1f} s  {name}"
FOUND = "{name} is the assignment {unit}: {filled} of {tasks} answers are filled in."
OTHER = "{name} is no assignment of this course (there is: {units}). Is it the right notebook?"
NOT_THIS = "{name} holds no cell of {released}, or more of another assignment: is it the right notebook?"
NO_MARKS = "{name} is not what was released: its cells have no marks of nbgrader"
FEW = "Only {shared} of the assignment's {all} cells are in it: is it the right notebook?"
PUT_RIGHT = "When you hand it in, this is put right:"
NOTHING_TO_REPAIR = "Nothing has to be put right when you hand it in."
RUNS = "A fresh run, from top to bottom:"
STOPPED = "stopped after {seconds:g} s: grading stops it, too"
ENDED = "Python ended in this cell (memory, exit()?): the rest was not run"
DEAF = "stopped after {seconds:g} s, and it cannot be interrupted: the rest was not run"
NO_TIME = "The {seconds:g} s that a whole notebook has are used up: the rest was not run."
NO_KERNEL = "Python did not start, so nothing was run: {reason}"
SLOW_CELL = (
    "{name} takes {seconds:.0f} of the {limit:g} s that a cell has: the grader's machine may be slower."
)
TIME = (
    "{seconds:.1f} s in all (limit {limit:g} s); the slowest cell, {name}: {slowest:.1f} s (limit {cell:g} s)"
)
VISIBLE = "visible checks: {passed} of {all} pass, {points:g} of {full:g} points"
HIDDEN = "hidden checks: {count}, worth {points:g} points: they run after you hand in"
WRITTEN_POINTS = "written answers: {points:g} points, graded by a person"


@dataclass
class Ran:
    """What a cell did. points: of a visible check, None of any other cell.

    status: passed, failed, error, timeout, ended; "" of what merely ran.
    """

    name: str
    points: float | None
    status: str
    text: str
    seconds: float


def check_notebook(path, released=None, say=print):
    """Say what grading would see; return whether all visible checks pass and no cell fails. Ungradable.

    released: the released notebook; if left out, that of the package's whose cells these are.
    """
    path = Path(path)
    content, repairs = read_notebook(read_file(path), path.name)
    say = _speaking(of_notebook(content), say)
    unit, name, template, (notebook, more) = _find(content, path.name, released)
    parts = {part.id: part for part in read_template(template)}
    answers = sum(part.answer for part in parts.values())
    filled = filled_tasks(notebook, template)
    say(FOUND.format(name=path.name, unit=unit, filled=filled, tasks=answers))
    shared, cells = _shared(content, template), len(template.cells)
    if shared < cells / 2:
        say(FEW.format(shared=shared, all=cells))
    if path.name != name:
        repairs = [note("renamed", found=path.name, name=name), *repairs]
    lines = [f"  {each.text}" for each in repairs + more]
    say("\n".join([PUT_RIGHT, *lines] if lines else [NOTHING_TO_REPAIR]))
    say(RUNS)
    ran = []
    for each in run(notebook, parts, path.parent, say):
        ran.append(each)
        if each.status:
            _show(each, say)
    _summary(ran, parts.values(), say)
    passed = sum(each.status == "passed" for each in ran)
    failed = any(each.status not in ("", "passed") for each in ran)
    return not failed and passed == len(_tests(parts.values(), hidden=False))


def _speaking(language, say):
    """`say`, in a language: the notebook's, whatever the terminal's is."""
    return lambda text: say(in_language(text, language))


def _find(content, name, released):
    """(unit, the notebook's name, released notebook, repaired): of the released notebook it came from."""
    places = [course_file("release"), course_file(CHINESE) / "release"]
    paths = (
        [Path(released)] if released else sorted(path for each in places for path in each.glob("*/*.ipynb"))
    )
    templates = {path: _released(path) for path in paths}
    shared = {path: _shared(content, template) for path, template in templates.items()}
    best = max(paths, key=lambda path: shared[path], default=None)
    if best is not None:  # of one unit in two languages
        same = [
            path for path in paths if path.parent.name == best.parent.name and shared[path] == shared[best]
        ]
        chosen = choose(content, [templates[path] for path in same])
        best = next(path for path in same if templates[path] is chosen)
    if best is None or not shared[best]:
        if released:
            raise Ungradable(NOT_THIS, name=name, released=Path(released).name)
        units = ", ".join(dict.fromkeys(path.parent.name for path in paths))
        raise Ungradable.because(OTHER.format(name=one_line(name), units=units or "none"))
    unit = best.stem if released else best.parent.name
    return unit, best.name, templates[best], repair(content, templates[best])


def _shared(content, template):
    """How many cells of a notebook are those of the released one, 0 if it is of another assignment."""
    parts, (cells, _) = read_template(template), read_cells(content["cells"])
    try:
        recognise_stated(cells, parts)
        recognise_unstated(cells, parts)
    except OtherAssignment:
        return 0
    return sum(cell.part is not None for cell in cells)


def _released(path):
    read_notebook(read_file(path), path.name)  # which says in words what is wrong with it
    template = nbformat.read(path, as_version=4)
    marked = [cell.metadata["nbgrader"] for cell in template.cells if "nbgrader" in cell.metadata]
    if not marked or not all(isinstance(marks, dict) and "grade_id" in marks for marks in marked):
        raise Ungradable(NO_MARKS, name=path.name)
    return template


def run(notebook, parts, folder, say):
    """Run the cells in order in a new kernel; yield a Ran for each. What cannot go on is said."""
    client = NotebookClient(
        notebook,
        kernel_name="python3",
        kernel_manager_class=QuietKernelManager,
        allow_errors=True,
        record_timing=False,
        store_widget_state=False,
        resources={"metadata": {"path": str(folder)}},
    )
    client.log.disabled = True
    try:
        with client.setup_kernel():
            yield from _cells(client, notebook, parts, say)
    except RuntimeError as error:
        say(NO_KERNEL.format(reason=one_line(error)))


def _cells(client, notebook, parts, say):
    ends = time.monotonic() + NOTEBOOK_SECONDS
    visible = {part.id for part in _tests(parts.values(), hidden=False)}
    for index, cell in enumerate(notebook.cells):
        if cell.cell_type != "code":
            continue
        begin = time.monotonic()
        if begin >= ends:
            say(NO_TIME.format(seconds=NOTEBOOK_SECONDS))
            return
        client.timeout = math.ceil(min(CELL_SECONDS, ends - begin))
        status, text, goes_on = _execute(client, cell, index)
        name = cell.id if cell.id in parts else f"cell {index + 1}"
        points = _points(parts[cell.id]) if cell.id in visible else None
        status = status or ("passed" if cell.id in visible else "")
        yield Ran(name, points, status, text, time.monotonic() - begin)
        if not goes_on:
            return


def _execute(client, cell, index):
    """(status, what it says, whether the next cell can be run)."""
    try:
        client.execute_cell(cell, index)
    except DeadKernelError:
        return "ended", ENDED, False
    except CellTimeoutError:
        run_sync(client.km.interrupt_kernel)()
        try:
            run_sync(client.kc.wait_for_ready)(timeout=READY_SECONDS)
        except RuntimeError:
            return "timeout", DEAF.format(seconds=client.timeout), False
        return "timeout", STOPPED.format(seconds=client.timeout), True
    error = next((output for output in cell.outputs if output.output_type == "error"), None)
    if error is None:
        return "", "", True
    if error.ename in ("CheckFailed", "NotPermitted"):
        return "failed", error.evalue, True
    return "error", f"{error.ename}: {error.evalue}", True


def _show(ran, say):
    got = ran.points if ran.status == "passed" else 0
    points = "" if ran.points is None else f"{got:g}/{ran.points:g}"
    say(LINE.format(status=ran.status, points=points, seconds=ran.seconds, name=ran.name))
    for line in ran.text.splitlines():
        say(f"      {one_line(line, limit=None)}")
    if ran.status != "timeout" and ran.seconds > SLOW * CELL_SECONDS:
        say(f"      {SLOW_CELL.format(name=ran.name, seconds=ran.seconds, limit=CELL_SECONDS)}")


def _summary(ran, parts, say):
    if ran:
        slowest = max(ran, key=lambda each: each.seconds)
        times = {
            "seconds": sum(each.seconds for each in ran),
            "name": slowest.name,
            "slowest": slowest.seconds,
        }
        say(TIME.format(limit=NOTEBOOK_SECONDS, cell=CELL_SECONDS, **times))
    passed = [each.points for each in ran if each.status == "passed"]
    full = [_points(part) for part in _tests(parts, hidden=False)]
    say(VISIBLE.format(passed=len(passed), all=len(full), points=sum(passed), full=sum(full)))
    hidden = [_points(part) for part in _tests(parts, hidden=True)]
    say(HIDDEN.format(count=len(hidden), points=sum(hidden)))
    if written := sum(_points(part) for part in parts if part.role == WRITTEN):
        say(WRITTEN_POINTS.format(points=written))


def _tests(parts, hidden):
    return [part for part in parts if part.role == TEST and part.id.startswith(HIDDEN_NAME) is hidden]


def _points(part):
    return part.metadata["nbgrader"].get("points", 0)
