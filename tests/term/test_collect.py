"""`bplab collect`: whose it is, which attempt counts, and that nothing is lost, whatever is handed in."""

import zipfile
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from bplab.term import shapes
from bplab.term.collect import collect
from bplab.term.course import TermProblem
from bplab.term.matching import Hints, Roster
from tests.term import lms
from tests.term.conftest import UNIT

ZONE = ZoneInfo("Asia/Shanghai")
BOOK = lms.notebook()


@pytest.fixture
def small(course, people):
    """A course of eight: one of them Chinese, two with the same name."""
    course.enrol([*people[:4], *people[12:14], *people[16:18]])
    return course


def rows(found):
    return {row.student.id if row.student else row.label: row.what for row in found.rows}


def loose(folder, files):
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    return folder


def bb(person, time, files):
    return lms.replace(person, attempts=((time, files),))


def collected(course, tmp_path, *people, name="bb.zip"):
    (tmp_path / name).write_bytes(lms.blackboard_zip(people))
    return collect(course, UNIT, [tmp_path / name], zone=ZONE)


def test_where_the_first_attempt_counts_later_ones_are_kept(small, people, tmp_path):
    with (small.root / "nbgrader_config.py").open("a") as config:
        config.write('\nc.Term.attempts = "first"\n')
    small = type(small)(small.root)
    ana = people[0]
    books = [lms.notebook(str(number)) for number in range(4)]
    at = [(lms.DUE + timedelta(hours=hour), {"double.ipynb": books[hour]}) for hour in range(4)]
    both = lms.replace(ana, attempts=(at[2], at[1]))
    assert rows(collected(small, tmp_path, both)) == {ana.id: "matched"}
    place = small.submitted(UNIT, ana.id) / "double.ipynb"
    assert place.read_bytes() == books[1]
    assert rows(collected(small, tmp_path, bb(ana, *at[3]))) == {ana.id: "later"}
    assert place.read_bytes() == books[1]
    assert rows(collected(small, tmp_path, bb(ana, *at[0]))) == {ana.id: "new attempt"}
    assert place.read_bytes() == books[0]
    kept = [path / "double.ipynb" for path in (small.attempts / ana.id / UNIT).iterdir()]
    assert sorted(path.read_bytes() for path in kept) == sorted(books[1:])
    before = small.files()
    assert rows(collected(small, tmp_path, both)) == {ana.id: "later"}
    assert small.files() == before


def test_an_older_download_takes_nobody_back_and_a_newer_one_keeps_what_was_there(small, people, tmp_path):
    ana = people[0]
    first = bb(ana, lms.DUE, {"double.ipynb": lms.notebook("1")})
    second = bb(ana, lms.DUE + timedelta(hours=1), {"double.ipynb": lms.notebook("2")})
    assert rows(collected(small, tmp_path, first)) == {ana.id: "matched"}
    assert rows(collected(small, tmp_path, second)) == {ana.id: "new attempt"}
    assert rows(collected(small, tmp_path, first)) == {ana.id: "older"}
    place = small.submitted(UNIT, ana.id)
    assert (place / "double.ipynb").read_bytes() == lms.notebook("2")
    [kept] = (small.attempts / ana.id / UNIT).iterdir()
    assert (kept / "double.ipynb").read_bytes() == lms.notebook("1")
    assert kept.name.startswith("2026-03-10-155900Z-")


def test_what_an_instructor_changed_in_submitted_stays_and_is_copied_before_a_new_attempt(
    small, people, tmp_path
):
    ana = people[0]
    first = bb(ana, lms.DUE, {"double.ipynb": lms.notebook("1")})
    collected(small, tmp_path, first)
    mended = small.submitted(UNIT, ana.id) / "double.ipynb"
    mended.write_bytes(b"mended")
    assert (
        rows(collected(small, tmp_path, first)) == {ana.id: "unchanged"} and mended.read_bytes() == b"mended"
    )
    later = bb(ana, lms.DUE + timedelta(hours=1), {"double.ipynb": lms.notebook("2")})
    assert rows(collected(small, tmp_path, later)) == {ana.id: "new attempt"}
    assert b"mended" in small.files().values()
    moved = bb(ana, lms.DUE + timedelta(hours=3), {"double.ipynb": lms.notebook("2")})
    found = collected(small, tmp_path, moved)
    assert rows(found) == {ana.id: "unchanged"} and "another time" in found.rows[0].notes[0]
    assert (small.submitted(UNIT, ana.id) / "timestamp.txt").read_text() == "2026-03-11 02:59:00 +0800\n"


