"""Broken submissions: one line each, the rest of the class is graded, nothing in submitted/ changes."""

import copy
import hashlib
import json
import os
import shutil

import nbformat
import pytest
from nbgrader.api import Gradebook

from bplab.authoring.catalogue import Answer, plant
from bplab.grading.gradebook.scores import read_scores
from bplab.grading.judge.verdicts import read_record

NOTEBOOK = "linear_vs_relu.ipynb"
LARGE = 10**8  # bytes


def duplicated(notebook):
    notebook = copy.deepcopy(notebook)
    notebook.cells.append(copy.deepcopy(next(c for c in notebook.cells if c.id == "relu_network")))
    notebook.cells[-1].id = "pasted"
    return notebook


def without_metadata(notebook):
    notebook = copy.deepcopy(notebook)
    for cell in notebook.cells:
        cell.metadata = {}
    return notebook


def with_outputs(notebook, megabytes):
    notebook = copy.deepcopy(notebook)
    output = nbformat.v4.new_output("stream", text="x" * 2**20)
    next(c for c in notebook.cells if c.id == "relu_network").outputs = [output] * megabytes
    return notebook


def of_format_3(notebook):
    return json.dumps(nbformat.convert(copy.deepcopy(notebook), to_version=3)).encode()


def other_assignment():
    return nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("print('petals')")])


def many_cells(number):
    cell = {"cell_type": "code", "source": "", "metadata": {}, "outputs": [], "execution_count": None}
    return json.dumps({"nbformat": 4, "nbformat_minor": 4, "metadata": {}, "cells": [cell] * number}).encode()


def tree_hash(folder):
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        digest.update(str(path.relative_to(folder)).encode())
        if path.is_file():
            size = path.stat().st_size
            digest.update(path.read_bytes() if size < LARGE else str(size).encode())
    return digest.hexdigest()


@pytest.fixture
def good(course, answers, solution):
    return plant(course.release, solution, answers[0])


def lines_of(log, student):
    return [line.partition(f"{student}: ")[2] for line in log.splitlines() if f"] {student}: " in line]


def points(course, student):
    return sum(cell.points for cell in read_scores(course.root, course.unit.name)[student].values())


@pytest.mark.slow
def test_what_can_be_repaired_is_graded_and_each_repair_is_a_line(course, good):
    renamed = "linear_vs_relu (1).ipynb"
    expected = {
        "byte-order-mark": (b"\xef\xbb\xbf" + nbformat.writes(good).encode(), "UTF-8 with a byte-order mark"),
        "copied": (duplicated(good), "relu_network is there 2 times"),
        "format-3": (of_format_3(good), "of format 3"),
        "latin-1": (nbformat.writes(good).encode().replace(b"# Build", b"# \xdcben: build"), "LATIN-1"),
        "no-metadata": (without_metadata(good), "had lost their nbgrader metadata"),
        "outputs": (with_outputs(good, megabytes=20), None),
        "utf-16": (nbformat.writes(good).encode("utf-16"), "written in UTF-16"),
        "windows": (nbformat.writes(good).replace("\\n", "\\r\\n").encode(), "line ends"),
    }
    for student, (content, _) in expected.items():
        course.submit(student, content)
    course.submit("renamed", good, name=renamed)
    expected["renamed"] = (None, f"the notebook is called {renamed}: graded as {NOTEBOOK}")
    before = tree_hash(course.root / "submitted")

    log = course.nbgrader("autograde", course.unit.name).stderr

    for student, (_, line) in expected.items():
        found = lines_of(log, student)
        assert len(found) == (line is not None), found
        assert line is None or line in found[0]
        assert points(course, student) == 90, student
        record = read_record(course.root / "autograded" / student / course.unit.name / NOTEBOOK)
        assert [repair.text for repair in record.repairs] == found
    assert tree_hash(course.root / "submitted") == before


