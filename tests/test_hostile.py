"""Hostile submissions, graded side by side: the points they deserve, and nothing else happens.

What each one tries stands at its top in tests/submissions/, what it deserves in expected.toml there. They
know where everything is. What they find they print, after the word GOT.
"""

import contextlib
import json
import shutil
import sqlite3
import subprocess
import tempfile
import time
from contextlib import closing
from pathlib import Path

import nbformat
import pytest

from bplab.authoring.units import Unit
from bplab.commands import command
from bplab.grading.classrun.grader import READ_SECONDS
from bplab.grading.gradebook.scores import read_scores
from bplab.grading.judge.verdicts import read_record
from bplab.grading.sandbox.bubblewrap import Sandbox
from tests import classes, hostile
from tests.conftest import ROOT, Course
from tests.witness import Witness, leftover_processes, states

JOBS = 4  # more than there are cores: most submissions wait for a limit
LATE = 2  # seconds beyond its limit until a test has ended; twice as many side by side
MOST_SECONDS = 400  # of a class: a grader that hangs is a failure, too
LIMITS = ("--Sandbox.cell_seconds=5", "--Sandbox.notebook_seconds=60")
DESERVED = hostile.deserved()
SHOWN_IN_PLAIN = {name: row.plain for name, row in DESERVED.items() if row.plain is not None}
HIDDEN = "### BEGIN HIDDEN TESTS"
QUERIES = (
    "SELECT * FROM source_cell ORDER BY 1",
    "SELECT * FROM base_cell ORDER BY 1",
    "SELECT * FROM assignment ORDER BY 1",
    "SELECT DISTINCT manual_score FROM grade WHERE manual_score IS NOT NULL",
)
PLANTED = "planted_by_student"


@pytest.fixture
def unit():
    return Unit(ROOT, "02_softmax_cross_entropy")


@pytest.fixture
def witness(monkeypatch):
    witness = Witness()
    for name, value in witness.environment().items():
        monkeypatch.setenv(name, value)
    yield witness
    witness.close()
    shutil.rmtree(witness.root)


@pytest.fixture
def course(tmp_path, unit, witness):
    course = Course(tmp_path / "course", unit)
    source = nbformat.read(course.root / unit.source, as_version=4)
    for cell in source.cells:  # the hidden tests hold a secret, too
        cell.source = cell.source.replace(HIDDEN, f"{HIDDEN}\n# {witness.canary('hidden')}")
    nbformat.write(source, course.root / unit.source)
    course.nbgrader("generate_assignment", unit.name)
    return course


def hand_in(course, solution, witness, names):
    """A class of these submissions between two honest students, whose notebooks hold a secret."""
    facts = witness.facts | {"COURSE": course.root, "CHECKOUT": ROOT}
    for name in names:
        submission = hostile.read(name, facts)
        course.submit(name, submission.plant(course.release, solution))
        submission.hand_in(course.folder(name))
    for name in ("a_first_honest_one", "zoe_last_honest_one"):
        honest = hostile.Hostile(name, hostile.TASKS, {"last": f"# {witness.canary('student')}"})
        course.submit(name, honest.plant(course.release, solution))


def test_the_sandbox_works_here():
    assert Sandbox().missing() is None


def test_every_submission_has_its_row_and_says_what_it_tries():
    assert set(hostile.names()) == set(DESERVED)
    for name in hostile.names():
        first, second = (hostile.FOLDER / f"{name}.py").read_text().split("\n")[:2]
        assert first.startswith("# ") and first.endswith("."), name
        assert second.startswith(("# %% ", "# honest: ")), name


@pytest.mark.parametrize(
    "share, options",  # a share: which ones of each twenty-four
    [
        pytest.param({0}, (), marks=pytest.mark.slow),
        pytest.param({3, 6, 9, 12, 15, 18, 21}, (), marks=pytest.mark.slow),
        pytest.param({*range(1, 24, 3)}, (), marks=pytest.mark.slow),
        pytest.param({*range(2, 24, 3)}, (), marks=pytest.mark.slow),
        pytest.param({*range(2, 24, 3)}, ("--Sandbox.warm=False",), marks=pytest.mark.slow),
    ],
)
def test_hostile_submissions_get_what_they_deserve_and_touch_nothing(
    share, options, course, solution, witness
):
    side_by_side = classes.command(course, f"--jobs={JOBS}", *LIMITS, *options)["args"]
    names = [name for place, name in enumerate(hostile.names()) if place % 24 in share]
    check(course, solution, witness, names, side_by_side, 2 * LATE)


