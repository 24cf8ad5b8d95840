"""The command line of the experiments. What is slow to import is imported where it is used."""

from enum import StrEnum
from typing import Annotated

import typer


class Kind(StrEnum):
    linear = "linear"
    nonlinear = "nonlinear"
    parabola = "parabola"
    sine = "sine"
    characters = "characters"


def experiment(
    kind: Annotated[Kind, typer.Argument(help="Which data to train on.")],
    seed: Annotated[int, typer.Option(min=0, help="Seed of the data and of the weights.")] = 0,
) -> None:
    """Repeat one of the course's experiments.

    linear, nonlinear: a ReLU and a linear network on the same data, and their test accuracies.
    parabola, sine, characters: the fits of unit 6 and the readers of unit 7, beside the lab sheets' figures.
    """
    if kind == Kind.parabola:
        _print_parabola(seed)
    elif kind == Kind.sine:
        _print_sine(seed)
    elif kind == Kind.characters:
        _print_characters(seed)
    else:
        _print_two_networks(kind.value, seed)


def _print_two_networks(kind, seed):
    import numpy as np

    from bplab.datasets import N_CLASSES
    from bplab.experiments.two_networks import SHEET, make_data, run_experiment

    X_train, y_train, _, _ = make_data(kind, seed)
    print("X_train:", X_train.shape, " y_train:", y_train.shape)
    print("example X_train[0]:", X_train[0].round(3))
    print("example y_train[0]:", y_train[0])
    print("example y_train_onehot[0]:", np.eye(N_CLASSES)[y_train[0]])
    relu, linear = run_experiment(kind, seed)
    sheet = SHEET[kind]
    print(f"test accuracy of the non-linear model: {relu:.2f} (the sheet: {sheet[0]:.2f})")
    print(f"test accuracy of the linear model: {linear:.2f} (the sheet: {sheet[1]:.2f})")
    if kind == "nonlinear":
        same = np.all(X_train == make_data("linear", seed)[0], axis=1)
        first = "X_train[0] is among them" if same[0] else "X_train[0] is not among them"
        print(f"{same.sum()} of the {len(same)} rows are those of linear ({first}), the others mirrored.")


def _print_parabola(seed):
    from bplab.experiments.curves import PARABOLA_MEDIAN, fit_parabola

    losses, floor = fit_parabola(seed)
    for epoch in range(0, len(losses), 200):
        print(f"epoch {epoch:>4}   loss {losses[epoch]:.4f}")
    print(f"the sheet's code: {PARABOLA_MEDIAN:.4f} (median of 50 seeds); the true curve: {floor:.4f}")


def _print_sine(seed):
    from bplab.experiments.curves import SINE_FITS, fit_sine

    print("mean squared error                  sheet     ours")
    for fit in SINE_FITS:
        layers = "-".join(map(str, fit.hidden))
        name = f"{layers} {fit.activation}, {fit.output}" + (f", {fit.times} x" if fit.times > 1 else "")
        print(f"{name:<33}  {fit.sheet:.1e}  {fit_sine(fit, seed):.1e}", flush=True)
    print("hidden layers and their activation, that of the output; 10 x: trained ten times as long.")
    print("The sheet's steps are plain, ours Adam's. (Where its figure ends in .0, it states one digit.)")


def _print_characters(seed):
    from bplab.experiments.characters import READERS, read

    print("accuracy on new pictures                      learns from   sheet   ours")
    for reader in READERS:
        layers = "-".join(map(str, reader.hidden))
        notes = ", L2" * bool(reader.l2) + ", no batches" * (not reader.batches)
        name = f"{layers} {reader.activation}, {reader.output}{notes}"
        sheet = {None: "lower", 0: "inf"}.get(reader.sheet) or f"{reader.sheet:.2f}"
        _, ours = read(reader, seed)
        print(f"{name:<45} {reader.train_fraction:>11.0%}   {sheet:>5}   {ours:.2f}", flush=True)
    print(
        "inf: its weights overflowed. As many epochs without batches as with them. Why depth gains with tanh"
    )
    print("at the output and not with softmax, the lecture of unit 7 says.")
    print("The sheet's pictures were others, and its own; docs/characters.md says what ours are.")
