"""What grading a class costs: plain nbgrader, ours one after another, and `bplab grade`.

First a class from the answer catalogue, graded in all three ways; plain nbgrader runs its code unprotected.
Then classes of a unit that takes no time, of growing size: what a submission costs must stay the same.
"""

import argparse
import compileall
import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import nbformat
from isolation import ROOT, SAMPLE_SECONDS, SETTINGS, TICKS
from nbformat.v4 import new_code_cell, new_notebook

from bplab.authoring.units import Unit, find_units
from bplab.grading.commands import command, nbgrader
from bplab.grading.demo import make_class
from bplab.grading.sandbox import PACKAGE, Sandbox
from bplab.grading.scores import read_scores
from bplab.grading.watch import family

GOAL_RATIO = 8
GOAL_MIB = 500
TRIVIAL = "00_trivial"


def main():
    arguments = parse_arguments()
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # as with users: modules are compiled once
    compileall.compile_dir(PACKAGE, quiet=1)
    print(f"{os.cpu_count()} cores, {Sandbox().describe()}, {arguments.jobs} jobs")
    with tempfile.TemporaryDirectory(prefix="bplab-bench-") as folder:
        for unit in find_units(ROOT, arguments.units) if arguments.units else ():
            compare(unit, Path(folder) / unit.name, arguments.students, arguments.jobs)
        if arguments.sizes:
            grow(Path(folder) / TRIVIAL, arguments.sizes, arguments.jobs)


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--units", nargs="*", default=["05_linear_vs_relu", "04_petals"])
    parser.add_argument("--students", type=int, default=60, help="of each of these units")
    parser.add_argument("--sizes", nargs="*", type=int, default=[10, 100, 1000], help="of the trivial unit")
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    return parser.parse_args()


def compare(unit, folder, students, jobs):
    """Grade one class in three ways, and print what each of them took."""
    made = folder / "made"
    make_class(unit, made, students)
    print(f"\n{students} students of {unit.name}    wall      CPU   (seconds)")
    walls, points = {}, {}
    for way in ("plain nbgrader", "sequential", "parallel"):
        course = folder / way.replace(" ", "-")
        shutil.copytree(made, course)
        if way == "parallel":
            line, cwd = bplab_grade(unit, course, jobs), unit.root
        else:
            line = command("autograde", unit.name, course_root=course)
            cwd = SETTINGS["plain" if way == "plain nbgrader" else "ours"]
        walls[way], cpu, peak = measure(line, cwd, course / "log")
        ratio = walls["plain nbgrader"] / walls[way]
        points[way] = read_scores(course, unit.name)
        print(f"{way:<20} {walls[way]:16.1f} {cpu:8.1f}   {ratio:5.2f} times plain's throughput")
    print(f"goal: {GOAL_RATIO} times; the process that records used {peak:.0f} MiB")
    if not points["plain nbgrader"] == points["sequential"] == points["parallel"]:
        sys.exit("They do not give the same points: the times say nothing.")


def grow(folder, sizes, jobs):
    """Grade classes of a trivial unit, and print what a submission costs in each."""
    unit = trivial_unit(folder)
    print(f"\n{TRIVIAL:<12} wall    CPU  a submission: wall   CPU    the process that records (MiB)")
    for way, size in [("plain", min(sizes)), *(("ours", size) for size in sizes)]:
        course = folder / f"{way}-{size}"
        shutil.copytree(folder / "made", course)
        for number in range(size):
            place = course / "submitted" / f"student-{number:04d}" / unit.name
            place.mkdir(parents=True)
            shutil.copy(course / unit.release, place)
        if way == "plain":
            line, cwd = command("autograde", unit.name, course_root=course), SETTINGS["plain"]
        else:
            line, cwd = bplab_grade(unit, course, jobs), unit.root
        wall, cpu, peak = measure(line, cwd, course / "log")
        assert len(read_scores(course, unit.name)) == size
        row = f"{way} {size}"
        print(f"{row:<11} {wall:6.1f} {cpu:6.1f} {wall / size:18.3f} {cpu / size:6.3f} {peak:12.0f}")
    print(f"goal: ours the same for each size, below {GOAL_MIB} MiB")


def trivial_unit(folder):
    """A unit of one test that passes, released into <folder>/made."""
    unit = Unit(folder, TRIVIAL)
    course = folder / "made"
    (course / unit.source).parent.mkdir(parents=True)
    shutil.copy(ROOT / "nbgrader_config.py", folder)
    test = {"schema_version": 3, "grade_id": "test", "grade": True, "locked": True, "points": 1}
    marks = {"nbgrader": test | {"solution": False, "task": False}}
    source = new_notebook(cells=[new_code_cell("assert 1 + 1 == 2", id="test", metadata=marks)])
    source.metadata.kernelspec = {"name": "python3", "display_name": "Python 3", "language": "python"}
    nbformat.write(source, course / unit.source)
    nbgrader("generate_assignment", unit.name, course_root=course, settings=folder)
    return unit


def bplab_grade(unit, course, jobs):
    program = [sys.executable, "-c", "from bplab.cli import main; main()"]
    return [*program, "grade", unit.name, f"--jobs={jobs}", f"--course-dir={course}"]


def measure(line, cwd, log):
    """(wall seconds, CPU seconds of all that it starts, most MiB of the process itself) of a command."""
    with log.open("w") as file:
        start = time.perf_counter()
        process = subprocess.Popen(line, cwd=cwd, stdout=file, stderr=file)
        cpu, peak = {}, 0
        while process.poll() is None:
            # Looked at all the time: what is killed, as sandboxes are, leaves no usage behind.
            for member in family(process.pid, most_tasks=10_000)[0]:
                with contextlib.suppress(OSError):
                    fields = (member / "stat").read_text().rpartition(")")[2].split()
                    cpu[member] = (int(fields[11]) + int(fields[12])) / TICKS
            with contextlib.suppress(OSError, StopIteration):
                peak = max(peak, peak_of(process.pid))
            time.sleep(SAMPLE_SECONDS)
        wall = time.perf_counter() - start
    if process.returncode:
        sys.exit(f"{' '.join(map(str, line))} failed:\n{log.read_text()}")
    return wall, sum(cpu.values()), peak


def peak_of(pid):
    """The most memory that a process has had, in MiB."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024


if __name__ == "__main__":
    main()
