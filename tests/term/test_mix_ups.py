"""What a hurried person mixes up: two people of one name, an older download, a wrong file, a wrong option."""

import os
from datetime import UTC, datetime

import pytest
from typer.testing import CliRunner

from bplab.cli import app
from bplab.grading.intake.timestamps import BadTimestamp
from bplab.term import times
from bplab.term.collect import collect
from bplab.term.course import TermProblem
from bplab.term.deadlines import deadline_of, extend, set_deadline
from bplab.term.export import fill
from bplab.term.roster import read_roster, update_roster
from bplab.term.tables import Table
from tests.term import lms
from tests.term.conftest import UNIT

MAX, OTHER_MAX = 12, 13  # of one name


@pytest.fixture
def put(tmp_path):
    def write(name, content):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write


def of(collected):
    return {row.label: (row.student and row.student.id, row.what) for row in collected.rows}


def labelled(person):
    return f"{person.name} ({person.number})"


def test_who_has_the_name_of_a_student_does_not_become_the_student(course, people, put):
    known, unknown = people[MAX], people[OTHER_MAX]
    course.enrol([people[0], known])
    download = put("all.zip", lms.moodle_zip([people[0], known, unknown]))
    found = of(collect(course, UNIT, [download], dry_run=True))
    assert found[labelled(known)] == found[labelled(unknown)] == (None, "not matched")
    sheet = put("s.csv", lms.moodle_worksheet([people[0], known, unknown]))
    found = of(collect(course, UNIT, [download, sheet]))
    assert found[labelled(known)] == (known.id, "matched"), "the worksheet knows the number"
    assert found[labelled(unknown)] == (None, "not matched")
    chosen = [f"{labelled(unknown)}={people[0].id}"]
    assert of(collect(course, UNIT, [download, sheet], choices=chosen))[labelled(unknown)][0] == people[0].id
    download = put("canvas.zip", lms.canvas_zip([known, unknown]))
    assert [row.what for row in collect(course, UNIT, [download]).rows] == ["unchanged", "not matched"]


def test_the_grade_of_a_student_is_not_given_to_another_of_the_same_name(course, people, put):
    course.enrol([people[0], people[MAX]])
    course.grade({people[MAX].id: 4})
    path = put("s.csv", lms.moodle_worksheet([people[0], people[MAX], people[OTHER_MAX]]))
    filled = fill(course, UNIT, path)
    expected = lms.moodle_worksheet([people[0], people[MAX], people[OTHER_MAX]], grades={people[MAX].id: "4"})
    assert filled.content == expected and len(filled.problems) == 1
    path = put("s.csv", lms.moodle_worksheet([people[0], people[OTHER_MAX]]))
    assert fill(course, UNIT, path).content == path.read_bytes(), "other ids are known, this one is not"


def test_a_worksheet_without_ids_still_goes_by_names(course, people, put):
    course.enrol(people[:3])
    course.grade({people[1].id: 3})
    path = put("t.csv", "Name;Note\n" + "".join(f"{person.name};\n" for person in people[:3]))
    assert f"{people[1].name};3\n".encode() in fill(course, UNIT, path).content


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("1001,Ana Li,-,", "1001,Ana Li,-,\n2001,Dora New,-,"),
        ("1001,Ana Li,,9001", "9001,Fay New,,"),
        ("1001,Ana Li,a@x.edu,", "1001,Ana Li,a@x.edu,\n2001,Dora New,a@x.edu,"),
    ],
)
def test_a_new_student_replaces_nobody(course, put, before, after):
    head = "id,name,email,Canvas ID\n"
    update_roster(course, put("one.csv", head + before))
    assert len(update_roster(course, put("two.csv", head + after)).new) == 1
    with course.gradebook() as gradebook:
        assert len(gradebook.students) == 2 and gradebook.find_student("1001").last_name == "Li"


def test_an_older_download_without_its_worksheet_does_not_replace_the_newer_one(course, people, put):
    person = people[0]
    course.enrol([person])
    place = f"{person.name}_{person.number}_assignsubmission_file/double.ipynb"
    old, new = (put(f"{n}.zip", lms.packed({place: lms.notebook(str(n))})) for n in range(2))
    sheet = put("s.csv", lms.moodle_worksheet([person]))
    collect(course, UNIT, [old, sheet])
    sheet.write_bytes(sheet.read_bytes().replace(b"10 March", b"11 March"))
    collect(course, UNIT, [new, sheet])
    assert [row.what for row in collect(course, UNIT, [old]).rows] == ["older"]
    assert b"11 18:58" in course.files()[f"submitted/{person.id}/{UNIT}/timestamp.txt"]


