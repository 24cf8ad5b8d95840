"""How late submissions are: the same one with another time, and what formgrader shows of it."""

import functools

import nbformat
from nbgrader.api import Gradebook
from nbgrader.apps.api import NbGraderAPI
from nbgrader.preprocessors import AssignLatePenalties

from bplab.grading import results
from bplab.grading.late_policy import penalties, policy_of
from bplab.grading.repair import printable
from bplab.grading.timestamps import TIMESTAMP, BadTimestamp, read_timestamp

OTHER_TIME = "%s: the same content came in at %s UTC: its marks stay, how late it is goes by that time"


def assign_lateness(course, student, submitted, place):
    """Bring the time and the late penalties in the gradebook, and in a result, to the time of the submission.

    course: the CourseAutograde, with the notebooks of this student. A folder without a time changes nothing.
    """
    moment = _moment(submitted)
    if moment is None or moment == _moment(place):
        return
    unit = course.coursedir.assignment_id
    course.log.warning(OTHER_TIME, printable(student), moment)
    with Gradebook(course.coursedir.db_url, course.coursedir.course_id) as gradebook:
        gradebook.update_or_create_submission(unit, student, timestamp=moment)
    for path in course.notebooks:
        resources = course.init_single_notebook_resources(path)
        for step in course.recording_steps():
            if issubclass(step, AssignLatePenalties):
                step(parent=course)(nbformat.v4.new_notebook(), resources)
    results.write_text(place / TIMESTAMP, f"{moment} UTC\n")
    (place / TIMESTAMP).chmod(int(str(course.permissions), 8))


def install():
    """Have formgrader's lists of submissions show what is left of the points, as `bplab export` does."""
    for name in ("get_submissions", "get_submission"):
        theirs = getattr(NbGraderAPI, name)
        if not hasattr(theirs, "__wrapped__"):  # formgrader comes here at each request
            setattr(NbGraderAPI, name, _less_penalties(theirs))


def _less_penalties(theirs):
    @functools.wraps(theirs)
    def less_penalties(api, unit, *rest, **options):
        found = theirs(api, unit, *rest, **options)
        submissions = found if isinstance(found, list) else [found] if found else []
        if any(submission["autograded"] for submission in submissions):
            policy = policy_of(api)
            with api.gradebook as gradebook:
                costs = {
                    row.student_id: sum(filter(None, penalties(row, policy).values()))
                    for row in gradebook.assignment_submissions(unit)
                    if row.total_seconds_late > 0
                }
            for submission in submissions:
                if submission["autograded"]:
                    submission["score"] -= costs.get(submission["student"], 0)
        return found

    return less_penalties


def _moment(folder):
    try:
        return read_timestamp(folder)
    except BadTimestamp:
        return None
