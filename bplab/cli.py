"""The `bplab` command. What is slow to import is imported where it is used."""

import os
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from typer.core import TyperGroup

from bplab.mark.command import mark
from bplab.term.commands import (
    COMMANDS,
    best_attempts,
    correct_release,
    open_course,
    problems_in_lines,
    show_lateness,
)

NOT_A_CHECKOUT = (
    "{root} is not a checkout of bplab: nbgrader_config.py and lessons/ are missing. Run this in "
    "your checkout."
)
NOT_INSTALLED = (
    "bplab {command}: {name} is missing: what students install cannot do this. Get the rest with "
    '`pip install "bplab[{extra}]"`.'
)
SCRIPT = "{path}: to be handed in as bp_<student id>.py"
AUTHORS = ("jupytext",)  # what bplab[author] brings beside bplab[grade]
UNCHANGED = "{unit}: nothing has changed since it was built"
NEEDS_LINUX = (
    "bplab {command}: grading needs Linux, whose kernel makes the sandbox of student code; this is {system}."
    " {remedy} Lectures, assignments, `bplab experiment` and `bplab build` work here."
)


class CommandsByName(TyperGroup):
    """A command group that answers a wrong name with the right ones, and says what is not installed."""

    def invoke(self, ctx):
        try:
            return super().invoke(ctx)
        except ModuleNotFoundError as error:
            if error.name is None or error.name.split(".")[0] == "bplab":
                raise
            extra = "author" if error.name in AUTHORS else "grade"
            text = NOT_INSTALLED.format(command=ctx.invoked_subcommand, name=error.name, extra=extra)
            typer.echo(text, err=True)
            raise typer.Exit(1) from None

    def resolve_command(self, ctx, args):
        if args and self.get_command(ctx, args[0]) is None:
            names = ", ".join(self.list_commands(ctx))
            typer.echo(f"bplab: no command {args[0]!r}: choose from {names}", err=True)
            raise typer.Exit(2)
        return super().resolve_command(ctx, args)


app = typer.Typer(
    cls=CommandsByName,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="A notebook course on backpropagation in NumPy, with an autograder.",
)


class Kind(StrEnum):
    linear = "linear"
    nonlinear = "nonlinear"
    parabola = "parabola"
    sine = "sine"
    characters = "characters"


@app.command()
def experiment(
    kind: Annotated[Kind, typer.Argument(help="Which data to train on.")],
    seed: Annotated[int, typer.Option(min=0, help="Seed of the data and of the weights.")] = 0,
):
    """Repeat one of the course's experiments.

    linear, nonlinear: a ReLU and a linear network on the same data, and their test accuracies.
    parabola, sine, characters: the fits of unit 6 and the readers of unit 7, beside the lab sheets' figures.
    """
    if kind == Kind.parabola:
        _print_parabola(seed)
    elif kind == Kind.sine:
        _print_sine(seed)
    elif kind == Kind.characters:
        _print_characters(seed)
    else:
        _print_two_networks(kind.value, seed)


def _print_two_networks(kind, seed):
    import numpy as np

    from bplab.datasets import N_CLASSES
    from bplab.experiments.two_networks import SHEET, make_data, run_experiment

    X_train, y_train, _, _ = make_data(kind, seed)
    print("X_train:", X_train.shape, " y_train:", y_train.shape)
    print("example X_train[0]:", X_train[0].round(3))
    print("example y_train[0]:", y_train[0])
    print("example y_train_onehot[0]:", np.eye(N_CLASSES)[y_train[0]])
    relu, linear = run_experiment(kind, seed)
    sheet = SHEET[kind]
    print(f"test accuracy of the non-linear model: {relu:.2f} (the sheet: {sheet[0]:.2f})")
    print(f"test accuracy of the linear model: {linear:.2f} (the sheet: {sheet[1]:.2f})")
    if kind == "nonlinear":
        same = np.all(X_train == make_data("linear", seed)[0], axis=1)
        first = "X_train[0] is among them" if same[0] else "X_train[0] is not among them"
        print(f"{same.sum()} of the {len(same)} rows are those of linear ({first}), the others mirrored.")


def _print_parabola(seed):
    from bplab.experiments.curves import PARABOLA_MEDIAN, fit_parabola

    losses, floor = fit_parabola(seed)
    for epoch in range(0, len(losses), 200):
        print(f"epoch {epoch:>4}   loss {losses[epoch]:.4f}")
    print(f"the sheet's code: {PARABOLA_MEDIAN:.4f} (median of 50 seeds); the true curve: {floor:.4f}")