def test_a_dry_run_says_the_same_and_writes_nothing(small, people, tmp_path):
    (tmp_path / "all.zip").write_bytes(lms.moodle_zip(people[:4]))
    before = sorted(small.root.rglob("*"))
    dry = collect(small, UNIT, [tmp_path / "all.zip"], dry_run=True)
    assert sorted(small.root.rglob("*")) == before
    assert rows(dry) == rows(collect(small, UNIT, [tmp_path / "all.zip"])) and len(rows(dry)) == 4


def test_an_empty_later_attempt_says_that_an_earlier_one_is_there(small, people, tmp_path):
    time = lms.DUE + timedelta(hours=1)
    ana = lms.replace(people[0], attempts=((lms.DUE, {"double.ipynb": BOOK}), (time, {})))
    [row] = collected(small, tmp_path, ana).rows
    assert row.what == "no notebook" and any("earlier attempt" in note for note in row.notes)


@pytest.mark.parametrize(
    ("files", "whose"),
    [
        (["02310000.ipynb", "02310007.zip", "hw1_02310014.ipynb"], [0, 1, 2]),
        (
            ["bp_02310000.py", "02310007 Jörg Weiß (1).ipynb", "José García Márquez-homework 5.ipynb"],
            [0, 1, 3],
        ),
        (["李娜.ipynb", "第五次作业-02310119张秀英.ipynb", "作业_李娜_final.ipynb"], [16, 17]),
        (["joerg weiss.ipynb", "Garcia_Marquez_Jose.ipynb", "u_000x@example.edu.ipynb"], [0, 1, 3]),
        (["2310000.ipynb", "zoe angstrom/work/double.ipynb", "zoe angstrom/notes.txt"], [0, 2]),
        (["02310000/double.ipynb", "Jörg Weiß/a.ipynb", "Jörg Weiß/b/c.csv"], [0, 1]),
    ],
    ids=str,
)
def test_files_and_folders_that_people_have_named_are_recognised(small, people, tmp_path, files, whose):
    found = collect(small, UNIT, [loose(tmp_path / "in", dict.fromkeys(files, BOOK))])
    assert set(rows(found)) == {people[at].id for at in whose}, rows(found)
    kept = [path for path in small.files() if path.startswith("submitted")]
    assert len(kept) == len(files)


@pytest.mark.parametrize(
    ("pattern", "files", "whose"),
    [
        ("{student}-{name}*", ["02310112-李娜.ipynb", "02310119-张秀英_实验五.ipynb"], [16, 17]),
        ("{student}-{name}*", ["02310112-李娜/double.ipynb", "02310112-李娜/data/x.csv"], [16]),
        ("{name}_{student}_*", ["李娜_02310112_实验.ipynb", "Jörg Weiß_02310007_x.ipynb"], [16, 1]),
        ("*({student})", ["实验五 李娜(02310112).zip"], [16]),
        ("bp_{student}", ["bp_02310000.py", "bp_02310007.ipynb"], [0, 1]),
        ("第?次-{name}", ["第五次-张秀英.ipynb"], [17]),
        ("{any}/{student}", ["class 3/02310000.ipynb", "class 4/02310007.ipynb"], [0, 1]),
    ],
)
def test_a_pattern_says_how_files_are_named(small, people, tmp_path, pattern, files, whose):
    found = collect(small, UNIT, [loose(tmp_path / "in", dict.fromkeys(files, BOOK))], pattern=pattern)
    assert set(rows(found)) == {people[at].id for at in whose}, rows(found)


