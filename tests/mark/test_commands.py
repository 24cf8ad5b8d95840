"""`bplab mark`: what it says before it opens a page."""

import socket

import nbformat
import pytest
from nbgrader.api import Grade
from typer.testing import CliRunner

from bplab.cli import app
from bplab.mark import commands, server
from bplab.mark.points import RIGHT
from tests.mark.making import UNIT, desk_of, make_course, marks


@pytest.fixture
def bplab(course, monkeypatch):
    monkeypatch.chdir(course.root)
    served = []

    def serve(sockets, desks, guard, ready):
        for each in sockets:
            each.close()
        served.append((desks, guard, ready))

    monkeypatch.setattr(server, "serve", serve)
    monkeypatch.setattr(commands.webbrowser, "open", lambda address: served.append(address))

    def run(*arguments, code=0):
        done = CliRunner().invoke(app, ["mark", *map(str, arguments)])
        assert done.exit_code == code, done.output
        assert "Traceback" not in done.output
        return done.output

    run.served = served
    return run


def test_it_says_what_is_to_be_done_and_where(bplab, course):
    out = bplab(UNIT)
    [(desks, guard, _)] = bplab.served
    assert out.startswith(f"{UNIT}, double: 3 answers, identical ones together; 3 to be marked\n")
    assert f"http://127.0.0.1:{guard.cookie.split('-')[-1]}/?pass={guard.token}\n" in out
    assert [desk.question.cell for desk in desks] == ["explain_double"] and not desks[0].names
    assert bplab(UNIT, f"--course-dir={course.root}", "double", "--names") and bplab.served[-1][0][0].names


def test_in_a_hub_it_says_the_address_there(bplab, monkeypatch):
    monkeypatch.setenv("JUPYTERHUB_SERVICE_PREFIX", "/user/ta/")
    out = bplab(UNIT)
    [(_, guard, _)] = bplab.served
    assert f"/user/ta/proxy/{guard.cookie.split('-')[-1]}/?pass={guard.token}\n" in out


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["00_doubel"], "the gradebook knows no unit '00_doubel'. Did you mean 00_double?"),
        ([UNIT, "dubble"], "00_double has no written question 'dubble': choose from explain_double."),
        (
            ["01_tests_only"],
            "no written answers: all of its points come from tests. Units with written answers: 00",
        ),
        ([UNIT, "--no-such=1"], "'--no-such=1' is no option here"),
        ([UNIT, "double", "triple"], "'triple' is no option here"),
    ],
)
def test_what_cannot_be_marked_is_a_sentence(bplab, arguments, sentence):
    assert sentence in bplab(*arguments, code=1)
    assert bplab.served == []


def test_before_anybody_is_graded_it_says_what_comes_first(tmp_path, monkeypatch):
    course = make_course(tmp_path / "course", {})
    monkeypatch.chdir(course.root)
    done = CliRunner().invoke(app, ["mark", UNIT])
    assert done.exit_code == 1
    assert done.output == f"bplab: nobody of {UNIT} is graded yet: `bplab grade {UNIT}` comes first\n"


def test_a_port_that_is_taken_is_a_sentence(bplab):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        out = bplab(UNIT, "--port", port, code=1)
    assert f"port {port} is taken" in out and "Without --port" in out


def test_students_without_a_notebook_are_counted(bplab, course):
    (course.root / "autograded" / "dora" / UNIT / "double.ipynb").unlink()
    out = bplab(UNIT)
    assert "double: 1 student without a graded notebook: `bplab status 00_double --students` says why" in out
    assert "2 answers" in out


def test_a_list_that_has_changed_in_the_lesson_is_told(bplab, course):
    desk = desk_of(course)
    answer = desk.state()["answers"][0]
    desk.mark({**answer, "items": ["i1"], "waits": False})
    path = course.root / "source" / UNIT / "double.ipynb"
    path.write_text(path.read_text(encoding="utf-8").replace("(2 points)", "(1 point)"), encoding="utf-8")
    assert "double: the lesson's list of points has changed, and" in bplab(UNIT)
    assert "has changed" not in bplab(UNIT)


def test_of_several_questions_each_has_a_page_and_the_one_asked_for_is_first(bplab, course):
    with course.gradebook() as gradebook:
        gradebook.add_grade_cell("explain_half", "double", UNIT, max_score=2, cell_type="code")
        gradebook.add_solution_cell("explain_half", "double", UNIT)
        gradebook.add_source_cell("explain_half", "double", UNIT, cell_type="code", source="# why")
        for student in ("ana", "ben", "cem", "dora"):  # graded before the question came
            submission = gradebook.find_submission_notebook("double", UNIT, student)
            submission.grades.append(Grade(cell=gradebook.find_grade_cell("explain_half", "double", UNIT)))
        gradebook.db.commit()
    path = course.root / "autograded" / "ana" / UNIT / "double.ipynb"
    book = nbformat.read(path, as_version=4)
    half = marks("explain_half", grade=True, solution=True, points=2)
    book.cells.append(nbformat.v4.new_code_cell("x = '<b>'  # $y$", metadata=half))
    nbformat.write(book, path)
    assert "00_double, half: 1 answer, " in bplab(UNIT, "half")
    half, double = bplab.served[-1][0]
    assert (half.question.cell, double.question.cell) == ("explain_half", "explain_double")
    [answer] = half.state()["answers"]
    assert half.html(answer["key"]) == "<pre>x = &#x27;&lt;b&gt;&#x27;  # $y$</pre>"  # code is shown as such
    [item] = half.state()["list"]["items"]
    assert (item["text"], item["points"]) == (RIGHT, 2)
    half.mark({**answer, "items": [item["id"]], "waits": False})
    assert half.state()["answers"][0]["score"] == 2
