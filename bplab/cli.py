"""The `bplab` command: registers those of the rooms, which import what is slow to import where it is used."""

import os
import sys
from pathlib import Path

import typer
from typer.core import TyperGroup

from bplab import language
from bplab.authoring import commands as authoring
from bplab.command_line import end
from bplab.experiments import commands as experiments
from bplab.feedback import commands as feedback
from bplab.grading import commands as grading
from bplab.language.terminal import Translated, explain, of_course
from bplab.mark import commands as marking
from bplab.report import commands as reports
from bplab.scripts import commands as scripts
from bplab.term import commands as term
from bplab.term import privacy_commands as privacy

NOT_INSTALLED = (
    "bplab {command}: {name} is missing: what students install cannot do this. Get the rest with "
    '`pip install "bplab[{extra}]"`.'
)
NO_COMMAND = "bplab: no command {name!r}: choose from {names}"
NO_LANGUAGE = "bplab: c.BPLab.language is {asked!r}, which bplab does not speak: choose from {languages}"
AUTHORS = ("jupytext",)  # what bplab[author] brings beside bplab[grade]


class CommandsByName(TyperGroup):
    """A command group that answers a wrong name with the right ones, and says what is not installed."""

    def invoke(self, ctx):
        try:
            return super().invoke(ctx)
        except ModuleNotFoundError as error:
            if error.name is None or error.name.split(".")[0] == "bplab":
                raise
            extra = "author" if error.name in AUTHORS else "grade"
            end(NOT_INSTALLED.format(command=ctx.invoked_subcommand, name=error.name, extra=extra))

    def get_command(self, ctx, name):
        command = super().get_command(ctx, name)
        return command if command is None or language.spoken() == language.ENGLISH else explain(command)

    def format_help(self, ctx, formatter):
        if language.spoken() != language.ENGLISH:
            explain(self)
        super().format_help(ctx, formatter)

    def resolve_command(self, ctx, args):
        if args and self.get_command(ctx, args[0]) is None:
            end(NO_COMMAND.format(name=args[0], names=", ".join(self.list_commands(ctx))), 2)
        return super().resolve_command(ctx, args)


app = typer.Typer(
    cls=CommandsByName,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="A notebook course on backpropagation in NumPy, with an autograder.",
)
here = app.command()
# Of nbgrader's own options, such as --course-dir=..., each of these takes some.
of_a_course = app.command(context_settings={"allow_extra_args": True, "ignore_unknown_options": True})

# In the order of `bplab --help`, by the name of the function.
here(experiments.experiment)
here(scripts.script)
here(authoring.build)
here(authoring.translate)
here(authoring.new_unit)
here(authoring.new_course)
here(grading.check)
here(authoring.mutants)
of_a_course(grading.grade)
of_a_course(grading.correct)
of_a_course(grading.status)
of_a_course(feedback.feedback)
of_a_course(reports.report)
of_a_course(marking.mark)
of_a_course(term.roster)
of_a_course(term.collect)
of_a_course(term.deadline)
of_a_course(term.extend)
of_a_course(term.export)
of_a_course(privacy.forget)
of_a_course(privacy.student_data)
here(authoring.demo)
here(grading.doctor)


def main():
    # nbgrader calls `alembic` when it makes a gradebook, and the environment need not be activated.
    programs = str(Path(sys.executable).parent)
    os.environ["PATH"] = os.pathsep.join(filter(None, [programs, os.environ.get("PATH")]))
    asked = of_course(os.environ)
    if asked not in language.LANGUAGES:
        print(NO_LANGUAGE.format(asked=asked, languages=", ".join(language.LANGUAGES)), file=sys.stderr)
        sys.exit(2)
    language.speak(asked)
    if asked != language.ENGLISH:
        sys.stdout, sys.stderr = Translated(sys.stdout), Translated(sys.stderr)
    app()