def test_a_table_of_any_system_says_when_it_was(small, people, tmp_path):
    folder = loose(tmp_path / "in", {"02310112-李娜.ipynb": BOOK, "02310119-张秀英.ipynb": BOOK})
    table = "学号,姓名,提交时间\n02310112,李娜,2026年3月10日 23:10\n02310119,张秀英,昨天\n"
    (tmp_path / "times.csv").write_bytes(table.encode("gbk"))
    found = collect(small, UNIT, [folder, tmp_path / "times.csv"], zone=ZONE)
    stamp = small.submitted(UNIT, people[16].id) / "timestamp.txt"
    assert stamp.read_text() == "2026-03-10 23:10:00 +0800\n"
    [row] = [row for row in found.rows if row.student.id == people[17].id]
    assert row.time is None and "its time cannot be read: '昨天'" in row.notes[0]


def test_who_is_not_known_is_a_row_with_the_likeliest_and_can_be_said(small, people, tmp_path):
    folder = loose(
        tmp_path / "in", {"Anna Muler.ipynb": BOOK, "Max Mustermann.ipynb": BOOK, "hw 5.ipynb": BOOK}
    )
    found = collect(small, UNIT, [folder])
    by_label = {row.label: row for row in found.rows}
    assert {row.what for row in found.rows} == {"not matched"} and len(found.absent) == 8
    assert by_label["Anna Muler.ipynb"].likeliest.id == people[0].id
    assert [s.id for s in by_label["Max Mustermann.ipynb"].candidates] == [people[12].id, people[13].id]
    assert by_label["hw 5.ipynb"].likeliest is None
    said = [f"Max Mustermann.ipynb={people[13].id}", f"hw 5.ipynb={people[0].id}"]
    found = collect(small, UNIT, [folder], choices=said)
    assert rows(found)[people[13].id] == rows(found)[people[0].id] == "matched"
    with pytest.raises(TermProblem, match="--match 'x=nobody'"):
        collect(small, UNIT, [folder], choices=["x=nobody"])


def test_a_blind_download_goes_by_the_worksheet_and_an_anonymous_one_says_so(small, people, tmp_path):
    blind = tmp_path / "blind.zip"
    blind.write_bytes(lms.moodle_zip(people[:2], blind=True))
    assert {row.what for row in collect(small, UNIT, [blind]).rows} == {"not matched"}
    (tmp_path / "grading.csv").write_bytes(lms.moodle_worksheet(people[:2]))
    found = collect(small, UNIT, [blind, tmp_path / "grading.csv"])
    assert rows(found) == {people[0].id: "matched", people[1].id: "matched"}
    (tmp_path / "anon.zip").write_bytes(lms.packed({"anon_x7Yz1_815_double.ipynb": BOOK}))
    [row] = collect(small, UNIT, [tmp_path / "anon.zip"]).rows
    assert row.what == "not matched" and "anonymous" in row.notes[0]


@pytest.mark.parametrize(
    ("names", "shape"),
    [
        (["Anna Müller_90001_assignsubmission_file_/x.ipynb", "index.html"], "moodle"),
        (["Anna Müller__u_000xATexample.edu__90001_assignsubmission_file_/x.ipynb"], "moodle"),
        (["Anna Müller_90001_assignsubmission_onlinetext_/onlinetext.html"], "moodle"),
        (
            ["submissions/mülleranna_90001_815_x.ipynb", "submissions/weißjörg_LATE_90014_816_x.ipynb"],
            "canvas",
        ),
        (["Lab 5_u_000x_attempt_2026-03-10-23-10-00_x.ipynb"], "blackboard"),
        (["unit 5/Anna Müller/x.ipynb", "unit 5/Jörg Weiß/y.ipynb"], "folders"),
        (["02310000/x.ipynb"], "folders"),
        (["02310000.ipynb", "02310007.zip"], "loose"),
    ],
)
def test_the_shape_of_a_download_is_recognised(people, as_student, names, shape):
    roster = Roster(map(as_student, people))
    files = [shapes_file(name) for name in names]
    inside = shapes.unwrap(lms_download(files), roster)
    assert shapes.recognise(inside) == shape
    found, _ = shapes.deliveries(inside, shape)
    assert roster.find(found[0].who).student.id == people[0].id


def shapes_file(name):
    from bplab.term.downloads import File

    return File(name, lambda: BOOK)


def lms_download(files):
    from bplab.term.downloads import Download

    return Download("x.zip", files, [])


