"""Names of an earlier version: what files of running courses import is found, the rest says where it is.

An nbgrader_config.py of an earlier version calls install() of several modules, for parts of what
bplab.grading.nbgrader_patch puts in its place. What no course imports is refused, with the line to write.
"""

import importlib
import sys
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec

MOVED = {
    "bplab.experiment": "bplab.experiments.two_networks",
    "bplab.grading.autograde": "bplab.grading.nbgrader_patch",
    "bplab.grading.lateness": "bplab.grading.nbgrader_patch",
    "bplab.grading.pages": "bplab.grading.nbgrader_patch",
    "bplab.grading.release": "bplab.grading.nbgrader_patch",
    "bplab.grading.timestamps": "bplab.grading.nbgrader_patch",
    "bplab.grading.preprocessors": "bplab.grading.gradebook.preprocessors",
    "bplab.grading.verdicts": "bplab.grading.judge.verdicts",
}
# Moved from one package into another, under their own names.
SAME_NAME = {
    ("bplab.grading", "bplab"): "demo names",
    ("bplab.grading", "bplab.authoring"): "blanks",
    ("bplab.grading", "bplab.grading.classrun"): "fingerprints",
    ("bplab.grading", "bplab.grading.gradebook"): (
        "database extensions late_policy recording released scores steps"
    ),
    (
        "bplab.grading",
        "bplab.grading.intake",
    ): "data_files pictures reading repair submissions unpacking uploads",
    ("bplab.grading", "bplab.grading.judge"): "causes examine given remote",
    ("bplab.grading", "bplab.grading.sandbox"): (
        "absent bounded cells kernel kernels namespaces process screen seccomp shown unattended wire"
    ),
    ("bplab", "bplab.student_code"): "permitted stand_in tracebacks",
}
NOW = {
    f"{old}.{name}": f"{new}.{name}" for (old, new), names in SAME_NAME.items() for name in names.split()
} | {
    "bplab.checks.messages.errors": "bplab.student_code.errors",
    "bplab.checks.truth": "bplab.checks.reference",
    "bplab.grading.classrun.command": "bplab.grading.grade",
    "bplab.grading.command": "bplab.grading.grade",
    "bplab.feedback.command": "bplab.feedback.commands",
    "bplab.grading.classrun.deaf": "bplab.grading.classrun.workers",
    "bplab.grading.classrun.ignore_sigint": "bplab.grading.classrun.workers",
    "bplab.grading.classrun.preload": "bplab.grading.classrun.workers",
    "bplab.grading.inside": "bplab.grading.sandbox.kernel_main",
    "bplab.grading.replacing": "bplab.grading.nbgrader_patch",
    "bplab.grading.results": "bplab.grading.gradebook.staging",
    "bplab.grading.warm": "bplab.grading.sandbox.forkserver",
    "bplab.grading.watch": "bplab.grading.sandbox.usage",
    "bplab.grading.worker": "bplab.grading.classrun.grader",
    "bplab.grading.zygote": "bplab.grading.sandbox.forkserver_main",
    "bplab.minibatches": "bplab.network",
    "bplab.network.holding_back": "bplab.network.regularisation",
    "bplab.network.steps": "bplab.network.optimizers",
}
# Names in modules that are still there under these names, as packages or for something else.
NAMES = {
    "bplab.grading.commands": {"bplab.commands": "NbgraderFailed command nbgrader own_settings"},
    "bplab.grading.judge": {"bplab.grading.judge.judge": "GradedTest Judge"},
    "bplab.grading.nbgrader_patch": {  # which stands for five modules of before
        "bplab.grading.classrun.autograde": "CourseAutograde",
        "bplab.grading.gradebook.lateness": "assign_lateness less_penalties",
        "bplab.grading.gradebook.release": "CellsAtTheEnd CellsChanged CheckCells CourseRelease",
        "bplab.grading.intake.timestamps": (
            "BadTimestamp parse_moment parse_timestamp parse_utc read_timestamp timestamp_or_none"
        ),
    },
    "bplab.grading.sandbox": {"bplab.grading.sandbox.bubblewrap": "Sandbox SandboxMissing calls_file"},
}
# What the first nbgrader_config.py files import, and nothing has taken the place of.
NO_MORE = {"bplab.grading.gradebook.preprocessors": "ExecuteQuietly", "bplab": "kernels"}
ELSEWHERE = "{old} is {new} now: write `from {new} import ...`"
ELSEWHERE_BY_NAME = "{name} is in {new} now: write `from {new} import {name}`"
GONE = "{old} is no longer there, and no longer needed: begin with the nbgrader_config.py of this version"


class Moved(MetaPathFinder, Loader):
    """Finds such modules after all others have failed to."""

    def find_spec(self, name, path=None, target=None):
        if name in NOW:
            raise ModuleNotFoundError(ELSEWHERE.format(old=name, new=NOW[name]), name=name)
        if is_gone(*name.rpartition(".")[::2]):
            raise ModuleNotFoundError(GONE.format(old=name), name=name)
        return ModuleSpec(name, self) if name in MOVED else None

    def create_module(self, spec):
        return None

    def exec_module(self, module):
        name = module.__name__
        sys.modules[name] = importlib.import_module(MOVED[name])  # which Python takes from there


def is_gone(module, name):
    return name in NO_MORE.get(module, "").split()


def refusing(module):
    """A module's __getattr__, which Python calls for what it does not hold: names of before are refused."""

    def __getattr__(name):
        for new, names in NAMES.get(module, {}).items():
            if name in names.split():
                raise ImportError(ELSEWHERE_BY_NAME.format(name=name, new=new), name=module)
        if is_gone(module, name):
            raise ImportError(GONE.format(old=f"{module}.{name}"), name=module)
        raise AttributeError(f"module {module!r} has no attribute {name!r}")

    return __getattr__


def install():
    """From now on they are found in this process."""
    sys.meta_path.append(Moved())