@pytest.mark.slow
def test_nor_do_they_one_after_another_by_nbgrader_autograde(course, solution, witness):
    autograde = command("autograde", course.unit.name, *LIMITS, course_root=course.root)
    check(course, solution, witness, hostile.names()[1::6], autograde, LATE)


def check(course, solution, witness, names, grading, late):
    """Grade a class of these submissions by a command line, and find no problem; late: see LATE."""
    hand_in(course, solution, witness, names)
    watched = [
        ROOT / part for part in ("bplab", "lessons", "source", "release", "nbgrader_config.py", ".venv")
    ]
    before = states(witness.root, *watched), states(course.root), _rows(course)

    with leftover_processes() as left:
        done, megabytes = graded_and_watched(grading)

    after = states(witness.root, *watched), states(course.root), _rows(course)
    planted = [
        path for folder in ("/tmp", "/dev/shm", "/var/tmp") for path in Path(folder).glob(f"{PLANTED}*")
    ]
    problems = [
        *(f"still running: {line}" for line in left),
        *(f"visitor at {line}" for line in witness.visitors),
        *wrong_points(course, names),
        *found_by_students(course, names, witness),
        *(f"changed: {path}" for path in changes(before[0], after[0])),
        *(f"changed: {path}" for path in changes(before[1], after[1]) if _is_unexpected(course, path)),
        *(f"changed in the gradebook: {query}" for query in QUERIES if before[2][query] != after[2][query]),
        *(f"planted: {path}" for path in planted),
        *beyond_their_bounds(course, names, megabytes, late),
    ]
    assert not problems, "\n".join(problems)
    assert done.returncode == 0 and "started one by one" not in done.stderr, done.stderr


@pytest.mark.slow
def test_the_tricks_work_where_nothing_protects(course, solution, witness, tmp_path):
    """Plain nbgrader, without our settings. Only tricks that cannot harm the machine."""
    hand_in(course, solution, witness, SHOWN_IN_PLAIN)
    (tmp_path / "plain").mkdir()
    course.unit = Unit(tmp_path / "plain", course.unit.name)  # a folder without nbgrader_config.py
    patient = "--Execute.iopub_timeout=60"  # some look through all of /tmp, where others leave much
    course.nbgrader("autograde", course.unit.name, patient)
    scores = read_scores(course.root, course.unit.name)
    earned = {name: sum(cell.points for cell in scores[name].values()) for name in SHOWN_IN_PLAIN}
    assert {name: points for name, points in earned.items() if points < SHOWN_IN_PLAIN[name]} == {}
    found = {line.split(":")[0] for line in found_by_students(course, SHOWN_IN_PLAIN, witness)}
    assert found >= {name for name in SHOWN_IN_PLAIN if name.endswith(("_read", "_from_source"))}


@pytest.mark.slow
def test_without_protection_a_process_rewrites_the_gradebook(course, solution, witness, tmp_path):
    hand_in(course, solution, witness, ["gradebook_rewritten_by_daemon"])
    (tmp_path / "plain").mkdir()
    course.unit = Unit(tmp_path / "plain", course.unit.name)
    with leftover_processes(grace=0):
        course.nbgrader("autograde", course.unit.name)
        deadline = time.monotonic() + 20
        while {cell.points for cell in _cells(course, "zoe_last_honest_one")} != {99}:
            assert time.monotonic() < deadline
            time.sleep(0.5)


def wrong_points(course, names):
    """A line for each graded cell whose points are not the deserved ones."""
    scores, lines = read_scores(course.root, course.unit.name), []
    honest = hostile.Deserved(100, "all")
    rows = {name: DESERVED[name] for name in names} | dict.fromkeys(set(scores) - set(names), honest)
    assert len(rows) == len(names) + 2
    for name, deserved in rows.items():
        cells = scores.get(name, {})
        kept = deserved.cells(cells)
        for cell_id, cell in cells.items():
            expected = cell.max_points if cell_id in kept else 0
            if cell.points != expected:
                said = said_of(course, name).get(cell_id)
                lines.append(f"{name}: {cell_id} got {cell.points:g}, deserves {expected:g}: {said}")
        total = sum(cell.max_points for cell_id, cell in cells.items() if cell_id in kept)
        if total != deserved.points:
            lines.append(
                f"{name}: the cells of its row have {total:g} points, its row says {deserved.points:g}"
            )
    return lines


