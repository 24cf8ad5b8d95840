"""Puts parts of ours in the place of nbgrader's, and makes sure that they are used.

nbgrader has no option for its converters: its commands look the class up among the names of their module.
Whatever is not as we know it stops them, because nbgrader's own class would run student code unprotected.
"""

import dis
import functools
from importlib.metadata import version

from nbgrader.converters.base import NbGraderException

CHANGED = (
    "bplab does not know this nbgrader ({version}): {what}. Nothing was done, because without bplab student "
    "code would run unprotected. Install bplab again, with the nbgrader that it asks for."
)
NO_SUCH_NAME = "{command} makes no `{name}`"
ANOTHER_CLASS = "what {command} calls `{name}` is {found!r}"
NO_SUCH_ATTRIBUTE = "{owner} has no `{name}`"
NOT_OURS = "it has made its own `{name}` and not bplab's"


class UnknownNbgrader(SystemExit):
    """nbgrader is not as bplab knows it; the message says in what.

    A SystemExit: nbgrader would log any other exception of a configuration file and go on without the file.
    """

    def __init__(self, what, **names):
        super().__init__(CHANGED.format(version=version("nbgrader"), what=what.format(**names)))


def replace_converter(theirs, ours, commands):
    """Have nbgrader's commands (functions that make an object of the class `theirs`) make one of `ours`."""
    _refuse_to_start(theirs, ours)  # first: also for who looks the class up where we do not know
    name = theirs.__name__
    for command in commands:
        where = f"{command.__module__}.{command.__qualname__}"
        found = command.__globals__.get(name)
        if name not in _looked_up(command) or found is None:
            raise UnknownNbgrader(NO_SUCH_NAME, command=where, name=name)
        if found not in (theirs, ours):
            raise UnknownNbgrader(ANOTHER_CLASS, command=where, name=name, found=found)
        command.__globals__[name] = ours


def replace_attribute(owner, name, new):
    """Put `new` in the place of an attribute of a class or module."""
    if not hasattr(owner, name):
        raise UnknownNbgrader(NO_SUCH_ATTRIBUTE, owner=owner.__name__, name=name)
    setattr(owner, name, new)


def _looked_up(command):
    """The names that a function looks up among those of its module."""
    return {step.argval for step in dis.get_instructions(command) if step.opname == "LOAD_GLOBAL"}


def _refuse_to_start(theirs, ours):
    """From now on only objects of ours can be started."""
    start = theirs.start
    if getattr(start, "only_for", None) is ours:
        return

    @functools.wraps(start)
    def start_if_ours(self):
        if not isinstance(self, ours):
            text = str(UnknownNbgrader(NOT_OURS, name=theirs.__name__))
            self.log.error(text)
            raise NbGraderException(text)
        return start(self)

    start_if_ours.only_for = ours
    theirs.start = start_if_ours
