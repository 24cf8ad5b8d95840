"""Tables of a class: read in any encoding and form, and written so that nothing else changes."""

import csv
import io

import pytest

from bplab.term.course import TermProblem
from bplab.term.export import fill, table_of
from bplab.term.headings import layout
from bplab.term.matching import Student
from bplab.term.roster import read_roster, update_roster
from bplab.term.tables import Table
from tests.term import lms
from tests.term.conftest import UNIT

LI, MUELLER = Student("0023001", "娜", "李", "li@example.edu", "li"), Student("0023002", "Anna", "Müller")
BOTH = [LI, MUELLER]


def put(folder, content, name="table.csv"):
    path = folder / name
    path.write_bytes(content)
    return path


@pytest.mark.parametrize(
    "text",
    [
        "id,first_name,last_name,email,lms_user_id\n0023001,娜,李,li@example.edu,li\n0023002,Anna,Müller,,\n",
        "学号,姓名,邮箱,用户名\r\n0023001,李娜,li@example.edu,li\r\n0023002,Anna Müller,,\r\n",
        "课程：网络;;;\n学号;姓名;邮箱地址;登录名\n0023001;李娜;li@example.edu;li\n0023002;Anna Müller;;\n",
        "Matrikelnummer\tName\tE-Mail-Adresse\tBenutzername\n"
        "0023001\t李, 娜\tli@example.edu\tli\n0023002\tMüller, Anna\t\t",
        'sep=;\r"Nachname";"Vorname";"Matr.-Nr.";"Kennung";"E-Mail"\r'
        "李;娜;0023001;li;li@example.edu\rMüller;Anna;0023002;;\r",
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "gb18030"])
def test_a_class_is_read_in_every_language_form_and_encoding(tmp_path, text, encoding):
    _, students, problems = read_roster(put(tmp_path, text.encode(encoding)))
    assert students == BOTH and problems == []


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1"])
def test_umlauts_of_an_old_excel_are_no_chinese(tmp_path, encoding):
    text = "Matrikelnummer;Nachname;Vorname\n1;Müller;Jörg\n2;Größte;Zoë\n3;Weiß;Şeyma\n".replace("Ş", "S")
    _, students, _ = read_roster(put(tmp_path, text.encode(encoding)))
    assert [student.name for student in students] == ["Jörg Müller", "Zoë Größte", "Seyma Weiß"]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("2.02E+11,Zoe", "row 4: '2.02E+11' is what Excel made of a long student id"),
        (",Zoe", "row 4 (Zoe): no id"),
        ("1,Zoe", "row 4: '1' is in the table twice, also as Ana"),
        ("../../etc,Zoe", "row 4: '../../etc' cannot be a student's id"),
    ],
)
def test_a_row_that_cannot_be_is_a_line_and_loses_nobody_else(course, tmp_path, row, reason):
    path = put(tmp_path, f"id,name\n1,Ana\n2,Ben\n{row}\n3,Cem\n".encode())
    news = update_roster(course, path)
    assert [student.id for student in news.new] == ["1", "2", "3"]
    assert len(news.problems) == 1 and news.problems[0].startswith(reason)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (lms.packed({"xl/workbook.xml": b"<x/>"}), "an Excel workbook or a zip file, not a table"),
        (b"\xd0\xcf\x11\xe0\xa1", "an old Excel workbook"),
        (b"<html><table><tr><td>1", "a web page"),
        (b"", "is empty"),
        (b"a,b\n1,2\n", "no row of headings with a student id.*Found: 'a', 'b'.*--columns"),
        (b"Full name,Group\nAna,1\n", "no column that may be a student's id"),
        (b"id,name\n", "no row with a student"),
    ],
)
def test_what_is_no_roster_is_a_sentence(tmp_path, content, reason):
    with pytest.raises(TermProblem, match=reason):
        read_roster(put(tmp_path, content))


def test_columns_can_be_named_and_the_same_class_changes_nothing(course, tmp_path):
    path = put(tmp_path, "Kennzeichen;Wer\n007;Anna Müller\n".encode())
    assert update_roster(course, path, "id=Kennzeichen,name=Wer", dry_run=True).new
    news = update_roster(course, path, "id=Kennzeichen,name=Wer")
    assert [(s.id, s.name) for s in news.new] == [("007", "Anna Müller")]
    assert update_roster(course, path, "id=Kennzeichen,name=Wer").same
    more = put(tmp_path, b"id,email\n007,anna@example.edu\n008,ben@example.edu\n")
    news = update_roster(course, more)
    assert [s.name for s in news.changed] == ["Anna Müller"] and len(news.new) == 1
    by_mail = update_roster(course, put(tmp_path, b"email,username\nanna@example.edu,anna7\n"))
    assert [(s.id, s.lms_user_id) for s in by_mail.changed] == [("007", "anna7")] and not by_mail.new
    assert [s.id for s in by_mail.not_in_table] == ["008"]
    with pytest.raises(TermProblem, match="no column 'Wer'; it has: 'email', 'username'"):
        update_roster(course, more, "name=Wer")


AWKWARD = "id;name;Grade;note\r\n"
AWKWARD += '1;"a ""b"" ;\r\nc";;"  x"\n2; plain ;"";=1+1\r\n\r\n3;q"uote;7,50;"no end\n4;last;;'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
def test_every_byte_that_is_not_put_stays(encoding):
    data = AWKWARD.encode(encoding)
    table = Table(data)
    assert table.to_bytes() == data and table.rows[1] == ["1", 'a "b" ;\r\nc', "", "x"]
    found = layout(table)
    numbers = [row for row, _ in found.data_rows(table)]
    for row in numbers:
        table.put(row, found.columns["grade"], "5,5")
    changed = AWKWARD.replace('c";;', 'c";5,5;').replace(';"";', ';"5,5";').replace("7,50", "5,5")
    assert table.to_bytes() == changed.replace("last;;", "last;5,5;").encode(encoding)


