"""otter-grader, in an environment of its own, on the tests of a unit."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
from measuring.floor import is_test
from measuring.usage import measure

ROOT = Path(__file__).parents[2]
OTTER_UNIT = "02_softmax_cross_entropy"
PACKAGES = ("otter-grader", "ipykernel", "numpy", "matplotlib", "pillow", "contourpy")  # bplab: from here
TEST = """from otter.test_files import test_case

OK_FORMAT = False
name = {name!r}
points = {points!r}


@test_case()
def test(env):
    exec(compile({source!r}, name, "exec"), env)
"""


class Otter:
    """Installs otter-grader into a folder; `grade` has it grade a class, one submission after another."""

    def __init__(self, folder):
        self.folder, self.bin = folder, folder / "bin"
        uv = shutil.which("uv") or str(ROOT / ".uv" / "bin" / "uv")
        _run([uv, "venv", "--quiet", "--python", sys.executable, str(folder)])
        _run([uv, "pip", "install", "--quiet", "--python", str(self.bin / "python"), *PACKAGES])
        self.environment = os.environ | {
            "PYTHONPATH": str(ROOT),
            "PATH": os.pathsep.join([str(self.bin), os.environ.get("PATH", "")]),
        }

    def grade(self, unit, course):
        """(wall, CPU seconds, points of each student) of `otter run` for each submission."""
        tests, archive = course / "tests", course / "autograder.zip"
        _write_tests(nbformat.read(course / unit.source, as_version=4), tests)
        program = str(self.bin / "otter")
        generate = [program, "generate", "-t", str(tests), "-o", str(archive)]
        _run([*generate, "--no-requirements", "--no-environment", "--no-config"], self.environment)
        walls, cpus, points = [], [], {}
        for path in sorted(course.glob(f"submitted/*/{unit.name}/*.ipynb")):
            _without_tests(path)
            results = path.parent / "results"
            results.mkdir()
            line = [program, "run", "-a", str(archive), "-o", str(results), "--no-logo", str(path)]
            wall, cpu = measure(line, path.parent, course / "log", self.environment)
            walls.append(wall)
            cpus.append(cpu)
            found = json.loads((results / "results.json").read_text())["tests"]
            points[path.parents[1].name] = sum(test.get("score", 0) for test in found)
        return sum(walls), sum(cpus), points


def _run(line, environment=None):
    done = subprocess.run(line, env=environment, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{' '.join(line)} failed:\n{done.stdout}{done.stderr}")


def _write_tests(source, folder):
    folder.mkdir()
    for cell in filter(is_test, source.cells):
        points = cell.metadata.nbgrader.points
        text = TEST.format(name=cell.id, points=points, source=cell.source)
        (folder / f"{cell.id}.py").write_text(text)


def _without_tests(path):
    """otter runs the tests itself."""
    notebook = nbformat.read(path, as_version=4)
    notebook.cells = [cell for cell in notebook.cells if not is_test(cell)]
    nbformat.write(notebook, Path(path))