def graded_and_watched(grading):
    """(the finished process, the most megabytes that one of the processes has used that grade)."""
    most = 0
    with tempfile.TemporaryFile() as errors:
        process = subprocess.Popen(grading, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=errors)
        try:
            deadline = time.monotonic() + MOST_SECONDS
            while process.poll() is None:
                assert time.monotonic() < deadline, "it hangs"
                most = max([most, *map(megabytes_of, graders(process.pid))])
                time.sleep(0.05)
        finally:
            process.kill()
        errors.seek(0)
        return subprocess.CompletedProcess(grading, process.returncode, "", errors.read().decode()), most


def graders(process):
    """A process and all below it but for the sandboxes: workers, and what is bounded in each of them."""
    yield process
    with contextlib.suppress(OSError):  # it has just ended
        for task in Path(f"/proc/{process}/task").iterdir():
            for child in (task / "children").read_text().split():
                if Path(f"/proc/{child}/comm").read_text() != "bwrap\n":
                    yield from graders(child)


def megabytes_of(process):
    """The most that a process has used since its program began."""
    with contextlib.suppress(OSError):
        for line in Path(f"/proc/{process}/status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * 1024 / 1e6
    return 0


def beyond_their_bounds(course, names, megabytes, late):
    """A line for each bound that does not hold; the largest of each is printed."""
    cell_seconds, notebook_seconds = (float(limit.partition("=")[2]) for limit in LIMITS)
    records = {name: read_record(graded_notebook(course, name)) for name in names}
    figures = {
        "seconds to read and repair": (
            READ_SECONDS,
            {name: record.reading_seconds for name, record in records.items()},
        ),
        "seconds of one test": (
            cell_seconds + late,
            {
                f"{name}, {verdict.grade_id}": verdict.seconds
                for name, record in records.items()
                for verdict in record.verdicts
            },
        ),
        "seconds in all": (notebook_seconds + 15, {name: record.seconds for name, record in records.items()}),
        "MB in a process that grades": (500, {"all of them": megabytes}),
    }
    lines = []
    for what, (bound, found) in figures.items():
        largest = max(found, key=found.get)
        print(f"{what}: at most {found[largest]:.1f} ({largest}), the bound is {bound:g}")
        lines += [f"{name}: {value:.1f} {what}" for name, value in found.items() if value > bound]
    return lines


def graded_notebook(course, name):
    """Where the graded notebook of a student lies."""
    return course.root / "autograded" / name / course.unit.name / f"{course.unit.topic}.ipynb"


def said_of(course, name):
    """grade_id -> what the judge said of it, in one line."""
    record = read_record(graded_notebook(course, name))
    return {found.grade_id: f"{found.status} {found.message[:200]!r}" for found in record.verdicts}


def found_by_students(course, names, witness):
    """A line for each secret, or word GOT, in what a student's code got printed."""
    lines = []
    for name in names:
        path = graded_notebook(course, name)
        if not path.exists():
            lines.append(f"{name}: not graded")
            continue
        notebook = nbformat.read(path, as_version=4)
        nbformat.validate(notebook)
        for output in (output for cell in notebook.cells for output in cell.get("outputs", [])):
            printed = output.get("text", "").split("\n")
            lines += [f"{name}: {line[:200]}" for line in printed if line.startswith("GOT ")]
            if witness.secret in json.dumps(output):
                lines.append(f"{name}: has the secret in {json.dumps(output)[:300]}")
    return lines


def changes(before, after):
    return sorted(path for path in before.keys() | after.keys() if before.get(path) != after.get(path))


def _is_unexpected(course, path):
    """Whether grading should have left this path of the course alone."""
    path = Path(path).relative_to(course.root)
    if path.parts[0] != "autograded":
        return path.parts[0] not in ("gradebook.db", "gradebook.db-journal", ".nbgrader.log")
    if len(path.parts) < 4:
        return False
    own = {"timestamp.txt", f"{course.unit.topic}.ipynb", f"{course.unit.topic}.verdicts.json"}
    submitted = course.root / "submitted" / Path(*path.parts[1:])
    return path.name not in own and not (submitted.exists() and not submitted.is_symlink())


def _rows(course):
    """What grading has no business to change in the gradebook, and the marks that only a person gives."""
    with closing(sqlite3.connect(course.root / "gradebook.db")) as database:
        return {query: database.execute(query).fetchall() for query in QUERIES}


def _cells(course, student):
    return read_scores(course.root, course.unit.name)[student].values()