def _print_sine(seed):
    from bplab.experiments.curves import SINE_FITS, fit_sine

    print("mean squared error                  sheet     ours")
    for fit in SINE_FITS:
        layers = "-".join(map(str, fit.hidden))
        name = f"{layers} {fit.activation}, {fit.output}" + (f", {fit.times} x" if fit.times > 1 else "")
        print(f"{name:<33}  {fit.sheet:.1e}  {fit_sine(fit, seed):.1e}", flush=True)
    print("hidden layers and their activation, that of the output; 10 x: trained ten times as long.")
    print("The sheet's steps are plain, ours Adam's. (Where its figure ends in .0, it states one digit.)")


def _print_characters(seed):
    from bplab.experiments.characters import READERS, read

    print("accuracy on new pictures                      learns from   sheet   ours")
    for reader in READERS:
        layers = "-".join(map(str, reader.hidden))
        notes = ", L2" * bool(reader.l2) + ", no batches" * (not reader.batches)
        name = f"{layers} {reader.activation}, {reader.output}{notes}"
        sheet = {None: "lower", 0: "inf"}.get(reader.sheet) or f"{reader.sheet:.2f}"
        _, ours = read(reader, seed)
        print(f"{name:<45} {reader.train_fraction:>11.0%}   {sheet:>5}   {ours:.2f}", flush=True)
    print(
        "inf: its weights overflowed. As many epochs without batches as with them. Why depth gains with tanh"
    )
    print("at the output and not with softmax, the lecture of unit 7 says.")
    print("The sheet's pictures were others, and its own; docs/characters.md says what ours are.")


@app.command()
def script(
    notebook: Annotated[
        Path, typer.Argument(help="A unit, such as 05_linear_vs_relu, or the notebook that you got.")
    ],
    to: Annotated[
        Path | None, typer.Option(help="The file that is written; else experiment_bp.py, here.")
    ] = None,
):
    """Write an assignment as a Python script, the lab sheet's form: same blanks, same checks."""
    from bplab.scripts.files import NoScript, write_script

    try:
        typer.echo(SCRIPT.format(path=write_script(notebook, to)))
    except NoScript as problem:
        typer.echo(f"bplab: {problem}", err=True)
        raise typer.Exit(1) from None


@app.command()
def build(
    units: Annotated[list[str] | None, typer.Argument(help="Units to build; all if none is named.")] = None,
    check: Annotated[
        bool, typer.Option("--check", help="Try everything, write nothing; fail if anything differs.")
    ] = False,
    force: Annotated[bool, typer.Option("--force", help="Also build what has not changed.")] = False,
):
    """Make notebooks/, source/ and release/ from lessons/, and try on the way what has changed."""
    root = _course_root()
    from bplab.authoring import build as builder
    from bplab.authoring import stamps
    from bplab.authoring.errors import BuildError, LessonError
    from bplab.authoring.units import find_units
    from bplab.commands import NbgraderFailed

    stale = []
    try:
        for unit in find_units(root, units or (), lectures_too=True):
            if check:
                stale += builder.differences(unit, builder.build_unit(unit))
            elif parts := stamps.PARTS if force else stamps.stale(unit):
                builder.write(unit, builder.build_unit(unit, parts=parts))
                stamps.stamp(unit)
            else:
                typer.echo(UNCHANGED.format(unit=unit.name))
    except (BuildError, LessonError, NbgraderFailed) as error:
        typer.echo(error, err=True)
        raise typer.Exit(1) from None
    if stale:
        typer.echo("\n".join([*stale, "Run `make build` and commit the result."]), err=True)
        raise typer.Exit(1)


@app.command("new-unit")
def new_unit(
    name: Annotated[str, typer.Argument(help="Its number and topic, such as 08_momentum.")],
):
    """Write a small unit that builds, is graded and passes, to be turned into your own."""
    from bplab.authoring.errors import BuildError
    from bplab.authoring.new_unit import new_unit as write_unit

    try:
        paths = write_unit(_course_root(), name)
    except BuildError as error:
        typer.echo(f"bplab new-unit: {error}", err=True)
        raise typer.Exit(1) from None
    typer.echo("\n".join(["Written, to be turned into your own:", *(f"  {path}" for path in paths)]))
    typer.echo(f'Now: bplab build {name}. CONTRIBUTING.md, "Add a unit", says what else there is.')


