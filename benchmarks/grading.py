"""What grading a class costs in each unit: the floor, `bplab grade`, plain nbgrader, otter-grader.

The floor is the class's own code and its tests, executed in one warm process: nobody grades for less. Plain
nbgrader and otter-grader run the class's code unprotected. The class comes from the answer catalogue.
"""

import argparse
import compileall
import os
import shutil
import sys
import tempfile
from functools import partial
from pathlib import Path

from isolation import ROOT, SETTINGS
from measuring.floor import floor_seconds
from measuring.otter_grader import OTTER_UNIT, Otter
from measuring.usage import measure

from bplab.authoring.errors import BuildError
from bplab.authoring.units import find_units
from bplab.commands import command
from bplab.demo import make_class
from bplab.grading.gradebook.scores import read_scores
from bplab.grading.sandbox.bubblewrap import PACKAGE, Sandbox

PLAIN, OTTER = "nbgrader autograde", "otter run"
JOBS = (1, 2)
GOALS = {60: 8, 16: 5}  # students -> times plain nbgrader's throughput, on two cores
GOAL_UNITS = "12345"  # for which they were set
# The overhead: CPU seconds of a submission above the floor up to this unit, times the floor after it.
LAST_SMALL, MOST_ABOVE, MOST_RATIO = 3, 0.15, 1.3


def main():
    arguments = parse_arguments()
    try:
        units = find_units(ROOT, arguments.units)
    except BuildError as error:
        sys.exit(str(error))
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # as with users: modules are compiled once
    compileall.compile_dir(PACKAGE, quiet=1)
    print(f"{os.cpu_count()} cores, {Sandbox().describe()}; seconds, those of a submission of CPU time")
    with tempfile.TemporaryDirectory(prefix="bplab-bench-") as folder:
        otter = None if arguments.without_otter else Otter(Path(folder) / "otter")
        for unit in units:
            for students in arguments.students:
                compare(unit, Path(folder) / unit.name, students, otter)


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--units", nargs="*", default=[], help="all if none is named")
    parser.add_argument("--students", type=int, nargs="+", default=[8], help=f"goals are for {[*GOALS]}")
    parser.add_argument("--without-otter", action="store_true", help="it is downloaded and installed")
    return parser.parse_args()


def compare(unit, folder, students, otter):
    """Grade one class in all ways, and print what each of them took."""
    made = folder / "made"
    make_class(unit, made, students)
    print(f"\n{unit.name}, {students} students    wall     CPU   a submission   times the floor   throughput")
    floor = floor_seconds(sorted(made.glob(f"submitted/*/{unit.name}/*.ipynb")), made / unit.source)
    print_row("floor", floor, floor, floor, students)
    ways = {PLAIN: partial(plain_nbgrader, unit)}
    ways |= {f"bplab grade --jobs {jobs}": partial(bplab_grade, unit, jobs=jobs) for jobs in JOBS}
    if otter and unit.name == OTTER_UNIT:
        ways |= {OTTER: partial(otter.grade, unit)}
    walls, cpus, points = {}, {}, {}
    for way, grade in ways.items():
        course = folder / "course"
        shutil.rmtree(course, ignore_errors=True)
        shutil.copytree(made, course)
        walls[way], cpus[way], points[way] = grade(course)
        print_row(way, walls[way], cpus[way], floor, students, walls.get(PLAIN))
    print_overhead(unit, students, floor, cpus[f"bplab grade --jobs {JOBS[0]}"])
    print_goals(unit, students, floor, walls)
    for way, found in points.items():
        if found != points[PLAIN]:
            sys.exit(f"{way} gives other points, so the times say nothing: {found}, {PLAIN}: {points[PLAIN]}")
    shutil.rmtree(folder)


def print_row(way, wall, cpu, floor, students, plain=None):
    row = f"{way:<26} {wall:9.1f} {cpu:7.1f} {cpu / students:14.3f} {cpu / floor:17.2f}"
    print(f"{row} {plain / wall:12.2f}" if plain else row, flush=True)


def print_goals(unit, students, floor, walls):
    """How far each goal is reached, and what this unit allows at most: as if two cores did the floor only."""
    limit = walls[PLAIN] / (floor / 2)
    print(f"limit on two cores, plain's time over half the floor: {limit:.1f} times plain's throughput")
    if (goal := GOALS.get(students)) and unit.name[1] in GOAL_UNITS and (os.cpu_count() or 1) >= 2:
        reached = walls[PLAIN] / walls[f"bplab grade --jobs {JOBS[-1]}"]
        missing = walls[PLAIN] / reached - walls[PLAIN] / goal
        left = f"missed by {missing:.1f} s of wall time" if reached < goal else "reached"
        print(f"goal: {goal} times, {left}")


def print_overhead(unit, students, floor, cpu):
    """What `bplab grade --jobs 1` adds to the floor, and what it may."""
    ratio, above = cpu / floor, (cpu - floor) / students
    if int(unit.name[:2]) <= LAST_SMALL:
        print(f"overhead: {above:.3f} s a submission (goal: {MOST_ABOVE})")
    else:
        print(f"overhead: {ratio:.2f} times the floor (goal: {MOST_RATIO})")


def bplab_grade(unit, course, jobs):
    program = [sys.executable, "-c", "from bplab.cli import main; main()"]
    line = [*program, "grade", unit.name, f"--jobs={jobs}", f"--course-dir={course}"]
    return *measure(line, unit.root, course / "log"), points_of(course, unit)


def plain_nbgrader(unit, course):
    line = command("autograde", unit.name, course_root=course)
    return *measure(line, SETTINGS["plain"], course / "log"), points_of(course, unit)


def points_of(course, unit):
    """student -> points of all tests; what a person grades is left out."""
    return {
        student: sum(cell.points for cell in cells.values() if not cell.by_hand)
        for student, cells in sorted(read_scores(course, unit.name).items())
    }


if __name__ == "__main__":
    main()
