"""The lab sheet's form of hand-in: a notebook as a script, run by a student, and back into cells."""

import re
import runpy

import nbformat
import pytest
from typer.testing import CliRunner

from bplab.authoring.catalogue import Answer, load_answers, plant, solutions
from bplab.authoring.units import Unit
from bplab.cli import app
from bplab.grading.intake.reading import Ungradable
from bplab.grading.intake.repair.template import read_template
from bplab.grading.intake.script import read_script
from bplab.grading.intake.script.cells import MOST_STATEMENTS
from bplab.grading.intake.submissions import read_submission
from bplab.grading.intake.uploads import take
from bplab.scripts.kinds import OUTPUT, SUMMARY
from bplab.scripts.writing import to_script
from tests.conftest import ROOT
from tests.test_intake import packed

UNIT = Unit(ROOT, "05_linear_vs_relu")
NAME = "linear_vs_relu.ipynb"
TASKS = ("relu_network", "linear_network", "run_experiment")
WRITTEN = "explain_linear_vs_relu"
RELEASED = nbformat.read(ROOT / UNIT.release, as_version=4)
SOLUTIONS = solutions(nbformat.read(ROOT / UNIT.source, as_version=4))
RIGHT = plant(RELEASED, SOLUTIONS, Answer("right", "", ""))
SCRIPT = to_script(RIGHT, UNIT.topic)[1]
RELU = SOLUTIONS["relu_network"]


@pytest.fixture
def hand_in(tmp_path):
    def submission(files):
        for path, content in files.items():
            (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / path).write_bytes(content if isinstance(content, bytes) else content.encode())
        return read_submission(take(tmp_path, [NAME]), UNIT.name, NAME, RELEASED)

    return submission


def sources(notebook):
    return {cell.id: cell.source for cell in notebook.cells}


def added(notebook):
    """Sources of the cells that the released notebook does not have, each with the id of the cell above."""
    known, above = sources(RELEASED), ""
    for cell in notebook.cells:
        if cell.id in known:
            above = cell.id
        else:
            yield above, cell.source


def texts(found, *kinds):
    return [repair.text for repair in found.repairs if repair.kind in kinds]


def test_each_answer_gives_the_same_cells_as_script_and_as_notebook():
    """Equal cells are graded equally: 80 answers, right and wrong."""
    parts = read_template(RELEASED)
    for answer in load_answers(UNIT.lesson):
        notebook = plant(RELEASED, SOLUTIONS, answer)
        content, repairs = read_script(to_script(notebook, UNIT.topic)[1], "bp_1.py", parts)
        expected = sources(notebook) | {WRITTEN: sources(RELEASED)[WRITTEN]}
        assert {cell["id"]: cell["source"] for cell in content["cells"]} == expected, answer.name
        assert [repair.kind for repair in repairs] == ["script"], answer.name


def test_the_blanks_of_the_script_are_those_of_the_notebook(hand_in):
    file, text = to_script(RELEASED, UNIT.topic)
    found = hand_in({file: text})
    assert (file, found.filled) == ("experiment_bp.py", 0)
    blanks = [line for cell in RELEASED.cells for line in cell.source.split("\n") if line.endswith("# TODO")]
    assert [line for line in text.split("\n") if line.endswith("# TODO")] == blanks


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda text: text.encode("utf-8-sig"), ["encoding"]),
        (lambda text: (text + "# 总结：线性网络等价于一层\n").encode("gbk"), ["encoding"]),
        (lambda text: text.encode("utf-16"), ["encoding"]),
        (lambda text: text.replace("\n", "\r\n"), []),
        (lambda text: re.sub("^#.*\n", "", text, flags=re.MULTILINE), []),
        (lambda text: text + '\nprint "done"\n', ["script-left"]),
        (lambda text: text.replace("import sys\n", "import sys\nprint 'start'\nx = (1,\n"), ["script-left"]),
        (lambda text: text + "\nnet = ReluNeuralNetwork(\n", ["script-left"]),
        (lambda text: text + "\nraise SystemExit(ReluNeuralNetwork)\n", ["script-left"]),
        (lambda text: "exp_type = sys.argv[1]\nif exp_type not in ['linear']:\n    raise Exception\n" + text,
         ["script-left"]),
        (lambda text: to_script(RELEASED, UNIT.topic)[1] + "\n" + text, ["script-twice"]),
        (lambda text: text + "\n" + to_script(RELEASED, UNIT.topic)[1], ["script-twice"]),
        (lambda text: text.replace("np.maximum(x, 0)", "np.maximum(0, x)"), ["script-given"]),
        (lambda text: text.replace("if __name__", "while True:\n    run_experiment('linear')\nif __name__"),
         ["script-left"]),
    ],
)  # fmt: skip
def test_what_becomes_of_a_script_on_its_way_costs_nothing(hand_in, change, said):
    found = hand_in({"bp_1.py": change(SCRIPT)})
    assert {name: sources(found.notebook)[name] for name in TASKS} == {
        name: SOLUTIONS[name] for name in TASKS
    }
    assert [repair.kind for repair in found.repairs if repair.kind != "script"] == said
    assert not list(added(found.notebook))


