"""Marks in nbgrader's gradebook: given, shared by identical answers, kept, changed with the list, removed."""

import json
import threading
import zipfile

import nbformat
import pytest
from nbgrader.api import Gradebook

from bplab.grading.gradebook.preprocessors import SaveGrades
from bplab.mark.desk import BadRequest, Conflict
from bplab.term.forget import forget
from bplab.term.student_data import pack
from bplab.term.traces import Traces
from tests.mark.making import CELL, MODEL, STUB, UNIT, desk_of, hand_in, in_gradebook, make_course, notebook

LIST = "- 2 of 2: what $2x$ is\n- 0 of 3: why it holds for all numbers\n- 1 of 1: an example"


def answer_of(desk, student):
    """As the page has it; the desk says names."""
    return next(a for a in desk.state()["answers"] if any(f"({student})" in who for who in a["who"]))


def give(desk, student, items, besides=0, comment="", **more):
    answer = answer_of(desk, student)
    known = {key: answer[key] for key in ("key", "version")}
    return desk.mark({**known, "items": items, "besides": besides, "comment": comment, **more})


@pytest.fixture
def desk(course):
    return desk_of(course, names=True)


def test_a_mark_is_one_as_formgrader_gives_it_with_a_comment_that_names_the_items(course, desk):
    assert in_gradebook(course, "ana") == (0, None, True)
    give(desk, "ana", ["i1", "i3"], comment="Say why.")
    assert in_gradebook(course, "ana") == (3, f"{LIST}\n\nSay why.", False)
    shown = answer_of(desk, "ana")
    assert (shown["score"], shown["items"], shown["comment"], shown["waits"]) == (
        3,
        ["i1", "i3"],
        "Say why.",
        False,
    )
    assert in_gradebook(course, "dora") == (0, None, True)
    with course.gradebook() as gradebook:
        submission = gradebook.find_submission(UNIT, "ana")
        assert (submission.score, submission.needs_manual_grade) == (7, False)


@pytest.mark.parametrize(
    "content", ['{"cells": [{"metadata": []}]}', '{"cells": [3]}', '{"cells": ' + "[" * 100_000, "[]", ""]
)
def test_a_damaged_notebook_keeps_nobody_elses_answer_from_being_marked(course, desk, content):
    path = course.root / "autograded" / "dora" / UNIT / "double.ipynb"
    path.chmod(0o644)
    path.write_text(content)
    give(desk, "ana", ["i1"])
    assert in_gradebook(course, "ana")[0] == 2 and desk.left_out() == 1


def test_identical_answers_are_marked_together(course, desk):
    assert answer_of(desk, "ben")["count"] == 2
    give(desk, "ben", ["i2"])
    assert in_gradebook(course, "ben")[0] == in_gradebook(course, "cem")[0] == 3
    hand_in(course, "eli", " The same. ")  # one more, later
    shown = answer_of(desk, "eli")
    assert (shown["count"], shown["waits"], shown["is_mixed"], shown["items"]) == (3, True, True, ["i2"])
    give(desk, "eli", ["i2"])
    assert in_gradebook(course, "eli")[0] == 3 and not answer_of(desk, "eli")["is_mixed"]


def test_answers_with_pictures_are_never_identical(course):
    for student in ("eli", "fay"):
        hand_in(course, student, "![](photo.jpg)")
    assert [answer_of(desk_of(course, True), student)["count"] for student in ("eli", "fay")] == [1, 1]


def test_without_names_nothing_says_whose_an_answer_is(course):
    anonymous = desk_of(course)
    for found in (anonymous.state(), anonymous.about()):
        text = json.dumps(found).lower()
        assert not any(word in text for word in ("ana", "ben", "made-up", "dora"))
    named = desk_of(course, names=True).state()["answers"]
    assert [answer["who"][0] for answer in named] == sorted(answer["who"][0] for answer in named)
    assert {a["key"] for a in named} == {a["key"] for a in anonymous.state()["answers"]}


def test_the_page_has_question_model_answer_and_the_answer_with_its_formulas(course, desk):
    about = desk.about()
    assert "<math>" in about["model"] and "<strong>every</strong>" in about["model"]
    assert "why doubling works" in about["question"] and about["most"] == 6
    assert "<math>" in desk.html(answer_of(desk, "ana")["key"])


def test_a_course_without_source_has_the_question_as_students_got_it(course):
    (course.root / "source" / UNIT / "double.ipynb").unlink()
    released = course.root / "release" / UNIT / "double.ipynb"
    released.parent.mkdir(parents=True)
    text = notebook(STUB)
    text.cells[2]["metadata"]["nbgrader"]["grade_id"] = CELL
    test = nbformat.v4.new_code_cell("double(1)")
    test.metadata["nbgrader"] = {"grade_id": "test_double", "grade": True, "solution": False, "points": 4}
    text.cells = [test, *text.cells[1:]]
    nbformat.write(text, released)
    desk = desk_of(course)
    assert desk.about()["model"] == "" and [item["points"] for item in desk.state()["list"]["items"]] == [
        2,
        3,
        1,
    ]


