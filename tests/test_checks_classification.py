"""The checks of unit 2: references that share nothing with the lesson, and what is charged where."""

import numpy as np
import pytest

from bplab.checks import CheckFailed, classification
from bplab.checks.classification.batch import Batch
from bplab.checks.classification.slips import output_error_slips, softmax_slips
from bplab.gradients import relative_error
from bplab.network import cross_entropy, softmax

BATCH = Batch.random(7, 4, seed=5)


def test_the_reference_agrees_with_the_engine():
    assert relative_error(BATCH.y_pred, softmax(BATCH.z)) < 1e-12
    assert abs(BATCH.losses.mean() - cross_entropy(softmax(BATCH.z), BATCH.y)) < 1e-12
    assert relative_error(BATCH.error, softmax(BATCH.z) - BATCH.y) < 1e-8


def test_the_paper_example_is_the_table_of_the_lesson_text():
    paper = Batch.paper()
    assert np.allclose(paper.y_pred, [[1 / 8, 2 / 8, 5 / 8], [1 / 5, 3 / 5, 1 / 5], [1 / 3, 1 / 3, 1 / 3]])
    assert np.allclose(paper.losses, [0.4700, 1.6094, 1.0986], atol=5e-5)
    assert round(paper.losses.mean(), 4) == 1.0594


def test_every_class_occurs_except_the_missing_ones():
    assert set(Batch.random(9, 5, seed=1).labels) == {0, 1, 2, 3, 4}
    assert set(Batch.random(9, 5, seed=1, missing=(0, 4)).labels) == {1, 2, 3}


@pytest.mark.parametrize("batch", [Batch.paper(), Batch.random(5, 4, seed=2)], ids=["paper", "random"])
def test_no_slip_of_ordinary_logits_is_right(batch):
    slips = [
        (key, np.asarray(array))
        for key, array in (
            *(slip for slip in softmax_slips(batch.z) if slip[0] not in ("no_max", "global_max", "mean")),
            *output_error_slips(batch.z, batch.y, batch.y_pred),
        )
        if np.isfinite(array).all()
    ]
    for right in (batch.y_pred, batch.y_pred - batch.y):
        same = [key for key, a in slips if a.shape == right.shape and np.allclose(a, right)]
        assert set(same) <= {"nan_hidden", "prediction"}, same


def unstable(z):
    e = np.exp(z)
    return e / e.sum(axis=1, keepdims=True)


def one_maximum(z):
    e = np.exp(z - z.max())
    return e / e.sum(axis=1, keepdims=True)


def test_softmax_without_the_maximum_is_right_until_exp_overflows(capsys):
    classification.check_softmax(unstable, BATCH)
    classification.check_softmax_shift(unstable, BATCH, shift=3)
    with pytest.raises(CheckFailed, match="overflowed"):
        classification.check_softmax_large(unstable, [1000, 999, -1000])
    with pytest.raises(CheckFailed, match="overflowed"):
        classification.check_softmax_shift(unstable, BATCH, shift=800)
    assert capsys.readouterr().err == ""


def test_one_maximum_for_all_fails_only_where_rows_lie_apart():
    classification.check_softmax_large(one_maximum, [1000, 999, -1000])
    with pytest.raises(CheckFailed, match="One maximum was subtracted from all rows"):
        classification.check_softmax_shift(one_maximum, BATCH, shift=800)


def test_a_constant_is_not_shift_invariant_enough():
    with pytest.raises(CheckFailed, match="Every number is 1"):
        classification.check_softmax_shift(np.ones_like, BATCH, shift=3)


def test_any_sensible_epsilon_passes_and_a_large_one_does_not():
    def with_epsilon(epsilon):
        return lambda y_pred, y: -np.mean(np.sum(y * np.log(np.maximum(y_pred, epsilon)), axis=1))

    for epsilon in (1e-6, 1e-7, 1e-12, 1e-15, 1e-300, np.nextafter(0, 1)):
        classification.check_cross_entropy_zero(with_epsilon(epsilon), BATCH)
    with pytest.raises(CheckFailed, match="too little"):
        classification.check_cross_entropy_zero(with_epsilon(1e-3), BATCH)


def test_a_wrong_factor_in_the_loss_does_not_cost_its_behaviour_at_zero():
    def summed(y_pred, y):
        return -np.sum(y * np.log(np.maximum(y_pred, 1e-12)))

    classification.check_cross_entropy_zero(summed, BATCH)
    classification.check_cross_entropy_elsewhere(summed, BATCH)
    with pytest.raises(CheckFailed, match="The division by `n` is missing"):
        classification.check_cross_entropy(summed, BATCH)


@pytest.mark.parametrize("wrong", [
    lambda y_pred, y: -np.mean(np.sum(y_pred * np.log(y + 1e-12), axis=1)),  # arguments exchanged
    lambda y_pred, y: 1000 * np.mean(1 - np.sum(y * y_pred, axis=1)),
    lambda y_pred, y: np.sum((y - y_pred) ** 2),
    lambda y_pred, y: 27.6,
])  # fmt: skip
def test_a_loss_without_a_logarithm_of_the_true_class_shows_nothing_at_a_probability_of_0(wrong):
    for check in (classification.check_cross_entropy_zero, classification.check_cross_entropy_elsewhere):
        with pytest.raises(CheckFailed):
            check(wrong, BATCH)


