"""The command line of authors. What is slow to import is imported where it is used."""

from pathlib import Path
from typing import Annotated

import typer

from bplab.command_line import end, in_lines
from bplab.grading.commands import need_linux
from bplab.language import ENGLISH, LANGUAGES
from bplab.new_course import BOTH

NOT_A_CHECKOUT = (
    "{root} is not a checkout of bplab: nbgrader_config.py and lessons/ are missing. Run this in "
    "your checkout."
)
TRANSLATED = "{path}: {whole} of {count} texts are translated, {changed} are fuzzy, {empty} empty"
NOTHING_NAMED = "bplab translate: name a unit, or say --program"
COPY = "{path}: to be read, not to be handed out"
UNCHANGED = "{unit}: nothing has changed since it was built"
NO_LANGUAGE = "bplab {command}: no language {language!r}: choose from {known}"
DIFFERS = "Run `make build` and commit the result."
NEW_UNIT = "Written, to be turned into your own:"
BUILD_IT = 'Now: bplab build {name}. CONTRIBUTING.md, "Add a unit", says what else there is.'
NEW_COURSE = "{folder}: a course. Its README.md says what goes where; begin with: cd {folder}; bplab doctor"


def build(
    units: Annotated[list[str] | None, typer.Argument(help="Units to build; all if none is named.")] = None,
    check: Annotated[
        bool, typer.Option("--check", help="Try everything, write nothing; fail if anything differs.")
    ] = False,
    force: Annotated[bool, typer.Option("--force", help="Also build what has not changed.")] = False,
) -> None:
    """Make notebooks/, source/ and release/ from lessons/, and try on the way what has changed.

    Where a lesson has its Chinese text, zh/ gets the same in Chinese.
    """
    root = _checkout()
    from bplab.authoring import build as builder
    from bplab.authoring import stamps
    from bplab.authoring.errors import BuildError, LessonError
    from bplab.authoring.translation.keeper import check_translation
    from bplab.authoring.translation.program_keeper import check_program
    from bplab.authoring.units import find_units
    from bplab.commands import NbgraderFailed

    stale = []
    with in_lines(BuildError, LessonError, NbgraderFailed):
        check_program(root, report=typer.echo)
        for unit in find_units(root, units or (), lectures_too=True):
            check_translation(unit, report=typer.echo)
            for edition in unit.editions:
                if check and (edition.language == ENGLISH or stamps.stale(edition)):
                    stale += builder.differences(edition, builder.build_unit(edition))
                elif parts := stamps.PARTS if force and not check else stamps.stale(edition):
                    builder.write(edition, builder.build_unit(edition, parts=parts))
                    stamps.stamp(edition)
                else:
                    typer.echo(UNCHANGED.format(unit=(edition.place / unit.name).as_posix()))
    if stale:
        end("\n".join([*stale, DIFFERS]))


def translate(
    units: Annotated[list[str] | None, typer.Argument(help="Units, such as 01_forward_pass.")] = None,
    to: Annotated[
        Path | None, typer.Option(help="A folder for notebooks in Chinese, with solutions, to be proof-read.")
    ] = None,
    program: Annotated[bool, typer.Option("--program", help="What the program says, room by room.")] = False,
) -> None:
    """Bring Chinese text, of units or of the program, up to the English: new empty, changed fuzzy."""
    root = _checkout()
    if not units and not program:
        end(NOTHING_NAMED, 2)
    from bplab.authoring.errors import BuildError, LessonError
    from bplab.authoring.translation import catalogue
    from bplab.authoring.translation.copies import write_copies
    from bplab.authoring.translation.keeper import read_parts
    from bplab.authoring.translation.program import ROOMS, program_texts
    from bplab.authoring.translation.texts import texts
    from bplab.authoring.units import find_units
    from bplab.language import CATALOGUES

    with in_lines(BuildError, LessonError):
        for room in ROOMS if program else ():
            _update(root, CATALOGUES / "zh" / f"{room}.po", program_texts(room))
        for unit in find_units(root, units, lectures_too=True) if units else ():
            parts = read_parts(unit)
            wanted = [text for part, cells in parts.items() for text in texts(part, cells)]
            new = _update(root, catalogue.path_of(unit), wanted)
            for copy in write_copies(parts, new, to / unit.name) if to else ():
                typer.echo(COPY.format(path=copy))


