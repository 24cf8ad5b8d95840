"""How a part of nbgrader, or of what it is built on, is replaced: only where it is, else nothing goes on."""

GONE = (
    "nbgrader {version} has no {owner}.{name}, which bplab replaces: what protects you would be missing. "
    "Install an nbgrader that this version of bplab knows (see its pyproject.toml)"
)


class Gone(Exception):
    """What should be replaced is not there."""


def replace(owner, name, new):
    """Put `new` in the place of an attribute of a class or module; raises Gone if it has none."""
    if not hasattr(owner, name):
        from nbgrader import __version__

        raise Gone(GONE.format(version=__version__, owner=owner.__name__, name=name))
    setattr(owner, name, new)
