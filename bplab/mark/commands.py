"""`bplab mark UNIT [QUESTION]`. What is slow to import is imported where it is used."""

import os
import tempfile
import threading
import webbrowser
from html import escape
from pathlib import Path
from typing import Annotated

import typer

WAITING = "{unit}, {title}: {count}, identical ones together; {waiting} to be marked"
CHANGED = "{title}: the lesson's list of points has changed, and {count} with it"
NO_MODEL = "{title}: there is no source/{unit}/: no model answer is shown"
LEFT_OUT = "{title}: {count} without a graded notebook: `bplab status {unit} --students` says why"
NOBODY = "nobody of {unit} is graded yet: `bplab grade {unit}` comes first"
OPEN = "{address}\nCtrl-C ends it. What you mark is saved as you go, in the gradebook."
IN_HUB = "In JupyterHub: the address of your hub, then {prefix}proxy/{port}/?pass={token}"
MOVES_ON = '<!DOCTYPE html><meta charset="utf-8"><meta http-equiv="refresh" content="0;url={address}">'
HUB = "JUPYTERHUB_SERVICE_PREFIX"


def mark(
    context: typer.Context,
    unit: Annotated[str, typer.Argument(help="The unit, such as 05_linear_vs_relu.")],
    question: Annotated[str, typer.Argument(help="Its written question, if there are several.")] = "",
    names: Annotated[
        bool, typer.Option("--names", help="Say whose an answer is; else nobody knows.")
    ] = False,
    port: Annotated[int, typer.Option(min=0, max=65535, help="Of this machine; else a free one.")] = 0,
    host: Annotated[str, typer.Option(help="Behind a proxy of yours: the name it is asked under.")] = "",
    no_browser: Annotated[bool, typer.Option("--no-browser", help="Only print the address.")] = False,
) -> None:
    """Mark written answers on a page of this machine: one question through the class, by keyboard.

    Options of nbgrader are passed on: --course-dir=..., --db=...
    """
    from bplab.term.options import open_course, problems_in_lines

    with problems_in_lines():
        from bplab.mark import server

        # Click takes nbgrader's options for arguments, wherever one is optional.
        words = [word for word in (question, *context.args) if word]
        options = [word for word in words if word.startswith("--")]
        question, *more = [word for word in words if word not in options] or [""]
        course = open_course([*options, *more])
        desks = _desks(course, unit, question, names)
        sockets = server.sockets_of(port)
        number, prefix = sockets[0].getsockname()[1], os.environ.get(HUB)
        guard = server.Guard(number, filter(None, [host]), in_hub=prefix is not None)
        address = f"http://{server.ADDRESS}:{number}/?pass={guard.token}"
        if prefix:
            typer.echo(IN_HUB.format(prefix=prefix, port=number, token=guard.token))
        typer.echo(OPEN.format(address=address))
        with tempfile.TemporaryDirectory() as folder:
            show = not no_browser and not prefix
            server.serve(sockets, desks, guard, lambda: _open(address, Path(folder)) if show else None)


def _desks(course, unit, name, names):
    """The Desks of a unit's questions, that of the one which was asked for first. Raises TermProblem."""
    from bplab.grading.gradebook.ticks import make_tables
    from bplab.mark.desk import Desk
    from bplab.mark.questions import choose, find_questions
    from bplab.term.course import TermProblem
    from bplab.term.report import counted

    questions = find_questions(course, unit)
    if name:
        questions.insert(0, questions.pop(choose(questions, name)))
    with course.gradebook() as gradebook:
        make_tables(gradebook.db)
    desks = [Desk(course, question, names) for question in questions]
    changed = [desk.open() for desk in desks]
    answers = [desk.state()["answers"] for desk in desks]
    if not any(answers):
        raise TermProblem(NOBODY.format(unit=unit))
    for desk, marks, found in zip(desks, changed, answers, strict=True):
        title = desk.question.title
        if marks:
            typer.echo(CHANGED.format(title=title, count=counted(marks, "mark")))
        if not desk.question.model:
            typer.echo(NO_MODEL.format(title=title, unit=unit))
        if left_out := desk.left_out():
            typer.echo(LEFT_OUT.format(title=title, unit=unit, count=counted(left_out, "student")))
        waiting = sum(answer["waits"] for answer in found)
        typer.echo(
            WAITING.format(unit=unit, title=title, count=counted(len(found), "answer"), waiting=waiting)
        )
    return desks


def _open(address, folder):
    """In the browser, by a file of the grader's own: a program's arguments can be read by everybody."""
    page = folder / "mark.html"
    page.touch(mode=0o600)
    page.write_text(MOVES_ON.format(address=escape(address)), encoding="utf-8")
    threading.Thread(target=webbrowser.open, args=(page.as_uri(),), daemon=True).start()
