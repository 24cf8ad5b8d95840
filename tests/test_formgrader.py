"""Formgrader's Autograde button, pressed in a real Jupyter server: it uses the sandbox and the judge."""

import http.cookiejar
import json
import os
import secrets
import subprocess
import sys
import time
import urllib.error
import urllib.request

import nbformat
import pytest

from bplab.authoring.catalogue import plant
from bplab.grading.gradebook.scores import disagreements, read_scores
from bplab.grading.intake.reading import NOT_JSON
from bplab.grading.judge.verdicts import read_record
from bplab.grading.sandbox.usage import family
from tests.classes import bplab_grade
from tests.conftest import ROOT, UNIT, Course

READ_THE_COURSE = """
import os, pathlib
for path in {paths}:
    try:
        print("FOUND", path, pathlib.Path(path).read_bytes()[:20])
    except OSError as error:
        print("nothing:", type(error).__name__)
    try:
        pathlib.Path(path).write_bytes(b"mine")
    except OSError as error:
        print("not written:", type(error).__name__)
print("environment", dict(os.environ))
"""


class Formgrader:
    """A Jupyter server in a course folder, and the requests that formgrader's page sends to it."""

    def __init__(self, course):
        self.course, self.token = course, secrets.token_hex(16)
        home = course.root.parent / "home"
        (home / "runtime").mkdir(parents=True)
        self.log = home / "log"
        environment = os.environ | {
            "HOME": str(home),
            "JUPYTER_CONFIG_DIR": str(home / "config"),
            "JUPYTER_RUNTIME_DIR": str(home / "runtime"),
            "JUPYTER_TOKEN": self.token,
        }
        line = [sys.executable, "-m", "jupyter", "server", "--no-browser", "--allow-root", "--port=0"]
        with self.log.open("w") as log:
            self.process = subprocess.Popen(line, cwd=course.root, env=environment, stdout=log, stderr=log)
        self.cookies = http.cookiejar.CookieJar()
        self.browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.cookies))
        try:
            self.address = self._wait_for_address(home / "runtime")
            page = f"/formgrader/manage_submissions/{course.unit.name}"
            self.get(f"/login?token={self.token}&next={page}")
        except BaseException:
            self.close()
            raise

    def open(self, path=""):
        """Formgrader for another folder, as from JupyterLab's menu; without a path for the server's own."""
        self.get(f"/formgrader?path={path}")

    def autograde(self, student):
        """Press the button: what static/js/manage_submissions.js sends, and what it gets."""
        path = f"/formgrader/api/submission/{self.course.unit.name}/{student}/autograde"
        [xsrf] = (cookie.value for cookie in self.cookies if cookie.name == "_xsrf")
        request = urllib.request.Request(self.address + path, b"", {"X-CSRFToken": xsrf}, method="POST")
        with self.browser.open(request, timeout=120) as answer:
            return json.load(answer)

    def shown(self, student):
        """The row of formgrader's table for a student."""
        return json.loads(self.get(f"/formgrader/api/submission/{self.course.unit.name}/{student}"))

    def close(self):
        self.process.terminate()
        self.process.wait(timeout=30)

    def get(self, path):
        with self.browser.open(self.address + path, timeout=60) as answer:
            return answer.read().decode()

    def _wait_for_address(self, runtime, seconds=60):
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline and self.process.poll() is None:
            for file in runtime.glob("jpserver-*.json"):
                try:
                    address = json.loads(file.read_text())["url"].rstrip("/")
                    urllib.request.urlopen(f"{address}/api", timeout=2).close()
                    return address
                except (OSError, ValueError):
                    break  # not ready yet
            time.sleep(0.1)
        raise RuntimeError(f"the Jupyter server did not start:\n{self.log.read_text()}")


@pytest.fixture(scope="module")
def formgrader(tmp_path_factory):
    course = Course(tmp_path_factory.mktemp("formgrader") / "course", UNIT)
    settings = (ROOT / "nbgrader_config.py").read_text() + "c.Sandbox.cell_seconds = 8\n"
    (course.root / "nbgrader_config.py").write_text(settings)
    server = Formgrader(course)
    yield server
    server.close()


@pytest.fixture
def right(formgrader, solution, answers):
    return plant(formgrader.course.release, solution, answers[0])


