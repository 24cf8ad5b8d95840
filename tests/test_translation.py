"""The Chinese of a lesson says what the English says, or the build says where it does not."""

import nbformat
import pytest
from typer.testing import CliRunner

from bplab.authoring.errors import BuildError
from bplab.authoring.notebooks import to_notebook
from bplab.authoring.translation import catalogue
from bplab.authoring.translation.keeper import check_translation, read_parts
from bplab.authoring.translation.texts import texts, translated
from bplab.authoring.units import Unit, find_units
from bplab.cli import app
from tests.conftest import ROOT

LECTURE = """# %% [markdown]
# ## 1. One layer
#
# With $z = x w + b$ a layer of 16 neurons has shape `(n, 16)`, see [the sheet](sheet.md). Expect 0.25.
#
# | name | slope |
# |---|---|
# | tanh | 1 |

# %%
import matplotlib.pyplot as plt

losses = [1.5, 0.5]

# %% alt="A curve that falls from 1.5."
# the loss
# of each epoch
plt.plot(losses, label="loss")  # falls
# slowly
print(f"loss {losses[0]:.2f} of {len(losses)} epochs", {"loss": 1}["loss"])
ways = {"ways": ("crawls", "runs away"), "kinds": ("loss", "linear")}
plt.legend(loc="upper left")
loss = "cross-entropy" if losses else "squared error"
train(loss=loss, output="of many layers" if losses else "of one layer")
kinds = [("runs away", "linear"), ("crawls", "of one layer")]
for way, output in kinds:
    train(output=output)
label = f"{len(kinds)} inside"
plt.plot(losses, label=label)
X, y = datasets.characters("held out")

# %% claim it_falls
# The loss falls, and no reader sees this.
assert losses[0] > losses[1]
"""
ASSIGNMENT = """# %% task one
def one():
    \"\"\"The number that comes first.\"\"\"
    # write it
    ### BEGIN SOLUTION
    # it is 1
    return 1
    ### END SOLUTION

# %% check one points=2
# one is 1.
print("the test is the same in both languages")

# %% hidden one_again points=3
# one is still 1.
# only the grader sees this
print(one)

# %% explain why [markdown] points=5
# It is the first number.
"""
CHINESE = {
    "## 1.": """## 1. 一层

$z = x w + b$ 时，有 16 个神经元的层，形状是 `(n, 16)`，见[实验手册](sheet.md)。应当得到 0.25。

| 名称 | 斜率 |
|---|---|
| tanh | 1 |""",
    "A curve": "一条从 1.5 往下降的曲线。",
    "the loss": "每一轮的\n损失",
    '"loss"': '"损失"',
    "falls": "下降",
    "slowly": "慢慢地",
    'f"{len(kinds)}': 'f"其中 {len(kinds)}"',
    "f": 'f"{len(losses)} 轮，损失 {losses[0]:.2f}"',
    '"crawls"': '"爬行"',
    '"runs': '"失控"',
    '"""The': '"""排在最前面的数。"""',
    "write it": "写在这里",
    "one is 1": "one 是 1。",
    "one is still": "one 仍然是 1。",
    "It is": "它是第一个数。",
}
TERMS = """| English | 中文 | 不用 |
|---|---|---|
| neuron | 神经元 | 神精元、节点 |
| tanh | tanh | |
"""


def chinese_of(english):
    return next(chinese for start, chinese in CHINESE.items() if english.startswith(start))


@pytest.fixture
def unit(tmp_path):
    """A small unit with a translation that is whole."""
    unit = Unit(tmp_path, "01_one")
    unit.lesson.mkdir(parents=True)
    (unit.lesson / "lecture.py").write_text(LECTURE, encoding="utf-8")
    (unit.lesson / "assignment.py").write_text(ASSIGNMENT, encoding="utf-8")
    (tmp_path / "nbgrader_config.py").touch()
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "terms.md").write_text(TERMS, encoding="utf-8")
    translate(unit)
    change(unit, lambda entry: setattr(entry, "msgstr", chinese_of(entry.msgid)))
    return unit


