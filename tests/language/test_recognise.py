"""What was put together in English is said in Chinese: template by template, and nothing of it is run."""

import subprocess
import sys
import time

import nbformat
import numpy as np
import pytest

from bplab import language
from bplab.checks.core import CheckFailed, check_array, check_call, tell
from bplab.language import in_language
from bplab.language.recognise import Recogniser
from bplab.student_code.calling import describe
from tests.judging import graded, verdicts


def zh(text):
    return in_language(text, language.CHINESE)


@pytest.fixture
def chinese(monkeypatch):
    """A process that speaks Chinese."""
    monkeypatch.setattr(language, "_spoken", language.CHINESE)


def test_a_failed_check_is_english_as_text_and_chinese_where_it_is_shown(chinese):
    with pytest.raises(CheckFailed) as failed:
        check_array("MLP.forward on 5 samples: z_1", np.ones((3, 2)), [np.ones((2, 3))])
    assert str(failed.value).startswith("MLP.forward on 5 samples: z_1: ")
    assert failed.value._render_traceback_()[0].startswith("MLP.forward（5 个样本）：z_1：")


def test_numbers_rows_and_calls_stay_as_they_are(chinese):
    with pytest.raises(CheckFailed) as failed:
        check_call("relu", lambda x: x, {"x": [[-1.0, 2.0], [3.0, 4.0]]}, np.array([[0.0, 2.0], [3.0, 4.0]]))
    assert failed.value._render_traceback_() == [
        "relu([[-1.0, 2.0], [3.0, 4.0]])：数值不对",
        "  期望  （第 0 行）[0. 2.]",
        "  得到  （第 0 行）[-1. 2.]      差得最多的在 [0, 0]，相差 1",
        "  请把正文里的公式和你这一行逐个因子对照。",
    ]


def test_what_is_said_when_all_is_right_is_chinese(chinese, capsys):
    tell("MLP.forward is right at every depth: z[0], a[0] and z[1] agree to a relative 1e-5.")
    tell("one line\n  two lines")
    assert capsys.readouterr().out == (
        "MLP.forward 无论几层都正确：z[0]、a[0] 和 z[1] 的相对误差不超过 1e-5。\none line\n  two lines\n"
    )


def test_pythons_own_words_stay_english_in_a_chinese_sentence():
    try:
        [1, 2][7]
    except IndexError as error:
        said = zh(f"loss stopped with {describe(error)}")
    first, *_, hint = said.split("\n")
    assert first == "loss 中途出错：IndexError: list index out of range"
    assert hint == "  数组里没有这个位置：位置从 0 开始数，所以最后一个是大小减 1。"


@pytest.mark.parametrize(
    "text",
    [
        "{0.__class__} and {call!r} and {}",
        "f stopped with ValueError: {call} {0} %s $x `rm`",
        "f stopped with ValueError: z: wrong values {cause}",
        "x" * 100_000,
        "- " * 5_000,
        ": " * 5_000,
        "(" * 1_000 + ", and or " * 100,
    ],
)
def test_what_a_student_wrote_is_never_formatted(text):
    said = zh(text)
    assert said.endswith(text.rpartition("ValueError")[2])


@pytest.mark.parametrize(
    "piece", ["a: ", "f on x: ", "`a` and ", "(a, b) or ", "is None: ", "- ", "x\n{number}\n"]
)
def test_a_hostile_text_takes_no_time(piece):
    """CPU seconds: 0.7 measured. As many lines as are looked at, each as long as may be."""
    text = "\n".join(f"{number} {piece * (990 // len(piece))}" for number in range(100))
    if "{number}" in piece:
        text = "\n".join(f"line {number} is nothing" for number in range(20_000))
    begin = time.process_time()
    zh(text)
    assert time.process_time() - begin < 4


def test_a_filling_is_recognised_too_in_whatever_order():
    found = Recogniser(
        {"{a} before {b}": "{b}之前是{a}", "the {n}th row": "第 {n} 行", "{n} is equal to {n}": "两个 {n}"}
    ).text
    assert found("  the 3th row before x\nnobody knows") == "  x之前是第 3 行\nnobody knows"
    assert found("1 is equal to 1") == "两个 1" and found("1 is equal to 2") == "1 is equal to 2"


def test_a_translation_with_a_name_of_its_own_is_not_used():
    assert Recogniser({"{a} is wrong": "{b} 不对"}).text("z is wrong") == "z is wrong"


def test_english_loads_nothing_and_chinese_is_there_at_once():
    """CPU seconds of the first message: 0.06 measured, with the catalogues' parser."""
    code = (
        "import sys, time; from bplab.language import in_language, speak; in_language('x'); "
        "print('polib' in sys.modules); begin = time.process_time(); speak('zh'); "
        "print(in_language('z: wrong shape'), time.process_time() - begin)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded, (said, seconds) = done.stdout.split("\n")[0], done.stdout.split("\n")[1].split()
    assert (loaded, said) == ("False", "z：形状不对")
    assert float(seconds) < 0.4


def test_a_notebook_says_its_language_and_any_other_metadata_is_english():
    notebook = nbformat.v4.new_notebook()
    for metadata, expected in (
        ({}, "en"),
        ({"language": "zh"}, "zh"),
        ({"language": ["zh"]}, "en"),
        ({"language": "fr"}, "en"),
        ("zh", "en"),
    ):
        notebook.metadata["bplab"] = metadata
        assert language.of_notebook(notebook) == expected
    assert language.stated(notebook) is None


@pytest.mark.sandbox
def test_the_judge_speaks_the_language_of_the_notebook_and_records_english():
    """One kernel for each notebook: 2 s."""
    test = (
        "import numpy as np\nfrom bplab.checks.core import check_array, tell\n"
        "tell('loss returns one number.')\ncheck_array('z', z, [np.array([1.0, 2.0])])"
    )
    cells = [("own", "z = [2.0, 1.0]"), ("test_z", test)]
    found = {}
    for asked, given in (("zh", ["import bplab.zh"]), ("en", [])):  # the next one is not spoken to in Chinese
        record, notebook = graded(cells, given, language=asked)
        found[asked] = verdicts(record)["test_z"].message, notebook.cells[1].outputs
    assert found["en"][0] == found["zh"][0] and found["en"][0].startswith("z: wrong values\n  expected")
    assert [out.get("text", out.get("evalue")) for out in found["en"][1]] == [
        "loss returns one number.\n",
        found["en"][0],
    ]
    text, error = found["zh"][1]
    assert text.text == "loss 返回一个数。\n"
    assert error.evalue.startswith("z：数值不对\n  期望  [1. 2.]\n")
    assert error.traceback[0] == "z：数值不对"


def test_a_line_of_a_log_is_filled_in_order():
    found = Recogniser({"%s: cell %s was stopped (%s)": "%s：单元格 %s 被停止（%s）"}).text
    assert found("ana: cell dense was stopped (timeout)") == "ana：单元格 dense 被停止（timeout）"
