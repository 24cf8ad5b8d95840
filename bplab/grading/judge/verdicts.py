"""What grading a notebook has found: one verdict a test, and all of them in a file beside the notebook."""

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path

from bplab.grading.intake.listed import SUFFIX as SUFFIX
from bplab.grading.intake.repair.records import Repair

STATUSES = ("passed", "failed", "error", "timeout", "memory", "killed", "not run")


@dataclass
class Verdict:
    """What one test cell gives.

    status: one of STATUSES. "failed" is a wrong answer, "error" an exception; "timeout", "memory" and
        "killed" are the student's process being stopped; "not run" is a test that never had its turn.
    message: what the student reads; empty if passed.
    """

    grade_id: str
    points: float
    max_points: float
    status: str
    message: str = ""
    seconds: float = 0.0


@dataclass
class StoppedCell:
    """A cell of the student's own that had to be stopped, or that ended its process."""

    cell: str
    status: str
    message: str


@dataclass
class Record:
    """All that is known of one graded notebook.

    sandbox: what protected the grader, or "not sandboxed".
    repairs: what was put right before.
    submission, tests: what was graded, and with what (see fingerprints.py); "" if that is not known.
    restarts: how often the student's process was started again.
    seconds: of running and judging it; reading_seconds: of reading and repairing it before.
    cells: seconds by name, of the student's and the given cells; the tests' are in their verdicts.
    """

    sandbox: str
    repairs: list[Repair] = field(default_factory=list)
    verdicts: list[Verdict] = field(default_factory=list)
    stopped: list[StoppedCell] = field(default_factory=list)
    restarts: int = 0
    seconds: float = 0.0
    reading_seconds: float = 0.0
    cells: dict[str, float] = field(default_factory=dict)
    submission: str = ""
    tests: str = ""

    def write(self, notebook: str | Path) -> None:
        """Write the record beside a notebook of autograded/."""
        path = Path(notebook).with_suffix(SUFFIX)
        path.write_text(json.dumps(asdict(self), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


@dataclass(frozen=True)
class JudgedNotebook:
    """A graded notebook, as JSON, with all its outputs; and what was found."""

    notebook: str
    record: Record


def read_record_or_none(notebook: str | Path) -> Record | None:
    """The record beside a notebook of autograded/; None if there is none that can be read."""
    try:
        return read_record(notebook)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def read_record(notebook: str | Path) -> Record:
    """The record beside a notebook of autograded/."""
    content = json.loads(Path(notebook).with_suffix(SUFFIX).read_text(encoding="utf-8"))
    content["repairs"] = [Repair(**repair) for repair in content["repairs"]]
    content["verdicts"] = [Verdict(**verdict) for verdict in content["verdicts"]]
    content["stopped"] = [StoppedCell(**stopped) for stopped in content["stopped"]]
    return Record(**content)