def test_tabs_in_place_of_spaces_stay_as_typed(hand_in):
    found = hand_in({"bp_1.py": SCRIPT.replace("    ", "\t")})
    assert sources(found.notebook)["relu_network"] == RELU.replace("    ", "\t")
    assert [repair.kind for repair in found.repairs] == ["script"]


def test_a_syntax_error_costs_its_own_task_alone(hand_in):
    wrong = RELU.replace("self.a_2 = relu(self.z_2)", "self.a_2 = relu(self.z_2")
    found = hand_in({"bp_1.py": SCRIPT.replace(RELU, wrong)})
    assert sources(found.notebook)["relu_network"] == wrong
    assert sources(found.notebook)["linear_network"] == SOLUTIONS["linear_network"]
    assert sources(found.notebook)["run_experiment"] == SOLUTIONS["run_experiment"]


def test_what_a_task_needs_goes_along_and_nothing_else(hand_in):
    mine = SCRIPT.replace("self.a_2 = relu(self.z_2)", "self.a_2 = half(self.z_2) * SCALE")
    mine = mine.replace(
        "import sys\n",
        "import sys\nimport math\nimport torch\nSCALE = math.sqrt(4)\nrate = [0.1]\n\n\n"
        "def half(x):\n    return relu(x) / 2\n\n\ndef unused():\n    return rate\n",
        1,
    )
    mine = mine.replace("# %% run", "relu_accuracy, linear_accuracy = run_experiment('linear')\n# %% run")
    found = hand_in({"bp_1.py": mine})
    assert [source for _, source in added(found.notebook)] == [
        "import math",
        "SCALE = math.sqrt(4)",
        "def half(x):\n    return relu(x) / 2",
    ]
    order = [cell.id for cell in found.notebook.cells]
    helpers = [n for n, cell in enumerate(found.notebook.cells) if cell.id not in sources(RELEASED)]
    assert order.index("given_imports") < min(helpers) <= max(helpers) < order.index("relu_network")
    assert len(texts(found, "script-left")) == 1


def test_of_very_many_statements_the_rest_is_left_out_and_told(hand_in):
    chain = "".join(f"v_{n} = v_{n + 1}\n" for n in range(MOST_STATEMENTS))
    found = hand_in({"bp_1.py": f"{SCRIPT}\n{chain}"})
    assert found.filled == len(TASKS)
    last = SCRIPT.count("\n") + 1 + MOST_STATEMENTS
    assert f"-{last}" in texts(found, "script-left")[-1]


def test_tasks_in_another_order_with_a_base_class_and_a_method_put_in_later(hand_in):
    relu, linear = RELU, SOLUTIONS["linear_network"]
    base = "class Base:\n    pass"
    mine = linear.replace("class LinearNeuralNetwork:", "class LinearNeuralNetwork(Base):")
    patch = "ReluNeuralNetwork.train = LinearNeuralNetwork.train"
    text = "\n\n".join([base, SOLUTIONS["run_experiment"], mine, relu, patch])
    found = hand_in({"bp_1.py": text})
    assert sources(found.notebook)["linear_network"] == mine
    assert sources(found.notebook)["relu_network"] == relu
    [first, second] = added(found.notebook)
    assert first[1] == base
    assert second == ("linear_network", patch)  # both networks are there by then


def test_a_task_that_inherits_from_one_below_stands_after_it(hand_in):
    relu = RELU.replace("class ReluNeuralNetwork:", "class ReluNeuralNetwork(LinearNeuralNetwork):")
    found = hand_in({"bp_1.py": SCRIPT.replace(RELU, "").replace("# %% run", relu)}).notebook
    order = [cell.id for cell in found.cells]
    assert sources(found)["relu_network"] == relu
    assert (
        order.index("linear_network") < order.index("relu_network") < order.index("test_relu_network_forward")
    )
    assert set(order) == set(sources(RELEASED))


def test_definitions_behind_the_guard_are_found(hand_in):
    inside = "\n".join(f"    {line}" if line else "" for line in RELU.split("\n"))
    text = SCRIPT.replace(RELU, "").replace(
        'if __name__ == "__main__":\n', f'if __name__ == "__main__":\n{inside}\n    '.rstrip(" ")
    )
    assert sources(hand_in({"bp_1.py": text}).notebook)["relu_network"] == RELU


@pytest.mark.parametrize(
    "end",
    [
        "\n# 运行结果\n'''\nReLU 0.99\n'''\n# 总结\n'''\none layer\n'''\n",
        "\n# 运行结果\n# ReLU 0.99\n\n# 总结\n# one layer\n",
        '\n"""\n运行结果\nReLU 0.99\n\n总结\none layer\n"""\n',
    ],
)
@pytest.mark.parametrize("own_end", [True, False])
def test_the_comment_at_the_end_is_the_written_answer(hand_in, end, own_end):
    text = SCRIPT + end
    if own_end:  # the sheet's end in place of the script's, with the call below it
        body, _, call = SCRIPT.partition("# %% run")
        text = body + end + call.partition(OUTPUT)[0]
    answer = sources(hand_in({"bp_1.py": text}).notebook)[WRITTEN]
    assert [line.strip() for line in answer.split("\n") if line.strip()] == [
        "运行结果", "ReLU 0.99", "总结", "one layer",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "top", ["#!/usr/bin/env python\n# -*- coding: utf-8 -*-\n", "# coding=gbk\n\n# In[1]:\n"]
)
def test_what_programs_write_into_comments_is_nobodys_answer(hand_in, top):
    assert sources(hand_in({"bp_1.py": top + SCRIPT}).notebook)[WRITTEN] == sources(RELEASED)[WRITTEN]