@app.command("new-course")
def new_course(folder: Annotated[Path, typer.Argument(help="A folder that is empty, or not there yet.")]):
    """Make a course folder, in which nbgrader and `bplab grade` work with bplab's protection."""
    from bplab.new_course import NoCourse
    from bplab.new_course import new_course as make_course

    try:
        make_course(folder)
    except NoCourse as problem:
        typer.echo(f"bplab new-course: {problem}", err=True)
        raise typer.Exit(1) from None
    typer.echo(
        f"{folder}: a course. Its README.md says what goes where; begin with: cd {folder}; bplab doctor"
    )


@app.command()
def check(
    notebook: Annotated[Path, typer.Argument(help="The notebook that you are about to hand in.")],
    released: Annotated[
        Path | None, typer.Option(help="The notebook as it was given out, if it is newer than this bplab.")
    ] = None,
):
    """Try a notebook before you hand it in: a fresh run with grading's limits, and what would be repaired.

    Exit code 1 if a visible check fails, or a cell stops with an error.
    """
    from bplab.grading.intake.reading import Ungradable
    from bplab.self_check import check_notebook

    try:
        passes = check_notebook(notebook, released, say=typer.echo)
    except Ungradable as problem:
        typer.echo(f"bplab check: {problem}", err=True)
        raise typer.Exit(1) from None
    if not passes:
        raise typer.Exit(1)


@app.command()
def mutants(
    units: Annotated[list[str] | None, typer.Argument(help="Units to measure; all if none is named.")] = None,
    lines: Annotated[bool, typer.Option("--lines", help="Also each mutant that is not named.")] = False,
    answers: Annotated[
        bool, typer.Option("--answers", help="The catalogue's mistakes, and their sentences.")
    ] = False,
):
    """Change each solution in one place, and count how often the checks say what is wrong.

    Exit code 1 if a mutant survives that is not listed as equivalent. With --answers, what they say of each
    mistake of the unit's catalogue instead, to be read.
    """
    root = _course_root()
    from bplab.authoring.errors import BuildError
    from bplab.authoring.mutants import report, run
    from bplab.authoring.mutants.catalogue import said as of_answers
    from bplab.authoring.mutants.judge import Verdict
    from bplab.authoring.units import find_units

    if not answers:
        typer.echo(f"{report.HEAD}\n{report.RULE}")
    survivors = 0
    try:
        for unit in find_units(root, units or ()):
            if answers:
                for text in of_answers(unit):
                    typer.echo(text)
                continue
            found = report.count(unit.name, run.outcomes(unit))
            survivors += found.counts[Verdict.SURVIVES]
            typer.echo("\n".join([found.row(), *(found.lines() if lines else ())]))
    except BuildError as error:
        typer.echo(error, err=True)
        raise typer.Exit(1) from None
    if survivors:
        raise typer.Exit(1)


@app.command(context_settings={"allow_extra_args": True, "ignore_unknown_options": True})
def grade(
    context: typer.Context,
    unit: Annotated[str, typer.Argument(help="The unit to grade, such as 05_linear_vs_relu.")],
    students: Annotated[str, typer.Option(help="Only these, as ana,ben; all if left out.")] = "",
    jobs: Annotated[int | None, typer.Option(min=1, help="Processes; as many as cores if left out.")] = None,
    regrade: Annotated[bool, typer.Option("--regrade", help="Also what is graded and unchanged.")] = False,
    only_missing: Annotated[
        bool,
        typer.Option("--only-missing", help="Only what has no grade yet, not what has changed."),
    ] = False,
    scheduler: Annotated[
        str | None, typer.Option(help="An existing Dask cluster, as tcp://host:port.")
    ] = None,
):
    """Grade a class in parallel: what `nbgrader autograde UNIT` gives, faster. Run it again to go on.

    Options of nbgrader are passed on: --course-dir=..., --db=..., --Sandbox.cell_seconds=60.
    """
    _need_linux("grade")
    from bplab.grading.classrun.errors import CannotGrade
    from bplab.grading.command import grade_class

    if regrade and only_missing:
        typer.echo("bplab grade: --regrade and --only-missing cannot be used together", err=True)
        raise typer.Exit(2)
    try:
        code = grade_class(unit, students or None, jobs, scheduler, regrade, only_missing, context.args)
        if code != 130 and (better := best_attempts(unit, context.args)):
            code = grade_class(unit, ",".join(better), jobs, scheduler, options=context.args) or code
    except CannotGrade as problem:
        typer.echo(problem, err=True)
        raise typer.Exit(1) from None
    if code != 130:  # Ctrl-C
        show_lateness(unit, context.args)
    raise typer.Exit(code)


