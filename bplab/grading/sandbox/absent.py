"""What stands for modules whose files are not where student code is graded, since they hold right answers.

Given cells import them, and students try checks in cells of their own: so importing works, and calling a
check or an explorer does nothing. A right answer is not to be had: whoever needs one meets NotPermitted.
"""

import sys
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType

from bplab.student_code.permitted import ANSWERS, SHOWS, WRITE_IT, NotPermitted, belongs_to

SHOWN = "<{name}: nothing is shown or checked here while a notebook is graded>"
USES = (
    *("array", "iter", "getitem", "setitem", "len", "bool", "int", "float", "complex", "index", "contains"),
    *("add", "radd", "sub", "rsub", "mul", "rmul", "matmul", "rmatmul", "truediv", "rtruediv", "floordiv"),
    *("rfloordiv", "mod", "rmod", "pow", "rpow", "neg", "pos", "abs", "lt", "le", "gt", "ge"),
    *("mro_entries", "enter"),
)


class Absentee:
    """What an import or a call gives in the place of a thing that is not there."""

    def __init__(self, name):
        self.__dict__["name"] = name

    def __getattr__(self, name):
        if name.startswith("_"):  # what IPython and NumPy look for is not there
            raise AttributeError(name)
        return Absentee(f"{self.name}.{name}")

    def __call__(self, *args, **kwargs):
        if belongs_to(self.name, ANSWERS):
            refuse(self)
        return Absentee(f"{self.name}(...)")

    def __repr__(self):
        return SHOWN.format(name=self.name)


def refuse(absentee, *args, **kwargs):
    """Raise NotPermitted: something is to be computed with a thing that is not there."""
    raise NotPermitted(WRITE_IT.format(name=absentee.name))


for use in USES:
    setattr(Absentee, f"__{use}__", refuse)


class AbsentModule(ModuleType):
    """A module of which every name is a Absentee."""

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return Absentee(f"{self.__name__}.{name}")


class AbsentModules(MetaPathFinder, Loader):
    """Finds such modules before Python looks for files: alike with a sandbox and without one."""

    def find_spec(self, name, path=None, target=None):
        return ModuleSpec(name, self, is_package=True) if belongs_to(name, (*ANSWERS, *SHOWS)) else None

    def create_module(self, spec):
        return AbsentModule(spec.name)

    def exec_module(self, module):
        pass


def install():
    """From now on something stands for those modules in this process."""
    sys.meta_path.insert(0, AbsentModules())
