"""The data sets keep their contract, and the experiment its headline numbers."""

import numpy as np
import pytest

from bplab.datasets import (
    blobs,
    circles,
    crossed_axes,
    generate_linear_data,
    generate_nonlinear_data,
    moons,
    parabola,
    petals,
    sine,
    spirals,
)
from bplab.experiments.two_networks import run_experiment

GENERATORS = (generate_linear_data, generate_nonlinear_data)


@pytest.mark.parametrize("generate", GENERATORS)
def test_every_generator_returns_rows_and_class_numbers(generate):
    X, y = generate(n_samples_per_class=7, n_features=6, seed=3)
    assert X.shape == (28, 6) and X.dtype == np.float64
    assert y.shape == (28,) and y.dtype == np.int64
    assert np.bincount(y).tolist() == [7, 7, 7, 7]


@pytest.mark.parametrize("generate", GENERATORS)
def test_a_seed_gives_the_same_data_and_another_seed_other_data(generate):
    assert np.array_equal(generate(seed=5)[0], generate(seed=5)[0])
    assert not np.allclose(generate(seed=5)[0], generate(seed=6)[0])


@pytest.mark.parametrize("generate", GENERATORS)
def test_two_calls_draw_from_the_same_classes(generate):
    for c in range(4):
        centres = [np.abs(X[y == c]).mean(axis=0) for X, y in (generate(seed=1), generate(seed=2))]
        assert np.allclose(*centres, atol=0.1)


def test_exactly_the_stated_part_of_each_class_is_reflected():
    X, y = generate_nonlinear_data(n_samples_per_class=50, seed=0)
    for c in range(4):
        assert np.sum(X[y == c, c] < 0) == 20


@pytest.mark.parametrize(
    ("options", "word"),
    [({"n_features": 3}, "n_features"), ({"n_samples_per_class": 0}, "n_samples_per_class")],
)
def test_impossible_sizes_are_refused_by_name(options, word):
    with pytest.raises(ValueError, match=word):
        generate_linear_data(**options)
    with pytest.raises(ValueError, match="mirrored_fraction"):
        generate_nonlinear_data(mirrored_fraction=1.5)


PLANE = (petals, moons, circles, blobs, spirals)


@pytest.mark.parametrize("generate", PLANE)
def test_every_set_in_the_plane_keeps_the_contract(generate):
    X, y = generate(n_samples=60, seed=3)
    assert X.shape == (60, 2) and X.dtype == np.float64
    assert y.shape == (60,) and y.dtype == np.int64 and np.bincount(y).tolist() == [30, 30]
    assert np.array_equal(X, generate(n_samples=60, seed=3)[0])
    assert not np.allclose(X, generate(n_samples=60, seed=4)[0])


@pytest.mark.parametrize("generate", [g for g in PLANE if g is not petals])
def test_rows_come_in_random_order(generate):
    _, y = generate(n_samples=100, seed=0)
    assert 30 < np.count_nonzero(np.diff(y)) < 70


@pytest.mark.parametrize("generate", (petals, moons, circles, spirals))
def test_an_odd_number_of_samples_is_refused(generate):
    with pytest.raises(ValueError, match="even"):
        generate(n_samples=7)


def test_petals_are_the_numbers_of_the_exercise():
    np.random.seed(1)  # the generator of the exercise, drawn as it draws
    expected = []
    for j in range(2):
        t = np.linspace(j * 3.12, (j + 1) * 3.12, 200) + np.random.randn(200) * 0.2
        r = 4 * np.sin(4 * t) + np.random.randn(200) * 0.2
        expected.append(np.c_[r * np.sin(t), r * np.cos(t)])
    X, y = petals(seed=1)
    assert np.array_equal(X, np.concatenate(expected)) and np.array_equal(y, np.repeat([0, 1], 200))


def test_blobs_come_in_any_number_of_classes():
    _, y = blobs(n_samples=90, n_classes=3)
    assert np.bincount(y).tolist() == [30, 30, 30]


def test_crossed_axes_keep_the_contract_with_four_classes_in_random_order():
    X, y = crossed_axes(n_samples=80, seed=3)
    assert X.shape == (80, 2) and X.dtype == np.float64 and y.dtype == np.int64
    assert np.bincount(y).tolist() == [20, 20, 20, 20]
    assert np.count_nonzero(np.diff(y)) > 40
    assert np.array_equal(X, crossed_axes(n_samples=80, seed=3)[0])
    assert not np.allclose(X, crossed_axes(n_samples=80, seed=4)[0])


@pytest.mark.parametrize(("fraction", "mirrored"), [(0, 0), (0.4, 20), (1, 50)])
def test_each_class_has_its_own_axis_and_the_stated_part_at_its_other_end(fraction, mirrored):
    X, y = crossed_axes(n_samples=200, noise=0.01, mirrored_fraction=fraction)
    for c, degrees in enumerate((0, 135, 270, 45)):
        end = 1.5 * np.array([np.cos(np.radians(degrees)), np.sin(np.radians(degrees))])
        own = X[y == c]
        other_end = own @ end < 0
        assert np.count_nonzero(other_end) == mirrored
        assert np.allclose(own, np.where(other_end[:, None], -end, end), atol=0.06)


@pytest.mark.parametrize("n_samples", [0, 2, 10])
def test_crossed_axes_want_as_many_samples_of_every_class(n_samples):
    with pytest.raises(ValueError, match="multiple of 4"):
        crossed_axes(n_samples=n_samples)
    with pytest.raises(ValueError, match="mirrored_fraction"):
        crossed_axes(mirrored_fraction=-0.1)


@pytest.mark.parametrize("generate", (parabola, sine))
def test_a_curve_is_one_column_of_x_and_one_of_y(generate):
    x, y = generate(n_samples=70, seed=3)
    assert x.shape == y.shape == (70, 1) and x.dtype == y.dtype == np.float64
    assert np.array_equal(y, generate(n_samples=70, seed=3)[1])
    assert not np.allclose(y, generate(n_samples=70, seed=4)[1])


def test_the_parabola_has_the_noise_it_says():
    x, y = parabola(n_samples=20_000, noise=0.3, seed=1)
    assert np.array_equal(x[:, 0], np.linspace(-1, 1, 20_000))
    assert np.std(y - x**2) == pytest.approx(0.3, rel=0.03) and abs(np.mean(y - x**2)) < 0.01
    assert np.array_equal(parabola(noise=0)[1], np.linspace(-1, 1, 100)[:, None] ** 2)


def test_the_sine_is_exact_shifted_and_covers_one_period_in_random_order():
    x, y = sine(n_samples=2000, seed=2, shift=0.7)
    assert np.array_equal(y, np.sin(x + 0.7))
    assert -np.pi <= x.min() < -3.1 and 3.1 < x.max() <= np.pi and abs(x.mean()) < 0.15
    assert np.any(np.diff(x[:, 0]) < 0)


@pytest.mark.slow
def test_headline_numbers_of_the_sheet_over_twenty_seeds():
    nonlinear = np.array([run_experiment("nonlinear", seed) for seed in range(100, 120)])
    linear = np.array([run_experiment("linear", seed) for seed in range(100, 120)])
    assert nonlinear[:, 0].min() >= 0.97
    assert nonlinear[:, 1].min() >= 0.5 and nonlinear[:, 1].max() <= 0.65
    assert linear.min() >= 0.99
