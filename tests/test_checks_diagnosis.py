"""The edit of a formula whose numbers are the student's: it is found, or nothing is said.

Each sentence that was once wrong has its kind here. 10 s in all.
"""

import ast
import contextlib
import itertools
import time

import numpy as np
import pytest

from bplab.checks import (
    CheckFailed,
    characters,
    classification,
    curve,
    differentiation,
    four_layer,
    layer,
    petals,
)
from bplab.checks.characters import formulas as of_characters
from bplab.checks.classification.formulas import CROSS_ENTROPY, OUTPUT_ERROR, SOFTMAX
from bplab.checks.core import check_array
from bplab.checks.curve.case import CurveCase
from bplab.checks.curve.case import forward as forward_of_curve
from bplab.checks.curve.fit import _cause as cause_of_fit
from bplab.checks.curve.formulas import FORMULAS as CURVE
from bplab.checks.diagnosis import Evidence, explain
from bplab.checks.diagnosis.edits import neighbours
from bplab.checks.diagnosis.expression import parse, value, write
from bplab.checks.diagnosis.search import CLOSE
from bplab.checks.four_layer import BACKWARD, FORWARD, Case
from bplab.checks.four_layer.case import PARAMETERS
from bplab.checks.four_layer.formulas import formulas
from bplab.checks.layer.slips import FORMULAS as LAYER
from bplab.checks.messages.edits import EDITS
from bplab.checks.petals.case import PetalsCase, forward, start
from bplab.checks.petals.formulas import FORMULAS as PETALS
from bplab.checks.petals.formulas import INSTEAD
from bplab.network import sigmoid

RNG = np.random.default_rng(4)
NAMES = {"e_3": RNG.normal(size=(6, 4)), "weights_3": RNG.normal(size=(5, 4)), "z_2": RNG.normal(size=(6, 5)),
         "a_1": RNG.normal(size=(6, 3)), "z_1": RNG.normal(size=(6, 3)), "bias_2": RNG.normal(size=(1, 5)),
         "batch_size": 6, "learning_rate": 0.1}  # fmt: skip
ERROR = "(e_3 @ weights_3.T) * relu_derivative(z_2)"
PASSED = NAMES["e_3"] @ NAMES["weights_3"].T
ON = NAMES["z_2"] > 0
ALL = [
    *(text for each in PETALS.values() for text in each),
    *(text for each in LAYER.values() for text in each),
    *(text for each in CURVE.values() for text in each),
    *(
        text
        for name in ("e", "grad_weights", "grad_biases")
        for text in of_characters.backward_formula(name, 1, 2)
    ),
    *(text for name in ("z", "a") for text in of_characters.forward_formula(name, 1)),
    *(text for name in (*FORWARD, *BACKWARD, *PARAMETERS) for text in formulas("relu", name)),
    *(text for text in (*SOFTMAX, *CROSS_ENTROPY, *OUTPUT_ERROR) if isinstance(text, str)),
]


def said(got, formula=ERROR, names=NAMES):
    return explain([formula], [Evidence(names, np.asarray(got, dtype=float))])


@pytest.mark.parametrize(
    "got, key",
    [
        (PASSED, "missing_slope"),
        (PASSED + ON, "added"),
        (PASSED * np.maximum(NAMES["z_2"], 0), "other_function"),
        (PASSED * NAMES["z_2"], "missing_function"),
        (-PASSED * ON, "sign"),
        (PASSED * ON / 6, "divided"),
        (0.1 * PASSED * ON, "multiplied"),
        (np.round(PASSED * ON, 3), "rounded"),
        (np.trunc(3 * PASSED * ON) / 3, None),
        ((PASSED * ON)[:1], "first_row"),
        ((PASSED * ON).T, "result_transposed"),
        (RNG.normal(size=(6, 5)), None),
        (np.zeros((6, 5)), None),
        (np.ones((6, 5)), None),
        (np.full((6, 5), np.nan), None),
    ],
)
def test_an_edit_is_found_by_its_numbers_or_nothing_is_said(got, key):
    sentence = said(got)
    assert sentence is None if key is None else EDITS[key].split("{")[0] in sentence


def test_two_edits_at_once_are_both_named_and_chance_is_not_taken_for_a_pair():
    sentence = said(PASSED / 6)
    assert "Two things are wrong" in sentence and "derivative of the activation" in sentence
    assert explain(["sum(e_3) / batch_size"], [Evidence(NAMES, np.array(0.123456))]) is None


