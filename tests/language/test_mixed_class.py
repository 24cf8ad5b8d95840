"""One gradebook, a class of two languages: each notebook is repaired, graded and shown in its own."""

import copy
import shutil

import nbformat
import pytest

from bplab.authoring.catalogue import load_answers, plant, solutions
from bplab.grading.gradebook.scores import read_scores
from bplab.grading.intake.repair import repair
from bplab.grading.intake.repair.editions import choose
from bplab.grading.judge.verdicts import read_record
from tests.conftest import ROOT, UNIT, Course
from tests.repair.notebooks import find, remove

NAME = f"{UNIT.topic}.ipynb"
ENGLISH = nbformat.read(ROOT / UNIT.release, as_version=4)
CHINESE = nbformat.read(ROOT / "zh" / UNIT.release, as_version=4)
SOLUTION = solutions(nbformat.read(ROOT / UNIT.source, as_version=4))
ANSWERS = load_answers(UNIT.lesson)
RIGHT = next(answer for answer in ANSWERS if answer.is_right and answer.swaps)
WRONG = next(answer for answer in ANSWERS if answer.loses and answer.swaps and len(answer.loses) < 4)
UNTOUCHED = next(answer for answer in ANSWERS if answer.untouched)
RUBBISH = ["../../x", "x" * 10_000, ["zh"], {"zh": 1}, 7, None, True]


def locked(notebook):
    return {
        cell.metadata.nbgrader.grade_id: cell.source
        for cell in notebook.cells
        if cell.metadata.get("nbgrader", {}).get("locked")
    }


def damaged(notebook):
    """With a locked cell written into, one missing, and without what a tool may lose."""
    notebook = copy.deepcopy(notebook)
    notebook.metadata = nbformat.from_dict({})
    first, *others = [name for name in locked(notebook) if name.startswith("test_")]
    find(notebook, first).source += "\nassert True"
    remove(notebook, others[0])
    return notebook


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    """(the course, what nbgrader logged) of a class, graded and given feedback."""
    course = Course(tmp_path_factory.mktemp("mixed") / "course", UNIT)
    shutil.copytree(ROOT / "zh" / UNIT.release.parent, course.root / "zh" / UNIT.release.parent)
    for name, answer in {"right": RIGHT, "wrong": WRONG}.items():
        course.submit(f"{name}-en", plant(ENGLISH, SOLUTION, answer))
        course.submit(f"{name}-zh", plant(CHINESE, SOLUTION, answer))
    course.submit("untouched-zh", plant(CHINESE, SOLUTION, UNTOUCHED))
    course.submit("damaged-zh", damaged(plant(CHINESE, SOLUTION, RIGHT)))
    log = course.nbgrader("autograde", UNIT.name).stderr
    course.nbgrader("generate_feedback", UNIT.name)
    return course, log


def autograded(course, student):
    return nbformat.read(course.root / "autograded" / student / UNIT.name / NAME, as_version=4)


def points(course, student):
    return {name: score.points for name, score in read_scores(course.root, UNIT.name)[student].items()}


@pytest.mark.parametrize("answer", ["right", "wrong"])
@pytest.mark.slow
def test_the_same_answer_gets_the_same_points_cell_by_cell(graded, answer):
    course, _ = graded
    assert points(course, f"{answer}-zh") == points(course, f"{answer}-en")
    assert points(course, "damaged-zh") == points(course, "right-en")


@pytest.mark.parametrize("student", ["right-zh", "wrong-zh", "untouched-zh", "damaged-zh"])
@pytest.mark.slow
def test_nothing_of_the_other_language_gets_into_a_notebook(graded, student):
    notebook = autograded(graded[0], student)
    assert notebook.metadata.bplab.language == "zh"
    for name, source in locked(CHINESE).items():
        found = locked(notebook)[name]
        assert found.partition("\n### BEGIN HIDDEN TESTS")[0] == source
        assert ("BEGIN HIDDEN TESTS" in found) is name.startswith("hidden_")
    assert locked(autograded(graded[0], "right-en")).keys() == locked(notebook).keys()


@pytest.mark.slow
def test_an_english_notebook_stays_as_it_is(graded):
    notebook = autograded(graded[0], "right-en")
    assert "language" not in notebook.metadata.bplab
    for name, source in locked(ENGLISH).items():
        assert locked(notebook)[name].startswith(source)


@pytest.mark.slow
def test_only_what_a_student_did_is_told(graded):
    course, log = graded
    repairs = {
        student: [each.text for each in read_record(autograded_path(course, student)).repairs]
        for student in ("right-en", "right-zh", "wrong-zh", "untouched-zh", "damaged-zh")
    }
    assert not any(repairs[student] for student in repairs if student != "damaged-zh")
    assert repairs["damaged-zh"] and "WARNING" in log
    assert all("damaged-zh" in line for line in log.splitlines() if "WARNING" in line)


def autograded_path(course, student):
    return course.root / "autograded" / student / UNIT.name / NAME


@pytest.mark.slow
def test_an_answer_that_nobody_wrote_waits_for_nobody(graded):
    scores = read_scores(graded[0].root, UNIT.name)
    written = [name for name, score in scores["right-zh"].items() if score.by_hand]
    assert written and not any(score.by_hand for score in scores["untouched-zh"].values())


@pytest.mark.slow
def test_a_page_has_the_parts_and_claims_of_its_language(graded):
    pages = {
        student: (graded[0].root / "feedback" / student / UNIT.name / f"{UNIT.topic}.html").read_text("utf-8")
        for student in ("right-en", "right-zh")
    }
    assert "第 5 部分" in pages["right-zh"] and "Part 5" not in pages["right-zh"]
    assert "第 5 部分" not in pages["right-en"] and "Part 5" in pages["right-en"]
    assert "Hidden check, " not in pages["right-zh"] and "隐藏检查，" not in pages["right-zh"]


@pytest.mark.parametrize("language", RUBBISH, ids=lambda value: repr(value)[:12])
def test_a_language_that_is_none_is_found_by_the_texts(language):
    for notebook in (ENGLISH, CHINESE):
        submitted = copy.deepcopy(notebook)
        submitted.metadata["bplab"] = {"language": language}
        assert choose(submitted, [ENGLISH, CHINESE]) is notebook
        submitted.metadata["bplab"] = language
        assert choose(submitted, [ENGLISH, CHINESE]) is notebook


def test_cells_of_any_form_have_some_language():
    odd = {"metadata": 3, "cells": [None, 3, {"source": 4}, {"source": [1, "a"]}, {}]}
    assert choose(odd, [ENGLISH, CHINESE]) is ENGLISH


def test_a_notebook_that_states_its_language_is_repaired_in_it():
    submitted = copy.deepcopy(CHINESE)
    for cell in submitted.cells:
        if cell.metadata.get("nbgrader", {}).get("locked"):
            cell.source = "changed"
    repaired, _ = repair(submitted, choose(submitted, [ENGLISH, CHINESE]))
    assert locked(repaired) == locked(CHINESE)
