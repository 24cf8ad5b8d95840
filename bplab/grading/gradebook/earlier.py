"""The grades of earlier attempts: kept in attempts/<student>/<unit>/ when another one is graded."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nbgrader.api import Gradebook, MissingEntry

from bplab.grading.judge.verdicts import read_record_or_none

if TYPE_CHECKING:
    from nbgrader.coursedir import CourseDirectory


FILE = "grades.jsonl"


def keep_grade(coursedir: CourseDirectory, unit: str, student: str, place: Path, graded: Any) -> bool:
    """Add the grade of what was graded before, if what is recorded now is of other content; whether it is.

    place: the student's folder in autograded/. graded: notebook file name -> what is recorded. The same line
    is not written twice in a row, whenever a run was stopped.
    """
    found = {name: read_record_or_none(place / name) for name in graded}
    before = {name: record for name, record in found.items() if record and record.submission}
    if all(record.submission == graded[name].record.submission for name, record in before.items()):
        return False
    with Gradebook(coursedir.db_url, coursedir.course_id) as gradebook:
        try:
            line = _line(gradebook.find_submission(unit, student), before)
        except MissingEntry:
            return False
    path = _path(coursedir, unit, student)
    path.parent.mkdir(parents=True, exist_ok=True)
    if not any(_attempt(old) == _attempt(line) for old in kept_grades(coursedir, unit, student)[-1:]):
        with path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(line, ensure_ascii=False) + "\n")
    return True


def kept_grades(coursedir: CourseDirectory, unit: str, student: str) -> list[dict[str, Any]]:
    """The lines that keep_grade has written, the oldest first."""
    try:
        lines = _path(coursedir, unit, student).read_text(encoding="utf-8").splitlines()
        return [json.loads(line) for line in lines]
    except (OSError, ValueError):
        return []


def give_back(coursedir: CourseDirectory, unit: str, student: str, graded: Any) -> None:
    """What a person gave to an attempt that was graded before, now that it is recorded again."""
    content = {name: found.record.submission for name, found in graded.items()}
    lines = [line for line in kept_grades(coursedir, unit, student) if line["submission"] == content]
    if not lines:
        return
    with Gradebook(coursedir.db_url, coursedir.course_id) as gradebook:
        for notebook in gradebook.find_submission(unit, student).notebooks:
            for grade in notebook.grades:
                if (score := lines[-1]["by_hand"].get(f"{notebook.name}/{grade.name}")) is not None:
                    grade.manual_score, grade.needs_manual_grade = score, False
            for comment in notebook.comments:
                if text := lines[-1]["comments"].get(f"{notebook.name}/{comment.name}"):
                    comment.manual_comment = text
        gradebook.db.commit()


def _path(coursedir: CourseDirectory, unit: str, student: str) -> Path:
    return Path(coursedir.root) / "attempts" / student / unit / FILE


def _attempt(line: dict[str, Any]) -> tuple[Any, Any]:
    return line["submission"], line["tests"]


def _line(submission: Any, records: dict[str, Any]) -> dict[str, Any]:
    """What the gradebook says of a submission, and what it was made of and with: see Record."""
    grades = [(notebook, grade) for notebook in submission.notebooks for grade in notebook.grades]
    return {
        "submission": {name: record.submission for name, record in records.items()},
        "tests": {name: record.tests for name, record in records.items()},
        "handed_in": submission.timestamp and f"{submission.timestamp:%Y-%m-%d %H:%M:%S} UTC",
        "replaced": f"{datetime.now(UTC):%Y-%m-%d %H:%M:%S} UTC",
        "waiting": sum(grade.needs_manual_grade for _, grade in grades),
        "points": submission.score,
        "max_points": submission.max_score,
        "late_penalty": submission.late_submission_penalty or 0.0,
        "cells": {f"{notebook.name}/{grade.name}": grade.score for notebook, grade in grades},
        "by_hand": {
            f"{notebook.name}/{grade.name}": grade.manual_score
            for notebook, grade in grades
            if grade.manual_score is not None and not grade.needs_manual_grade  # else of another answer
        },
        "comments": {
            f"{notebook.name}/{comment.name}": comment.manual_comment
            for notebook in submission.notebooks
            for comment in notebook.comments
            if comment.manual_comment
        },
    }
