"""Mistakes by name: each once a student, what follows from one not at all, and what has no name."""

import ast

from bplab.authoring.catalogue import Answer
from bplab.checks.messages import RAISED
from bplab.checks.messages.edits import EDITS, EITHER, POINT_HIDDEN
from bplab.report.mistakes import mistakes
from bplab.report.unnamed import unnamed_answers
from bplab.student_code.errors import ERRORS
from tests.report.making import LINEAR, RELU, RUN, class_of, unit_5, work, wrong

SLOPE = "The derivative of the activation, `relu_derivative(z_{layer})`, is missing."


def slope(quantity, layer):
    return wrong(
        f"ReluNeuralNetwork.backward: {quantity}", "missing_slope", term=f"relu_derivative(z_{layer})"
    )


def named(*works):
    """[(name, students)]."""
    found, _ = mistakes(class_of(*works))
    return [(mistake.name, mistake.students) for mistake in found]


def test_a_mistake_in_several_checks_and_layers_counts_once():
    ana = work("ana", {
        "test_relu_network_backward": slope("e_2", 2),
        "hidden_relu_network_e_2": slope("e_2", 2),
        "hidden_relu_network_e_1": slope("e_1", 1),
    })  # fmt: skip
    ben = work("ben", {"hidden_relu_network_e_1": slope("e_1", 1)})
    cem = work("cem", {"hidden_relu_network_e_1": slope("e_1", 1)})
    assert named(ana, ben, cem) == [(SLOPE.format(layer="k"), ["ana", "ben", "cem"])]
    assert named(ben, cem) == [(SLOPE.format(layer=1), ["ben", "cem"])]
    [mistake], _ = mistakes(class_of(ana, ben, cem, work("dea")))
    assert mistake.say(4).startswith("3 of 4 have the same thing wrong in `relu_network`: The derivative of")
    assert mistake.claim == "e_1 is the derivative of each sample's loss at z_1."


def test_the_same_mistake_in_both_networks_is_one_and_two_mistakes_are_two():
    divided = {
        f"hidden_{task}_grad_weights_1": wrong("x", "not_divided", term="batch_size")
        for task in (RELU, LINEAR)
    }
    ana = work("ana", divided | {"hidden_relu_network_a_2": wrong("x", "missing_function", term="relu")})
    found, unnamed = mistakes(class_of(ana))
    assert {mistake.name for mistake in found} == {
        "The division by `batch_size` is missing.", "`relu` is not applied.",
    }  # fmt: skip
    assert next(mistake for mistake in found if "division" in mistake.name).tasks == [RELU, LINEAR]
    assert unnamed == []


def test_what_follows_from_a_mistake_is_none_of_its_own():
    raised = RAISED.format(call="ReluNeuralNetwork.backward", error="ValueError: x")
    shape = f"{raised}\n  {ERRORS['keeps_its_shape'][1]}"
    first = {"hidden_relu_network_grad_bias_2": wrong("x", "not_summed", term="sum")}
    then = {"hidden_relu_network_update": shape, "test_run_experiment": shape}
    assert [name for name, _ in named(work("ana", first | then))] == [
        "`sum` is not applied: all entries are still there."
    ]
    assert named(work("ana", then)) == [(ERRORS["keeps_its_shape"][1], ["ana"])]
    assert mistakes(class_of(work("ana", first | {"hidden_run_experiment_relu": wrong("x")})))[1] == []


def test_of_several_causes_the_first_counts():
    points = [POINT_HIDDEN.format(edit=EDITS["extra_factor"].format(term=name)) for name in ("z_1", "a_1")]
    either = wrong("x").rpartition("\n")[0] + "\n  " + EITHER.format(causes="\n".join(points))
    found = named(work("ana", {"hidden_linear_network_e_1": either}))
    assert found == [("The factor `z_1` does not belong there.", ["ana"])]


def test_what_is_not_written_or_did_not_run_says_so():
    _, unit = unit_5()
    blank = work("ana", dict.fromkeys(("test_run_experiment", "hidden_run_experiment_protocol"), "x"),
                 {RUN: unit.blanks[RUN]})  # fmt: skip
    slow = work("ben", {"test_run_experiment": ("timeout", "")})
    found, unnamed = mistakes(class_of(blank, slow))
    assert [(mistake.name, mistake.is_open) for mistake in found] == [
        ("`run_experiment` is not written yet.", True),
        ("The code has no end in the time that a check has.", False),
    ]
    assert unnamed == []


def test_a_wrong_answer_without_a_name_becomes_a_line_for_the_catalogue():
    texts, _ = unit_5()
    line = "self.z_2 = self.a_1 @ self.weights_2 + self.bias_2"
    theirs = (
        "# Ana Lee, 2023123456\n        ana_lee = '/home/ana/bp ana@uni.example 2023123456'\n"
        "        print(ana_lee, 2023123456)\n        self.z_2 = self.a_1 @ self.weights_2 - self.bias_2"
    )
    simple = texts.solution[RELU].replace(line, line.replace("+", "-") + "  # by Ana")
    found = class_of(
        work("ana", {"hidden_relu_network_z_2": wrong("x")}, {RELU: simple}),
        work("ben", {"hidden_relu_network_z_2": wrong("x")}, {RELU: simple.replace("by Ana", "Ben's")}),
        work(
            "cem", {"hidden_relu_network_z_2": wrong("x")}, {RELU: texts.solution[RELU].replace(line, theirs)}
        ),
    )
    _, without = mistakes(found)
    one, other = unnamed_answers(found, without)
    assert one.students == ["ana", "ben"] and other.students == ["cem"]
    for answer in (one, other):
        for word in ("Ana", "ana", "Lee", "2023123456", "/home", "uni.example", "Ben"):
            assert word not in answer.line
        made = eval(answer.line.rstrip(","), {"Answer": Answer})
        code = texts.solution[RELU]
        for task, old, new in made.swaps:
            assert task == RELU and code.count(old) == 1
            code = code.replace(old, new)
        assert "self.a_1 @ self.weights_2 - self.bias_2" in ast.unparse(ast.parse(code))
        assert made.loses == ("hidden_relu_network_z_2",)
    assert one.line.count("relu_network', ") == 1, "one statement differs, and no more is swapped"


def test_code_that_is_no_python_gives_no_line():
    found = class_of(work("ana", {"hidden_relu_network_z_2": wrong("x")}, {RELU: "def ("}))
    [answer] = unnamed_answers(found, mistakes(found)[1])
    assert answer.line == "" and answer.students == ["ana"]
