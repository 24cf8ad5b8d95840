"""The floor: submissions' own code and the tests of their unit, executed in one warm process.

As a program it prints the CPU seconds of all notebooks together; arguments: the source, the submissions.
"""

import contextlib
import io
import os
import subprocess
import sys
import time
import warnings

import nbformat

THREADS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")


def floor_seconds(submissions, source):
    """CPU seconds that these notebooks take with the tests of the source."""
    line = [sys.executable, __file__, *map(str, [source, *submissions])]
    environment = os.environ | dict.fromkeys(THREADS, "1") | {"MPLBACKEND": "agg"}
    return float(subprocess.run(line, env=environment, check=True, capture_output=True, text=True).stdout)


def main():
    source, *submissions = sys.argv[1:]
    tests = {cell.id: cell.source for cell in nbformat.read(source, as_version=4).cells if is_test(cell)}
    notebooks = [_cells(path, tests) for path in submissions]
    _draw_what_is_shown()
    _execute(_cells(source, tests))  # from now on it is warm
    begin = time.process_time()
    for cells in notebooks:
        _execute(cells)
    print(time.process_time() - begin)


def is_test(cell):
    """Whether a cell is a test: graded, and not by a person."""
    marks = cell.metadata.get("nbgrader", {})
    return cell.cell_type == "code" and marks.get("grade") and not marks.get("solution")


def _cells(path, tests):
    """The code cells of a notebook with the tests as the instructor has them."""
    cells = nbformat.read(path, as_version=4).cells
    return [tests.get(cell.id, cell.source) for cell in cells if cell.cell_type == "code"]


def _execute(cells):
    """Run cells in a namespace of their own; an error ends its cell."""
    names = {"__name__": "__main__"}
    for source in cells:
        lines = [line for line in source.splitlines() if not line.startswith("%")]
        with (
            contextlib.suppress(Exception),
            contextlib.redirect_stdout(io.StringIO()),
            warnings.catch_warnings(),
        ):
            warnings.simplefilter("ignore")
            exec(compile("\n".join(lines), "<cell>", "exec"), names)


def _draw_what_is_shown():
    """Have `plt.show()` make the pictures that a notebook would show."""
    from matplotlib import pyplot as plt

    def show():
        for number in plt.get_fignums():
            plt.figure(number).savefig(io.BytesIO(), format="png", bbox_inches="tight")
        plt.close("all")

    plt.show = show


if __name__ == "__main__":
    main()
