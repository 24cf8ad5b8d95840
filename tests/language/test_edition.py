"""What the build makes in Chinese: the same course, in other words."""

import shutil

import nbformat
import pytest

from bplab.authoring import stamps
from bplab.authoring.build import build_unit, differences, write
from bplab.authoring.errors import BuildError
from bplab.authoring.notebooks import to_notebook
from bplab.authoring.translation import catalogue
from bplab.authoring.translation.copies import SPEAK, check_same, in_chinese
from bplab.authoring.translation.keeper import check_translation, read_parts
from bplab.authoring.translation.texts import texts
from bplab.authoring.units import Unit, find_units
from bplab.language import stated
from tests.conftest import ROOT

LECTURE = """# %%
import matplotlib.pyplot as plt

# %% alt="A line that falls."
plt.plot([1, -1], label="loss"); plt.legend(); plt.show()
"""
ASSIGNMENT = """# %% [markdown]
# ## 1. One

# %% given imports
from bplab.checks.core import CheckFailed, call

# %% task one
def one():
    \"\"\"The number that comes first.\"\"\"
    ### BEGIN SOLUTION
    return 1
    ### END SOLUTION

# %% check one points=2
# one() is 1.
if call("one()", one) != 1: raise CheckFailed("one(): not 1")

# %% hidden one_again points=3
# one() is still 1.
if call("one()", one) != 1: raise CheckFailed("one(): not 1")
"""
CHINESE = {
    "A line that falls.": "一条往下走的线。",
    '"loss"': '"损失"',
    "## 1. One": "## 1. 一",
    '"""The number that comes first."""': '"""排在最前面的数。"""',
    "one() is 1.": "`one()` 是 1。",
    "one() is still 1.": "`one()` 仍然是 1。",
}


@pytest.fixture
def small(tmp_path):
    """Makes a unit with these parts, and a translation in these words; returns its Chinese edition."""

    def make(words=CHINESE, **parts):
        unit = Unit(tmp_path, "01_one")
        unit.lesson.mkdir(parents=True)
        shutil.copy(ROOT / "nbgrader_config.py", tmp_path)
        for part, text in parts.items():
            (unit.lesson / f"{part}.py").write_text(text, encoding="utf-8")
        wanted = [text for part, cells in read_parts(unit).items() for text in texts(part, cells)]
        found = catalogue.updated(catalogue.read(catalogue.path_of(unit)), wanted)
        for entry in found:
            entry.msgstr = words[entry.msgid]
        catalogue.write(catalogue.path_of(unit), found)
        return unit.editions[1]

    return make


def quiet(line):
    pass


@pytest.mark.slow
def test_an_assignment_is_the_same_in_other_words(small):
    edition = small(assignment=ASSIGNMENT)
    built = build_unit(edition, quiet)
    write(edition, built)
    stamps.stamp(edition)
    assert sorted(path.as_posix() for path in built) == [
        "zh/release/01_one/one.ipynb",
        "zh/source/01_one/one.ipynb",
    ]
    released = built[edition.release]
    assert stated(released) == "zh"
    texts = {cell.id: cell.source for cell in released.cells}
    first = next(cell for cell in released.cells if cell.cell_type == "code")
    assert first.source.split("\n")[0] == SPEAK and first.metadata.nbgrader.locked
    assert texts["one"].startswith('def one():\n    """排在最前面的数。"""\n    raise NotImplementedError(')
    assert texts["hidden_one_again"] == "# 隐藏检查，3 分：`one()` 仍然是 1。"
    assert stamps.stale(edition) == [] and differences(edition, built) == []
    po = catalogue.path_of(edition)
    po.write_text(po.read_text("utf-8").replace("排在最前面", "最前面"), encoding="utf-8")
    assert stamps.stale(edition) == ["assignment"]
    assert not (edition.root / "source").exists()


@pytest.mark.parametrize(("label", "problem"), [('"损失"', None), ('"损龘"', "missing from font")])
def test_a_lecture_is_run_again_and_no_picture_may_lack_a_glyph(small, label, problem):
    edition = small(CHINESE | {'"loss"': label}, lecture=LECTURE)
    if problem:
        with pytest.raises(BuildError, match=problem):
            build_unit(edition, quiet)
        return
    [lecture] = build_unit(edition, quiet).values()
    [output] = lecture.cells[-1].outputs
    assert output.metadata["image/png"]["alt"] == "一条往下走的线。"


def test_other_code_other_points_and_other_cells_are_seen():
    english = to_notebook(read_parts(Unit(ROOT, "05_linear_vs_relu"))["assignment"])
    code = next(cell for cell in english.cells if cell.cell_type == "code")
    test = next(cell for cell in english.cells if cell.metadata.get("nbgrader", {}).get("points"))
    plants = {
        "its code": lambda: code.update(source=f"{code.source}\nx = 1"),
        "its points": lambda: test.metadata.nbgrader.update(points=99),
        "its type": lambda: code.update(cell_type="markdown"),
        "cells have come": lambda: english.cells.pop(),
    }
    for what, plant in plants.items():
        same = nbformat.from_dict(english)
        check_same("x", same, english)
        plant()
        with pytest.raises(BuildError, match=what):
            check_same("x", same, english)


TRANSLATED = [unit.editions[1] for unit in find_units(ROOT, lectures_too=True) if len(unit.editions) == 2]


@pytest.mark.parametrize("edition", TRANSLATED, ids=lambda edition: edition.name)
def test_the_code_of_every_translated_unit_is_the_same_without_its_words(edition):
    """So the answers of the catalogue, judged on the English tests, are judged alike in Chinese."""
    check_translation(edition, report=quiet)
    chinese = {
        (entry.msgctxt, entry.msgid): entry.msgstr for entry in catalogue.read(catalogue.path_of(edition))
    }
    for part, cells in read_parts(edition).items():
        told = [cell for cell in cells if cell.role != "claim"]
        check_same(edition.name, in_chinese(part, cells, chinese), to_notebook(told))
