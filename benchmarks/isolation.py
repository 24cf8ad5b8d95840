"""What isolation costs: one class graded by plain nbgrader and by bplab, in turns.

Plain nbgrader runs the class's code unprotected; it comes from the answer catalogue.
"""

import argparse
import compileall
import os
import shutil
import statistics
import sys
import tempfile
import time
from importlib.metadata import version
from pathlib import Path

from measuring.usage import measure

from bplab.authoring.units import find_units
from bplab.commands import command
from bplab.demo import make_class
from bplab.grading.gradebook.scores import read_scores
from bplab.grading.judge.verdicts import read_record
from bplab.grading.sandbox.bubblewrap import PACKAGE, Sandbox
from bplab.grading.sandbox.kernels import Kernels

ROOT = Path(__file__).parents[1]
SETTINGS = {"plain": ROOT / "benchmarks" / "plain", "ours": ROOT}
GOAL = 1.25


def main():
    arguments = parse_arguments()
    # As with users: the kernels find compiled modules. The sandbox cannot write them.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    compileall.compile_dir(PACKAGE, quiet=1)
    [unit] = find_units(ROOT, [arguments.unit])
    with tempfile.TemporaryDirectory(prefix="bplab-bench-") as folder:
        made = Path(folder) / "made"
        make_class(unit, made, arguments.students)
        print(
            f"{arguments.students} students of {unit.name}; nbgrader {version('nbgrader')}, "
            f"numpy {version('numpy')}, {os.cpu_count()} cores, {Sandbox().describe()}"
        )
        times = in_turns(made, unit, arguments.rounds)
        print_ratio(times)
        print_parts(Path(folder) / "ours", times["ours"][-1][0], arguments.students)


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--unit", default="05_linear_vs_relu")
    parser.add_argument("--students", type=int, default=12)
    parser.add_argument("--rounds", type=int, default=3)
    return parser.parse_args()


def in_turns(made, unit, rounds):
    """side -> (wall, CPU) seconds of each round; whoever is first in one round is second in the next."""
    times, points = {"plain": [], "ours": []}, {}
    print("round         plain: wall    CPU      ours: wall    CPU   (seconds)")
    for number in range(rounds):
        for side in sorted(times, reverse=number % 2):
            course = made.parent / side
            shutil.rmtree(course, ignore_errors=True)
            shutil.copytree(made, course)
            times[side].append(grade(course, unit, SETTINGS[side]))
            points[side] = read_scores(course, unit.name)
        print_row(number + 1, times["plain"][-1], times["ours"][-1])
        if points["plain"] != points["ours"]:
            sys.exit("The two do not give the same points: the times say nothing.")
    return times


def grade(course, unit, settings):
    """(wall, CPU) seconds of `nbgrader autograde`, all that it starts included."""
    return measure(command("autograde", unit.name, course_root=course), settings, course / "log")


def print_ratio(times):
    plain, ours = (
        [statistics.median(column) for column in zip(*times[side], strict=True)] for side in SETTINGS
    )
    print_row("median", plain, ours)
    wall, cpu = (mine / theirs for mine, theirs in zip(ours, plain, strict=True))
    print(f"ours / plain  {wall:.2f} of wall time (goal: at most {GOAL}), {cpu:.2f} of CPU time")


def print_row(name, plain, ours):
    print(f"{name!s:<12} {plain[0]:12.1f} {plain[1]:6.1f} {ours[0]:16.1f} {ours[1]:6.1f}")


def print_parts(course, wall, students):
    """Where the time of our last run went, from its records."""
    records = [read_record(path) for path in course.glob("autograded/*/*/*.ipynb")]
    tests = sum(verdict.seconds for record in records for verdict in record.verdicts)
    judged = sum(record.seconds for record in records)
    cells, tests, rest = (seconds / students for seconds in (judged - tests, tests, wall - judged))
    print(
        f"ours, seconds a student: kernel and student cells {cells:.2f} (start and end of a kernel alone: "
        f"{start_seconds(course):.2f}), tests {tests:.2f}, nbgrader {rest:.2f}"
    )


def start_seconds(course, times=5):
    """Seconds that a kernel takes to start and to be ended."""
    seconds = []
    with Kernels(Sandbox(), [course]) as kernels:
        kernels.start([]).close()  # the first one waits for the server that forks the others
        for _ in range(times):
            start = time.perf_counter()
            kernels.start([]).close()
            seconds.append(time.perf_counter() - start)
    return statistics.median(seconds)


if __name__ == "__main__":
    main()