@pytest.mark.parametrize("factor", [7, -1, 1 / 4, 1 / np.log(2)])
def test_a_wrong_factor_in_the_loss_is_not_charged_at_a_probability_of_0(factor):
    def scaled(y_pred, y):
        return -factor * np.mean(np.sum(y * np.log(np.maximum(y_pred, 1e-12)), axis=1))

    classification.check_cross_entropy_zero(scaled, BATCH)
    classification.check_cross_entropy_elsewhere(scaled, BATCH)


@pytest.mark.parametrize("wrong", [
    lambda z: np.full(z.shape, 1 / z.shape[1]),
    lambda z: np.eye(z.shape[1])[[0] * len(z)],
    lambda z: 2 * z,
    lambda z: np.random.default_rng().dirichlet(np.ones(z.shape[1]), len(z)),
])  # fmt: skip
def test_a_softmax_that_computes_nothing_earns_neither_shape_nor_sums_nor_shift(wrong):
    for check in (classification.check_softmax_shape, classification.check_softmax_rows):
        with pytest.raises(CheckFailed):
            check(wrong, BATCH)
    with pytest.raises(CheckFailed):
        classification.check_softmax_shift(wrong, BATCH, shift=3)


def test_a_constant_loss_passes_nothing():
    def constant(y_pred, y):
        return 1.3

    for check in (
        classification.check_cross_entropy_number,
        classification.check_cross_entropy,
        classification.check_cross_entropy_chance,
        classification.check_cross_entropy_zero,
        classification.check_cross_entropy_elsewhere,
    ):
        with pytest.raises(CheckFailed):
            check(constant, BATCH)


def test_output_error_follows_the_students_own_softmax():
    def sums_down(z):
        return np.exp(z) / np.exp(z).sum(axis=0, keepdims=True)

    def error(z, y):
        return sums_down(z) - y

    classification.check_output_error(error, sums_down, BATCH)
    classification.check_output_error_per_sample(error, sums_down, BATCH)
    classification.check_output_error_sums(error, sums_down, BATCH)
    with pytest.raises(CheckFailed):
        classification.check_output_error(error, softmax, BATCH)


@pytest.mark.parametrize("nothing", [np.zeros_like, np.ones_like], ids=["zeros", "ones"])
def test_from_a_softmax_that_says_nothing_nothing_follows(nothing):
    with pytest.raises(CheckFailed):
        classification.check_output_error(lambda z, y: nothing(z) - y, nothing, BATCH)


def test_a_division_by_n_costs_the_scale_and_not_the_direction():
    def divided(z, y):
        return (softmax(z) - y) / len(y)

    classification.check_output_error(divided, softmax, BATCH, divided_too=True)
    classification.check_output_error_sums(divided, softmax, BATCH)
    with pytest.raises(CheckFailed, match="divided by `n` once too often"):
        classification.check_output_error_per_sample(divided, softmax, BATCH)


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("value", [np.nan, np.inf, -1e308, 1e308])
def test_no_number_makes_a_check_warn(value):
    def filled(z, *_):
        return np.full(z.shape, value)

    for check in (
        lambda: classification.check_softmax(filled, BATCH),
        lambda: classification.check_softmax_rows(filled, BATCH),
        lambda: classification.check_softmax_shift(filled, BATCH, shift=800),
        lambda: classification.check_cross_entropy(lambda y_pred, y: value, BATCH),
        lambda: classification.check_cross_entropy_zero(lambda y_pred, y: value, BATCH),
        lambda: classification.check_cross_entropy_elsewhere(lambda y_pred, y: value, BATCH),
        lambda: classification.check_output_error(filled, filled, BATCH),
        lambda: classification.check_output_error_sums(filled, filled, BATCH),
        lambda: classification.check_output_error_per_sample(filled, filled, BATCH),
    ):
        with pytest.raises(CheckFailed):
            check()


@pytest.mark.filterwarnings("error")
def test_a_passing_check_is_quiet_about_a_softmax_of_huge_numbers():
    def huge(z):
        return 1e3 * z**3

    def error(z, y):
        return huge(z) - y

    classification.check_output_error(error, huge, BATCH)
    classification.check_output_error_shape(error, huge, BATCH)
    classification.check_output_error_sums(error, huge, BATCH)
    classification.check_output_error_per_sample(error, huge, BATCH)


def test_arguments_that_a_student_changes_in_place_harm_nobody():
    def in_place(z, y):
        z -= z.max(axis=1, keepdims=True)
        np.exp(z, out=z)
        z /= z.sum(axis=1, keepdims=True)
        z -= y
        return z

    before = BATCH.z.copy()
    classification.check_output_error(in_place, softmax, BATCH)
    classification.check_output_error_per_sample(in_place, softmax, BATCH)
    assert np.array_equal(BATCH.z, before)