def test_a_hostile_download_harms_nothing_and_loses_nobody_else(small, people, tmp_path):
    path = tmp_path / "all.zip"
    place = "Anna Müller_90001_assignsubmission_file_"
    long = "长" * 200 + ".ipynb"
    files = [
        (f"{place}/../../../../evil.ipynb", BOOK),
        ("/etc/evil", BOOK),
        (f"{place}/{long}", BOOK),
        (f"{place}/a", b"1"),
        (f"{place}/a/b", b"2"),
        (f"{place}/timestamp.txt", b"2020-01-01"),
        (f"{place}/x\n\x1b[31m.csv", b"3"),
        ("Jörg Weiß_90014_assignsubmission_file_/double.ipynb", BOOK),
    ]
    path.write_bytes(lms.packed(files))
    with zipfile.ZipFile(path, "a") as archive:
        link = zipfile.ZipInfo(f"{place}/passwd.ipynb")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    found = collect(small, UNIT, [path])
    assert rows(found) == {people[0].id: "matched", people[1].id: "matched"}
    assert len(found.left_out) == 3 and not list(tmp_path.rglob("evil*"))
    kept = {p.name: p.read_bytes() for p in small.submitted(UNIT, people[0].id).rglob("*") if p.is_file()}
    assert sorted(kept.values()) == sorted([BOOK, b"1", b"2", b"3", b"2020-01-01"])
    assert "timestamp.txt" not in kept and all(name.isprintable() for name in kept)


def test_links_are_not_followed(small, people, tmp_path):
    ana = people[0]
    folder = loose(tmp_path / "in", {f"{ana.id}/double.ipynb": BOOK})
    (folder / ana.id / "passwd").symlink_to("/etc/passwd")
    small.submitted(UNIT, ana.id).parent.mkdir(parents=True)
    (tmp_path / "elsewhere").mkdir()
    small.submitted(UNIT, ana.id).symlink_to(tmp_path / "elsewhere")
    found = collect(small, UNIT, [folder])
    assert rows(found) == {ana.id: "failed"} and "link" in found.rows[0].notes[-1]
    assert "passwd" in found.left_out[0] and not list((tmp_path / "elsewhere").iterdir())


def test_what_is_no_download_is_a_sentence(course, small, people, tmp_path):
    (tmp_path / "bad.zip").write_bytes(b"PK\3\4 no zip")
    (tmp_path / "all.rar").write_bytes(b"Rar!")
    (tmp_path / "sheet.csv").write_bytes(lms.moodle_worksheet(people))
    for name, reason in (
        ("bad.zip", "damaged"),
        ("all.rar", "unpack it"),
        ("nowhere.zip", "there is no"),
        ("sheet.csv", "no download"),
    ):
        with pytest.raises(TermProblem, match=reason):
            collect(small, UNIT, [tmp_path / name])
    with pytest.raises(TermProblem, match="knows no unit '00_doubel'. Did you mean 00_double"):
        collect(small, "00_doubel", [tmp_path])
    for pattern, reason in (("*", "names no student"), ("{id}", "{id} is none of")):
        with pytest.raises(TermProblem, match=reason):
            collect(small, UNIT, [tmp_path], pattern=pattern)


def test_without_a_roster_it_says_what_to_do(course, tmp_path):
    with pytest.raises(TermProblem, match="`bplab roster FILE` first"):
        collect(course, UNIT, [tmp_path])


def test_names_are_found_in_other_orders_and_without_accents_but_not_guessed(people, as_student):
    roster = Roster(map(as_student, people))

    def who(name):
        return roster.find(Hints(name, (), (name,)))

    for name, at in {
        "Müller, Anna": 0, "muller anna": 0, "Mueller Anna": 0, "García Márquez José": 3, "oconnor sean": 4,
        "delacruzanamaría": 7, "de la Cruz, Ana María": 7,
        "李 娜": 16, "娜李": 16, "ZOË ÅNGSTRÖM": 2, "nguyen thi thu": 9,
    }.items():  # fmt: skip
        assert who(name).student and who(name).student.id == people[at].id, name
    assert who("Li").student is None and who("P. Li").student is None
    assert who("王伟").student is None and len(who("王伟").candidates) == 2
