"""The data sets keep their contract, and the experiment its headline numbers."""

import numpy as np
import pytest

from bplab.datasets import generate_linear_data, generate_nonlinear_data
from bplab.experiment import run_experiment

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


def test_headline_numbers_of_the_sheet_over_twenty_seeds():
    nonlinear = np.array([run_experiment("nonlinear", seed) for seed in range(100, 120)])
    linear = np.array([run_experiment("linear", seed) for seed in range(100, 120)])
    assert nonlinear[:, 0].min() >= 0.97
    assert nonlinear[:, 1].min() >= 0.5 and nonlinear[:, 1].max() <= 0.65
    assert linear.min() >= 0.99