@pytest.mark.slow
def test_a_timestamp_is_read_where_it_can_be_and_else_put_aside_with_a_line(course, good):
    stamps = {
        "chinese": "2026年3月9日 23:10 +0800".encode("utf-16"),
        "counted": b"1773069000",
        "empty": b"",
        "vague": b"yesterday",
        "zone": b"2026-03-09 23:10:00 CST",
    }
    for student, stamp in stamps.items():
        course.submit(student, good)
        course.submit(student, stamp, name="timestamp.txt")
    before = tree_hash(course.root / "submitted")

    log = course.nbgrader("autograde", course.unit.name).stderr

    assert tree_hash(course.root / "submitted") == before
    reasons = {"empty": "it is empty", "vague": "'yesterday' is not a date", "zone": "'CST' may mean several"}
    with Gradebook(f"sqlite:///{course.root / 'gradebook.db'}") as gradebook:
        for student in stamps:
            found = lines_of(log, student)
            assert points(course, student) == 90
            moment = gradebook.find_submission(course.unit.name, student).timestamp
            kept = course.root / "autograded" / student / course.unit.name / "timestamp.txt"
            if student in reasons:
                assert len(found) == 1 and "timestamp.txt is put aside" in found[0]
                assert reasons[student] in found[0]
                assert moment is None and not kept.exists()
            else:
                assert found == [] and str(moment) == "2026-03-09 15:10:00"
                assert kept.read_text() == "2026-03-09 15:10:00 UTC\n"


def test_each_broken_submission_is_one_line_and_the_class_goes_on(course, good):
    expected = {
        "broken-json": (b'{"cells": [', f"{NOTEBOOK} is not a notebook: not JSON (line 1: "),
        "deep": (b"[" * 100_000, "nested too deeply"),
        "deep-metadata": (
            b'{"nbformat": 3, "worksheets": [' + b'{"a":' * 900 + b"1" + b"}" * 900 + b"]}",
            f"{NOTEBOOK} is JSON but not a notebook: ",
        ),
        "empty-file": (b"", f"{NOTEBOOK} is empty (0 bytes)"),
        "empty-notebook": (nbformat.v4.new_notebook(), f"{NOTEBOOK} has no cells"),
        "huge-number": (b'{"nbformat": 4, "cells": [' + b"9" * 10_000 + b"]}", "is JSON but not a notebook"),
        "json-cells": (
            b'{"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [1, 2]}',
            "it has no list of cells",
        ),
        "json-list": (b"[1, 2]", f"{NOTEBOOK} is JSON but not a notebook: it states no notebook format"),
        "json-object": (b'{"a": 1}', f"{NOTEBOOK} is JSON but not a notebook"),
        "many-cells": (many_cells(10_000), f"{NOTEBOOK} is too large: 10000 cells"),
        "other-assignment": (other_assignment(), f"{NOTEBOOK} holds no cell of 05_linear_vs_relu"),
        "zeros": (bytes(1000), f"{NOTEBOOK} is empty"),
    }
    for student, (content, _) in expected.items():
        course.submit(student, content)
    course.submit("other-name", other_assignment(), name="petals.ipynb")
    course.submit("no-notebook", b"my answers", name="answers.txt")
    course.submit("a-first-good-one", good)
    course.submit("zoe-last-good-one", good)
    course.submit("linked-notebook", b"", name="answers.txt")
    (course.folder("linked-notebook") / NOTEBOOK).symlink_to(course.folder("a-first-good-one") / NOTEBOOK)
    (course.root / "submitted" / "linked-folder").mkdir()
    (course.root / "submitted" / "linked-folder" / course.unit.name).symlink_to(
        course.folder("a-first-good-one")
    )
    os.mkfifo(course.folder("pipe") / NOTEBOOK)
    with open(course.folder("huge") / NOTEBOOK, "wb") as file:
        file.truncate(600 * 2**20)
    (course.folder("folder") / NOTEBOOK).mkdir()
    lines = {student: line for student, (_, line) in expected.items()} | {
        "folder": f"{NOTEBOOK} is not a file",
        "huge": f"{NOTEBOOK} is too large: 600 MiB",
        "linked-folder": "the submission folder is a link",
        "linked-notebook": f"{NOTEBOOK} is a link",
        "no-notebook": "no notebook in the submission (found: answers.txt)",
        "other-name": "petals.ipynb holds no cell of 05_linear_vs_relu",
        "pipe": f"{NOTEBOOK} is not a file",
    }
    with Gradebook(f"sqlite:///{course.root / 'gradebook.db'}") as gradebook:
        gradebook.add_student("enrolled-but-silent")
    before = tree_hash(course.root / "submitted")

    done = course.nbgrader("autograde", course.unit.name, allow_failure=True)

    log = done.stderr
    assert done.returncode == 1
    assert "Traceback" not in log
    for student, line in lines.items():
        [first, *_] = lines_of(log, student)
        assert line in first, first
    assert "enrolled-but-silent: no submission" in log
    assert f"{len(lines)} of {len(lines) + 2} submissions could not be graded:" in log
    for student in ("a-first-good-one", "zoe-last-good-one"):
        assert points(course, student) == 90
        assert lines_of(log, student) == []
    assert not set(lines) & set(read_scores(course.root, course.unit.name))
    assert tree_hash(course.root / "submitted") == before