def test_edits_with_the_same_numbers_are_named_together_until_another_case_tells_them_apart():
    alike, apart = (
        {"x": np.array([2.0, 2]), "y": np.array([3.0, 5])},
        {"x": np.array([4.0, 3]), "y": np.array([6.0, 7])},
    )
    one, other = (Evidence(names, names["x"] ** 2 * names["y"]) for names in (alike, apart))
    together = explain(["x * y"], [one])
    assert "Either of these" in together and EDITS["doubled"] in together and "`x` is there twice" in together
    assert "Either" not in explain(["x * y"], [one, other])


def test_a_right_answer_asks_for_no_explanation():
    def never():
        raise AssertionError("asked")

    check_array("x", np.ones(3), [np.ones(3)], explain=never)
    with pytest.raises(AssertionError, match="asked"):
        check_array("x", np.zeros(3), [np.ones(3)], explain=never)


DEEP = characters.MLPCase.random((4, 9, 7, 6, 3), 10, seed=1)


@pytest.mark.parametrize("formula, names, shape", [
    (ERROR, NAMES, (6, 5)),
    (of_characters.backward_formula("e", 1, 3, dropped=True)[0],
     of_characters.backward_names(DEEP, {k: RNG.normal(size=(10, n)) for k, n in ((2, 6), (3, 3))}), (10, 7)),
], ids=["unit 3", "unit 7"])  # fmt: skip
def test_naming_costs_less_than_a_fifth_of_a_second(formula, names, shape):
    took = []
    for _ in range(3):
        started = time.process_time()
        assert said(RNG.normal(size=shape), formula, names) is None  # where nothing fits, all pairs are tried
        took.append(time.process_time() - started)
    assert min(took) < 0.2


@pytest.mark.parametrize("formula", ALL)
def test_the_right_formula_is_never_shown(formula):
    right = write(parse(formula))
    arrays = {node.id for node in ast.walk(parse(formula)) if isinstance(node, ast.Name)}
    names = {name: RNG.uniform(0.1, 0.9, size=(4, 4)) for name in sorted(arrays)} | {
        "n": 4,
        "learning_rate": 0.1,
    }
    near = (edit for edit in neighbours(parse(formula), names, INSTEAD) if right in write(edit.tree))
    for edit in itertools.islice(near, 0, None, 4):
        with contextlib.suppress(ValueError, TypeError), np.errstate(all="ignore"):
            got = np.asarray(value(edit.tree, names), dtype=float)
            assert right not in (explain([formula], [Evidence(names, got)], INSTEAD, pairs=False) or "")


def backward(parameters, cache, X, Y, **changed):
    n, dZ2 = len(X), cache["A2"] - Y
    dZ1 = dZ2 @ parameters["W2"].T * (1 - cache["A1"] ** 2)
    grads = {"dW2": cache["A1"].T @ dZ2 / n, "db2": dZ2.mean(axis=0, keepdims=True)}
    grads |= {"dW1": X.T @ dZ1 / n, "db1": dZ1.mean(axis=0, keepdims=True)}
    return grads | {key: change(grads, dZ1, dZ2, n) for key, change in changed.items()}


def failure(check, *arguments, **options):
    with pytest.raises(CheckFailed) as caught:
        check(*arguments, **options)
    return str(caught.value)


def test_a_gradient_that_happens_to_be_0_on_one_example_is_not_called_uncomputed():
    def from_dW2(*arguments):
        return backward(*arguments, db2=lambda grads, dZ1, dZ2, n: np.sum(grads["dW2"], keepdims=True) / n)

    cases = PetalsCase.paper(), PetalsCase.random((2, 4, 1), 5, seed=1)
    text = failure(petals.check_backward, from_dW2, *cases)
    assert "Nothing but 0" not in text and "`dW2` is a gradient" in text


def test_a_bias_that_is_exchanged_is_named_and_not_called_constant():
    def update(parameters, grads, learning_rate=1.2):
        new = {key: parameters[key] - learning_rate * grads[f"d{key}"] for key in parameters}
        return new | {"b1": parameters["b2"] - learning_rate * grads["db1"]}

    case = PetalsCase.random((3, 5, 1), 6, seed=2)
    text = failure(petals.check_update, update, case)
    assert "`b2` belongs to another layer" in text and "Every number" not in text


