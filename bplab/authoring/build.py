"""The build: lessons/ -> notebooks/, source/, release/, with everything executed on the way."""

import shutil
import tempfile
from pathlib import Path

import nbformat

from bplab.authoring.errors import BuildError
from bplab.authoring.execute import execute, failure, has_result
from bplab.authoring.lecture import QUESTION, check_pictures, take_out_claims
from bplab.authoring.lesson import TESTS, read_lesson
from bplab.authoring.mutants.pinned import line as mutants
from bplab.authoring.notebooks import to_notebook
from bplab.authoring.pictures import keep_pictures
from bplab.authoring.stamps import PARTS
from bplab.authoring.translation import catalogue
from bplab.authoring.translation.copies import check_same, in_chinese
from bplab.commands import nbgrader
from bplab.language import ENGLISH

MAX_LECTURE_BYTES = 300_000
MAX_LECTURE_SECONDS, MAX_SOLUTION_SECONDS = 60, 40  # of processor time
UNTOUCHED = "not written yet"  # what every check says where nothing was filled in


def build_unit(unit, report=print, parts=PARTS):
    """Build and try these parts of one unit; return {path below the root: notebook}. Writes nothing."""
    if unit.language != ENGLISH:
        return _build_chinese(unit, report, parts)
    built = {}
    lecture = _read(unit, "lecture", with_roles=False) if "lecture" in parts else None
    assignment = _read(unit, "assignment", with_roles=True) if "assignment" in parts else None
    if lecture:
        built[unit.lecture] = _build_lecture(lecture, unit, report)
    if assignment:
        source = to_notebook(assignment)
        built[unit.source] = source
        built[unit.release] = _release(unit, source)
        _try_solution(source, unit, report)
        _try_untouched(built[unit.release], source, assignment, unit, report)
        report(f"{unit.source}: {mutants(unit.name)}")
    return built


def _build_chinese(unit, report, parts):
    """The same in Chinese. What is tried in English, claims and untouched tests, is not tried once more.

    The code is the same but for its words, in each cell: then the English answers of the catalogue are judged
    alike, since tests are run from the English source.
    """
    built, found = {}, catalogue.read(catalogue.path_of(unit))
    chinese = {(entry.msgctxt, entry.msgid): entry.msgstr for entry in found}
    lecture = _read(unit, "lecture", with_roles=False) if "lecture" in parts else None
    assignment = _read(unit, "assignment", with_roles=True) if "assignment" in parts else None
    if lecture:
        notebook = in_chinese("lecture", lecture, chinese)
        check_same(unit.lecture, notebook, to_notebook([cell for cell in lecture if cell.role != "claim"]))
        _run_lecture(notebook, [], unit, report)
        built[unit.lecture] = notebook
    if assignment:
        source = in_chinese("assignment", assignment, chinese)
        check_same(unit.source, source, to_notebook(assignment))
        built[unit.source] = source
        built[unit.release] = _release(unit, source)
        _try_solution(source, unit, report)
    return built


def _read(unit, name, with_roles):
    path = unit.lesson / f"{name}.py"
    return read_lesson(_relative(path), with_roles) if path.exists() else None


def _relative(path):
    """The path as it should appear in messages: from here if possible."""
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path


def _build_lecture(cells, unit, report):
    notebook = to_notebook(cells)
    claims = _run_lecture(notebook, cells, unit, report)
    answered = sum(cell.source.count(QUESTION) for cell in notebook.cells)
    proved = ", ".join(claims) or "nothing"
    report(f"{unit.lecture}: questions with answers: {answered}; proved: {proved}")
    return notebook


def _run_lecture(notebook, cells, unit, report):
    """Run a lecture in place and take its claims out; return their names. BuildError if it cannot be read."""
    seconds = execute(notebook, unit.lesson)
    claims = take_out_claims(notebook, cells, _relative(unit.lesson / "lecture.py"))
    check_pictures(notebook, unit.lecture)
    keep_pictures(notebook)
    for number, cell in enumerate(notebook.cells):
        if problem := failure(cell):
            raise BuildError(f"{unit.lecture}: cell {number + 1} fails: {problem}")
    size = len(nbformat.writes(notebook).encode())
    if size > MAX_LECTURE_BYTES:
        raise BuildError(f"{unit.lecture}: {size:,} bytes, more than {MAX_LECTURE_BYTES:,}: draw less")
    _check_time(unit.lecture, seconds, MAX_LECTURE_SECONDS)
    size_and_time = f"{len(notebook.cells)} cells, {size // 1000} kB, {seconds:.1f} s of processor time"
    report(f"{unit.lecture}: runs, {size_and_time}")
    return claims


