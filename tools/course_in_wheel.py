"""Puts into a wheel what `bplab new-course` and `bplab check` read; a checkout has it beside the package."""

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CourseInWheel(BuildHookInterface):
    def initialize(self, version, build_data):
        if version == "standard":
            for name in ("nbgrader_config.py", "release", "zh/nbgrader_config.py", "zh/release"):
                build_data["force_include"][name] = f"bplab/course/{name}"