@pytest.mark.parametrize("wrong", [
    lambda X, W, b: np.zeros((2, 3)),
    lambda X, W, b: X[0] @ W + b,
    lambda X, W, b: np.tile(b, (7, 1)),
], ids=["sizes typed in", "one sample", "repeated"])  # fmt: skip
def test_where_no_product_failed_nothing_is_said_of_factors(wrong):
    text = failure(layer.check_dense, wrong, layer.random_layer(5, 4, 6, seed=3))
    assert "both factors" not in text


def test_a_return_in_the_loop_is_not_called_missing():
    def nn_model(X, Y, n_h, num_iterations):
        for _ in range(num_iterations):
            return {}

    def sizes(X, Y):
        return X.shape[1], 4, Y.shape[1]

    before = sizes, lambda seed, *three: start(*three, seed)
    text = failure(petals.check_start, nn_model, before, (), (2, 4, 1), n_samples=5, seed=1)
    assert "stands in a loop" in text


def test_a_rounded_softmax_is_told_so():
    def softmax(z):
        e = np.exp(z - z.max(axis=1, keepdims=True))
        return np.round(e / e.sum(axis=1, keepdims=True), 4)

    text = failure(classification.check_softmax, softmax, classification.Batch.random(5, 4, seed=2))
    assert "rounded to 4 digits" in text and "maximum" not in text


def test_shapes_that_do_not_fit_are_blamed_on_a_lost_axis_only_where_one_is_lost():
    class ReluNeuralNetwork:
        def __init__(self, *sizes, seed=0):
            pass

        def forward(self, X):
            return X

        def backward(self, X, y, batch_size, y_pred, learning_rate):
            self.e_3 = y_pred - y
            self.grad_weights_3 = self.a_2.T @ self.e_3 / batch_size
            self.grad_bias_3 = self.e_3.mean(axis=0)
            self.e_2 = (self.e_3 @ self.weights_3.T) * (self.z_1 > 0)

    case = Case.random("relu", (3, 6, 4, 2), 5, seed=1)
    text = failure(four_layer.check_backward, ReluNeuralNetwork, case, values=("e_2",))
    assert "keepdims" not in text and "did not expect" in text


def test_the_hint_for_filled_columns_does_not_write_the_line():
    def filled(labels, n_classes):
        Y = np.zeros((len(labels), n_classes))
        Y[:, labels] = 1
        return Y

    text = failure(classification.check_one_hot, filled, classification.Batch.random(6, 4, seed=1))
    assert "Whole columns are filled" in text and "arange" not in text


def test_a_mean_that_is_missing_shows_on_the_set_of_cases_and_not_on_one_sample():
    def summed(*arguments):
        return backward(*arguments, dW1=lambda grads, dZ1, dZ2, n: n * grads["dW1"])

    cases = PetalsCase.paper(), PetalsCase.random((2, 4, 1), 5, seed=1)
    assert "The division by `n` is missing" in failure(petals.check_backward, summed, *cases)


def test_what_follows_from_an_own_wrong_error_term_is_judged_by_that():
    def twice(parameters, cache, X, Y):
        dZ2 = cache["A2"] - Y
        dZ1 = dZ2 @ parameters["W2"].T  # charged elsewhere
        return backward(parameters, cache, X, Y) | {"dW1": X.T @ dZ1, "db1": dZ1.mean(axis=0)}

    case = PetalsCase.random((4, 6, 1), 7, seed=5)
    assert "`X.T @ dZ1`" in failure(petals.check_backward, twice, case, values=("dW1",))


def test_a_cost_is_told_apart_by_more_than_one_batch():
    def cost(A2, Y):
        return float(-np.mean(Y * np.log10(A2) + (1 - Y) * np.log10(1 - A2)))

    text = failure(petals.check_cost, cost, n_samples=5, seed=1)
    assert "`log10` is another function" in text


def test_a_forward_pass_with_the_other_activation_is_named():
    def wrong(X, parameters):
        cache = forward(X, parameters)
        A1 = sigmoid(cache["Z1"])
        Z2 = A1 @ parameters["W2"] + parameters["b2"]
        return sigmoid(Z2), {"Z1": cache["Z1"], "A1": A1, "Z2": Z2, "A2": sigmoid(Z2)}

    assert "`sigmoid` is another function" in failure(petals.check_forward, wrong, PetalsCase.paper())