def test_a_character_that_the_encoding_lacks_is_a_sentence():
    table = Table("id;Größe\n1;2\n".encode("cp1252"))
    table.put(1, 1, "李")
    with pytest.raises(TermProblem, match="row 2: '李' cannot be written in the encoding of the file"):
        table.to_bytes()


def test_the_table_of_a_class_has_a_column_a_question_and_no_formulas(course, people):
    ana = lms.replace(people[0], first='=HYPERLINK("http://x")', last="@Mül,ler")
    course.enrol([ana, people[1]])
    course.grade({ana.id: 3})
    data = table_of(course, UNIT, bom=True)
    assert data.startswith(b"\xef\xbb\xbf") and not table_of(course, UNIT).startswith(b"\xef")
    rows = {row["student_id"]: row for row in csv.DictReader(io.StringIO(data.decode("utf-8-sig")))}
    assert (
        rows[ana.id]["first_name"] == '\'=HYPERLINK("http://x")' and rows[ana.id]["last_name"] == "'@Mül,ler"
    )
    cells = [rows[ana.id][name] for name in ("test_double", "hidden_double", "explain_double")]
    assert cells == ["2", "1", "0"] and rows[ana.id]["score"] == "3"
    absent = rows[people[1].id]
    assert [absent[name] for name in ("test_double", "points", "late_penalty", "score")] == [""] * 4


@pytest.fixture
def graded(course, people):
    course.enrol(people[:3])
    course.grade({people[0].id: 5, people[1].id: 3})
    return course


def test_points_are_scaled_to_those_of_the_lms(graded, people, tmp_path):
    path = put(tmp_path, lms.moodle_worksheet(people[:3], "de", maximum="100.00"))
    filled = fill(graded, UNIT, path)
    grades = {people[0].id: "100", people[1].id: "60"}
    assert filled.scale == 20 and filled.content == lms.moodle_worksheet(people[:3], "de", grades, "100.00")
    path.write_bytes(lms.canvas_gradebook(people[:3], points="10.00"))
    assert b",10,80.1" in fill(graded, UNIT, path).content
    path.write_bytes(lms.blackboard_download(people[:3], kind="csv").replace(b"Pts: 5 ", b"Pts: 50 "))
    assert fill(graded, UNIT, path).scale == 10
    path.write_bytes(lms.canvas_gradebook(people[:3], ";", points="7,50"))  # and the comma of the file
    assert b";7,5;80.1" in fill(graded, UNIT, path).content
    path.write_bytes("学号;平时;成绩\n02310000;2,5;\n".encode())  # which other columns have
    graded.grade({people[0].id: 4.5})
    assert fill(graded, UNIT, path).content == "学号;平时;成绩\n02310000;2,5;4,5\n".encode()


def test_rows_that_nobody_owns_grades_that_stood_there_and_locked_ones_are_told(graded, people, tmp_path):
    before = {people[0].id: "5.00", people[1].id: "2.5"}
    sheet = lms.moodle_worksheet(people[:5], grades=before)
    filled = fill(graded, UNIT, put(tmp_path, sheet))
    after = before | {people[1].id: "3"}  # 5.00 is 5 already
    assert filled.content == lms.moodle_worksheet(people[:5], grades=after)
    assert filled.replaced == 1 and [student.id for student in filled.absent] == [people[2].id]
    assert [line.split(":")[1] for line in filled.problems] == [" nobody in the gradebook"] * 2
    filled = fill(graded, UNIT, put(tmp_path, sheet.replace(b",Yes,", b",No,")))
    assert filled.content == sheet.replace(b",Yes,", b",No,") and len(filled.problems) == 4


def test_a_scale_of_words_is_not_filled_with_numbers(graded, people, tmp_path):
    sheet = (
        lms.moodle_worksheet(people[:3]).replace(b"Maximum Grade", b"Scale").replace(b",5.00,", b",bad good,")
    )
    with pytest.raises(TermProblem, match="a scale of words"):
        fill(graded, UNIT, put(tmp_path, sheet))


def test_the_column_is_that_of_the_unit_or_it_is_asked_for(graded, people, tmp_path):
    path = put(tmp_path, lms.canvas_gradebook(people[:3]))
    assert fill(graded, UNIT, path).column == "Double it (4711)"
    content = path.read_bytes().replace(b"Double it", b"Homework 2")
    with pytest.raises(
        TermProblem, match=r"no column .* like 00_double: 'Reading \(4710\)', 'Homework 2 \(4711\)'"
    ):
        fill(graded, UNIT, put(tmp_path, content))
    assert fill(graded, UNIT, path, column="Homework 2 (4711)").column == "Homework 2 (4711)"
    own = "学号,平时,实验五\n02310000,1,\n02310007,2,\n".encode("gb18030")
    with pytest.raises(TermProblem, match="no column for grades"):
        fill(graded, UNIT, put(tmp_path, own))
    expected = "学号,平时,实验五\n02310000,1,5\n02310007,2,3\n".encode("gb18030")
    assert fill(graded, UNIT, path, column="实验五").content == expected
    with pytest.raises(TermProblem, match="no row of it is a student of the gradebook"):
        fill(graded, UNIT, put(tmp_path, b"id,grade\nx,\n"))
