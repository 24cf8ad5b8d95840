"""The course's data sets. One contract: every generator returns (X, y).

X: float64, shape (n_samples, n_features), one sample per row, rows in random order.
y: int64, shape (n_samples,), the class of each row.
"""

import numpy as np

N_CLASSES = 4
RADIUS = 1.5  # distance of a class centre from the origin
NOISE = 0.25  # standard deviation around a centre, in every feature
MIRRORED_FRACTION = 0.4


def generate_linear_data(n_samples_per_class=100, n_features=10, seed=0):
    """Four clusters that straight boundaries separate: class c lies around 1.5 times unit vector c.

    Training and test sets are two calls with different seeds; the class centres are the same in both.
    """
    return _four_clusters(n_samples_per_class, n_features, seed, mirrored_fraction=0.0)


def generate_nonlinear_data(
    n_samples_per_class=100, n_features=10, seed=0, mirrored_fraction=MIRRORED_FRACTION
):
    """The same four clusters, but 40 % of every class (an exact count) reflected through the origin.

    Class c now has a large part at +1.5 and a smaller one at -1.5 along the same axis. A score that is
    linear in x and high on one side is low on the other, so a linear classifier keeps the larger part.
    """
    return _four_clusters(n_samples_per_class, n_features, seed, mirrored_fraction)


def _four_clusters(n_samples_per_class, n_features, seed, mirrored_fraction):
    if n_samples_per_class < 1:
        raise ValueError(f"n_samples_per_class must be at least 1, not {n_samples_per_class}")
    if n_features < N_CLASSES:
        raise ValueError(f"n_features must be at least {N_CLASSES} (one axis per class), not {n_features}")
    if not 0 <= mirrored_fraction <= 1:
        raise ValueError(f"mirrored_fraction must lie between 0 and 1, not {mirrored_fraction}")

    rng = np.random.default_rng(seed)
    y = np.repeat(np.arange(N_CLASSES), n_samples_per_class)
    X = RADIUS * np.eye(N_CLASSES, n_features)[y] + NOISE * rng.standard_normal((len(y), n_features))

    place_in_class = np.tile(np.arange(n_samples_per_class), N_CLASSES)
    X[place_in_class < round(mirrored_fraction * n_samples_per_class)] *= -1

    order = rng.permutation(len(y))
    return X[order], y[order]