def test_where_the_line_is_right_and_what_it_reads_is_not_nothing_is_said_of_the_line():
    names = NAMES | {"e_3": np.eye(6, 4)}
    assert said((names["e_3"] @ names["weights_3"].T) * ON, names=names) is None


@pytest.mark.parametrize("dead", [np.zeros((6, 4)), np.ones((6, 4)), np.tile(np.arange(4.0), (6, 1))])
def test_dead_numbers_are_no_evidence(dead):
    names = {"a": dead, "b": RNG.normal(size=(6, 4)), "c": dead}
    assert said(0 * dead, "a @ b.T", names) is None
    assert said(dead, "b * 2 + b", names) is None


def test_a_row_and_a_column_are_not_taken_for_one_another():
    names = {"x": RNG.normal(size=(1, 5)), "y": RNG.normal(size=(1, 5))}
    sentence = said((names["x"] * names["y"]).T, "x * y", names)
    assert sentence and EDITS["result_transposed"] in sentence and "first sample" not in sentence


def test_a_cost_of_one_number_in_an_array_is_not_called_a_missing_maximum():
    def boxed(y_pred, y):
        return np.array([[-np.mean(np.sum(y * np.log(np.maximum(y_pred, 1e-12)), axis=1))]])

    batch = classification.Batch.random(5, 4, seed=1)
    assert "maximum" not in failure(classification.check_cross_entropy_number, boxed, batch)


@pytest.mark.parametrize("error", [1e-4, 5e-3, 0.1])
def test_a_fit_by_plain_descent_is_not_asked_for_wrong_gradients_first(error):
    text = cause_of_fit(error, 2e-6)
    assert (
        text.index("momentum") < text.find("gradient that is wrong") or "gradient that is wrong" not in text
    )


def test_a_fit_farther_than_a_constant_is_not_called_a_constant():
    assert "A constant is closer" in cause_of_fit(30.0, 2e-6)


def curve_forward(x, w1, b1, w2, b2):
    return tuple(forward_of_curve(x, {"w1": w1, "b1": b1, "w2": w2, "b2": b2}).values())


def curve_backward(x, y, w1, b1, w2, b2, z1, a1, z2, a2):
    dz2 = (a2 - y) * a2 * (1 - a2)
    dz1 = dz2 @ w2.T * a1 * (1 - a1)
    return x.T @ dz1, dz1.sum(axis=0, keepdims=True), a1.T @ dz2, dz2.sum(axis=0, keepdims=True)


def curve_update(w1, b1, w2, b2, dw1, db1, dw2, db2, lr):
    return w1 - lr * dw1, b1 - lr * db1, w2 - lr * dw2, b2 - lr * db2


ROUND = curve_forward, curve_backward, curve_update


def trained(rounds=range, swap=""):
    def train(x, y, w1, b1, w2, b2, lr, epoch):
        for _ in rounds(epoch):
            computed = curve_forward(x, w1, b2 if swap == "b2_for_b1" else b1, w2, b2)
            grads = curve_backward(x, y, w1, b1, w1.T if swap == "w1_for_w2" else w2, b2, *computed)
            w1, b1, w2, b2 = curve_update(w1, b1, w2, b2, *grads, lr)
        return w1, b1, w2, b2

    return train


@pytest.mark.parametrize("swap", ["w1_for_w2", "b2_for_b1"])
def test_arguments_that_are_exchanged_in_train_are_named(swap):
    text = failure(curve.check_rounds, trained(swap=swap), ROUND, (1, 5, 1), 8, 3, 0.1, seed=1)
    said_of_it = "In the call of `forward`, `b2` stands in the place of `b1`."
    assert (said_of_it in text) == (swap == "b2_for_b1")


def test_the_sum_of_a_bias_over_the_wrong_axis_is_named_in_unit_6():
    def backward(x, y, w1, b1, w2, b2, z1, a1, z2, a2):
        dz2 = (a2 - y) * a2 * (1 - a2)
        dz1 = dz2 @ w2.T * a1 * (1 - a1)
        return x.T @ dz1, dz1.sum(axis=1, keepdims=True), a1.T @ dz2, dz2.sum(axis=0, keepdims=True)

    case = CurveCase.random((3, 5, 1), 6, seed=2)
    text = failure(curve.check_backward, backward, lambda z: sigmoid(z) * sigmoid(-z), case, names=("db1",))
    assert "`sum(dz1, axis=1, keepdims=True)`" in text and "axis=1 is the wrong axis" in text


