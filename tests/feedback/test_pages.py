"""What pages of the catalogue's answers show: the cause, and nothing of a hidden test."""

import re

import pytest

from bplab.authoring.catalogue import load_sentences
from bplab.authoring.units import find_units
from bplab.feedback.lectures import SECTIONS, section_of
from bplab.feedback.sentences import every_text
from bplab.grading.intake.repair.records import Repair
from tests.catalogue.oneprocess import texts_of
from tests.catalogue.sample import sample
from tests.catalogue.test_sound import LONG
from tests.conftest import ROOT
from tests.feedback.making import page_of, record_of, seen, unit_of

UNITS = find_units(ROOT)
QUICK = UNITS[:3]  # their tests train nothing
REGION = re.compile(r"### BEGIN HIDDEN TESTS\n(.*?)### END HIDDEN TESTS", re.DOTALL)
NUMBER = re.compile(r"\d+\.\d{2,}|\d{3,}")  # which nobody meets by chance
SHORTEST = 12  # characters of a line that says something


def crawl(unit, answers, found_once):
    """Look through the pages of answers; how many of their lost hidden checks have a named cause."""
    texts = texts_of(unit)
    known = unit_of(texts, unit.name)
    named = lost = 0
    for answer in answers:
        record, notebook = record_of(texts, answer, found_once(unit, answer)), texts.plant(answer)
        page = page_of(known, notebook, record)
        assert len(page.encode()) < 500_000
        nothing_is_given_away(known, notebook, texts, record, page, answer.name)
        for verdict in record.verdicts:
            if verdict.status == "failed" and verdict.grade_id.startswith("hidden_"):
                lost += 1
                item = page[page.index(f'<li id="{verdict.grade_id}"') :].partition("</li>")[0]
                named += "What exactly is wrong is not told here" not in item
    return named, lost


def nothing_is_given_away(known, notebook, texts, record, page, name):
    text = seen(page)
    public = "\n".join([*(cell.source for cell in notebook.cells), *(c.source for c in texts.release.cells)])
    hidden = [check for check in known.checks if check.hidden]
    assert hidden
    for check in hidden:
        for line in REGION.search(check.source)[1].splitlines():
            if len(line.strip()) >= SHORTEST and line.strip() not in public:
                assert line.strip() not in text, f"{name}: {check.name}"
    first = next(i for i, verdict in enumerate(record.verdicts) if verdict.grade_id == hidden[0].name)
    shown = public + "\n".join(every_text()) + "".join(verdict.message for verdict in record.verdicts[:first])
    secret = "\n".join([*(check.source for check in hidden), *(v.message for v in record.verdicts[first:])])
    given_away = (set(NUMBER.findall(secret)) - set(NUMBER.findall(shown))) & set(NUMBER.findall(text))
    assert not given_away, f"{name}: {given_away}"


@pytest.mark.parametrize("unit", QUICK, ids=lambda unit: unit.name)
def test_pages_name_the_cause_and_give_nothing_away(unit, found_once):
    named, lost = crawl(unit, sample(texts_of(unit).answers, 8), found_once)
    assert lost and named >= 0.8 * lost


@pytest.mark.slow
@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_no_page_gives_anything_away(unit, found_once):
    answers = texts_of(unit).answers
    named, lost = crawl(unit, sample(answers, 30) if unit.name in LONG else answers, found_once)
    assert named >= 0.8 * lost


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_parts_have_names_and_all_points(unit):
    known = unit_of(texts_of(unit), unit.name)
    assert sum(part.most for part in known.parts) == 100
    assert all(part.title and part.checks and part.title[0].isupper() for part in known.parts)
    assert len({part.title for part in known.parts}) == len(known.parts)
    for check in known.checks:
        assert check.claim.endswith(".") and "points" not in check.claim and "Hidden" not in check.claim
        assert check.hidden is check.name.startswith("hidden_")
        assert check.written or check.task in known.blanks


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_a_lecture_has_the_sections_that_pages_name(unit):
    lecture = (unit.root / "lessons" / unit.name / "lecture.py").read_text(encoding="utf-8")
    headings = re.findall(r"^# ## \d+\. (.+)$", lecture, re.MULTILINE)
    checks = unit_of(texts_of(unit), unit.name).checks
    assert set(SECTIONS[unit.name].values()) <= set(headings)
    assert {section_of(unit.name, check) for check in checks} - {None} == set(SECTIONS[unit.name].values())


def test_what_was_repaired_is_in_the_page():
    texts = texts_of(UNITS[0])
    answer = next(answer for answer in texts.answers if answer.untouched)
    record = record_of(texts, answer)
    record.repairs.append(Repair("renamed", "", "the notebook is called homework.ipynb"))
    page = page_of(unit_of(texts, UNITS[0].name), texts.plant(answer), record)
    assert "the notebook is called homework.ipynb" in seen(page)


def test_a_page_for_a_notebook_in_chinese_speaks_chinese_and_leaves_code_alone(found_once):
    unit = UNITS[0]
    texts = texts_of(unit)
    answer = next(
        answer
        for answer in texts.answers
        if "CAUSE_CONSTANT" in load_sentences(unit.lesson).get(answer.name, ())
    )
    record, notebook = record_of(texts, answer, found_once(unit, answer)), texts.plant(answer)
    task = next(cell for cell in notebook.cells if cell.id == answer.swaps[0][0])
    task.source += "\nnot right\nloss returns one number."  # what the program says, too
    english = page_of(unit_of(texts, unit.name), notebook, record)
    notebook.metadata["bplab"] = {"language": "zh"}
    chinese = page_of(unit_of(texts, unit.name), notebook, record)
    assert '<html lang="en">' in english and "tells one place from another" in english
    assert '<html lang="zh">' in chinese and "位置与位置之间没有任何区别" in chinese
    assert "tells one place from another" not in chinese
    assert 'class="verdict">不正确，' in chinese
    for line in ("not right", "loss returns one number."):
        assert f'<span class="line">{line}</span>' in chinese
