"""The checks of derivatives accept every way to be right and name what is wrong."""

import numpy as np
import pytest

from bplab.checks import CheckFailed
from bplab.checks import differentiation as checks
from bplab.checks.differentiation.slips import FUNCTIONS, formulas, gradient_slips, relu_slips, truth
from bplab.checks.four_layer.case import Case
from bplab.checks.messages import differentiation as say
from bplab.gradients import numerical_gradient, relative_error

X = np.array([[0.5, -1.0, 2.0], [1.5, 0.25, -0.75]])
CUBIC, MIXED = (("cubic", FUNCTIONS["cubic"][0], X[0]), ("mixed", FUNCTIONS["mixed"][0], X))


@pytest.mark.parametrize("name", FUNCTIONS)
@pytest.mark.parametrize("shape", [(), (4,), (3, 2)])
def test_the_gradients_by_calculus_agree_with_central_differences(name, shape):
    x = checks.point(shape, seed=1)
    assert isinstance(x, np.ndarray) and x.shape == shape
    assert relative_error(numerical_gradient(FUNCTIONS[name][0], x), truth((name, None, x))) < 1e-9


def test_right_answers_pass_with_a_fact(capsys):
    checks.check_relu_derivative(lambda x: x > 0, X, X[0])
    checks.check_relu_derivative_values(lambda x: np.where(x > 0, 1, 0), checks.away_from_zero((3, 4), 2))
    checks.check_relu_derivative_shapes(lambda x: np.heaviside(x, 0.5), X, X[0])
    checks.check_gradient(numerical_gradient, CUBIC, MIXED)
    checks.check_gradient_shapes(numerical_gradient, ("cubic", CUBIC[1], np.array(2.0)), MIXED)
    checks.check_gradient_step(numerical_gradient, CUBIC, h=0.5)
    checks.check_gradient_integers(numerical_gradient, ("mixed", MIXED[1], np.array([1, -2, 3])))
    printed = capsys.readouterr().out.splitlines()
    assert len(printed) == 7 and "relative error" in printed[3]


@pytest.mark.parametrize("key", say.RELU_SLIPS)
def test_every_slip_of_the_slope_is_named(key):
    x = np.array([0.5, -2.0, 3.0])
    slips = dict(relu_slips(x, np.array([1.0, 0, 1])))
    with pytest.raises(CheckFailed, match="relu_derivative") as failure:
        checks.check_relu_derivative(lambda _: slips[key], x)
    assert say.RELU_SLIPS[key] in str(failure.value)


@pytest.mark.parametrize("number", range(len(gradient_slips(truth(MIXED), 1e-5))))
def test_every_slip_of_the_gradient_is_named(number):
    key, array = gradient_slips(truth(MIXED), 1e-5)[number]
    with pytest.raises(CheckFailed) as failure:
        checks.check_gradient_values(lambda f, x: array, MIXED)
    assert say.GRADIENT_SLIPS[key] in str(failure.value)


def one_sided(f, x, h=1e-5):
    return formulas(("mixed", f, x), h)[1]


@pytest.mark.parametrize(
    ("function", "cause"),
    [
        (one_sided, say.ONE_SIDED),
        (lambda f, x: formulas(MIXED, 1e-5)[4], say.NOT_RESTORED),
        (lambda f, x: numerical_gradient(f, x, h=1e-2), say.STEP_OFF),
        (lambda f, x: numerical_gradient(f, x, h=1e-12), say.STEP_OFF),
    ],
)
def test_rough_differences_have_right_values_but_not_the_accuracy(function, cause):
    checks.check_gradient_values(function, MIXED)
    with pytest.raises(CheckFailed, match="close, but not close enough") as failure:
        checks.check_gradient_accuracy(function, MIXED)
    assert cause in str(failure.value)


def test_a_wrong_formula_is_not_charged_for_its_step_or_for_integers():
    def twice(f, x, h=1e-5):
        return 2 * numerical_gradient(f, x, h)

    checks.check_gradient_step(twice, CUBIC, h=0.1)
    checks.check_gradient_integers(twice, ("mixed", MIXED[1], np.array([1, -2, 3])))
    with pytest.raises(CheckFailed, match="did not change with h"):
        checks.check_gradient_step(lambda f, x, h: numerical_gradient(f, x), CUBIC, h=0.1)


def test_an_integer_array_that_cuts_off_the_step_is_named():
    def careless(f, x):
        x, gradient = x.copy(), np.zeros(x.shape)
        for i in range(x.size):
            middle = x[i]
            x[i] = middle + 1e-5
            above = f(x)
            x[i] = middle - 1e-5
            gradient[i] = (above - f(x)) / 2e-5
            x[i] = middle
        return gradient

    with pytest.raises(CheckFailed, match="integer array cuts off"):
        checks.check_gradient_integers(careless, ("mixed", MIXED[1], np.array([1, -2, 3])))


@pytest.mark.parametrize(
    ("result", "words"), [(None, "return"), ("text", "array of numbers"), (1.0, "wrong shape")]
)
def test_shapes_are_checked_before_values(result, words):
    with pytest.raises(CheckFailed, match=words):
        checks.check_gradient_shapes(lambda f, x: result, MIXED)
    with pytest.raises(CheckFailed, match=words):
        checks.check_relu_derivative_shapes(lambda x: result, X)


@pytest.mark.parametrize("activation", ["relu", "linear"])
def test_in_the_paper_example_an_error_reaches_every_hidden_neuron(activation):
    case = Case.paper(activation)
    assert np.all(np.abs(case.passed_back(2, case.truth)) > 0.1)


@pytest.mark.parametrize(
    "wrong", [np.ones_like, np.zeros_like, lambda x: 1.0 * x, lambda x: np.resize([1.0, 0], x.shape)]
)
def test_a_shape_without_slopes_is_worth_nothing(wrong):
    x = checks.away_from_zero((4, 5), seed=1)
    with pytest.raises(CheckFailed, match="nothing can be seen"):
        checks.check_relu_derivative_shapes(wrong, x)
    with pytest.raises(CheckFailed, match="nothing can be seen"):
        checks.check_gradient_shapes(lambda f, at: wrong(at), ("cubic", FUNCTIONS["cubic"][0], x))


def test_known_wrong_slopes_keep_their_shape():
    x = checks.away_from_zero((4, 5), seed=1)
    checks.check_relu_derivative_shapes(np.sign, x)
    checks.check_gradient_shapes(
        lambda f, at: 2e-5 * numerical_gradient(f, at), ("cubic", FUNCTIONS["cubic"][0], X)
    )


def test_a_derivative_that_writes_into_its_argument_is_told_so():
    def in_place(x):
        x[...] = x > 0
        return x

    with pytest.raises(CheckFailed, match="written into the argument"):
        checks.check_relu_derivative(in_place, X)
    checks.check_relu_derivative_values(in_place, X)