def _update(root, path, texts):
    """The catalogue at a path, with an entry for each text."""
    from bplab.authoring.translation import catalogue

    new = catalogue.updated(catalogue.read(path), texts)
    catalogue.write(path, new)
    changed = sum("fuzzy" in entry.flags for entry in new)
    empty = sum(not entry.msgstr for entry in new)
    numbers = {"count": len(new), "whole": len(new) - changed - empty, "changed": changed, "empty": empty}
    typer.echo(TRANSLATED.format(path=path.relative_to(root), **numbers))
    return new


def new_unit(
    name: Annotated[str, typer.Argument(help="Its number and topic, such as 08_momentum.")],
) -> None:
    """Write a small unit that builds, is graded and passes, to be turned into your own."""
    from bplab.authoring.errors import BuildError
    from bplab.authoring.new_unit import new_unit as write_unit

    with in_lines(BuildError, before="bplab new-unit: "):
        paths = write_unit(_checkout(), name)
    typer.echo("\n".join([NEW_UNIT, *(f"  {path}" for path in paths), BUILD_IT.format(name=name)]))


def new_course(
    folder: Annotated[Path, typer.Argument(help="A folder that is empty, or not there yet.")],
    language: Annotated[
        str, typer.Option(help="Of the notebooks: en, zh, or both, for a class of two languages.")
    ] = ENGLISH,
) -> None:
    """Make a course folder, in which nbgrader and `bplab grade` work with bplab's protection."""
    if language not in (*LANGUAGES, BOTH):
        known = ", ".join([*LANGUAGES, BOTH])
        end(NO_LANGUAGE.format(command="new-course", language=language, known=known), 2)
    from bplab.new_course import NoCourse
    from bplab.new_course import new_course as make_course

    with in_lines(NoCourse, before="bplab new-course: "):
        make_course(folder, language)
    typer.echo(NEW_COURSE.format(folder=folder))


def mutants(
    units: Annotated[list[str] | None, typer.Argument(help="Units to measure; all if none is named.")] = None,
    lines: Annotated[bool, typer.Option("--lines", help="Also each mutant that is not named.")] = False,
    answers: Annotated[
        bool, typer.Option("--answers", help="The catalogue's mistakes, and their sentences.")
    ] = False,
) -> None:
    """Change each solution in one place, and count how often the checks say what is wrong.

    Exit code 1 if a mutant survives that is not listed as equivalent. With --answers, what they say of each
    mistake of the unit's catalogue instead, to be read.
    """
    root = _checkout()
    from bplab.authoring.errors import BuildError
    from bplab.authoring.units import find_units

    with in_lines(BuildError):
        found = find_units(root, units or ())
        survivors = _print_answers(found) if answers else _print_mutants(found, lines)
    if survivors:
        raise typer.Exit(1)


def _print_answers(units):
    from bplab.authoring.mutants.catalogue import said

    for unit in units:
        for text in said(unit):
            typer.echo(text)


def _print_mutants(units, lines):
    """The number of mutants that survive."""
    from bplab.authoring.mutants import report, run
    from bplab.authoring.mutants.judge import Verdict

    typer.echo(f"{report.HEAD}\n{report.RULE}")
    survivors = 0
    for unit in units:
        found = report.count(unit.name, run.outcomes(unit))
        survivors += found.counts[Verdict.SURVIVES]
        typer.echo("\n".join([found.row(), *(found.lines() if lines else ())]))
    return survivors


def demo(
    unit: Annotated[str, typer.Argument(help="The unit to hand out and grade.")] = "05_linear_vs_relu",
    students: Annotated[int, typer.Option(min=1, help="Size of the class.")] = 24,
    language: Annotated[
        str, typer.Option(help="en, or zh: every second student hands in a notebook in Chinese.")
    ] = ENGLISH,
) -> None:
    """Make a class from the answer catalogue, release, grade and give feedback."""
    need_linux("demo")
    if language not in LANGUAGES:
        end(NO_LANGUAGE.format(command="demo", language=language, known=" or ".join(LANGUAGES)), 2)
    from bplab.authoring.errors import BuildError
    from bplab.commands import NbgraderFailed
    from bplab.demo import run_demo

    with in_lines(BuildError, NbgraderFailed):
        agrees = run_demo(_checkout(), unit, students, language)
    if not agrees:
        raise typer.Exit(1)


def _checkout():
    """The folder of this checkout, in which the command was typed."""
    root = Path.cwd()
    if not (root / "nbgrader_config.py").exists() or not (root / "lessons").is_dir():
        end(NOT_A_CHECKOUT.format(root=root), 2)
    return root
