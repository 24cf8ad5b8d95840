"""Where the thresholds of trained networks stand: what right answers and mistakes reach, over many seeds.

    python benchmarks/thresholds.py 07 --fractions 0.3 0.9 --seeds 20
    python benchmarks/thresholds.py 06 --shifts 0 3.14159 --rise 0.3 --seeds 20

Each row is an answer of the catalogue: lowest, median and highest, and the CPU seconds of one training.
"""

import os

os.environ |= dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1")
os.environ["MPLBACKEND"] = "agg"

import argparse
import contextlib
import functools
import io
import time
import warnings
from pathlib import Path

import nbformat
import numpy as np

from bplab import datasets
from bplab.authoring.catalogue import load_answers, plant, solutions
from bplab.authoring.units import find_units
from bplab.experiments.curves import GRID

ROOT = Path(__file__).parents[1]
TASKS = {"06": "fit_sine", "07": "train_characters"}


def main():
    arguments = parse_arguments()
    unit = next(unit for unit in find_units(ROOT) if unit.name.startswith(arguments.unit))
    task = TASKS[arguments.unit]
    source, release = (nbformat.read(ROOT / path, as_version=4) for path in (unit.source, unit.release))
    solution, answers = solutions(source), load_answers(unit.lesson)
    measure = functools.partial(fit_error, arguments.rise) if task == "fit_sine" else accuracy
    for setting in arguments.shifts if task == "fit_sine" else arguments.fractions:
        print(f"{task}, {'shift' if task == 'fit_sine' else 'fraction'} {setting:g}, {arguments.seeds} seeds")
        for answer in chosen(answers, arguments.answers, task):
            function = student(plant(release, solution, answer), source)[task]
            begin = time.process_time()
            got = [measure(function, setting, seed) for seed in range(arguments.seeds)]
            seconds = (time.process_time() - begin) / len(got)
            side = "right" if answer.is_right else "wrong" if is_lost(answer, task) else "other"
            low, middle, high = np.min(got), np.median(got), np.max(got)
            print(
                f"  {side} {answer.name:28} {low:8.3g} {middle:8.3g} {high:8.3g}   {seconds:.2f} s",
                flush=True,
            )


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("unit", choices=TASKS)
    parser.add_argument("--answers", nargs="*", help="names; all whose training differs, if left out")
    parser.add_argument("--seeds", type=int, default=20)
    parser.add_argument(
        "--fractions", nargs="*", type=float, default=[0.9], help="of the pictures, to train on"
    )
    parser.add_argument("--shifts", nargs="*", type=float, default=[0, np.pi], help="of the sine")
    parser.add_argument("--rise", type=float, default=0.0, help="of the sine")
    return parser.parse_args()


def chosen(answers, names, task):
    """The answers with these names; else those that change the task, and those that lose one of its tests."""
    if names:
        return [answer for answer in answers if answer.name in names]
    return [
        answer
        for answer in answers
        if not answer.untouched
        and (
            answer.name == "reference" or is_lost(answer, task) or task in {swap[0] for swap in answer.swaps}
        )
    ]


def is_lost(answer, task):
    return any(task in cell for cell in answer.loses)


def student(notebook, source):
    """The names of a notebook after its given cells and its answers."""
    namespace = {}
    tasks = {cell.id for cell in source.cells if cell.metadata.get("nbgrader", {}).get("solution")}
    for cell in notebook.cells:
        if cell.cell_type == "code" and (cell.id.startswith("given") or cell.id in tasks):
            with contextlib.redirect_stdout(io.StringIO()):
                exec(compile(cell.source, cell.id, "exec"), namespace)
    return namespace


def accuracy(train_characters, fraction, seed):
    """On the pictures that a split by this seed keeps back; 0 where training fails."""
    parts = [datasets.characters(part, fraction, seed) for part in ("train", "test")]
    (X, y), (X_test, y_test) = parts
    try:
        network = train_characters(X.astype(np.float32), y, seed=seed)
        return float(np.mean(network.predict(X_test) == y_test))
    except Exception:
        return 0.0


def fit_error(rise, fit_sine, shift, seed):
    """The mean squared error on the grid; infinite where the fit fails."""
    x, y = datasets.sine(seed=seed, shift=shift)
    try:
        w1, b1, w2, b2 = map(np.asarray, fit_sine(x, y + rise, seed=seed))
        a1 = 1 / (1 + np.exp(-(GRID @ w1 + b1)))
        error = float(np.mean((a1 @ w2 + b2 - np.sin(GRID + shift) - rise) ** 2))
    except Exception:
        return np.inf
    return error if np.isfinite(error) else np.inf


if __name__ == "__main__":
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        main()
