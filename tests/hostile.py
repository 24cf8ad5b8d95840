"""The hostile submissions of tests/submissions: read, planted into a notebook, and what they deserve.

A file begins with a comment that says what is tried, and perhaps with `# honest: <tasks>`. Then come parts:

    # %% <task>                the student's code in that task's cell
    # %% first, # %% last      a cell that the student added at the top or at the end
    # %% file <name>           a file handed in beside the notebook
    # %% link <name> -> <path> a symbolic link handed in beside it

Honest tasks are solved as in the model solution, all others stay blank. Names such as @COURSE@ are filled in:
the student knows where everything is.
"""

import copy
import re
import tomllib
from dataclasses import dataclass, field
from pathlib import Path

from nbformat.v4 import new_code_cell

FOLDER = Path(__file__).parent / "submissions"
TASKS = ("one_hot", "softmax", "cross_entropy", "output_error")
MARKER = re.compile(r"^# %% (.+)\n", re.MULTILINE)


@dataclass
class Hostile:
    """One hostile submission; code: task, "first" or "last" -> code."""

    name: str
    honest: tuple
    code: dict = field(default_factory=dict)
    files: dict = field(default_factory=dict)
    links: dict = field(default_factory=dict)

    def plant(self, release, solution):
        """A copy of the released notebook with the student's code."""
        notebook = copy.deepcopy(release)
        code = {task: solution[task] for task in self.honest} | self.code
        for cell in notebook.cells:
            cell.source = code.get(cell.metadata.get("nbgrader", {}).get("grade_id"), cell.source)
        if "first" in code:
            notebook.cells.insert(0, new_code_cell(code["first"], id="first"))
        if "last" in code:
            notebook.cells.append(new_code_cell(code["last"], id="last"))
        return notebook

    def hand_in(self, folder):
        """Write the files and links beside the notebook."""
        for name, text in self.files.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text)
        for name, target in self.links.items():
            (folder / name).symlink_to(target)


@dataclass(frozen=True)
class Deserved:
    """What a submission must get: its points, and the cells (or all cells of a task) that have them.

    plain: what it earns under plain nbgrader, if a test shows that the trick works there.
    """

    points: float
    keeps: str = ""
    plain: float | None = None

    def cells(self, graded):
        """Those of the graded cells that keep their points."""
        kept = TASKS if self.keeps == "all" else self.keeps.split()
        return {cell for cell in graded if cell in kept or task_of(cell) in kept}


def task_of(cell):
    """The task whose cell `test_<task>...` or `hidden_<task>...` this is."""
    return next(task for task in TASKS if cell.split("_", 1)[1].startswith(task))


def names():
    """All hostile submissions."""
    return sorted(path.stem for path in FOLDER.glob("*.py"))


def deserved():
    """submission -> Deserved, from the one table."""
    sections = tomllib.loads((FOLDER / "expected.toml").read_text()).values()
    return {name: Deserved(**row) for section in sections for name, row in section.items()}


def read(name, facts):
    """The submission of this name; facts: what stands for @NAME@, by name."""
    text = (FOLDER / f"{name}.py").read_text()
    for key, value in (facts | {"STUDENT": name}).items():
        text = text.replace(f"@{key}@", str(value))
    head, *parts = MARKER.split(text)
    honest = re.search(r"^# honest: (.+)$", head, re.MULTILINE)
    tasks = () if honest is None else TASKS if honest[1] == "all" else tuple(honest[1].split(", "))
    submission = Hostile(name, tasks)
    for title, body in zip(parts[::2], parts[1::2], strict=True):
        kind, _, rest = title.partition(" ")
        if kind == "file":
            submission.files[rest] = body
        elif kind == "link":
            link, target = rest.split(" -> ")
            submission.links[link] = target
        elif title in (*TASKS, "first", "last"):
            submission.code[title] = body.strip()
        else:
            raise ValueError(f"{name}: unknown part {title!r}")
    return submission
