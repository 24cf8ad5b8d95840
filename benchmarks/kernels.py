"""What a student's kernel costs, warm (forked from a server) and cold (started), in turns."""

import argparse
import compileall
import os
import statistics
import time

from nbformat.v4 import new_code_cell

from bplab.grading.sandbox.bubblewrap import PACKAGE, Sandbox
from bplab.grading.sandbox.kernels import Kernels

GOAL = 0.15  # seconds from asking for a warm kernel until its first cell has run
CELLS = {
    "first cell": "1 + 1",
    "import numpy": "import numpy as np",
    "import matplotlib": "import matplotlib.pyplot as plt",
    "first plot": "plt.plot([0, 1]);",
    "second plot": "plt.plot([1, 0]);",
    "first error": "raise ValueError",
}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=15)
    rounds = parser.parse_args().rounds
    # As with users: the kernels find compiled modules. The sandbox cannot write them.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    compileall.compile_dir(PACKAGE, quiet=1)
    print(f"{rounds} rounds, {os.cpu_count()} cores, {Sandbox().describe()}")
    with Kernels(Sandbox(), []) as warm, Kernels(Sandbox(warm=False), []) as cold:
        start = time.perf_counter()
        warm.start([]).close()
        print(f"the server and its first kernel, once in a run: {time.perf_counter() - start:.2f} s")
        times = {"warm": [], "cold": []}
        for _ in range(rounds):
            times["warm"].append(one_kernel(warm))
            times["cold"].append(one_kernel(cold))
    medians = {
        side: {name: statistics.median(row[name] for row in rows) for name in rows[0]}
        for side, rows in times.items()
    }
    print(f"{'median of':<20}{'cold':>8}{'warm':>8}   (ms)   cold / warm")
    for name, seconds in medians["warm"].items():
        other = medians["cold"][name]
        print(f"{name:<20}{1000 * other:8.0f}{1000 * seconds:8.0f}{other / seconds:19.1f}")
    first = medians["warm"]["start to ready"] + medians["warm"]["first cell"]
    print(f"warm, from asking to the first cell's end: {first:.3f} s (goal: {GOAL} s)")


def one_kernel(kernels):
    """Stage -> seconds, of one kernel from its start to its end."""
    seconds, last = {}, time.perf_counter()

    def lap(name):
        nonlocal last
        seconds[name], last = time.perf_counter() - last, time.perf_counter()

    kernel = kernels.start([])
    lap("start to ready")
    for name, code in CELLS.items():
        kernel.run_cell(new_code_cell(code), 30)
        lap(name)
    kernel.close()
    lap("end")
    return seconds | {"all": sum(seconds.values())}


if __name__ == "__main__":
    main()
