"""Modules that files of running courses import under a name of before are found where they are today.

An nbgrader_config.py of an earlier version calls install() of four modules, for four parts of what
bplab.grading.nbgrader_patch puts in its place.
"""

import importlib
import sys
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec

MOVED = {
    "bplab.grading.autograde": "bplab.grading.nbgrader_patch",
    "bplab.grading.pages": "bplab.grading.nbgrader_patch",
    "bplab.grading.release": "bplab.grading.nbgrader_patch",
    "bplab.grading.timestamps": "bplab.grading.nbgrader_patch",
    "bplab.grading.preprocessors": "bplab.grading.gradebook.preprocessors",
    "bplab.grading.verdicts": "bplab.grading.judge.verdicts",
}


class Moved(MetaPathFinder, Loader):
    """Finds such modules after all others have failed to."""

    def find_spec(self, name, path=None, target=None):
        return ModuleSpec(name, self) if name in MOVED else None

    def create_module(self, spec):
        return None

    def exec_module(self, module):
        name = module.__name__
        sys.modules[name] = importlib.import_module(MOVED[name])  # which Python takes from there


def install():
    """From now on they are found in this process."""
    sys.meta_path.append(Moved())
