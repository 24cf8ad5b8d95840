"""What nbgrader_config.py plugs into nbgrader: the student's blanks, an honest log, the judge."""

import re

from nbgrader.api import Gradebook, MissingEntry
from nbgrader.preprocessors import ClearSolutions, NbGraderPreprocessor, OverwriteCells, SaveAutoGrades
from nbgrader.utils import is_solution
from traitlets import Unicode

from bplab import moved
from bplab.authoring.blanks import BEGIN, blank_solutions
from bplab.grading.judge.judge import Judge
from bplab.language import in_language, of_notebook, stated

__getattr__ = moved.refusing(__name__)

NUMBERED_HEADING = re.compile(r"^#+ (\d+(?:\.\d+)*)", re.MULTILINE)
STUB = "{task}: not written yet (section {section})"
NOT_SANDBOXED = "%s: NOT SANDBOXED: this student's code runs with your rights (%s)"
STOPPED = "%s: cell %s was stopped (%s: %s)"


class BlankSolutions(ClearSolutions):
    """Turns solution regions into blanks that show the names to fill in.

    Each assignment `self.z_2 = ...` becomes `self.z_2 = None  # TODO`, each `w -= ...` becomes
    `w -= None  # TODO`. Anything else becomes a NotImplementedError that names the task and its section.
    """

    def preprocess(self, nb, resources):
        self.section, self.language = "?", of_notebook(nb)
        return super().preprocess(nb, resources)

    def preprocess_cell(self, cell, resources, cell_index):
        if cell.cell_type == "markdown" and (found := NUMBERED_HEADING.findall(cell.source)):
            self.section = found[-1]
        if cell.cell_type != "code" or not is_solution(cell) or BEGIN not in cell.source:
            return super().preprocess_cell(cell, resources, cell_index)
        stub = STUB.format(task=cell.metadata.nbgrader["grade_id"], section=self.section)
        stub = in_language(stub, self.language)
        cell.source = blank_solutions(cell.source, stub)
        return cell, resources


class ReleasedKernelspec(NbGraderPreprocessor):
    """nbgrader's OverwriteKernelspec, without the gradebook."""

    def preprocess(self, nb, resources):
        if resources["bplab"].released.kernelspec:
            nb.metadata["kernelspec"] = resources["bplab"].released.kernelspec
        return nb, resources


class RestoreTests(OverwriteCells):
    """Puts the hidden tests back into the repaired notebook, without the gradebook.

    nbgrader would warn of each, because the released cell lacks them; what a student changed is a repair.
    Missing cells are put back by the repair, too. Each cell has the text of the notebook's own language.
    """

    def preprocess(self, nb, resources):
        self.gradebook = resources["bplab"].released.in_language(stated(nb))
        self.notebook_id = self.assignment_id = None  # it knows one notebook only
        return NbGraderPreprocessor.preprocess(self, nb, resources)

    def report_change(self, name, attr, old, new):
        pass


class JudgeNotebook(NbGraderPreprocessor):
    """Runs a submission in the sandbox and judges it from outside (see judge.py), in the place of Execute.

    The Record of what was found stands in the resources that it returns, as "bplab_record".
    """

    secret = Unicode("", help="What the inputs of hidden tests are drawn with.").tag(config=True)

    def preprocess(self, nb, resources):
        job, student = resources["bplab"], resources["nbgrader"]["student"]
        sandbox = job.kernels.sandbox
        sandbox.require()
        if sandbox.missing():
            self.log.warning(NOT_SANDBOXED, student, sandbox.missing())
        released = job.released
        judge = Judge(job.kernels, released.tests, released.given, job.data, self.secret)
        record = judge.grade(nb)
        for stopped in record.stopped:
            self.log.warning(STOPPED, student, stopped.cell, stopped.status, stopped.message)
        return nb, {**resources, "bplab_record": record}


class SaveGrades(SaveAutoGrades):
    """nbgrader's, but each submission is read once and written once.

    A query and a commit for each cell would take longer than to grade it.
    """

    def preprocess(self, nb, resources):
        names = resources["nbgrader"]
        self.notebook_id, self.assignment_id = names["notebook"], names["assignment"]
        self.student_id = names["student"]
        self.before, self.same_submission = resources["bplab_before"]
        self.code = _code(nb)
        with Gradebook(names["db_url"]) as gradebook:
            self.gradebook = _OneNotebook(gradebook, self.notebook_id, self.assignment_id, self.student_id)
            nb, resources = NbGraderPreprocessor.preprocess(self, nb, resources)
            gradebook.db.commit()
        return nb, resources

    def _add_score(self, cell, resources):
        """nbgrader's, but what a person has judged, and is as it was, does not wait for that person again."""
        names = cell.metadata.nbgrader["grade_id"], self.notebook_id, self.assignment_id, self.student_id
        grade = self.gradebook.find_grade(*names)
        before = grade.manual_score, grade.auto_score, grade.needs_manual_grade
        super()._add_score(cell, resources)
        if before[0] is not None and before[1] == grade.auto_score and self._is_as_before(cell):
            grade.needs_manual_grade = before[2]

    def _is_as_before(self, cell):
        """Whether the answer that this cell grades is the one that it graded before."""
        if self.same_submission or self.before is None:
            return self.same_submission
        if not is_solution(cell):  # a test: of all code of the student's
            return self.code == _code(self.before)
        return any(_answer(cell) == _answer(old) for old in self.before.cells)


def _answer(cell):
    return cell.metadata.get("nbgrader", {}).get("grade_id"), cell.source, cell.get("attachments", {})


def _code(notebook):
    """The sources of all code cells that are not the instructor's."""
    marks = (cell.metadata.get("nbgrader", {}) for cell in notebook.cells)
    return [
        cell.source
        for cell, mark in zip(notebook.cells, marks, strict=True)
        if cell.cell_type == "code" and not mark.get("locked")
    ]


class _OneNotebook:
    """What SaveAutoGrades asks of a gradebook, of one student's notebook: all is read at the start."""

    def __init__(self, gradebook, notebook, assignment, student):
        released = gradebook.find_notebook(notebook, assignment)
        cells = [*released.grade_cells, *released.solution_cells, *released.task_cells]
        names = {cell.id: cell.name for cell in cells}
        found = gradebook.find_submission_notebook(notebook, assignment, student)
        self._grades = {names.get(grade.cell_id): grade for grade in found.grades}
        self._comments = {names.get(comment.cell_id): comment for comment in found.comments}
        self.db = self

    def find_grade(self, name, *_):
        return _found(self._grades, name)

    def find_comment(self, name, *_):
        return _found(self._comments, name)

    def commit(self):
        """Not yet: all are written together."""


def _found(rows, name):
    if name not in rows:
        raise MissingEntry(f"No such cell: {name}")
    return rows[name]