@pytest.mark.slow
def test_only_plain_files_are_copied_and_names_cannot_forge_a_line(course, good):
    course.submit("eve", good)
    folder = course.folder("eve")
    (folder / "data.csv").write_text("1,2")
    (folder / "run.sh").write_text("true")
    (folder / "run.sh").chmod(0o4755)
    (folder / "linear_vs_relu.verdicts.json").write_text("{}")
    (folder / "linear_vs_relu.verdicts.json").chmod(0o400)
    (folder / "grades.csv").symlink_to(course.root / "gradebook.db")
    (folder / "others").symlink_to(course.root / "submitted")
    (folder / "x\n[AutogradeApp | ERROR] ana: cheated\x1b[2J.txt").symlink_to("/etc/passwd")
    (folder / "y\n[AutogradeApp | ERROR] ana: cheated.txt").write_text("plain")
    os.mkfifo(folder / "pipe.csv")
    with open(folder / "z-large.bin", "wb") as file:
        file.truncate(65 * 2**20)
    log = course.nbgrader("autograde", course.unit.name).stderr
    assert lines_of(log, "eve") == [
        r"links are not followed and not copied: others, grades.csv, "
        r"x\n[AutogradeApp | ERROR] ana: cheated\x1b[2J.txt",
        "not plain files that can be read, not copied: pipe.csv",
        "data files beyond 64 MiB or 1000 files are not copied: z-large.bin",
        "files other than data, Python and pictures are not copied to autograded/: run.sh",
    ]
    assert not any(line.startswith("[AutogradeApp | ERROR] ana") for line in log.splitlines())
    assert "\x1b[2J" not in log
    graded = course.root / "autograded" / "eve" / course.unit.name
    assert {path.name for path in graded.iterdir() if not path.name.startswith("y")} == {
        NOTEBOOK,
        "linear_vs_relu.verdicts.json",
        "data.csv",
    }
    assert points(course, "eve") == 90