def translate(unit):
    found = [text for part, cells in read_parts(unit).items() for text in texts(part, cells)]
    path = catalogue.path_of(unit)
    catalogue.write(path, catalogue.updated(catalogue.read(path), found))


def change(unit, how):
    path = catalogue.path_of(unit)
    found = catalogue.read(path)
    for entry in found:
        how(entry)
    catalogue.write(path, found)


def replace(unit, old, new):
    """Put other words into the Chinese; they must stand there."""
    assert old in "".join(entry.msgstr for entry in catalogue.read(catalogue.path_of(unit)))
    change(unit, lambda entry: setattr(entry, "msgstr", entry.msgstr.replace(old, new)))


def edit(unit, old, new, part="lecture"):
    path = unit.lesson / f"{part}.py"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def problems(unit):
    with pytest.raises(BuildError) as refused:
        check_translation(unit, report=lambda line: None)
    return str(refused.value).splitlines()


def test_a_reader_sees_these_texts_and_no_others(unit):
    """No claim, no solution, nothing that only the grader sees, no string that is data."""
    found = [text.english for part, cells in read_parts(unit).items() for text in texts(part, cells)]
    assert len(found) == len(CHINESE) and {chinese_of(text) for text in found} == set(CHINESE.values())


def test_a_whole_translation_passes(unit):
    said = []
    check_translation(unit, said.append)
    assert said == ["lessons/01_one/zh.po: 15 texts, all true to the English"]


def test_a_unit_without_translation_is_not_asked(unit):
    catalogue.path_of(unit).unlink()
    check_translation(unit, report=pytest.fail)


def test_a_stale_sentence_is_found(unit):
    edit(unit, "Expect 0.25.", "Expect 0.25, and not more.")
    lines = problems(unit)
    assert len(lines) == 2  # the new English has no Chinese, and the old Chinese has no English
    assert "no Chinese yet" in lines[0] and "no such English text" in lines[1]
    translate(unit)
    (line,) = problems(unit)
    assert "'## 1. One layer" in line and "the English has changed since" in line
    (entry,) = (entry for entry in catalogue.read(catalogue.path_of(unit)) if "fuzzy" in entry.flags)
    assert entry.previous_msgid.endswith("| tanh | 1 |") and "not more" not in entry.previous_msgid
    assert "not more" in entry.msgid and entry.msgstr == CHINESE["## 1."]


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("0.25", "0.52", "numbers differ: '0.25' in English only, '0.52' in Chinese only"),
        ("16 个", "十六个", "numbers differ: '16' in English only, nothing in Chinese only"),
        ("从 1.5 往", "从 2.5 往", "numbers differ: '1.5' in English only, '2.5' in Chinese only"),
        ("one 仍然是 1", "one 仍然是 2", "numbers differ"),
        ("x w + b", "x w - b", "formulas differ: 'z=xw+b' in English only, 'z=xw-b' in Chinese only"),
        ("`(n, 16)`", "`(n, 4)`", "names and code differ"),
        ("`(n, 16)`", "(n, 16)", "names and code differ"),
        ("sheet.md", "sheets.md", "links differ"),
        ("\n| tanh | 1 |", "\n| tanh | 1 |\n| tanh | |", "tables differ"),
        ("| 斜率 |", "| 斜率 | |", "tables differ"),
        ("## 1.", "### 1.", "headings differ"),
        ("应当得到", "Expect", "English words are left: Expect"),
        ("一条从 1.5 往下降的曲线。", "1.5", "no Chinese in it"),
        ("应当得到 0.25。", "**应当得到 0.25。**完", "'**应当得到 0.25。**' is not shown as bold or italics"),
        ("应当得到 0.25", "应当得*“到”* 0.25", "'得*“到”*' is not shown as bold or italics"),
        ("，形状", ",形状", "half-width punctuation after Chinese"),
        ("losses[0]:.2f", "losses[1]:.2f", "is no literal with the same values in it"),
        ("losses[0]:.2f", "losses[0]:.3f", "is no literal with the same values in it"),
        ('"损失"', '"损失".upper()', "is no literal with the same values in it"),
        ('"损失"', '"损失', "is no literal with the same values in it"),
        ("下降", "", "no Chinese yet"),
    ],
)
def test_what_the_two_texts_do_not_share_is_found(unit, old, new, what):
    replace(unit, old, new)
    lines = problems(unit)
    assert lines and all("lessons/01_one/zh.po: " in line for line in lines)
    assert any(what in line for line in lines)


