"""What the person sees while a class is graded, and the summary at the end."""

from __future__ import annotations

import logging
import statistics
import sys
import time
from collections.abc import Iterator
from datetime import timedelta

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from bplab.grading.classrun.task import Row
from bplab.grading.intake.repair import one_line
from bplab.language import in_language, say
from bplab.language.tables import Console

SLOWEST = 5  # cells in the summary
FEW = 3  # results without which nothing is said of the time left
LINE = "{student}: {what} ({done} of {total}, {failed} failed, {rate:.0f} a minute, {left} left)"
GRADED = "{points:g} of {maximum:g} points in {seconds:.1f} s"
SLOWEST_CELL = "slowest: {1} {0:.1f} s ({2})"
NOT_GRADED = "not graded"
BEFORE = "graded before; `--regrade` grades them again"
BEFORE_INTERRUPTION = "graded again before the interruption; `--regrade` once more grades all"


Time = tuple[float, str, str]  # seconds, cell, student


class Report:
    """How far a run is. On a terminal a bar, elsewhere a plain line for each student."""

    def __init__(self) -> None:
        self.console = Console(highlight=False, soft_wrap=True)
        self.rows: dict[str, Row] = {}
        self.slowest: Time | None = None
        self.failed, self.total, self.begun = 0, 0, time.monotonic()
        self.bar: Progress | None = None

    def start(self, total: int) -> None:
        """total: how many submissions this run is about."""
        self.total, self.begun = total, time.monotonic()
        if self.console.is_terminal and total:
            self.bar = Progress(
                BarColumn(bar_width=20),
                MofNCompleteColumn(),
                TextColumn(say("[red]{task.fields[failed]} failed[/red]")),
                TextColumn(say("{task.fields[rate]:.0f} a minute")),
                TimeRemainingColumn(),
                TextColumn("{task.fields[slowest]}", markup=False),  # a student's name is in it
                console=self.console,
            )
            self.task = self.bar.add_task("", total=total, failed=0, rate=0, slowest="")
            self.bar.start()

    def add(self, row: Row) -> None:
        """A student is done; row: see Recorder. A folder can have any name: it is shown, and not obeyed."""
        student = row["student"]
        row = self.rows[student] = {**row, "student": one_line(student)}
        self.failed += row["problem"] is not None
        slowest = max(_cells(row), default=None)
        if slowest and (self.slowest is None or slowest > self.slowest):
            self.slowest = slowest
        if self.bar is None:
            print(self._line(row), flush=True)
        else:
            text = in_language(SLOWEST_CELL.format(*self.slowest)) if self.slowest else ""
            self.bar.update(self.task, advance=1, failed=self.failed, rate=self.rate, slowest=text)

    @property
    def seconds(self) -> float:
        """Since the start."""
        return time.monotonic() - self.begun

    @property
    def rate(self) -> float:
        """Submissions a minute."""
        return 60 * len(self.rows) / max(self.seconds, 1e-3)

    def _line(self, row: Row) -> str:
        what = NOT_GRADED
        if row["problem"] is None:
            what = GRADED.format(points=row["points"], maximum=row["max_points"], seconds=row["seconds"])
        done, left = len(self.rows), "?"
        if done >= FEW:
            left = _duration((self.total - done) * 60 / self.rate)
        return LINE.format(
            student=row["student"], what=what, done=done, total=self.total, failed=self.failed,
            rate=self.rate, left=left,
        )  # fmt: skip

    def stop(self) -> None:
        """Take the bar away; what is printed from now on stays."""
        if self.bar is not None:
            self.bar.stop()
            self.bar = None

    def summary(self, unchanged: int, jobs: int, went_on: bool) -> None:
        """A table of the run.

        unchanged: how many had a result already; jobs: how many processes graded; went_on: whether it went
        on with an interrupted --regrade, which had graded those again.
        """
        graded = [row for row in self.rows.values() if row["problem"] is None]
        facts = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
        if self.rows:
            facts.add_row("graded", f"{len(graded)}", f"in {_duration(self.seconds)}, {jobs} at a time")
        if unchanged:
            facts.add_row("unchanged", f"{unchanged}", BEFORE_INTERRUPTION if went_on else BEFORE)
        if self.failed:
            facts.add_row("not graded", f"{self.failed}", "each with its reason above")
        self.console.print(facts)
        if cells := _by_cell(graded):
            self.console.print(_table_of(cells))


class LogLines(logging.Handler):
    """Lines of nbgrader's log: student and reason, above the bar where there is one."""

    def emit(self, record: logging.LogRecord) -> None:
        # sys.stderr as it is now: while there is a bar, rich writes above it.
        lines = self.format(record).split("\n")
        print("\n".join(one_line(line, limit=None) for line in lines), file=sys.stderr, flush=True)


def _cells(row: Row) -> Iterator[Time]:
    for cells in row["cells"].values():
        for cell, seconds in cells.items():
            yield seconds, cell, row["student"]


def _by_cell(rows: list[Row]) -> list[tuple[float, str, float, str]]:
    """(longest, median, cell, whose) of each cell, the slowest ones first."""
    times: dict[str, list[tuple[float, str]]] = {}
    for row in rows:
        for seconds, cell, student in _cells(row):
            times.setdefault(cell, []).append((seconds, student))
    table = [
        (*max(found), statistics.median(seconds for seconds, _ in found), cell)
        for cell, found in times.items()
    ]
    return sorted(table, reverse=True)[:SLOWEST]


def _table_of(cells: list[tuple[float, str, float, str]]) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0))
    for head in ("slowest cells", "median", "longest", "whose"):
        table.add_column(head, justify="right" if head in ("median", "longest") else "left")
    for longest, student, median, cell in cells:
        table.add_row(cell, f"{median:.2f} s", f"{longest:.2f} s", Text(student))
    return table


def _duration(seconds: float) -> str:
    return str(timedelta(seconds=round(seconds))) if seconds >= 60 else f"{seconds:.0f} s"