@pytest.mark.slow
def test_of_several_renamed_notebooks_the_one_with_most_tasks_filled_in_counts(course, good):
    course.submit("ana", course.release, name="a blank.ipynb")
    course.submit("ana", good, name="b full.ipynb")
    course.submit("ana", other_assignment(), name="c other.ipynb")
    course.submit("ana", b"{", name="d broken.ipynb")
    half = copy.deepcopy(good)
    next(cell for cell in half.cells if cell.id == "relu_network").source = ""
    course.submit("ana", half, name="e half.ipynb")
    course.submit("ben", course.release)
    course.submit("ben", good, name="linear_vs_relu-Copy1.ipynb")
    course.submit("cem", course.release)
    log = course.nbgrader("autograde", course.unit.name).stderr
    assert lines_of(log, "ben") == [
        f"the notebook is called linear_vs_relu-Copy1.ipynb: graded as {NOTEBOOK}",
        f"the notebook with most tasks filled in counts, not graded: {NOTEBOOK}",
    ]
    assert [points(course, student) for student in ("ben", "cem")] == [90, 0]
    assert lines_of(log, "cem") == [], "a blank notebook is an honest one"
    assert lines_of(log, "ana") == [
        f"the notebook is called b full.ipynb: graded as {NOTEBOOK}",
        "the notebook with most tasks filled in counts, not graded: a blank.ipynb, e half.ipynb",
        "beside the notebook that is graded: d broken.ipynb is not a notebook: not JSON "
        "(line 1: Expecting property name enc…",
    ]
    assert points(course, "ana") == 90


@pytest.mark.slow
def test_without_the_release_folder_the_gradebook_knows_what_was_released(course, good):
    shutil.rmtree(course.root / "release")
    shutil.rmtree(course.root / "source")
    course.submit("ana", without_metadata(good))
    remains = copy.deepcopy(good)
    remains.cells = [cell for cell in remains.cells if not cell.id.startswith(("test_", "hidden_", "given_"))]
    course.submit("ben", remains)
    course.submit("zoe", good)
    log = course.nbgrader("autograde", course.unit.name).stderr
    assert [points(course, student) for student in ("ana", "ben", "zoe")] == [90, 90, 90]
    assert [len(lines_of(log, student)) for student in ("ana", "ben", "zoe")] == [1, 1, 0]


@pytest.mark.slow
def test_code_that_ends_its_process_and_an_endless_loop_cost_one_student_only(course, answers, solution):
    def with_line(line):
        old = "self.z_3 = self.a_2 @ self.weights_3 + self.bias_3"
        answer = Answer("x", "x", "x.", swaps=(("relu_network", old, f"{line}\n        {old}"),))
        return plant(course.release, solution, answer)

    course.submit("ben", with_line("import os; os._exit(3)"))
    endless = with_line("pass")
    next(cell for cell in endless.cells if cell.id == "linear_network").source += "\nwhile True:\n    pass"
    course.submit("cem", endless)
    course.submit("zoe", plant(course.release, solution, answers[0]))
    log = course.nbgrader("autograde", course.unit.name, "--Sandbox.cell_seconds=5").stderr
    assert "Traceback" not in log
    ben = read_scores(course.root, course.unit.name)["ben"]
    assert {cell.points for name, cell in ben.items() if "relu_network" in name} == {0}
    assert all(cell.points == cell.max_points for name, cell in ben.items() if "linear_network" in name)
    # The class of an endless cell was defined before the loop began, so nothing is lost.
    assert points(course, "cem") == 90
    assert "cell linear_network was stopped" in "".join(lines_of(log, "cem"))
    assert points(course, "zoe") == 90
    assert lines_of(log, "zoe") == []


@pytest.mark.slow
def test_removed_cells_are_put_back_and_judged_whatever_points_they_had_before(course, good):
    course.submit("ana", good)
    course.nbgrader("autograde", course.unit.name)
    assert points(course, "ana") == 90
    gone = ("given_data", "hidden_relu_network_e_1", "run_experiment", "explain_linear_vs_relu")
    good.cells = [cell for cell in good.cells if cell.id not in gone]
    course.submit("ana", good)
    log = course.nbgrader("autograde", course.unit.name, "--force").stderr
    assert lines_of(log, "ana") == [f"missing cells are put back: {', '.join(gone)}"]
    cells = read_scores(course.root, course.unit.name)["ana"]
    lost = {name for name, cell in cells.items() if cell.points == 0}
    assert lost == {"test_run_experiment", "hidden_run_experiment_protocol", "explain_linear_vs_relu"}
    assert cells["hidden_relu_network_e_1"].points == 3
    assert not cells["explain_linear_vs_relu"].by_hand


