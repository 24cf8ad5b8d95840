"""The course's data sets. One contract: every generator returns (X, y).

X: float64, shape (n_samples, n_features), one sample per row, rows in random order (petals: class by class).
y: int64, shape (n_samples,), the class of each row.

The two-dimensional sets come first, the four clusters of unit 5 after them. The curves of unit 6 have
a number to fit instead of a class, and one feature: x and y are float64 of shape (n_samples, 1).
The characters of unit 7, and pictures of a class's own, are in modules of their own.
"""

import numpy as np

from bplab.characters import CHARACTERS as CHARACTERS
from bplab.characters import character_fonts as character_fonts
from bplab.characters import characters as characters
from bplab.image_folder import load_image_folder as load_image_folder

N_CLASSES = 4
RADIUS = 1.5  # distance of a class centre from the origin
NOISE = 0.25  # standard deviation around a centre, in every feature
MIRRORED_FRACTION = 0.4
PETAL_LENGTH = 4


def petals(n_samples=400, seed=1, noise=0.2):
    """A flower of two classes: the petals r = 4 sin(4 t), noise on angle and radius, half of the angles each.

    The formula and the order of drawing are those of a well-known exercise, and so, with seed 1, are the
    numbers: NumPy's older generator, class 0 first, rows not shuffled.
    """
    rng = np.random.RandomState(seed)
    n_per_class = _half(n_samples)
    X = []
    for c in range(2):
        angle = np.linspace(c * 3.12, (c + 1) * 3.12, n_per_class) + rng.randn(n_per_class) * noise
        radius = PETAL_LENGTH * np.sin(4 * angle) + rng.randn(n_per_class) * noise
        X.append(np.column_stack([radius * np.sin(angle), radius * np.cos(angle)]))
    return np.concatenate(X), np.repeat(np.arange(2), n_per_class)


def moons(n_samples=400, noise=0.2, seed=0):
    """Two half circles of radius 1.5, each reaching into the other: one bent boundary separates them."""
    rng = np.random.default_rng(seed)
    angle = rng.uniform(0, np.pi, n_samples)
    y = _two_classes(n_samples)
    side = 1 - 2 * y  # +1 for the upper moon, -1 for the lower
    X = 1.5 * np.column_stack([side * (np.cos(angle) - 0.5), side * (np.sin(angle) - 0.25)])
    return _finish(X, y, noise, rng)


def circles(n_samples=400, noise=0.2, seed=0):
    """A disc of radius 1 (class 0) inside a ring of radius 2 (class 1): the boundary must close."""
    rng = np.random.default_rng(seed)
    y = _two_classes(n_samples)
    radius = np.where(y == 0, np.sqrt(rng.uniform(0, 1, n_samples)), 2)
    return _finish(_polar(radius, rng.uniform(0, 2 * np.pi, n_samples)), y, noise, rng)


def blobs(n_samples=400, noise=0.6, seed=0, n_classes=2):
    """One round cluster per class, centres evenly spread on a circle of radius 1.5."""
    rng = np.random.default_rng(seed)
    y = np.arange(n_samples) * n_classes // n_samples
    return _finish(_polar(1.5, 2 * np.pi * y / n_classes), y, noise, rng)


def spirals(n_samples=400, noise=0.1, seed=0, turns=1.5):
    """Two arms that wind around each other and out to radius 2."""
    rng = np.random.default_rng(seed)
    y = _two_classes(n_samples)
    along = np.sqrt(rng.uniform(0.02, 1, n_samples))  # evenly spread over the length of the arm
    return _finish(_polar(2 * along, 2 * np.pi * turns * along + np.pi * y), y, noise, rng)


def crossed_axes(n_samples=400, noise=0.2, seed=0, mirrored_fraction=MIRRORED_FRACTION):
    """The four clusters of unit 5 in the plane, where four axes still have room: 45 degrees apart.

    Class c lies 1.5 from the origin at 135 c degrees, so that the four classes stand all around it; with
    mirrored_fraction 0, straight boundaries separate them. The mirrored part of every class (an exact count)
    lies at the other end of its axis, where no other class has anything.
    """
    if n_samples < N_CLASSES or n_samples % N_CLASSES:
        raise ValueError(
            f"n_samples must be a multiple of {N_CLASSES} and at least {N_CLASSES}, not {n_samples}"
        )
    n_per_class = n_samples // N_CLASSES
    rng = np.random.default_rng(seed)
    y = np.repeat(np.arange(N_CLASSES), n_per_class)
    sides = np.tile(_sides(n_per_class, mirrored_fraction), N_CLASSES)
    return _finish(_polar(RADIUS * sides, 0.75 * np.pi * y), y, noise, rng)


def _half(n_samples):
    if n_samples < 2 or n_samples % 2:
        raise ValueError(f"n_samples must be even and at least 2, not {n_samples}")
    return n_samples // 2


def _two_classes(n_samples):
    return np.repeat(np.arange(2), _half(n_samples))


def _polar(radius, angle):
    return np.column_stack([radius * np.cos(angle), radius * np.sin(angle)])


def _finish(X, y, noise, rng):
    """Add noise to every coordinate and shuffle the rows."""
    X = X + noise * rng.standard_normal(X.shape)
    order = rng.permutation(len(y))
    return X[order], y[order]


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
    sides = np.tile(_sides(n_samples_per_class, mirrored_fraction), N_CLASSES)

    rng = np.random.default_rng(seed)
    y = np.repeat(np.arange(N_CLASSES), n_samples_per_class)
    X = RADIUS * np.eye(N_CLASSES, n_features)[y] + NOISE * rng.standard_normal((len(y), n_features))
    X *= sides[:, None]

    order = rng.permutation(len(y))
    return X[order], y[order]


def _sides(n_samples, mirrored_fraction):
    """-1 for the mirrored samples of a class, which come first, and 1 for the others."""
    if not 0 <= mirrored_fraction <= 1:
        raise ValueError(f"mirrored_fraction must lie between 0 and 1, not {mirrored_fraction}")
    return np.where(np.arange(n_samples) < round(mirrored_fraction * n_samples), -1, 1)


def parabola(n_samples=100, noise=0.1, seed=0):
    """Points of y = x² with noise; x evenly spaced from -1 to 1, in order.

    noise: standard deviation of y around the curve, so the mean squared error of the true curve is about
    noise², and half of that by the loss of unit 6.
    """
    x = np.linspace(-1, 1, n_samples).reshape(-1, 1)
    return x, x**2 + noise * np.random.default_rng(seed).standard_normal(x.shape)


def sine(n_samples=800, seed=0, shift=0.0):
    """Points of y = sin(x + shift) without noise; x drawn evenly from -π to π, in random order."""
    x = np.random.default_rng(seed).uniform(-np.pi, np.pi, size=(n_samples, 1))
    return x, np.sin(x + shift)
