"""Which template made a line, and what fills it: no pattern is built from it, nothing is formatted."""

from string import Formatter


def parsed(template):
    """(literals, names of what stands between them) of a template, as in str.format."""
    literals, names = [""], []
    for literal, name, _, _ in Formatter().parse(template):
        literals[-1] += literal
        if name is not None:
            names.append(name)
            literals.append("")
    return literals, names


def fillings(line, literals):
    """What stands in a line between the literals of a template; None if it is another template's."""
    if not line.startswith(literals[0]) or len(line) < sum(map(len, literals)):
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
    return [*found, line[at:end]] if end >= at and line.endswith(literals[-1]) else None