@pytest.mark.slow
def test_a_changed_test_cell_is_put_back(course, answers, solution):
    wrong = next(answer for answer in answers if answer.name == "no-derivative-e-2")
    notebook = plant(course.release, solution, wrong)
    for cell in notebook.cells:
        if cell.id.startswith(("test_", "hidden_")):
            cell.source = "pass"
            cell.metadata.nbgrader["points"] = 50
    course.submit("eve", notebook)
    log = course.nbgrader("autograde", course.unit.name).stderr
    assert [line.partition(":")[0] for line in lines_of(log, "eve")] == [
        "damaged or changed nbgrader metadata is restored",
        "the text of cells that must not be edited is put back",
    ]
    cells = read_scores(course.root, course.unit.name)["eve"]
    assert {name for name, cell in cells.items() if cell.points == 0} == {
        *wrong.loses,
        "explain_linear_vs_relu",
    }


@pytest.mark.slow
def test_autograde_before_release_says_what_to_do(course, good):
    course.submit("ana", good)
    (course.root / "gradebook.db").unlink()
    done = course.nbgrader("autograde", course.unit.name, allow_failure=True)
    assert done.returncode == 1
    assert "run `nbgrader generate_assignment 05_linear_vs_relu` first" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.slow
def test_the_options_of_nbgrader_work_as_ever(course, good):
    def autograde(*options, **how):
        return course.nbgrader("autograde", course.unit.name, *options, **how)

    course.submit("ana", good)
    course.submit("ana", b"2026-01-01 12:00:00 UTC", name="timestamp.txt")
    course.submit("ben", b"not a notebook")
    log = autograde("--student=ana", "--notebook=linear*").stderr
    assert "WARNING" not in log and "Warning" not in log  # an honest submission is nothing to warn of
    assert set(read_scores(course.root, course.unit.name)) == {"ana"}
    with Gradebook(f"sqlite:///{course.root / 'gradebook.db'}") as gradebook:
        assert gradebook.find_submission(course.unit.name, "ana").timestamp.year == 2026

    log = autograde("--student=ana").stderr
    assert "Skipping existing assignment" in log
    good.cells = good.cells[:-1] + [cell for cell in good.cells if cell.id == "given_data"]
    course.submit("ana", good)
    log = autograde("--student=ana", "--force").stderr
    assert lines_of(log, "ana") == [
        "copies of cells that are given are dropped, or ordinary cells where changed: given_data"
    ]

    done = autograde("--student=ana", "--notebook=petals", allow_failure=True)
    assert done.returncode == 1
    assert lines_of(done.stderr, "ana") == ["no notebook matches --notebook=petals"]


def test_without_a_sandbox_the_run_stops_at_once(course, good):
    course.submit("ana", good)
    course.submit("ben", good)
    done = course.nbgrader("autograde", course.unit.name, "--Sandbox.bwrap=/bin/false", allow_failure=True)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "Student code cannot be run in a sandbox here, so nothing was graded." in done.stderr
    assert "ben" not in done.stderr
    assert not (course.root / "autograded" / "ana").exists() or not list(
        (course.root / "autograded" / "ana").iterdir()
    )


@pytest.mark.slow
def test_feedback_of_a_wrong_answer_shows_the_message_of_its_check(course, answers, solution):
    wrong = next(answer for answer in answers if answer.name == "no-derivative-e-2")
    course.submit("ana", plant(course.release, solution, wrong))
    course.nbgrader("autograde", course.unit.name)
    course.nbgrader("generate_feedback", course.unit.name)
    [page] = (path for path in (course.root / "feedback").rglob("*") if path.is_file())  # no verdict file
    page = page.read_text()
    assert "The derivative of the activation" in page and "is missing" in page
    graded = json.loads((course.root / "autograded" / "ana" / course.unit.name / NOTEBOOK).read_text())
    [cell] = [cell for cell in graded["cells"] if cell["id"] == "hidden_relu_network_e_2"]
    assert len(cell["outputs"][0]["traceback"]) <= 6
