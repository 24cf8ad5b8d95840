"""A term in which everything has a Chinese name: students, their ids, folders, notebooks, the LMS's files."""

import csv
import io
import zipfile

import nbformat
import pytest

from bplab.grading.gradebook.scores import read_scores
from bplab.grading.gradebook.ticks import make_tables
from bplab.mark.desk import Desk
from bplab.mark.questions import find_questions
from bplab.term.course import Course
from tests.classes import RIGHT, UNIT, WRONG
from tests.forked import bplab
from tests.graded_once import QuickCourse
from tests.term import lms

# Invented, as the ids are. id -> (first name, last name)
CLASS = {
    "电信2301甲": ("三", "张"),
    "电信2301乙": ("四", "李"),
    "电信2301丙": ("小五", "欧阳"),
    "电信2301丁": ("六", "赵"),
}
ZHANG, LI, OUYANG, ZHAO = CLASS
PEOPLE = [lms.Person(student, *name, 90_001 + at) for at, (student, name) in enumerate(CLASS.items())]
DOWNLOAD = "作业5 全班.zip"


def windows_zip(files):
    """As Windows in China packs it: names in GBK, and nothing that says so. files: path -> bytes."""
    gbk = [path.encode("gbk") for path in files]
    blank = [f"{number:02}".ljust(len(name), "x") for number, name in enumerate(gbk)]
    data = lms.packed(dict(zip(blank, files.values(), strict=True)))
    for before, name in zip(blank, gbk, strict=True):
        data = data.replace(before.encode(), name)
    return data


class ChineseCourse(QuickCourse):
    """A course on which commands are run as they are typed, and end as they should."""

    def run(self, *words):
        """What a command prints."""
        done = bplab(*map(str, words), f"--course-dir={self.root}", cwd=self.root)
        assert done.returncode == 0 and "Traceback" not in done.stdout + done.stderr, done
        return done.stdout + done.stderr

    def work(self, code):
        """A notebook with this code, as it is handed in."""
        notebook = nbformat.from_dict(self.release)
        for cell in notebook.cells:
            cell.source = {"double": code, "explain_double": "因为 $2x = x + x$。"}.get(cell.id, cell.source)
        return nbformat.writes(notebook).encode()


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    """(the course, what `bplab collect` said, what `bplab grade` said) of a class of four."""
    folder = tmp_path_factory.mktemp("课程")
    course = ChineseCourse(folder)
    (course.root / "nbgrader_config.py").write_text((course.unit.root / "nbgrader_config.py").read_text())
    rows = [f"{person.id},{person.name}" for person in PEOPLE]
    (course.root / "花名册.csv").write_bytes("\r\n".join(["学号,姓名", *rows]).encode("gbk"))
    course.run("roster", "花名册.csv")
    files = {
        f"{ZHANG}_张三/线性与ReLU.ipynb": course.work(RIGHT),
        f"{LI}_李四/作业5 (1).ipynb": course.work(WRONG),
        f"{OUYANG}_欧阳小五/作业.zip": windows_zip({"新建文件夹/线性与ReLU.ipynb": course.work(RIGHT)}),
    }
    (course.root / DOWNLOAD).write_bytes(windows_zip(files))
    collected = course.run("collect", UNIT, DOWNLOAD, "--from=folders")
    done = course.grade()
    assert done.returncode == 0, done
    course.run("feedback", UNIT)
    return course, collected, done.stdout


def test_a_class_is_collected_and_graded_under_its_names(graded):
    course, collected, printed = graded
    assert "3 matched" in collected and ZHAO in collected
    assert {path.name for path in (course.root / "submitted").iterdir()} == {ZHANG, LI, OUYANG}
    scores = read_scores(course.root, UNIT)
    points = {student: sum(cell.points for cell in cells.values()) for student, cells in scores.items()}
    assert {student: points[student] for student in (ZHANG, LI, OUYANG)} == {ZHANG: 4, LI: 2, OUYANG: 4}
    assert all(student in printed for student in (ZHANG, LI, OUYANG))
    for student, name in {
        ZHANG: "线性与ReLU.ipynb",
        LI: "作业5 (1).ipynb",
        OUYANG: "线性与ReLU.ipynb",
    }.items():
        page = course.root / "feedback" / student / UNIT / "double.html"
        assert name in page.read_text(encoding="utf-8"), "the page says which notebook was graded"


def test_the_table_of_grades_can_be_opened_in_excel(graded):
    course, _, _ = graded
    course.run("export", UNIT, "--to=成绩.csv", "--bom")
    data = (course.root / "成绩.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    rows = {row["student_id"]: row for row in csv.DictReader(io.StringIO(data.decode("utf-8-sig")))}
    assert {(row["last_name"], row["first_name"]) for row in rows.values()} == {
        (last, first) for first, last in CLASS.values()
    }
    assert rows[LI]["test_double"] == "2" and rows[LI]["hidden_double"] == "0" and rows[ZHAO]["score"] == ""


def test_grades_go_back_into_a_table_in_gbk_and_feedback_into_moodle(graded):
    course, _, _ = graded
    table = course.root / "平时成绩.csv"
    rows = [f"{person.id},{person.name}," for person in PEOPLE]
    table.write_bytes("\r\n".join(["学号,姓名,成绩", *rows]).encode("gbk"))
    course.run("export", UNIT, f"--into={table}")
    text = table.read_bytes().decode("gbk")
    assert f"{LI},李四,2\r\n" in text and text.endswith(f"{ZHAO},赵六,")

    sheet = course.root / "评分工作表.csv"
    sheet.write_bytes(lms.moodle_worksheet(PEOPLE))
    course.run("export", UNIT, f"--into={sheet}", "--feedback=反馈.zip")
    with zipfile.ZipFile(course.root / "反馈.zip") as archive:
        folders = {name.partition("/")[0] for name in archive.namelist()}
        assert all(member.flag_bits & 0x800 for member in archive.infolist()), "names are said to be UTF-8"
    attempts = ((lms.DUE, {"double.ipynb": lms.notebook()}),)
    download = lms.moodle_zip([lms.replace(person, attempts=attempts) for person in PEOPLE[:3]])
    with zipfile.ZipFile(io.BytesIO(download)) as archive:
        assert folders == {name.partition("/")[0] for name in archive.namelist()}


def test_a_report_and_a_page_for_marking_know_the_names(graded):
    course, _, _ = graded
    assert "3 graded" in course.run("report", UNIT)
    table = (course.root / "reports" / f"{UNIT}.csv").read_bytes()
    assert table.startswith(b"\xef\xbb\xbf")
    assert all(student in table.decode("utf-8-sig") for student in (ZHANG, LI, OUYANG))

    term = Course([f"--course-dir={course.root}"])
    with term.gradebook() as gradebook:
        make_tables(gradebook.db)
    desk = Desk(term, find_questions(term, UNIT)[0], names=True)
    desk.open()
    assert [name for name in CLASS if name in str(desk.state())] == [ZHANG, LI, OUYANG]
