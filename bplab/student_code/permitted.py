"""What a student's answer must not use of this package: the modules that hold right answers.

While a notebook is graded their files are not there (see grading/sandbox/absent.py). The checks at home look
for them in the student's functions, so that nobody learns of it by the marks.
"""

from bplab.language import in_language

ANSWERS = ("bplab.network", "bplab.gradients", "bplab.experiments")
# The cases of the checks hold right answers, too. Checks and explorers may be called anywhere, and only show
# something; what they give must not become part of an answer.
SHOWS = (
    "bplab.checks",
    "bplab.explorers",
    "bplab.figures.graph",
    "bplab.figures.layers",
    "bplab.figures.probabilities",
)
WRITE_IT = (
    "{name} cannot be used in an answer: it holds right answers of this course, and is not there while a "
    "notebook is graded. Write it yourself."
)


class NotPermitted(ImportError):
    """Use of something that holds right answers. IPython shows the message alone, without a traceback."""

    def _render_traceback_(self):
        return [in_language(str(self))]


def belongs_to(name, modules):
    """Whether a dotted name is one of the modules or lies in one."""
    return any(name == module or name.startswith(f"{module}.") for module in modules)


def refuse_answers(function):
    """Raise NotPermitted if a function, method or class of the notebook's uses what holds right answers.

    Looked at is what its code names, and the code of the notebook's own functions and classes that it names.
    What the notebook merely imports, or uses in other cells, harms nobody.
    """
    seen, waiting = set(), _functions(function)
    while waiting:
        each = waiting.pop()
        if id(each) in seen or each.__globals__.get("__name__") != "__main__":
            continue
        seen.add(id(each))
        names = _names(each.__code__)
        if "bplab" in names:
            names |= {f"bplab.{name}" for name in names}
        for name in names:
            value = each.__globals__.get(name)
            found = name if name.startswith("bplab.") else _origin(value)
            if belongs_to(found, (*ANSWERS, *SHOWS)):
                raise NotPermitted(WRITE_IT.format(name=found))
            waiting += _functions(value)


def _functions(value):
    """The functions that a function, a method or a class consists of; none of anything else."""
    value = getattr(value, "__func__", value)
    if isinstance(value, type):
        return [function for part in vars(value).values() for function in _functions(part)]
    return [value] if hasattr(value, "__code__") and hasattr(value, "__globals__") else []


def _names(code):
    """All names in a function's code, and in the functions inside it."""
    inner = (constant for constant in code.co_consts if hasattr(constant, "co_names"))
    return set(code.co_names).union(*map(_names, inner))


def _origin(value):
    """The dotted name of a module, or of a function or class by the module it comes from; "" of others."""
    if type(value).__name__ == "module":
        return value.__name__
    module, name = getattr(value, "__module__", None), getattr(value, "__name__", None)
    return f"{module}.{name}" if isinstance(module, str) and isinstance(name, str) else ""