def test_a_comment_alone_leaves_an_answer_to_be_marked(course, desk):
    give(desk, "ana", [], comment="Ask me.", waits=True)
    assert in_gradebook(course, "ana") == (0, "Ask me.", True)
    assert answer_of(desk, "ana")["score"] is None and answer_of(desk, "ana")["comment"] == "Ask me."
    give(desk, "ana", ["i1"], comment="Ask me.")
    assert in_gradebook(course, "ana")[0] == 2


def test_a_mark_can_be_taken_back(course, desk):
    give(desk, "ana", ["i1"], comment="x")
    give(desk, "ana", [], is_marked=False)
    assert in_gradebook(course, "ana") == (0, None, True)
    assert answer_of(desk, "ana")["items"] == []


def test_an_empty_answer_has_its_0_points_and_waits_for_nobody(course, desk):
    hand_in(course, "eli", STUB)
    assert (answer_of(desk, "eli")["score"], answer_of(desk, "eli")["waits"]) == (0, False)


def regrade(course, student, text, same):
    """As `bplab grade` records a submission that it graded again, by nbgrader's own step and ours."""
    names = {"notebook": "double", "assignment": UNIT, "student": student, "db_url": course.dir.db_url}
    path = course.root / "autograded" / student / UNIT / "double.ipynb"
    before = nbformat.read(path, as_version=4)
    now = notebook(text)
    SaveGrades()(now, {"nbgrader": names, "bplab_before": (before, same)})
    nbformat.write(now, path)


def test_a_mark_survives_that_the_answer_is_graded_again(course, desk):
    give(desk, "ana", ["i1", "i3"], comment="Say why.")
    before = in_gradebook(course, "ana")
    regrade(course, "ana", "Because $x + x = 2x$.", same=False)  # the code around it has changed
    assert in_gradebook(course, "ana") == before and answer_of(desk, "ana")["items"] == ["i1", "i3"]
    regrade(course, "ana", "Another answer.", same=False)
    shown = answer_of(desk, "ana")
    assert in_gradebook(course, "ana") == (*before[:2], True)  # nbgrader's rule: a person looks again
    assert (shown["waits"], shown["items"], shown["score"]) == (True, ["i1", "i3"], 3)
    give(desk, "ana", shown["items"], comment=shown["comment"])
    assert in_gradebook(course, "ana") == before


def change(desk, **points):
    """Items of other points, or texts; None removes one."""
    found = desk.state()["list"]
    items = [{**item, "points": points.get(item["id"], item["points"])} for item in found["items"]]
    return desk.change_list(
        {"version": found["version"], "items": [i for i in items if i["points"] is not None]}
    )


def test_a_changed_item_changes_all_marks_that_it_is_part_of(course, desk):
    give(desk, "ana", ["i1", "i3"], comment="Good.")
    give(desk, "ben", ["i1"])
    give(desk, "dora", ["i2"], waits=False)
    assert change(desk, i1=1.5)["changed"] == 4  # the texts of all name it
    assert in_gradebook(course, "ana")[:2] == (2.5, LIST.replace("2 of 2", "1.5 of 1.5") + "\n\nGood.")
    assert [in_gradebook(course, student)[0] for student in ("ben", "cem", "dora")] == [1.5, 1.5, 3]
    assert change(desk, i1=None)["changed"] == 4
    assert [in_gradebook(course, student)[0] for student in ("ana", "ben", "dora")] == [1, 0, 3]


def test_a_list_that_changes_in_the_lesson_changes_the_marks_too(course, desk):
    give(desk, "ana", ["i1", "i3"])
    path = course.root / "source" / UNIT / "double.ipynb"
    path.write_text(path.read_text(encoding="utf-8").replace("(2 points)", "(1 point)"), encoding="utf-8")
    again = desk_of(course, names=True)
    assert in_gradebook(course, "ana")[0] == 2 and answer_of(again, "ana")["items"] == ["i1", "i3"]


def formgrader(course, student, points=None, comment=None):
    with course.gradebook() as gradebook:
        grade = gradebook.find_grade(CELL, "double", UNIT, student)
        grade.manual_score, grade.needs_manual_grade = points, False
        if comment is not None:
            gradebook.find_comment(CELL, "double", UNIT, student).manual_comment = comment
        gradebook.db.commit()