def test_a_time_is_of_the_one_of_whom_it_is_said(course, put):
    update_roster(course, put("class.csv", "id,name\n103,Ana Aa\n501,Cem Cc\n"))
    heading, *_ = lms.moodle_worksheet([]).decode().partition("\n")
    rows = [
        f'Participant {number},"{name}",{key},,x,,5.00,Yes,"2026-03-{day} 10:00",-,""\n'
        for number, name, key, day in ((103, "Cem Cc", 501, 13), (101, "Ana Aa", 103, 10))
    ]
    sheet = put("s.csv", f"{heading}\n{''.join(rows)}")
    stem = "{}_assignsubmission_file/double.ipynb"
    files = {stem.format(who): lms.notebook(who) for who in ("Ana Aa_101", "Cem Cc_103")}
    found = collect(course, UNIT, [put("all.zip", lms.packed(files)), sheet])
    assert {row.student.id: row.time.day for row in found.rows} == {"103": 10, "501": 13}


def test_a_table_that_says_no_time_takes_none_away(course, people, put):
    course.enrol(people[:1])
    work = put(f"class/{people[0].id}.ipynb", lms.notebook())
    said = put("times.csv", f"学号,提交时间\n{people[0].id},2026-03-10 23.10\n")
    found = collect(course, UNIT, [work, said, put("class.csv", f"id\n{people[0].id}\n")])
    assert f"{found.rows[0].time:%H:%M}" == "23:10"


@pytest.mark.parametrize("text", ["2026-03-10 23.59", "10. März 2026, 23.59 Uhr", "2026-3-10 11.59 PM"])
def test_a_time_with_a_dot_keeps_its_minutes(text):
    assert times.read_time(text, UTC).strftime("%d %H:%M") == "10 23:59"


@pytest.mark.parametrize("text", ["0001-01-01 00:00", "9999-12-31 23:59"])
def test_a_year_far_away_is_a_mistake(text):
    with pytest.raises(BadTimestamp, match="years 1970 to 2200"):
        times.read_time(text, None)


def test_what_is_no_deadline_changes_none(course):
    set_deadline(course, UNIT, "2026-03-10 00:00 +0800", None)
    due = deadline_of(course, UNIT)
    for text in ("2026-03-11", "11 March 2026", " ", "–"):
        with pytest.raises(TermProblem):
            set_deadline(course, UNIT, text, None)
    assert deadline_of(course, UNIT) == due


def test_an_extension_that_no_calendar_holds_is_not_written(course, people):
    course.enrol(people[:1])
    course.grade({people[0].id: 1})
    set_deadline(course, UNIT, "2026-03-10 23:59 +0800", None)
    for text in ("99999999d", "9" * 400 + "w"):
        with pytest.raises(TermProblem, match="longer than ten years"):
            extend(course, UNIT, people[0].id, text)
    assert extend(course, UNIT, people[0].id, "2d")


def test_match_reaches_what_is_shown_and_says_what_it_does_not(course, people, put):
    course.enrol(people[:2])
    files = {f"{people[0].name}_7_assignsubmission_file/double.ipynb": lms.notebook(), "mail.ipynb": b"x"}
    download = put("all.zip", lms.packed(files))
    choices = [f"mail.ipynb={people[1].id}", f"typo={people[1].id}"]
    found = collect(course, UNIT, [download], choices=choices)
    assert of(found)["mail.ipynb"][0] == people[1].id
    assert found.left_out == ["--match 'typo': nothing in the downloads is called so"]


def test_a_folder_that_holds_a_file_of_each_student_is_nobody(course, people, put):
    course.enrol(people[:3])
    files = {f"homework/{person.id}-{person.name}.ipynb": lms.notebook() for person in people[:3]}
    assert {row.what for row in collect(course, UNIT, [put("all.zip", lms.packed(files))]).rows} == {
        "matched"
    }


def test_what_is_typed_into_canvas_has_its_owner(course, people, put):
    course.enrol(people[:1])
    files = {f"mueller_LATE_{people[0].number}_{kind}.html": b"<p>" for kind in ("text", "link")}
    found = collect(course, UNIT, [put("all.zip", lms.packed(files))], shape="canvas")
    assert [(row.student.id, row.what) for row in found.rows] == [(people[0].id, "no notebook")]