def test_a_list_and_its_index_are_code(unit):
    edit(unit, "# one is 1.", "# one is weights[k], 1.", part="assignment")
    translate(unit)
    change(unit, lambda entry: entry.flags.clear())
    replace(unit, "one 是 1。", "one 是 weights[k]，即 1。")
    check_translation(unit, report=lambda line: None)
    replace(unit, "weights[k]，即", "weights[k]，the")
    assert any("English words are left: the" in line for line in problems(unit))


def test_words_and_punctuation_inside_formulas_may_differ(unit):
    edit(unit, "$z = x w + b$", r"$z = x w + b, \text{for all}$")
    translate(unit)
    change(unit, lambda entry: entry.flags.clear())
    replace(unit, "$z = x w + b$", r"$z=x w + b,\text{对所有}$")
    check_translation(unit, report=lambda line: None)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("写在这里", "写在这里，例如 hidden=n"),  # an argument is code, where no backticks can stand
        ("应当得到 0.25", "应当*得到* 0.25"),
        ("一层\n", "*一层*，**两层**：**三层。** （*四层*）\n"),
        ("应当得到 0.25。", "**应当得到 0.25**。"),
    ],
)
def test_what_the_rules_allow_passes(unit, old, new):
    replace(unit, old, new)
    check_translation(unit, report=lambda line: None)


def test_chinese_left_in_the_english_is_found(unit):
    edit(unit, "# falls", "# 下降")
    assert any("Chinese in the English text" in line for line in problems(unit))


def test_the_characters_that_unit_7_reads_may_stand_in_the_english(unit):
    edit(unit, "Expect 0.25.", "Expect 0.25 of 自 and 由.")
    translate(unit)
    replace(unit, "应当得到 0.25", "自和由应当得到 0.25")
    change(unit, lambda entry: entry.flags.clear())
    check_translation(unit, report=lambda line: None)


def test_another_word_for_a_term_is_told(unit):
    replace(unit, "神经元", "节点")
    said = []
    check_translation(unit, said.append)
    assert len(said) == 2 and "says '节点'; docs/terms.md has '神经元' for 'neuron'" in said[0]


def test_a_file_that_is_no_catalogue_is_told(unit):
    catalogue.path_of(unit).write_text('msgid "a"\nnonsense\n', encoding="utf-8")
    (line,) = problems(unit)
    assert "zh.po: not a gettext file" in line


def test_only_comments_and_strings_are_put_in(unit):
    """Also where a comment has more lines, and where a value changes its place in a string."""
    cells = read_parts(unit)["lecture"]
    lecture = translated("lecture", cells, lambda context, english: chinese_of(english))
    assert lecture[1].source == cells[1].source and lecture[2].alt == CHINESE["A curve"]
    assert lecture[2].source.splitlines() == [
        "# 每一轮的",
        "# 损失",
        'plt.plot(losses, label="损失")  # 下降',
        "# 慢慢地",
        'print(f"{len(losses)} 轮，损失 {losses[0]:.2f}", {"loss": 1}["loss"])',
        'ways = {"ways": ("爬行", "失控"), "kinds": ("loss", "linear")}',
        'plt.legend(loc="upper left")',
        'loss = "cross-entropy" if losses else "squared error"',
        'train(loss=loss, output="of many layers" if losses else "of one layer")',
        'kinds = [("失控", "linear"), ("爬行", "of one layer")]',
        "for way, output in kinds:",
        "    train(output=output)",
        'label = f"其中 {len(kinds)}"',
        "plt.plot(losses, label=label)",
        'X, y = datasets.characters("held out")',
    ]