def test_what_is_written_between_the_quotes_of_the_script_is_the_answer(hand_in):
    text = SCRIPT.replace(f"{OUTPUT}\n'''\n", f"{OUTPUT}\n'''\na: 1.00\nb: 0.58\n")
    text = text.replace(f"{SUMMARY}\n'''\n", f"{SUMMARY}\n'''\nOne layer.\n")
    assert sources(hand_in({"bp_1.py": text}).notebook)[WRITTEN] == "a: 1.00  \nb: 0.58\n\nOne layer."


def test_a_script_in_a_zip_file_or_with_an_ending_behind_is_found(hand_in, tmp_path):
    for path, content in {
        "homework.zip": packed({"bp_1.py": SCRIPT.encode()}),
        "bp_1.py.txt": SCRIPT,
        "bp_1 (1).py": SCRIPT,
        "work/bp_1.PY": SCRIPT,
    }.items():
        assert hand_in({path: content}).filled == 3
        (tmp_path / path).unlink()


def test_a_notebook_that_is_filled_in_as_far_counts_before_a_script(hand_in):
    book, blank = (nbformat.writes(book) for book in (RIGHT, RELEASED))
    assert not texts(hand_in({"my.ipynb": book, "bp_1.py": SCRIPT}), "script")
    found = hand_in({"my.ipynb": blank, "bp_1.py": SCRIPT})
    assert found.filled == 3
    assert texts(found, "ignored")


def test_other_python_files_are_no_submission(hand_in):
    with pytest.raises(Ungradable, match="no notebook in the submission"):
        hand_in({"helpers.py": "def relu(x):\n    return x\n", "empty.py": ""})


@pytest.mark.parametrize(
    "content", [b"", b"\0" * 100, b"(" * 100_000, b"'''" * 99_999, b"\xff\xfe\x00", b"@" * 5]
)
def test_what_is_no_script_is_told_like_any_other_file(hand_in, content):
    with pytest.raises(Ungradable, match="no notebook in the submission"):
        hand_in({"bp_1.py": content})


@pytest.fixture
def run(tmp_path, monkeypatch, capsys):
    """Run a script with these words; (exit code, what is printed)."""

    def run_script(text, *words):
        path = tmp_path / "experiment_bp.py"
        path.write_text(text, encoding="utf-8")
        monkeypatch.setattr("sys.argv", [str(path), *words])
        try:
            runpy.run_path(str(path), run_name="__main__")
            code = 0
        except SystemExit as end:
            code = end.code
        return code, "".join(capsys.readouterr())

    return run_script


@pytest.mark.parametrize("words", [(), ("lineal",), ("linear", "nonlinear"), ("--help",)])
def test_without_the_right_word_it_says_how_it_is_called(run, words):
    assert run(SCRIPT, *words) == (2, "usage: python experiment_bp.py linear|nonlinear\n")


def test_it_runs_the_students_own_networks(run):
    code, said = run(SCRIPT, "nonlinear")
    assert code == 0
    assert said.endswith(
        "test accuracy of the ReLU network: 1.00\ntest accuracy of the linear network: 0.58\n"
    )
    blank = to_script(RELEASED, UNIT.topic)[1]
    code, said = run(blank, "nonlinear")
    assert code == 1
    assert "test_relu_network_forward: " in said
    assert said.count("not written yet") == 6
    assert "Traceback" not in said


@pytest.mark.parametrize("value", ["None", "3", "('a', 'b')", "1 / 0"])
def test_an_experiment_that_gives_no_accuracies_is_a_sentence(run, value):
    text = re.sub(r"checks=\([^)]*\)", "checks=()", SCRIPT)
    text = text.replace("return relu_accuracy, linear_accuracy", f"return {value}")
    code, said = run(text, "linear")
    assert code == 1
    assert "Traceback" not in said
    assert "run_experiment" in said or "ZeroDivisionError" in said


def test_the_command_writes_over_nothing(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    book = tmp_path / NAME
    nbformat.write(RELEASED, book)
    command = CliRunner().invoke
    assert command(app, ["script", NAME]).exit_code == 0
    written = (tmp_path / "experiment_bp.py").read_text(encoding="utf-8")
    assert written == to_script(RELEASED, UNIT.topic)[1]
    again = command(app, ["script", NAME])
    assert again.exit_code == 1
    assert "is there already" in again.output
    for name in ("04_petals", "experiment_bp.py"):
        assert command(app, ["script", name, "--to", "x.py"]).exit_code == 1
    assert not (tmp_path / "x.py").exists()
