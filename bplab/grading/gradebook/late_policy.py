"""What lateness costs: `c.LatePolicy` in nbgrader_config.py, for nbgrader's own step and for ours."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from nbgrader.api import Gradebook
from nbgrader.plugins import BasePlugin, LateSubmissionPlugin
from nbgrader.preprocessors import AssignLatePenalties
from traitlets import Float, List, TraitError, Tuple, Type, validate

if TYPE_CHECKING:
    from nbgrader.coursedir import CourseDirectory


NO_SHARES = "LatePolicy.steps: {steps} must be [(hours, share lost), ...], both growing, shares from 0 to 1"


class LatePolicy(LateSubmissionPlugin):
    """Takes a share of the points, by how late a submission is. All zeros: lateness costs nothing."""

    grace_minutes = Float(
        0, min=0, help="Being this late costs nothing; beyond it, all of the time counts."
    ).tag(config=True)
    share_a_day = Float(0, min=0, max=1, help="What share of the points a day costs, such as 0.1.").tag(
        config=True
    )
    step_hours = Float(24, min=0.01, help="A step of so many hours counts once it has begun.").tag(
        config=True
    )
    zero_after_hours = Float(None, allow_none=True, min=0, help="Later than this, no points are left.").tag(
        config=True
    )
    steps = List(
        Tuple(Float(min=0), Float(min=0, max=1)),
        help="Instead of share_a_day: [(0, 0.1), (48, 0.5)] takes a tenth at once, half after 48 hours.",
    ).tag(config=True)

    @validate("steps")
    def _grow(self, proposal: dict[str, Any]) -> float:
        steps = proposal["value"]
        if any(sorted(column) != list(column) for column in zip(*steps, strict=True)):
            raise TraitError(NO_SHARES.format(steps=steps))
        return steps

    def share(self, seconds: float) -> float:
        """The share of the points, from 0 to 1, that so many seconds after the deadline cost."""
        hours = seconds / 3600
        if seconds <= 60 * self.grace_minutes:
            return 0.0
        if self.zero_after_hours is not None and hours > self.zero_after_hours:
            return 1.0
        if self.steps:
            return max((share for after, share in self.steps if hours > after), default=0.0)
        return min(1.0, math.ceil(hours / self.step_hours) * self.share_a_day * self.step_hours / 24)

    def late_submission_penalty(
        self, student_id: str, score: float, total_seconds_late: float
    ) -> float | None:
        """The points that it costs, or None. nbgrader's own penalty_method = "zero" goes before."""
        if self.penalty_method != "none":
            return super().late_submission_penalty(student_id, score, total_seconds_late)
        return round(self.share(total_seconds_late) * score, 6) or None


class AssignPenalties(AssignLatePenalties):
    """nbgrader's step, with this policy."""

    plugin_class = Type(LatePolicy, klass=BasePlugin, help="What says how much lateness costs.").tag(
        config=True
    )


def policy_of(parent: Any) -> Any:
    """The plugin that a course has chosen; parent: whose configuration is that of the course."""
    step = AssignPenalties(parent=parent)
    step.init_plugin()
    return step.plugin_inst


def penalties(submission: Any, policy: Any) -> dict[str, float | None]:
    """notebook name -> points that lateness costs, or None, of a submission in the gradebook."""
    late = submission.total_seconds_late
    found = {}
    for notebook in submission.notebooks:
        cost = (
            policy.late_submission_penalty(submission.student_id, notebook.score, late) if late > 0 else None
        )
        found[notebook.name] = None if cost is None else min(max(cost, 0), notebook.score)
    return found


def assign_penalties(coursedir: CourseDirectory, parent: Any, unit: str, student: str | None = None) -> None:
    """Bring the penalties in the gradebook to its due dates, times and marks of now. Nothing is run.

    student: only this one's. Written marks may have come since, of which the policy takes its share, too.
    """
    policy = policy_of(parent)
    with Gradebook(coursedir.db_url, coursedir.course_id) as gradebook:
        if student is None:
            submissions = gradebook.assignment_submissions(unit)
        else:
            submissions = [gradebook.find_submission(unit, student)]
        for submission in submissions:
            costs = penalties(submission, policy)
            for notebook in submission.notebooks:
                if notebook.late_submission_penalty != costs[notebook.name]:
                    notebook.late_submission_penalty = costs[notebook.name]
        gradebook.db.commit()
