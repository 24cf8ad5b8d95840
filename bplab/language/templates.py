"""Which template made a line, and what fills it: no pattern is built from it, nothing is formatted."""

import itertools
import re
from string import Formatter

LOGGED = re.compile(r"%[sdr]")  # in a line of a log: filled in order, and in every language in this one


def parsed(template):
    """(literals, names of what stands between them) of a template, as str.format or a log has it."""
    numbers = itertools.count()
    template = LOGGED.sub(lambda _: f"{{%{next(numbers)}}}", template)
    literals, names = [""], []
    for literal, name, _, _ in Formatter().parse(template):
        literals[-1] += literal
        if name is not None:
            names.append(name)
            literals.append("")
    return literals, names


def fillings(line, literals):
    """What stands in a line between the literals of a template; None if it is another template's."""
    if not line.endswith(literals[-1]) or not line.startswith(literals[0]):
        return None
    if len(literals) == 1:
        return [] if line == literals[0] else None
    found, at = [], len(literals[0])
    for literal in literals[1:-1]:
        end = line.find(literal, at)
        if end < 0:
            return None
        found.append(line[at:end])
        at = end + len(literal)
    end = len(line) - len(literals[-1])
    return [*found, line[at:end]] if end >= at else None