def _release(unit, source):
    """The student version, by `nbgrader generate_assignment` in a course of its own."""
    with tempfile.TemporaryDirectory() as folder:
        course = Path(folder)
        (course / unit.source).parent.mkdir(parents=True)
        nbformat.write(source, course / unit.source)
        # No gradebook is made, which takes as long as all the rest.
        command = "generate_assignment", unit.name, "--no-db"
        nbgrader(*command, course_root=course / unit.place, settings=unit.root)
        return nbformat.read(course / unit.release, as_version=4)


def _try_solution(source, unit, report):
    """Every cell of the solution must run, and every test must pass on it."""
    notebook = _copy(source)
    seconds = execute(notebook, unit.lesson)
    problems = [
        f"{unit.source}: {cell.id} fails on the solution: {problem}"
        for cell in notebook.cells
        if (problem := failure(cell))
    ]
    problems += [
        f"{unit.source}: {cell.id} ends in a value, which nbgrader would read as its score"
        for cell in notebook.cells
        if cell.metadata.get("nbgrader", {}).get("grade") and has_result(cell)
    ]
    if problems:
        raise BuildError("\n".join(problems))
    _check_time(unit.source, seconds, MAX_SOLUTION_SECONDS)
    points = sum(cell.metadata.get("nbgrader", {}).get("points", 0) for cell in source.cells)
    report(f"{unit.source}: the solution passes in {seconds:.1f} s, {points} points")


def _try_untouched(release, source, cells, unit, report):
    """On the untouched student version every test must fail saying so, and nothing else may fail."""
    notebook = _copy(release)
    hidden = {cell.id: cell.source for cell in source.cells}
    tests = {cell.grade_id for cell in cells if cell.role in TESTS}
    for cell in notebook.cells:
        if cell.id in tests:
            cell.source = hidden[cell.id]
    seconds = execute(notebook, unit.lesson)
    problems = []
    for cell in notebook.cells:
        problem = failure(cell)
        if cell.id in tests and problem is None:
            problems.append(f"{unit.release}: {cell.id} passes although nothing was filled in")
        elif cell.id in tests and not problem.startswith("CheckFailed"):
            problems.append(f"{unit.release}: {cell.id} shows a student a traceback: {problem}")
        elif cell.id in tests and UNTOUCHED not in problem:
            problems.append(f"{unit.release}: {cell.id} does not say {UNTOUCHED!r}: {problem}")
        elif cell.id not in tests and problem is not None:
            problems.append(f"{unit.release}: {cell.id} fails before anything was filled in: {problem}")
    if problems:
        raise BuildError("\n".join(problems))
    report(f"{unit.release}: all {len(tests)} tests fail on the untouched version, {seconds:.1f} s")


def _check_time(path, seconds, limit):
    if seconds > limit:
        raise BuildError(f"{path}: runs for {seconds:.0f} s, more than {limit} s: compute less")


def _copy(notebook):
    return nbformat.reads(nbformat.writes(notebook), as_version=4)


def write(unit, built):
    """Write what build_unit returned; the unit's folders in source/ and release/ are made anew."""
    for folder in {path.parent for path in built if path != unit.lecture}:
        shutil.rmtree(unit.root / folder, ignore_errors=True)
    for path, notebook in built.items():
        (unit.root / path).parent.mkdir(parents=True, exist_ok=True)
        nbformat.write(notebook, unit.root / path)


def differences(unit, built):
    """What in the checkout differs from a fresh build, one line each.

    Sources, ids and metadata must be equal. Outputs of lectures need equal kinds only: pixels and last
    digits depend on the machine.
    """
    lines = [
        f"{path}: is not built from lessons/"
        for folder in (unit.source.parent, unit.release.parent)
        for path in sorted(p.relative_to(unit.root) for p in (unit.root / folder).rglob("*") if p.is_file())
        if path not in built and ".ipynb_checkpoints" not in path.parts
    ]
    for path, notebook in built.items():
        if not (unit.root / path).exists():
            lines.append(f"{path}: missing")
            continue
        committed = nbformat.read(unit.root / path, as_version=4)
        if committed.metadata != notebook.metadata:
            lines.append(f"{path}: notebook metadata differ")
        if [cell.id for cell in committed.cells] != [cell.id for cell in notebook.cells]:
            lines.append(f"{path}: cells were added, removed or edited")
            continue
        for old, new in zip(committed.cells, notebook.cells, strict=True):
            if _compared(old) != _compared(new):
                lines.append(f"{path}: cell {new.id} differs")
    return lines


def _compared(cell):
    kinds = [(output.output_type, sorted(output.get("data", {}))) for output in cell.get("outputs", [])]
    return cell.cell_type, cell.source, cell.metadata, kinds