class Predicts:
    """A network of one layer whose class is chosen along the wrong axis."""

    def __init__(self, *sizes, **options):
        pass

    def forward(self, X, training=False):
        z = X @ self.weights[0] + self.biases[0]
        e = np.exp(z - z.max(axis=1, keepdims=True))
        return e / e.sum(axis=1, keepdims=True)

    def predict(self, X):
        return np.argmax(self.forward(X), axis=0)


def test_a_class_along_the_wrong_axis_is_named_and_not_a_lost_keepdims():
    text = failure(characters.check_predict, Predicts, characters.MLPCase.random((4, 3), 7, seed=1))
    assert "axis=0 is the wrong axis" in text and "keepdims" not in text


def test_what_holds_none_is_told_so_and_not_called_an_overflow():
    text = failure(layer.check_dense, lambda X, W, b: [[None] * 3] * 2, layer.random_layer(5, 4, 6, seed=3))
    assert "holds None" in text and "overflow" not in text


def ones_of_the_shape_of_x(*arguments):
    return np.ones_like(arguments[-1])


TYPED_IN = {
    "sigmoid": lambda: failure(layer.check_sigmoid_extremes, np.ones_like, np.array([-1000.0, 0, 1000])),
    "softmax": lambda: failure(classification.check_softmax, np.ones_like,
                               classification.Batch.random(1, 5, seed=1)),
    "the loss, 1": lambda: failure(classification.check_cross_entropy, lambda y_pred, y: 1.0,
                                   classification.Batch.paper(), classification.Batch.random(9, 5, seed=1)),
    "the loss, a mean": lambda: failure(classification.check_cross_entropy,
                                        lambda y_pred, y: 2 * y_pred.mean(), classification.Batch.paper()),
    "the gradient of what sums to 1": lambda: failure(
        differentiation.check_gradient_values, ones_of_the_shape_of_x,
        ("log_sum_exp", lambda x: np.log(np.sum(np.exp(x))), differentiation.point((6,), seed=1))),
    "the gradient at integers": lambda: failure(
        differentiation.check_gradient_integers, lambda f, x: np.zeros(x.shape),
        ("mixed", lambda x: np.sum(np.sin(x)) * np.sum(x**2), np.array([2, -1, 3, 1]))),
    "classes": lambda: failure(petals.check_half, lambda p, X: np.ones((len(X), 1)), (3, 5, 1), 6, 1),
    "sizes": lambda: failure(petals.check_layer_sizes, lambda X, Y: (2, 4, 1), (8, 5, 2)),
    "sums": lambda: failure(curve.check_backward_sum, lambda x, y, w1, b1, w2, *more: tuple(
        map(np.ones_like, (w1, b1, w2, np.ones((1, 1))))), CurveCase.random((1, 5, 1), 6, seed=1)),
}  # fmt: skip


@pytest.mark.parametrize("name", TYPED_IN)
def test_numbers_that_were_typed_in_are_not_called_a_slip_with_which_they_agree_by_chance(name):
    wrong = ("last sample", "does not belong", "whole numbers", "hits or misses", "All entries were moved",
             "this is n_y", "the mean over", "x holds integers", "Exactly 0.5")  # fmt: skip
    text = TYPED_IN[name]()
    assert not any(sentence in text for sentence in wrong), text


def test_ones_that_an_edit_gives_may_also_be_typed_in_and_both_are_said():
    text = failure(curve.check_d_sigmoid, np.ones_like, sigmoid, (4, 3), seed=1)
    assert EDITS["added"].split("{")[0] in text or "1 in every place: nothing was computed" in text
    text = explain(["s * (1 - s)"], [Evidence({"s": sigmoid(RNG.normal(size=(4, 3)))}, np.ones((4, 3)))])
    assert "is added or subtracted" in text and "1 in every place: nothing was computed" in text


def test_two_edits_that_cancel_each_other_are_no_explanation_of_zeros():
    names = {"w": NAMES["z_1"], "grad_w": NAMES["a_1"], "learning_rate": 0.1}
    step = Evidence.of_step(names, names["w"], np.zeros((6, 3)), 0.1)
    assert "Two things" not in (explain(["w - learning_rate * grad_w"], [step]) or "")