def test_what_formgrader_has_given_is_shown_and_no_change_of_the_list_touches_it(course, desk):
    give(desk, "ana", ["i1", "i3"])
    formgrader(course, "ana", 4.5)
    formgrader(course, "dora", 2, "As in class.")
    for student, points in (("ana", 4.5), ("dora", 2)):
        shown = answer_of(desk, student)
        assert (shown["score"], shown["is_elsewhere"], shown["items"]) == (points, True, [])
    assert answer_of(desk, "dora")["comment"] == "As in class."
    change(desk, i1=0.5)
    assert in_gradebook(course, "ana")[0] == 4.5 and in_gradebook(course, "dora") == (
        2,
        "As in class.",
        False,
    )


def test_the_grader_s_words_are_told_from_the_list_in_a_comment_changed_elsewhere(course, desk):
    give(desk, "ana", ["i1", "i3"], comment="Good.")
    formgrader(course, "ana", 3, f"{LIST}\n\nVery good.")
    assert answer_of(desk, "ana")["comment"] == "Very good."


def test_of_two_graders_the_second_is_told_what_the_first_has_done(course):
    one, two = desk_of(course, names=True), desk_of(course, names=True)
    seen = answer_of(two, "ana")
    give(one, "ana", ["i1"])
    with pytest.raises(Conflict, match="Somebody else has marked this answer meanwhile"):
        two.mark({**seen, "items": ["i2"]})
    assert in_gradebook(course, "ana")[0] == 2
    seen = two.state()["list"]
    change(one, i1=1)
    with pytest.raises(Conflict, match="Somebody else has changed the list"):
        two.change_list(seen)
    change(one, i3=None)
    with pytest.raises(Conflict, match="list of points"):
        give(two, "dora", ["i3"])
    formgrader(course, "ana", 5)
    with pytest.raises(Conflict, match="Somebody else"):
        one.mark({**seen, **answer_of(two, "ben"), "version": "of before", "items": []})
    regrade(course, "dora", "Now I know.", same=False)
    with pytest.raises(Conflict, match="graded again"):
        two.mark({"key": "gone", "version": "", "items": [], "besides": 0, "comment": ""})


def test_two_graders_at_once_lose_no_mark(tmp_path):
    course = make_course(tmp_path / "course", {f"s{n:02}": f"Answer {n}." for n in range(12)})
    conflicts, problems = [], []

    def work(number):
        try:
            desk = desk_of(course, names=True)
            for answer in desk.state()["answers"]:
                try:
                    desk.mark({**answer, "items": [f"i{number}"], "waits": False})
                except Conflict:
                    conflicts.append(answer["key"])
        except Exception as error:
            problems.append(error)

    threads = [threading.Thread(target=work, args=[number]) for number in (1, 2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert problems == []
    found = [in_gradebook(course, f"s{n:02}") for n in range(12)]
    assert all(not waits and points in (2, 3) for points, _, waits in found)
    desk = desk_of(course, names=True)
    assert all(a["items"] == [{2: "i1", 3: "i2"}[a["score"]]] for a in desk.state()["answers"])


@pytest.mark.parametrize(
    "wrong",
    [
        {"items": "i1"},
        {"besides": "1"},
        {"besides": float("inf")},
        {"besides": 7},
        {"comment": None},
        {"comment": "x" * 5001},
    ],
)
def test_what_the_page_does_not_send_is_refused(course, desk, wrong):
    with pytest.raises(BadRequest):
        give(desk, "ana", **{"items": [], **wrong})
    assert in_gradebook(course, "ana") == (0, None, True)


def test_ticks_are_the_student_s_data(course, desk, tmp_path):
    give(desk, "ana", ["i1"], comment="Good.")
    give(desk, "dora", ["i2"])
    pack(Traces.of(course, "ana"), tmp_path / "ana.zip")
    with zipfile.ZipFile(tmp_path / "ana.zip") as archive:
        [ticks] = json.loads(archive.read("data.json"))["marked_by_list"]
    assert ticks["student"] == "ana" and ticks["content"]["items"] == ["i1"]
    remaining = forget(Traces.of(course, "ana"))
    assert remaining == []
    assert b"ana" not in (course.root / "gradebook.db").read_bytes()
    assert answer_of(desk, "dora")["items"] == ["i2"]


def test_a_gradebook_of_before_has_no_ticks_and_can_be_forgotten_from(tmp_path):
    course = make_course(tmp_path / "course", {"ana": "x", "ben": "y"})
    with Gradebook(course.dir.db_url) as gradebook:
        for table in ("bplab_ticks", "bplab_list_of_points"):
            gradebook.db.connection().exec_driver_sql(f"DROP TABLE {table}")
        gradebook.db.commit()
    assert forget(Traces.of(course, "ana")) == []


def test_hostile_answers_are_shown_as_they_were_typed(course):
    hand_in(course, "eli", f"<script>f()</script> [a](javascript:f()) ![p](http://spy.test/p.png)\n\n{MODEL}")
    desk = desk_of(course, names=True)
    html = desk.html(answer_of(desk, "eli")["key"])
    assert "<script" not in html and "href=" not in html and "<img" not in html and "<math>" in html
