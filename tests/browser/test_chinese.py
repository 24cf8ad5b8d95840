"""The Chinese edition as its students meet it: a lecture, an assignment and the page they get back."""

import re

import pytest

from bplab.authoring.units import find_units
from tests.catalogue.oneprocess import texts_of
from tests.conftest import ROOT
from tests.feedback.making import page_of, record_of, unit_of

ENGLISH, ASSIGNMENT = find_units(ROOT, ["01_forward_pass"])[0].editions
LECTURE = find_units(ROOT, ["05_linear_vs_relu"])[0].editions[1]
CHINESE, ENGLISH_SENTENCE = re.compile("[\u4e00-\u9fff]"), re.compile(r"([A-Za-z]+ ){3}[a-z]+")
DENSE = "def dense(X, W, b):\n    return X @ W {sign} b"


def is_chinese(text):
    return bool(CHINESE.search(text)) and not ENGLISH_SENTENCE.search(text)


def test_a_lecture_and_its_explorer_are_chinese(open_notebook):
    lecture = open_notebook(LECTURE.lecture.as_posix())
    assert is_chinese(lecture.page.locator(".jp-Notebook h1").first.inner_text())
    lecture.run_only("explore_linear_vs_relu")
    explorer = lecture.explorer("explore_linear_vs_relu")
    labels = explorer.root.locator(".widget-label:visible").all_inner_texts()
    assert "学习率" in labels and not any(ENGLISH_SENTENCE.search(label) for label in labels)
    buttons = explorer.root.locator("button").all_inner_texts()
    assert {"前进", "还原"} <= {button.strip() for button in buttons}
    explorer.after(lambda: explorer.press("seed", "ArrowRight"))
    assert explorer.root.locator("img.widget-image").first.evaluate("image => image.naturalWidth") > 300
    lecture.screenshot("chinese-lecture")
    assert lecture.errors == []


def test_a_check_says_in_chinese_what_is_wrong_and_what_is_right(open_notebook):
    assignment = open_notebook(ASSIGNMENT.release.as_posix())
    assert is_chinese(assignment.page.locator(".jp-Notebook h1").first.inner_text())
    assignment.run_cell("given_imports")
    assignment.run_cell("dense")
    untouched = assignment.run_cell("test_dense")
    assignment.run_cell("dense", typed=DENSE.format(sign="-"))
    wrong = assignment.run_cell("test_dense")
    assignment.screenshot("chinese-check")
    assert is_chinese(untouched) and "还没有填写" in untouched
    assert is_chinese(wrong) and "数值不对" in wrong and "X @ W - b" in wrong
    assignment.run_cell("dense", typed=DENSE.format(sign="+"))
    right = assignment.run_cell("test_dense")
    assert is_chinese(right) and "正确" in right
    assert assignment.errors == []


@pytest.fixture(scope="module")
def returned(tmp_path_factory):
    """(the code of a wrong answer, the file with its feedback)."""
    texts = texts_of(ASSIGNMENT)
    answer = next(a for a in texts.answers if a.loses and not a.untouched and a.swaps[0][0] == "dense")
    notebook = texts.plant(answer)
    [task] = [cell for cell in notebook.cells if cell.id == "dense"]
    task.source += "\n# not right: loss returns one number."  # what the program says, too
    made = page_of(
        unit_of(texts, ASSIGNMENT.name),
        notebook,
        record_of(texts_of(find_units(ROOT, [ASSIGNMENT.name])[0]), answer),
    )
    path = tmp_path_factory.mktemp("returned") / "forward_pass.html"
    path.write_text(made, encoding="utf-8")
    return task.source, path


def test_a_page_that_is_given_back_is_chinese_but_for_the_students_code(returned, chromium):
    code, path = returned
    page = chromium.new_page()
    page.goto(f"file://{path}")
    assert page.locator("html").get_attribute("lang").startswith("zh")
    told = page.locator("h1, h2, .verdict").all_inner_texts()
    assert len(told) > 5 and not any(ENGLISH_SENTENCE.search(text) for text in told)
    assert any("不正确" in text for text in told) and any("第 1 部分" in text for text in told)
    lines = page.locator("span.line").all_text_contents()
    assert [line for line in code.splitlines() if line.strip() and line not in lines] == []
    page.close()