def test_the_command_brings_a_file_up_to_date_and_writes_the_same_again(unit, monkeypatch):
    monkeypatch.chdir(unit.root)
    before = catalogue.path_of(unit).read_bytes()
    done = CliRunner().invoke(app, ["translate", "01_one"])
    assert done.output == "lessons/01_one/zh.po: 15 of 15 texts are translated, 0 are fuzzy, 0 empty\n"
    assert catalogue.path_of(unit).read_bytes() == before
    edit(unit, "task one", "task first", part="assignment")  # the cell's name alone: its texts stay true
    for role in ("check one", "hidden one_again"):
        edit(unit, role, role.replace("one", "first", 1), part="assignment")
    edit(unit, "It is the first number.", "Nobody has ever known.", part="assignment")
    done = CliRunner().invoke(app, ["translate", "01_one"])
    assert done.output == "lessons/01_one/zh.po: 14 of 15 texts are translated, 0 are fuzzy, 1 empty\n"
    done = CliRunner().invoke(app, ["translate", "02_two"])
    assert done.exit_code == 1 and "no unit '02_two' in lessons/: choose from 01_one" in done.output


def test_the_copy_for_readers_has_the_cells_of_the_english_notebook(unit, monkeypatch, tmp_path):
    """Ids, kinds and what nbgrader knows; what is not translated yet stays English."""
    monkeypatch.chdir(unit.root)
    replace(unit, "它是第一个数。", "")
    done = CliRunner().invoke(app, ["translate", "01_one", "--to", str(tmp_path / "copies")])
    assert done.output.count("to be read, not to be handed out") == 2
    for part, cells in read_parts(unit).items():
        copy = nbformat.read(tmp_path / "copies" / "01_one" / f"{part}.ipynb", as_version=4)
        english = to_notebook([cell for cell in cells if cell.role != "claim"])
        for cell, same in zip(copy.cells, english.cells, strict=True):
            assert (cell.id, cell.cell_type) == (same.id, same.cell_type)
            assert cell.metadata.get("nbgrader") == same.metadata.get("nbgrader")
    sources = {cell.id: cell.source for cell in copy.cells}
    assert sources["explain_why"] == "It is the first number."
    assert sources["test_one"].splitlines()[0] == "# one 是 1。（2 分）"
    assert sources["hidden_one_again"].splitlines()[:2] == [
        "# 隐藏检查，3 分：one 仍然是 1。",
        "### BEGIN HIDDEN TESTS",
    ]


def test_the_build_asks_the_keeper(unit, monkeypatch):
    replace(unit, "0.25", "0.52")
    monkeypatch.chdir(unit.root)
    done = CliRunner().invoke(app, ["build"])
    assert done.exit_code == 1 and "numbers differ" in done.output


@pytest.mark.parametrize("unit", find_units(ROOT, lectures_too=True), ids=lambda unit: unit.name)
def test_every_string_of_the_course_can_be_put_back(unit):
    """Finding a text and putting it back as it was changes nothing, in any lesson."""
    for part, cells in read_parts(unit).items():
        same = translated(part, cells, lambda context, english: english)
        assert [cell.source for cell in same] == [cell.source for cell in cells if cell.role != "claim"]


@pytest.mark.parametrize("path", sorted(ROOT.glob("lessons/*/zh.po")), ids=lambda path: path.parent.name)
def test_the_translations_of_the_course_hold(path):
    said = []
    check_translation(Unit(ROOT, path.parent.name), said.append)
    assert len(said) == 1, said  # no word that the course does not use
    assert str(catalogue.read(path)) + "\n" == path.read_text(encoding="utf-8")
