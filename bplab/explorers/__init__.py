"""The interactive parts of the lectures. Each is a folder: a model without a screen, a picture, a thin view.

`explore_NAME` is found in the folder NAME, and loaded when it is asked for.
"""

import importlib
import pkgutil

__all__ = [f"explore_{room.name}" for room in pkgutil.iter_modules(__path__) if room.ispkg]


def __getattr__(name):
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"{__name__}.{name.removeprefix('explore_')}.view"), name)