@pytest.fixture
def bplab(course, monkeypatch):
    monkeypatch.chdir(course.root)
    monkeypatch.setenv("COLUMNS", "200")

    def run(*arguments, code=0):
        done = CliRunner().invoke(app, list(map(str, arguments)))
        assert done.exit_code == code, done.output
        return done.output

    return run


def test_collect_ends_with_1_without_files_and_for_times_that_it_cannot_read(course, bplab, people, put):
    course.enrol(people[:1])
    assert "no files in it" in bplab("collect", UNIT, put("none.zip", lms.packed({})), code=1)
    sheet = put("s.csv", lms.moodle_worksheet(people[:1]).replace(b"Tuesday, 10 March 2026,", b"03/04/2026"))
    said = bplab("collect", UNIT, put("all.zip", lms.moodle_zip(people[:1])), sheet, code=1)
    assert "1 time cannot be read" in said and "name it, too" not in said
    stem = f"Double it_{people[0].username}_attempt_2026-13-10-10-00-00"
    files = {f"{stem}_double.ipynb": b"1", f"{stem}_data.csv": b"2"}
    assert "2 not matched" in bplab("collect", UNIT, put("b.zip", lms.packed(files)), code=1)


@pytest.mark.parametrize("content", ["[]", '{"02310000": 5}', "no json"])
def test_a_broken_record_of_what_was_collected_stops_nothing(course, people, put, content):
    course.enrol(people[:1])
    download = put("all.zip", lms.moodle_zip(people[:1]))
    collect(course, UNIT, [download])
    (course.attempts / f"{UNIT}.json").write_text(content)
    assert [row.what for row in collect(course, UNIT, [download]).rows] == ["unchanged"]


def test_a_link_on_the_command_line_is_followed(course, people, put):
    course.enrol(people[:1])
    link = course.root / f"{people[0].name}.ipynb"
    link.symlink_to(put("work.ipynb", lms.notebook()))
    assert [row.what for row in collect(course, UNIT, [link]).rows] == ["matched"]


def test_export_overwrites_no_file_without_a_copy(course, bplab, people, put):
    course.enrol(people[:2])
    course.grade({people[0].id: 4})
    sheet = put("s.csv", lms.moodle_worksheet(people[:2]))
    before = sheet.read_bytes()
    for options in (
        ["--to", sheet],
        ["--into", sheet, "--to", f"{sheet.parent}/../{sheet.parent.name}/s.csv"],
    ):
        sheet.write_bytes(before)
        bplab("export", UNIT, *options)
        assert sheet.read_bytes() != before and sheet.with_name("s.before.csv").read_bytes() == before
        sheet.with_name("s.before.csv").unlink()
    sheet.write_bytes(before)
    assert "ends with .zip" in bplab("export", UNIT, "--into", sheet, "--feedback", sheet, code=1)
    assert "no feedback" in bplab("export", UNIT, "--into", sheet, "--feedback", "f.zip", code=1)
    assert sheet.read_bytes() == before, "nothing is half done"


def test_a_row_without_its_number_packs_no_feedback(course, bplab, people, put):
    course.enrol(people[:2])
    course.grade({people[0].id: 4, people[1].id: 4})
    for person in people[:2]:
        page = course.feedback(UNIT, person.id) / "double.html"
        page.parent.mkdir(parents=True)
        page.write_text("well done")
    rows = lms.moodle_worksheet(people[:2]).replace(b"Participant %d" % people[1].number, b"")
    said = bplab("export", UNIT, "--into", put("s.csv", rows), "--feedback", "f.zip")
    assert "the feedback of 1 student," in said


def test_the_only_column_is_not_taken_for_the_units(course, people, put):
    course.enrol(people[:2])
    table = lms.canvas_gradebook(people[:2]).replace(b'"Double it (4711)"', b"Final")
    path = put("g.csv", table)
    with pytest.raises(TermProblem, match="no column whose title or number is like"):
        fill(course, UNIT, path)


