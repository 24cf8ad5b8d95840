"""The checks of unit 6: their references are right, they charge a mistake once, and a fit has an end."""

import numpy as np
import pytest

from bplab.checks import CheckFailed, curve
from bplab.checks.curve import fit
from bplab.checks.curve.case import GRADIENTS, GRADS, CurveCase
from bplab.checks.once import keeping
from bplab.gradients import relative_error
from bplab.network import sigmoid


def d_sigmoid(z):
    return sigmoid(z) * sigmoid(-z)


def gradients(x, y, w1, b1, w2, b2, z1, a1, z2, a2):
    """The textbook formulas, by name."""
    dz2 = (a2 - y) * a2 * (1 - a2)
    dz1 = dz2 @ w2.T * a1 * (1 - a1)
    sums = {"db2": dz2.sum(axis=0, keepdims=True), "db1": dz1.sum(axis=0, keepdims=True)}
    return sums | {"dz2": dz2, "dz1": dz1, "dw2": a1.T @ dz2, "dw1": x.T @ dz1}


def returned(grads):
    return tuple(grads[name] for name in GRADIENTS)


def right_backward(*arguments):
    return returned(gradients(*arguments))


@pytest.mark.parametrize("case", [CurveCase.paper(), CurveCase.random((3, 5, 1), 7, seed=4)])
def test_the_central_differences_agree_with_the_formulas(case):
    formulas = gradients(case.x, case.y, *case.parameters.values(), *case.values.values())
    for name in GRADS:
        assert relative_error(case.truth[name], formulas[name]) < 1e-7


def test_the_paper_example_is_that_of_the_text():
    case = CurveCase.paper()
    assert np.round(case.values["a1"], 4).tolist() == [[0.5, 0.8808]]
    assert round(case.values["a2"].item(), 4) == 0.4059
    assert np.round(case.truth["dw2"], 4).ravel().tolist() == [-0.0716, -0.1262]


def test_means_are_charged_once():
    def means(x, *arguments):
        return tuple(gradient / len(x) for gradient in right_backward(x, *arguments))

    case = CurveCase.random((3, 6, 1), 5, seed=1)
    for name in GRADS:
        curve.check_backward(means, d_sigmoid, case, names=(name,))
    with pytest.raises(CheckFailed, match="leave out the division"):
        curve.check_backward_sum(means, case)
    curve.check_backward_sum(right_backward, case)


def test_a_mean_in_one_gradient_is_found_too():
    def one_mean(x, *arguments):
        dw1, db1, dw2, db2 = right_backward(x, *arguments)
        return dw1, db1 / len(x), dw2, db2

    with pytest.raises(CheckFailed, match="db1: this is the mean"):
        curve.check_backward_sum(one_mean, CurveCase.random((3, 6, 1), 5, seed=2))


def test_a_wrong_derivative_of_the_students_own_is_charged_to_itself(capsys):
    def wrong(z):
        return 1 - sigmoid(z)

    def backward(x, y, w1, b1, w2, b2, z1, a1, z2, a2):
        dz2 = (a2 - y) * wrong(z2)
        dz1 = dz2 @ w2.T * wrong(z1)
        return x.T @ dz1, dz1.sum(axis=0), a1.T @ dz2, dz2.sum(axis=0)

    case = CurveCase.random((4, 6, 1), 7, seed=5)
    curve.check_backward(backward, wrong, case)
    assert capsys.readouterr().out.count("right") == len(GRADS) + 1
    with pytest.raises(CheckFailed, match="factor `a2` is missing"):
        curve.check_backward(backward, d_sigmoid, case, names=("dz2",))


def test_zeros_earn_nothing():
    def zeros(x, y, w1, b1, w2, b2, *values):
        return tuple(np.zeros_like(parameter) for parameter in (w1, b1, w2, b2))

    case = CurveCase.random((3, 5, 1), 6, seed=7)
    for name in GRADS:
        with pytest.raises(CheckFailed, match="Nothing but 0"):
            curve.check_backward(zeros, lambda z: 0 * z, case, names=(name,))
    with pytest.raises(CheckFailed, match="no gradient is the sum"):
        curve.check_backward_sum(zeros, case)


def test_a_derivative_is_not_charged_for_a_sigmoid_that_overflows():
    def quotient(z):
        return np.exp(z) / (1 + np.exp(z))

    with pytest.raises(CheckFailed, match="overflows"):
        curve.check_sigmoid_large(quotient, seed=1)
    curve.check_d_sigmoid_large(lambda z: quotient(z) * (1 - quotient(z)), quotient, seed=1)


@pytest.mark.parametrize("answer", [None, 3.0, (1, 2), {"z1": 1}])
def test_a_forward_pass_of_another_form_is_described(answer):
    with pytest.raises(CheckFailed, match="not written yet|expected the values z1, a1, z2, a2"):
        curve.check_forward(lambda *arguments: answer, sigmoid, CurveCase.paper())


def by_least_squares(x, y, seed=0):
    """A network whose hidden layer is drawn and whose output is solved for: a fit in no time."""
    rng = np.random.default_rng(seed)
    w1, b1 = rng.normal(size=(1, 60)), rng.normal(size=(1, 60)) * 2
    inputs = np.hstack([sigmoid(x @ w1 + b1), np.ones_like(x)])
    w2 = np.linalg.lstsq(inputs, y, rcond=None)[0]
    return w1, b1.ravel(), w2[:-1], w2[-1:]


