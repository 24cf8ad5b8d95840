"""The course in Chinese: a class of its own in this folder, with the settings of the folder above."""

from pathlib import Path

c = get_config()  # noqa: F821 (traitlets puts it and the next one here)
load_subconfig("nbgrader_config.py", path=str(Path(__file__).resolve().parents[1]))  # noqa: F821