def test_the_encoding_is_seen_where_the_beginning_does_not_say_it(put):
    path = put("class.csv", "学号\t姓名\n0023001\t李娜\n".encode("utf-16-le"))
    assert read_roster(path)[1][0].name == "李娜"
    path = put("class.csv", "id,name\n1,鄢婳祎\n3,亓彧\n".encode("gbk"))
    assert [student.name for student in read_roster(path)[1]] == ["鄢婳祎", "亓彧"]


def test_an_id_that_would_mean_several_folders_is_none(put):
    _, students, problems = read_roster(put("class.csv", "id,name\n*,A B\n[x],C D\nx,E F\n"))
    assert [student.id for student in students] == ["x"] and len(problems) == 2


@pytest.mark.parametrize("column", ["ID number", "Full name", "Identifier"])
def test_no_grade_is_written_where_people_are_named(course, people, put, column):
    course.enrol(people[:2])
    with pytest.raises(TermProblem, match="says who a student is"):
        fill(course, UNIT, put("s.csv", lms.moodle_worksheet(people[:2])), column=column)


def test_a_damaged_download_takes_nothing_away(course, people, put):
    course.enrol(people[:1])
    path = f"{people[0].id}/double.ipynb"
    whole = lms.packed({path: lms.notebook()})
    collect(course, UNIT, [put("all.zip", whole)])
    before = course.files()
    at = whole.index(path.encode()) + len(path)
    found = collect(course, UNIT, [put("all.zip", whole[:at] + bytes(20) + whole[at + 20 :])])
    assert found.rows[0].what == "no notebook" and "what was there stays" in found.rows[0].notes[-1]
    assert course.files() == before


IN_GERMAN, IN_RUSSIAN = "id,name\n1,Jörg Åström\n2,Zoë Ägidius\n", "id,name\n1,Иванов\n2,Петров\n3,Сидорова\n"


@pytest.mark.parametrize(
    ("encoding", "text", "name"),
    [
        ("big5", "學號,姓名\n1,陳怡君\n", "陳怡君"),
        ("big5", "id,name\n1,陳怡君\n2,黃雅婷\n", "陳怡君"),
        ("shift-jis", "学籍番号,氏名\n1,佐藤花子\n", "佐藤花子"),
        ("shift-jis", "id,name\n1,佐藤花子\n2,鈴木さくら\n", "佐藤花子"),
        ("euc-jp", "学籍番号,氏名\n1,佐藤花子\n", "佐藤花子"),
        ("euc-kr", "학번,이름\n1,김철수\n", "김철수"),
        ("gbk", "id,name\n1,陈静\n2,张秀英\n", "陈静"),
        ("cp1252", IN_GERMAN, "Jörg Åström"),
    ],
)
def test_a_table_in_an_encoding_of_old_is_read(put, encoding, text, name):
    path = put("class.csv", text.encode(encoding))
    assert read_roster(path)[1][0].name == name
    assert Table.read(path).to_bytes() == path.read_bytes()


def test_a_table_in_an_unknown_encoding_is_a_sentence(put):
    with pytest.raises(TermProblem, match=r"encoding that is not known: .* save it as CSV \(UTF-8\)"):
        read_roster(put("class.csv", IN_RUSSIAN.encode("cp1251")))


def test_a_workbook_in_the_place_of_a_table_is_a_sentence(course, people, put):
    course.enrol(people[:1])
    workbook = put("worksheet.xlsx", lms.packed({"xl/workbook.xml": b"<x/>"}))
    for command in (
        lambda: read_roster(workbook),
        lambda: fill(course, UNIT, workbook),
        lambda: collect(course, UNIT, [put("all.zip", lms.moodle_zip(people[:1])), workbook]),
    ):
        with pytest.raises(
            TermProblem, match=r"worksheet.xlsx is an Excel workbook.*save it as CSV \(UTF-8\)"
        ):
            command()


@pytest.mark.parametrize(
    "row",
    [
        "合计,60,",
        "总人数：60,,",
        ",平均分,86.5",
        "Total,,",
        ",Average,",
        "学号,姓名,成绩",
        "制表人：张三,,",
        "备注: 缺考,,",
    ],
)
def test_a_row_that_sums_the_class_up_is_no_student(course, put, row):
    path = put("class.csv", f"学号,姓名,成绩\n0023001,李娜,\n{row}\n0023002,王伟,\n")
    news = update_roster(course, path)
    assert [student.id for student in news.new] == ["0023001", "0023002"] and news.problems == []
    course.grade({"0023001": 4})
    filled = fill(course, UNIT, path)
    assert filled.problems == [] and "0023001,李娜,4\n".encode() in filled.content


