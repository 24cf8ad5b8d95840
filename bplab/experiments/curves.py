"""The experiments of unit 6: the sheets' fits of a noisy parabola and of a sine, trained by bplab.network."""

from dataclasses import dataclass

import numpy as np

from bplab.datasets import parabola, sine
from bplab.network import Network, squared_error

PARABOLA_EPOCHS, PARABOLA_RATE, PARABOLA_HIDDEN = 1000, 0.1, 10
PARABOLA_MEDIAN = 0.0057  # of the sheet's own code, over 50 seeds; the sheet states no figure
GRID = np.linspace(-np.pi, np.pi, 401).reshape(-1, 1)
SINE_SAMPLES, SINE_EPOCHS, SINE_RATE = 200, 4000, 0.01


@dataclass(frozen=True)
class SineFit:
    """One column of the sheet's table: layers, activations, and the mean squared error that it reports.

    times: how many times as long as the others it is trained, on the sheet and here.
    """

    hidden: tuple
    activation: str
    output: str
    sheet: float
    times: int = 1


SINE_FITS = (
    SineFit((100,), "sigmoid", "sigmoid", 0.2),
    SineFit((100,), "leaky relu", "leaky relu", 0.1),  # "relu" in the sheet's table, leaky in its text
    SineFit((100,), "tanh", "tanh", 0.001),
    SineFit((100,), "sigmoid", "linear", 0.000052),
    SineFit((100,), "relu", "linear", 0.0016),
    SineFit((100,), "tanh", "linear", 0.003),
    SineFit((100, 100), "sigmoid", "linear", 0.000017),
    SineFit((100, 100, 100), "sigmoid", "linear", 0.000075),
    SineFit((100,), "tanh", "linear", 0.000002, times=10),
)


def fit_parabola(seed=0):
    """Train as sheet 003 does; return (losses before each epoch and after the last, loss of the true curve).

    The sheet adds up gradients over the samples, the network takes means: hence n times the sheet's rate. Its
    biases start at zero. All neurons then bend at x = 0, where this curve has its bend: random ones end no
    lower (0.0048 both, median of 12 seeds). On a sine they do.
    """
    x, y = parabola(seed=seed)
    rng = np.random.default_rng(seed)
    network = Network((1, PARABOLA_HIDDEN, 1), "sigmoid", output="sigmoid", loss="squared error")
    network.weights = [rng.normal(size=weights.shape) for weights in network.weights]
    network.train(x, y, PARABOLA_EPOCHS, PARABOLA_RATE * len(x))
    return [*network.losses, squared_error(network.forward(x), y)], squared_error(x**2, y)


def fit_sine(fit, seed=0):
    """Train a network of this kind by Adam on 200 points; return its mean squared error on an even grid."""
    x, y = sine(SINE_SAMPLES, seed)
    sizes = (1, *fit.hidden, 1)
    network = Network(sizes, fit.activation, seed, output=fit.output, loss="squared error")
    # With one input and biases of zero, all neurons of the first layer would bend at x = 0.
    network.biases[0] = np.random.default_rng(seed).normal(size=network.biases[0].shape)
    network.train(x, y, fit.times * SINE_EPOCHS, SINE_RATE, record=False, step="adam")
    return float(np.mean((network.forward(GRID) - np.sin(GRID)) ** 2))
