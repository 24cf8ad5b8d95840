"""The lines that are written by mistake in the lecture's network, and how one comes to notice."""

from dataclasses import dataclass

from bplab.explorers.backprop import words as w
from bplab.explorers.backprop.steps import LECTURE


@dataclass(frozen=True)
class Pitfall:
    """Lines that take the place of the right ones, and how one comes to notice."""

    lines: dict
    symptom: str


LINES = LECTURE.lines
PITFALLS = {
    w.NO_PITFALL: Pitfall({}, ""),
    w.NO_DERIVATIVE: Pitfall({"e_1": "back"}, w.NO_DERIVATIVE_SHOWS),
    w.ONE_MINUS_A: Pitfall({"e_1": "back * (1 - a_1)"}, w.ONE_MINUS_A_SHOWS),
    w.NO_MEAN: Pitfall(
        {name: LINES[name].removesuffix(" / n") for name in LECTURE.gradients}, w.NO_MEAN_SHOWS
    ),
    w.MEAN_TWICE: Pitfall({"e_2": "(y_pred - y) / n"}, w.MEAN_TWICE_SHOWS),
    w.NOT_SUMMED: Pitfall({f"grad_bias_{k}": f"e_{k} / n" for k in (1, 2)}, w.NOT_SUMMED_SHOWS),
    w.UPDATED: Pitfall({"back": "e_2 @ (weights_2 - learning_rate * grad_weights_2).T"}, w.UPDATED_SHOWS),
    w.NO_TRANSPOSE: Pitfall({"back": "e_2 @ weights_2"}, w.NO_TRANSPOSE_SHOWS),
    w.SIGN: Pitfall({"e_2": "y - y_pred"}, w.SIGN_SHOWS),
}
