"""A script that was handed in, `bp_<student id>.py`, as cells of the notebook it stands for. Never run.

statements  its text, cut into statements
closing     the comment at its end: the written answer
cells       which statement belongs into which cell, by the names that it defines
"""

from bplab.grading.intake.script.cells import is_script, read_script

__all__ = ["is_script", "read_script"]
