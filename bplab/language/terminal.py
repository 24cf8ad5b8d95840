"""The language of the command line: which one, and how what commands print and explain is put into it.

Commands write English lines, and none of them thinks of a language: `Translated` stands in the place of
stdout and stderr. Of tables see tables.py.
"""

import re
from pathlib import Path

from bplab.language import VARIABLES, in_language, of_environment, say

CONFIG = "nbgrader_config.py"
SETTING = re.compile(r"^c\.BPLab\.language\s*=\s*[\"'](\w+)[\"']", re.MULTILINE)
# What typer says in the help of a command.
SHOW_HELP = "Show this message and exit."
PANELS = {
    "ARGUMENTS_PANEL_TITLE": "Arguments",
    "OPTIONS_PANEL_TITLE": "Options",
    "COMMANDS_PANEL_TITLE": "Commands",
    "ERRORS_PANEL_TITLE": "Error",
    "REQUIRED_LONG_STRING": "[required]",
    "DEFAULT_STRING": "[default: {}]",
    "ABORTED_TEXT": "Aborted.",
}


def of_course(environment, folder=Path()):
    """The language that BPLAB_LANG, the course in this folder or else the system asks for.

    It may be none of ours. A course states it in its nbgrader_config.py, as `c.BPLab.language = "zh"`: the
    line is read, and not run.
    """
    if environment.get(VARIABLES[0]):
        return of_environment()
    try:
        stated = SETTING.search((folder / CONFIG).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        stated = None
    return stated[1] if stated else of_environment()


class Translated:
    """A stream of text whose lines are put into the language of the process."""

    def __init__(self, stream):
        self._stream = stream

    def write(self, text):
        self._stream.write("\n".join(map(in_language, text.split("\n"))))
        return len(text)

    def writelines(self, lines):
        for line in lines:
            self.write(line)

    def __getattr__(self, name):
        return getattr(self._stream, name)


def explain(command):
    """Put what a command says of itself into the language of the process; the command."""
    for name in ("help", "short_help"):
        if text := getattr(command, name, None):
            paragraphs = (" ".join(paragraph.split()) for paragraph in text.split("\n\n"))
            setattr(command, name, "\n\n".join(map(say, paragraphs)))
    for option in command.params:
        if getattr(option, "help", None):
            option.help = say(" ".join(option.help.split()))
    of_help = command.get_help_option

    def get_help_option(context):
        option = of_help(context)
        if option is not None:
            option.help = say(SHOW_HELP)
        return option

    command.get_help_option = get_help_option
    from typer import rich_utils  # slow to import

    for name, english in PANELS.items():
        setattr(rich_utils, name, say(english))
    return command