@app.command(context_settings={"allow_extra_args": True, "ignore_unknown_options": True})
def correct(
    context: typer.Context,
    unit: Annotated[str, typer.Argument(help="The unit whose source has changed.")],
):
    """Release a changed unit, also with questions that have come or gone, and grade whom it concerns.

    The gradebook is backed up first, into backups/. Marks, comments and flags of a person stay.
    """
    _need_linux("correct")
    if correct_release(unit, context.args):
        grade(context, unit, "", None, False, False, None)


@app.command(context_settings={"allow_extra_args": True, "ignore_unknown_options": True})
def status(
    context: typer.Context,
    unit: Annotated[str, typer.Argument(help="The unit, such as 05_linear_vs_relu.")],
    students: Annotated[bool, typer.Option("--students", help="Also each student, with the reason.")] = False,
):
    """Show who is graded, new, stale, waiting for a person, ungradable, or missing. Nothing is changed."""
    _need_linux("status")
    from bplab.grading.classrun.errors import CannotGrade
    from bplab.grading.status import show_status

    try:
        show_status(unit, students, context.args)
    except CannotGrade as problem:
        typer.echo(problem, err=True)
        raise typer.Exit(1) from None


@app.command(context_settings={"allow_extra_args": True, "ignore_unknown_options": True})
def feedback(
    context: typer.Context,
    unit: Annotated[str, typer.Argument(help="The unit, such as 05_linear_vs_relu.")],
    students: Annotated[str, typer.Option(help="Only these, as ana,ben; all if left out.")] = "",
    with_tests: Annotated[
        bool, typer.Option("--with-tests", help="Also the tests and all they said: after the deadline.")
    ] = False,
):
    """Make a page for each student that is graded, into feedback/. It shows no hidden test.

    Options of nbgrader are passed on: --course-dir=..., --db=...
    """
    with problems_in_lines():
        from bplab.feedback.command import make_feedback

        course = open_course(context.args)
        course.check_unit(unit)
        lines, problems = make_feedback(course, unit, students, with_tests)
    typer.echo("".join(f"{line}\n" for line in lines), nl=False)
    if problems:
        typer.echo("\n".join(problems), err=True)
        raise typer.Exit(1)


for command in (mark, *COMMANDS):  # of nbgrader's own options, such as --course-dir=..., each takes some
    app.command(context_settings={"allow_extra_args": True, "ignore_unknown_options": True})(command)


@app.command()
def demo(
    unit: Annotated[str, typer.Argument(help="The unit to hand out and grade.")] = "05_linear_vs_relu",
    students: Annotated[int, typer.Option(min=1, help="Size of the class.")] = 24,
):
    """Make a class from the answer catalogue, release, grade and give feedback."""
    _need_linux("demo")
    from bplab.authoring.errors import BuildError
    from bplab.commands import NbgraderFailed
    from bplab.demo import run_demo

    try:
        agrees = run_demo(_course_root(), unit, students)
    except (BuildError, NbgraderFailed) as error:
        typer.echo(error, err=True)
        raise typer.Exit(1) from None
    if not agrees:
        raise typer.Exit(1)


@app.command()
def doctor():
    """Try on this machine what protects the grading: a line for each promise, exit code 1 if one fails."""
    _need_linux("doctor")
    from bplab.grading.doctor import examine

    broken = 0
    for name, promise, problem in examine(Path.cwd()):
        broken += problem is not None
        typer.echo(f"{'ok   ' if problem is None else 'FAILS'}  {name:<12} {promise}")
        if problem is not None:
            typer.echo(f"       {problem}")
    if broken:
        raise typer.Exit(1)


def _need_linux(command):
    if sys.platform != "linux":
        from bplab.grading.sandbox.bubblewrap import GET_LINUX

        typer.echo(NEEDS_LINUX.format(command=command, system=sys.platform, remedy=GET_LINUX), err=True)
        raise typer.Exit(1)


def _course_root():
    root = Path.cwd()
    if not (root / "nbgrader_config.py").exists() or not (root / "lessons").is_dir():
        typer.echo(NOT_A_CHECKOUT.format(root=root), err=True)
        raise typer.Exit(2)
    return root


def main():
    # nbgrader calls `alembic` when it makes a gradebook, and the environment need not be activated.
    programs = str(Path(sys.executable).parent)
    os.environ["PATH"] = os.pathsep.join(filter(None, [programs, os.environ.get("PATH")]))
    app()
