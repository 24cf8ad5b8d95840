"""How late submissions are: the same one with another time, and what formgrader shows of it."""

import functools
from collections import Counter
from pathlib import Path

import nbformat
from nbgrader.api import Gradebook
from nbgrader.preprocessors import AssignLatePenalties

from bplab.grading.gradebook import staging
from bplab.grading.gradebook.late_policy import penalties, policy_of
from bplab.grading.intake.repair import one_line
from bplab.grading.intake.timestamps import TIMESTAMP, timestamp_or_none

OTHER_TIME = "%s: the same content came in at %s UTC: its marks stay, how late it is goes by that time"


def assign_lateness(course, student, notebooks, place):
    """Bring the time and the late penalties in the gradebook, and in a result, to the time of the submission.

    course: the CourseAutograde; notebooks: paths in the folder of the submission, which changes nothing if it
    has no time.
    """
    moment = timestamp_or_none(Path(notebooks[0]).parent)
    if moment is None or moment == timestamp_or_none(place):
        return
    unit = course.coursedir.assignment_id
    course.log.warning(OTHER_TIME, one_line(student), moment)
    with Gradebook(course.coursedir.db_url, course.coursedir.course_id) as gradebook:
        gradebook.update_or_create_submission(unit, student, timestamp=moment)
    for path in notebooks:
        resources = course.init_single_notebook_resources(path)
        for step in course.recording_steps():
            if issubclass(step, AssignLatePenalties):
                step(parent=course)(nbformat.v4.new_notebook(), resources)
    staging.write_text(place / TIMESTAMP, f"{moment} UTC\n")
    (place / TIMESTAMP).chmod(int(str(course.permissions), 8))


def less_penalties(theirs):
    """What lists submissions for formgrader, showing what is left of the points."""

    @functools.wraps(theirs)
    def with_penalties(api, unit, *rest, **options):
        found = theirs(api, unit, *rest, **options)
        submissions = found if isinstance(found, list) else [found] if found else []
        if any(submission["autograded"] for submission in submissions):
            costs = _costs(api, unit)
            for submission in submissions:
                if submission["autograded"]:
                    submission["score"] -= costs.get(submission["student"], 0)
        return found

    return with_penalties


def less_all_penalties(theirs):
    """What lists students for formgrader, with the points that they have in all units."""

    @functools.wraps(theirs)
    def with_penalties(api, *rest, **options):
        found = theirs(api, *rest, **options)
        with api.gradebook as gradebook:
            units = [assignment.name for assignment in gradebook.assignments]
        costs = sum((Counter(_costs(api, unit)) for unit in units), Counter())
        for student in found if isinstance(found, list) else [found] if found else []:
            student["score"] -= costs[student["id"]]
        return found

    return with_penalties


def average_less_penalties(theirs):
    """What describes a unit for formgrader, with the average of what is left."""

    @functools.wraps(theirs)
    def with_penalties(api, unit, *rest, **options):
        found = theirs(api, unit, *rest, **options)
        if found and found["average_score"]:
            with api.gradebook as gradebook:
                count = gradebook.find_assignment(unit).num_submissions
            found["average_score"] -= sum(_costs(api, unit).values()) / count
        return found

    return with_penalties


def _costs(api, unit):
    """student id -> points that lateness costs, of those who are late."""
    policy = policy_of(api)
    with api.gradebook as gradebook:
        return {
            row.student_id: sum(filter(None, penalties(row, policy).values()))
            for row in gradebook.assignment_submissions(unit)
            if row.total_seconds_late > 0
        }