def graded(course, student):
    return course.root / "autograded" / student / course.unit.name / f"{course.unit.topic}.ipynb"


@pytest.mark.slow
def test_the_button_grades_with_sandbox_and_judge(formgrader, right, answers, solution):
    course = formgrader.course
    wrong = next(answer for answer in answers if answer.loses and not answer.untouched)
    course.submit("right", right)
    course.submit("wrong", plant(course.release, solution, wrong))
    for student in ("right", "wrong"):
        answer = formgrader.autograde(student)
        assert answer["success"], answer
    scores = read_scores(course.root, course.unit.name)
    assert disagreements("right", answers[0], scores["right"]) == []
    assert disagreements("wrong", wrong, scores["wrong"]) == []
    for student in ("right", "wrong"):
        assert formgrader.shown(student)["score"] == sum(cell.points for cell in scores[student].values())
        record = read_record(graded(course, student))
        assert record.sandbox.startswith("bubblewrap ")
        assert {v.grade_id: v.points for v in record.verdicts} == {
            name: cell.points for name, cell in scores[student].items() if not name.startswith("explain_")
        }


@pytest.mark.slow
def test_what_bplab_grade_has_graded_is_shown_and_can_be_graded_again(formgrader, right):
    course = formgrader.course
    course.submit("parallel", right)
    assert bplab_grade(course, "--students=parallel").returncode == 0
    assert (course.root / "autograded" / f"{course.unit.name}-run.json").exists()
    row = formgrader.shown("parallel")
    assert row["autograded"] and row["score"] == 90
    rows = json.loads(formgrader.get(f"/formgrader/api/submissions/{course.unit.name}"))
    assert {row["student"] for row in rows} == {path.name for path in (course.root / "submitted").iterdir()}
    assert formgrader.autograde("parallel")["success"]
    assert formgrader.shown("parallel")["score"] == 90


@pytest.mark.slow
def test_no_timestamp_breaks_the_list_of_submissions(formgrader, right):
    course = formgrader.course
    stamps = {
        "stamp-bom": ("\ufeff2026-03-09 15:10:00 UTC".encode(), "2026-03-09T15:10:00"),
        "stamp-chinese": ("2026年3月9日 15:10".encode(), "2026-03-09T15:10:00"),
        "stamp-counted": (b"1773069000", "2026-03-09T15:10:00"),
        "stamp-empty": (b"", None),
        "stamp-utf-16": ("2026-03-09 15:10".encode("utf-16"), "2026-03-09T15:10:00"),
        "stamp-vague": (b"\xff\xfe\x00soon", None),
    }
    for student, (stamp, _) in stamps.items():
        course.submit(student, right)
        course.submit(student, stamp, name="timestamp.txt")
    page = formgrader.get(f"/formgrader/manage_submissions/{course.unit.name}")
    assert "Manage Submissions" in page
    for _ in ("before", "after"):
        rows = json.loads(formgrader.get(f"/formgrader/api/submissions/{course.unit.name}"))
        shown = {row["student"]: row["timestamp"] for row in rows}
        assert {student: shown[student] for student in stamps} == {
            student: moment for student, (_, moment) in stamps.items()
        }
        for student in ("stamp-chinese", "stamp-empty"):
            assert formgrader.autograde(student)["success"]
    assert formgrader.shown("stamp-chinese")["autograded"] and formgrader.shown("stamp-empty")["autograded"]


@pytest.mark.slow
def test_a_submission_finds_nothing_of_the_course_or_the_server(formgrader, right):
    course = formgrader.course
    gradebook = course.root / "gradebook.db"
    paths = [gradebook, course.root / course.unit.source, course.root / "nbgrader_config.py", formgrader.log]
    code = READ_THE_COURSE.format(paths=[str(path) for path in paths])
    right.cells.insert(1, nbformat.v4.new_code_cell(code, id="curious"))
    course.submit("curious", right)
    before = [path.read_bytes() for path in paths[1:3]]
    assert formgrader.autograde("curious")["success"]
    [cell] = (cell for cell in nbformat.read(graded(course, "curious"), 4).cells if cell.id == "curious")
    printed = "".join(output.get("text", "") for output in cell.outputs)
    assert printed.count("nothing: ") == printed.count("not written: ") == len(paths)
    assert "FOUND" not in printed and formgrader.token not in printed
    assert [path.read_bytes() for path in paths[1:3]] == before
    assert formgrader.shown("curious")["score"] == 90