def test_who_is_called_like_a_sum_is_a_student(put):
    table = put("class.csv", "id,last_name,first_name\n7,Total,Ana\nmax,Mean,Max\n")
    assert [student.id for student in read_roster(table)[1]] == ["7", "max"]


@pytest.mark.parametrize("cell", ['="0023001"', "'0023001", '"=""0023001"""', "0023001\t", "\u200b0023001"])
def test_an_id_that_a_spreadsheet_keeps_as_text_is_the_id(put, cell):
    assert read_roster(put("class.csv", f"学号,姓名\n{cell},李娜\n"))[1][0].id == "0023001"


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026年3月10日 24:00", "11 00:00"),
        ("2026-03-10 24:00:00", "11 00:00"),
        ("2026年3月10日24点整", "11 00:00"),
        ("2026年3月10日晚上12点", "11 00:00"),
        ("2026年3月10日晚上23:59", "10 23:59"),
        ("2026年3月10日（周二）晚上11点半", "10 23:30"),
        ("2026年3月10日 23：59", "10 23:59"),
        ("2026年3月10日23:59前", "10 23:59"),
        ("2026年3月10日23时59分 北京时间", "10 15:59"),
    ],
)
def test_a_deadline_as_people_write_it(course, text, moment):
    set_deadline(course, UNIT, text, UTC)
    assert f"{deadline_of(course, UNIT):%d %H:%M}" == moment


@pytest.mark.parametrize("text", ["2026-03-10 24:30", "2026年3月10日晚上12:30", "2026-03-10 25:00"])
def test_a_time_that_no_day_has_is_refused(course, text):
    with pytest.raises(TermProblem, match="not a date that can be read"):
        set_deadline(course, UNIT, text, UTC)


def test_an_extension_for_one_of_two_of_a_name_asks_which(course, people):
    course.enrol(people[:20])
    set_deadline(course, UNIT, "2026-03-10 23:59 +0800", None)
    first, second = (person for person in people[:20] if person.name == people[MAX].name)
    with pytest.raises(TermProblem) as problem:
        extend(course, UNIT, first.name, "2d")
    for word in (f"{first.name!r} may be", first.id, first.email, second.id, "by the id"):
        assert word in str(problem.value)
    assert extend(course, UNIT, second.id, "2d")[0].id == second.id


def test_an_old_download_with_a_newer_worksheet_is_said(course, bplab, people, put):
    course.enrol(people[:3])
    download = put("all.zip", lms.moodle_zip(people[:2]))
    made = datetime(2026, 3, 10, 18, 59, tzinfo=lms.SHANGHAI).timestamp()  # they handed in at 18:58
    os.utime(download, (made, made))
    sheet = put("s.csv", lms.moodle_worksheet(people[:1]))
    assert [row.notes for row in collect(course, UNIT, [download, sheet], zone=lms.SHANGHAI).rows] == [[], []]
    newer = lms.moodle_worksheet(people[:1]).replace(b"6:58", b"7:58") + lms.moodle_worksheet(people[1:3])
    sheet = put("s.csv", newer)
    said = bplab("collect", UNIT, download, sheet, "--zone=Asia/Shanghai", code=1)
    assert said.count("when this download had been made already: download it again") == 1
    assert f"says the table, and not in the download: {people[2].id}" in said
    table = put("t.csv", f"学号,提交时间\n{people[2].id},未提交\n")
    assert not collect(course, UNIT, [download, table]).not_in_download
    assert b"18:58" in course.files()[f"submitted/{people[0].id}/{UNIT}/timestamp.txt"], "not the newer time"


def test_blackboard_ultra_s_columns_are_named_by_hand(course, people, put):
    course.enrol(people[:2])
    course.grade({people[0].id: 4})
    head = "Last Name,First Name,Username,Student ID,Last Access,Availability,Double it"
    rows = [f"{p.last},{p.first},{p.username},{p.id},,Yes," for p in people[:2]]
    path = put("ultra.csv", "\n".join([head, *rows, ""]))
    with pytest.raises(TermProblem, match="no column for grades that is known"):
        fill(course, UNIT, path)
    assert fill(course, UNIT, path, column="Double it").content == f"{head}\n{rows[0]}4\n{rows[1]}\n".encode()