def test_a_fit_is_judged_by_what_its_network_says_on_the_grid(capsys):
    curve.check_fit(by_least_squares, sigmoid, seeds=(1,), highest=2e-6, shift=0.4)
    assert "mean squared error" in capsys.readouterr().out

    def of_another_curve(x, y, seed=0):
        return by_least_squares(x, np.sin(x), seed)

    with pytest.raises(CheckFailed, match="expected  at most 2e-06"):
        curve.check_fit(of_another_curve, sigmoid, seeds=(1, 2), highest=2e-6, shift=0.4)


def test_a_sigmoid_that_knows_the_grid_does_not_stand_for_one(capsys):
    def sine_on_the_grid(z):
        return np.sin(z) if np.size(z) == 401 else sigmoid(z)

    def typed_in(x, y, seed=0):
        return np.ones((1, 1)), np.zeros((1, 1)), np.ones((1, 1)), np.zeros((1, 1))

    for own in (sine_on_the_grid, np.sin):
        with pytest.raises(CheckFailed, match="mean squared error"):
            curve.check_fit(typed_in, own, seeds=(1,), highest=2e-6)

    def by_tanh(x, y, seed=0):
        w1, b1, w2, b2 = by_least_squares(x, y, seed)
        return w1 / 2, b1 / 2, w2 / 2, b2 + w2.sum() / 2  # sigmoid(z) = (1 + tanh(z / 2)) / 2

    curve.check_fit(by_tanh, np.tanh, seeds=(1,), highest=2e-6)


def test_a_forward_pass_that_knows_the_width_shows_no_training():
    def kept(x, y, w1, b1, w2, b2, lr, epoch):
        return w1, b1, w2, b2

    def parabola_of_width_10(x, *parameters):
        z1, a1, z2, a2 = CurveCase(
            x, x, dict(zip(("w1", "b1", "w2", "b2"), parameters, strict=True))
        ).values.values()
        return z1, a1, z2, 1 - x**2 + 0.01 * a2 if a1.shape[1] == 10 else a2

    with pytest.raises(CheckFailed, match="wrong loss"):
        curve.check_noise_floor(kept, parabola_of_width_10, seeds=(1, 2, 3))


def test_rounds_that_change_nothing_show_no_training():
    def kept(*arguments):
        return arguments[:4]

    def train(x, y, w1, b1, w2, b2, lr, epoch):
        return w1, b1, w2, b2

    def forward(x, w1, b1, w2, b2):
        return tuple(CurveCase(x, x, {"w1": w1, "b1": b1, "w2": w2, "b2": b2}).values.values())

    with pytest.raises(CheckFailed, match="nothing can be seen of the rounds"):
        curve.check_rounds(train, (forward, right_backward, kept), (1, 7, 1), 9, 3, 0.1, seed=1)


def test_the_best_of_several_starts_counts():
    def lucky(x, y, seed=0):
        w1, b1, w2, b2 = by_least_squares(x, y, seed)
        return w1, b1, w2 * (seed == 3), b2

    curve.check_fit(lucky, sigmoid, seeds=(1, 2, 3), highest=2e-6)
    with pytest.raises(CheckFailed, match="best of 2"):
        curve.check_fit(lucky, sigmoid, seeds=(1, 2), highest=2e-6)


@pytest.mark.parametrize(("seconds", "tries"), [(1, 3), (12, 2), (24, 1)])
def test_no_try_begins_that_would_not_end_in_time(monkeypatch, seconds, tries):
    class Clock:
        now = 0.0

        @staticmethod
        def monotonic():
            return Clock.now

    def slow(x, y, seed=0):
        Clock.now += seconds
        w1, b1, w2, b2 = by_least_squares(x, y, seed)
        return w1, b1, 0 * w2, b2

    monkeypatch.setattr(fit, "time", Clock)
    with pytest.raises(CheckFailed, match=f"best of {tries}\\)"):
        curve.check_fit(slow, sigmoid, seeds=(1, 2, 3), highest=2e-6)
    seconds = fit.ALLOWED_SECONDS + 1
    with pytest.raises(CheckFailed, match="took 26 s"):
        curve.check_fit(slow, sigmoid, seeds=(1,), highest=2e-6)


def test_parameters_of_another_form_are_described():
    def transposed(x, y, seed=0):
        w1, b1, w2, b2 = by_least_squares(x, y, seed)
        return w1.T, b1, w2, b2

    with pytest.raises(CheckFailed, match="w1 has the wrong shape"):
        curve.check_fit(transposed, sigmoid, seeds=(1,), highest=1)
    with pytest.raises(CheckFailed, match="expected the values w1, b1, w2, b2"):
        curve.check_fit(lambda x, y, seed=0: np.sin(x), sigmoid, seeds=(1,), highest=1)


@pytest.mark.parametrize("limits", [(1e-3, 2e-6), (2e-6, 1e-3)])
def test_two_cells_share_their_fits_and_are_judged_alike_in_either_order(limits):
    def rough(x, y, seed=0):
        calls.append(seed)
        w1, b1, w2, b2 = by_least_squares(x, y, seed)
        return w1, b1, w2, b2 + 1e-2

    calls, lost = [], []
    with keeping({}):
        for limit in limits:
            try:
                curve.check_fit(rough, sigmoid, seeds=(1, 2, 3), highest=limit, shift=np.pi, rise=0.3)
            except CheckFailed:
                lost.append(limit)
    assert lost == [2e-6] and calls == [1, 2, 3]


def test_the_sine_turned_over_is_moved_up_as_well():
    def odd(x, y, seed=0):
        w1, b1, w2, b2 = by_least_squares(x, y - y.mean(), seed)
        return w1, b1, w2, b2

    with pytest.raises(CheckFailed):
        curve.check_fit(odd, sigmoid, seeds=(1,), highest=1e-3, shift=np.pi, rise=0.3)