@pytest.mark.slow
def test_an_endless_cell_and_a_dead_kernel_leave_the_server_alive(formgrader, right):
    course = formgrader.course
    right.cells[1:1] = [
        nbformat.v4.new_code_cell("while True: pass", id="endless"),
        nbformat.v4.new_code_cell("import os; os._exit(1)", id="deadly"),
    ]
    course.submit("deadly", right)
    assert formgrader.autograde("deadly")["success"]
    record = read_record(graded(course, "deadly"))
    assert [(stopped.cell, stopped.status) for stopped in record.stopped] == [
        ("endless", "timeout"),
        ("deadly", "killed"),
    ]
    assert formgrader.shown("deadly")["score"] == 90
    processes, _ = family(formgrader.process.pid, most_tasks=1000)
    assert len(processes) == 1  # the server alone


@pytest.mark.slow
def test_a_broken_submission_gets_its_reason_and_the_next_one_is_graded(formgrader, right):
    course = formgrader.course
    course.submit("broken", b"no notebook")
    course.submit("next", right)
    answer = formgrader.autograde("broken")
    assert not answer["success"]
    reason = f"broken: {NOT_JSON.partition(':')[0].format(name=f'{course.unit.topic}.ipynb')}"
    assert [line for line in answer["log"].splitlines() if reason in line] != []
    assert not formgrader.shown("broken")["autograded"]
    assert formgrader.autograde("next")["success"]
    assert formgrader.shown("next")["score"] == 90


@pytest.mark.slow
def test_another_course_without_our_settings_is_graded_in_the_sandbox_too(formgrader, right):
    other = Course(formgrader.course.root / "other", UNIT)
    other.submit("guest", right)
    formgrader.open(other.root)
    try:
        assert formgrader.autograde("guest")["success"]
    finally:
        formgrader.open()
    assert read_record(graded(other, "guest")).sandbox.startswith("bubblewrap ")


ACTING = "<script>steal()</script><img src=x onerror=steal()>"
SHOWN = """
from IPython.display import HTML, SVG, Javascript, Latex, Markdown, display
evil = {text!r}
for kind in ("text/html", "text/markdown", "text/latex", "image/svg+xml", "application/javascript"):
    display({{kind: evil, "text/plain": "seen as " + kind}}, raw=True)
display({{"image/png": '"><script>steal()</script>', "text/plain": "no picture"}}, raw=True)
print(evil)
raise ValueError(evil)
"""


@pytest.mark.slow
def test_nothing_a_student_writes_acts_in_the_browser_of_who_looks_at_it(formgrader, right):
    course = formgrader.course
    code = nbformat.v4.new_code_cell(SHOWN.format(text=ACTING), id="shown")
    raw = nbformat.v4.new_raw_cell(ACTING, id="raw", metadata={"raw_mimetype": "text/html"})
    link = (
        "[press](javascript:steal()) $a<b$ $\\href{javascript:steal()}{x}$ <a href='javascript:steal()'>y</a>"
    )
    prose = nbformat.v4.new_markdown_cell(f"{ACTING}\n\n{link}", id="prose")
    right.cells[1:1] = [code, raw, prose]
    [answer] = [cell for cell in right.cells if cell.id.startswith("explain_")]
    answer.source = f"My answer. {ACTING}"
    answer.attachments = {"x.png": {"image/png": '"><script>steal()</script>'}}
    course.submit("mallory", right)
    assert formgrader.autograde("mallory")["success"]
    course.nbgrader("generate_feedback", course.unit.name, "--student=mallory")

    rows = json.loads(formgrader.get(f"/formgrader/api/submitted_notebooks/{course.unit.name}/{UNIT.topic}"))
    [row] = [row for row in rows if row["student"] == "mallory"]
    feedback = course.root / "feedback" / "mallory" / course.unit.name / f"{UNIT.topic}.html"
    for page in (formgrader.get(f"/formgrader/submissions/{row['id']}/"), feedback.read_text()):
        assert "steal()" in page and "seen as " in page and "My answer." in page
        assert "<script>steal" not in page and "<img src=x" not in page
        assert 'href="javascript' not in page and "<a href='java" not in page and "mathjax.js" not in page
