"""There is no screen: whoever asks matplotlib or IPython for one draws into the notebook, as without asking.

`%matplotlib widget`, `matplotlib.use("TkAgg")` and the like are right where students work, and no reason to
end a cell here.
"""

import importlib.util
import sys
import types

import matplotlib
from matplotlib.backends.registry import backend_registry

INLINE = "inline"
WITHOUT_SCREEN = (INLINE, "agg", "cairo", "pdf", "pgf", "ps", "svg", "template")
MODULE = "module://"
FOR_NOTEBOOKS = "ipympl"  # students import it for its side effects


def do_without(shell):
    """Have this shell, and matplotlib with it, take every wish for a window as a wish for a picture."""
    use, load = matplotlib.use, backend_registry.load_backend_module
    enable = shell.enable_matplotlib
    matplotlib.use = lambda backend, *, force=True: use(_drawn(backend), force=force)
    backend_registry.load_backend_module = lambda backend: load(_drawn(backend))
    shell.enable_matplotlib = lambda gui=None: enable(_drawn(gui))
    shell.enable_gui = lambda gui=None: None
    if importlib.util.find_spec(FOR_NOTEBOOKS) is None:
        sys.modules[FOR_NOTEBOOKS] = types.ModuleType(FOR_NOTEBOOKS)


def _drawn(backend):
    """This backend, or the one of notebooks where it needs a screen or is not there."""
    name = str(backend).lower()
    is_module = name.startswith(MODULE) and _is_found(str(backend).removeprefix(MODULE))
    return backend if name in WITHOUT_SCREEN or is_module else INLINE


def _is_found(module):
    try:
        return module.partition(".")[0] != FOR_NOTEBOOKS and importlib.util.find_spec(module) is not None
    except (ImportError, ValueError):
        return False