def test_one_round_of_two_may_be_one_too_few():
    lost = {"one": lambda epoch: range(1), "few": lambda epoch: range(1, epoch)}
    for rounds in lost.values():
        text = failure(curve.check_rounds, trained(rounds), ROUND, (1, 4, 1), 6, 2, 0.03, seed=1)
        assert "one is missing, or both start anew" in text


def test_a_curve_that_the_students_own_sigmoid_knows_is_named():
    def own(z):
        return np.sin(z) if z.size == 401 else sigmoid(z)

    def fit(x, y, seed=0):
        return np.ones((1, 1)), np.zeros((1, 1)), np.ones((1, 1)), np.zeros((1, 1))

    assert "By your own sigmoid on these points" in failure(
        curve.check_fit, fit, own, seeds=(1,), highest=2e-6
    )
    assert "By your own" not in failure(curve.check_fit, fit, sigmoid, seeds=(1,), highest=2e-6)


@pytest.mark.parametrize("got, key", [
    (np.tanh(NAMES["z_2"]) + NAMES["bias_2"], "late_bias"),
    (np.tanh(NAMES["z_2"]), None),
])  # fmt: skip
def test_a_bias_that_is_added_after_the_activation_is_named(got, key):
    text = explain(["tanh(z_2)"], [Evidence(NAMES, got)])
    assert text is None if key is None else EDITS[key].format(term="bias_2") in text


def test_a_matrix_product_of_the_transposed_slope_is_named():
    assert "`@` is the matrix product" in said(PASSED @ (ON * 1.0).T)


def test_the_maximum_subtracted_in_a_sigmoid_is_named_and_a_shift_of_softmax_is_none():
    def less_maximum(z):
        return sigmoid(z - z.max(axis=-1, keepdims=True))

    z = RNG.normal(size=(4, 3))
    assert "The maximum was subtracted" in failure(layer.check_sigmoid, less_maximum, z)
    assert "The maximum was subtracted" in failure(curve.check_sigmoid, less_maximum, (4, 3), seed=1)


@pytest.mark.parametrize("h", [1e-3, 1e-4, 1e-6])
def test_steps_of_any_size_that_an_integer_array_cuts_off_are_named(h):
    def gradient(f, x):
        slopes, x = np.zeros(x.shape), x.copy()
        for index in np.ndindex(x.shape):
            middle = x[index]
            x[index] = middle + h
            above = f(x)
            x[index] = middle - h
            slopes[index] = (above - f(x)) / (2 * h)
            x[index] = middle
        return slopes

    example = "mixed", lambda x: np.sum(np.sin(x)) * np.sum(x**2), np.array([2, -1, 3, 1])
    assert "x holds integers" in failure(differentiation.check_gradient_integers, gradient, example)


def test_an_update_that_demands_its_rate_has_no_wrong_default_and_one_that_computes_nothing_earns_nothing():
    def update(parameters, grads, learning_rate):
        return {key: parameters[key] - learning_rate * grads[f"d{key}"] for key in parameters}

    def nothing(parameters, grads, learning_rate):
        return {key: np.ones_like(parameters[key]) for key in parameters}

    case = PetalsCase.random((3, 8, 1), 7, seed=1)
    petals.check_default_rate(update, case)
    assert failure(petals.check_default_rate, nothing, case)
    assert "missing" in failure(petals.check_default_rate, lambda parameters, grads, rate: parameters, case)


@pytest.mark.parametrize("shape", [(1,), (3,), (4, 25)])
@pytest.mark.parametrize("where", ["the largest", "the smallest", "all"])
def test_no_formula_that_is_close_is_ruled_out_by_one_number(shape, where):
    got = np.random.default_rng(0).normal(size=shape)
    place = {"the largest": np.abs(got).argmax(), "the smallest": np.abs(got).argmin(), "all": ...}[where]
    difference = np.zeros_like(got)
    difference.flat[place] = 1 / np.sqrt(np.count_nonzero(difference.flat[place] == 0))
    for relative, is_close in ((0.999 * CLOSE, True), (1.02 * CLOSE, False)):
        result = got + 2 * relative * np.linalg.norm(got) * difference
        distance = Evidence({"result": result}, got).distance(parse("result"), np.asarray)
        assert (distance <= CLOSE) == is_close
    missing = np.where(got == got.flat[0], np.nan, got)  # nan and inf must be in the same places
    assert Evidence({"result": got}, missing).distance(parse("result"), np.asarray) == np.inf
    assert Evidence({"result": missing}, got).distance(parse("result"), np.asarray) == np.inf
