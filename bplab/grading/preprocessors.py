"""What nbgrader_config.py plugs into nbgrader: the student's blanks, an honest log, the judge."""

import re
from pathlib import Path

from nbgrader.api import Gradebook
from nbgrader.preprocessors import ClearSolutions, NbGraderPreprocessor, OverwriteCells
from nbgrader.utils import is_solution

from bplab.grading.blanks import BEGIN, blank_solutions
from bplab.grading.judge import GradedTest, Judge
from bplab.grading.verdicts import SUFFIX

NUMBERED_HEADING = re.compile(r"^#+ (\d+(?:\.\d+)*)", re.MULTILINE)
NOT_SANDBOXED = "%s: NOT SANDBOXED: this student's code runs with your rights (%s)"
STOPPED = "%s: cell %s was stopped (%s: %s)"


class BlankSolutions(ClearSolutions):
    """Turns solution regions into blanks that show the names to fill in.

    Each assignment `self.z_2 = ...` becomes `self.z_2 = None  # TODO`, each `w -= ...` becomes
    `w -= None  # TODO`. Anything else becomes a NotImplementedError that names the task and its section, and
    so does a region that returns, as a whole.
    """

    def preprocess(self, nb, resources):
        self.section = "?"
        return super().preprocess(nb, resources)

    def preprocess_cell(self, cell, resources, cell_index):
        if cell.cell_type == "markdown" and (found := NUMBERED_HEADING.findall(cell.source)):
            self.section = found[-1]
        if cell.cell_type != "code" or not is_solution(cell) or BEGIN not in cell.source:
            return super().preprocess_cell(cell, resources, cell_index)
        stub = f"{cell.metadata.nbgrader['grade_id']}: not written yet (section {self.section})"
        cell.source = blank_solutions(cell.source, stub)
        return cell, resources


class RestoreTests(OverwriteCells):
    """Puts the hidden tests back into the repaired notebook.

    nbgrader would warn of each, because the released cell lacks them; what a student changed is a repair.
    """

    def report_change(self, name, attr, old, new):
        pass


class JudgeNotebook(NbGraderPreprocessor):
    """Runs a submission in the sandbox and judges it from outside (see judge.py), in the place of Execute.

    The record of what was found is written beside the notebook of autograded/.
    """

    def preprocess(self, nb, resources):
        kernels = resources["bplab"]["kernels"]
        sandbox = kernels.sandbox
        sandbox.require()
        folder, names = Path(resources["metadata"]["path"]), resources["nbgrader"]
        if sandbox.missing():
            self.log.warning(NOT_SANDBOXED, names["student"], sandbox.missing())
        tests, given = self._tests_and_given_cells(names)
        judge = Judge(kernels, tests, given, data_files(folder))
        judge.record.repairs = resources["bplab"]["repairs"]
        record = judge.grade(nb)
        for stopped in record.stopped:
            self.log.warning(STOPPED, names["student"], stopped.cell, stopped.status, stopped.message)
        record.write(folder / f"{names['notebook']}.ipynb")
        return nb, resources

    def _tests_and_given_cells(self, names):
        """The tests by grade_id, and the sources of the given cells, as the gradebook has them."""
        with Gradebook(names["db_url"]) as gradebook:
            notebook = gradebook.find_notebook(names["notebook"], names["assignment"])
            sources = {cell.name: cell for cell in notebook.source_cells if cell.cell_type == "code"}
            solutions = {cell.name for cell in notebook.solution_cells}
            points = {cell.name: cell.max_score for cell in notebook.grade_cells}
            tests = {
                name: GradedTest(cell.source, points[name])
                for name, cell in sources.items()
                if name in points and name not in solutions
            }
            given = [
                cell.source
                for name, cell in sources.items()
                if cell.locked and name not in points and name not in solutions
            ]
        return tests, given


def data_files(folder):
    """(path within folder, whether it can be executed, bytes) of each file that student code may read."""
    files = []
    for path in sorted(folder.rglob("*")):
        if path.is_symlink() or not path.is_file() or path.suffix == ".ipynb" or path.name.endswith(SUFFIX):
            continue
        files.append((str(path.relative_to(folder)), bool(path.stat().st_mode & 0o100), path.read_bytes()))
    return files
