"""A server inside a sandbox: it has imported what students import, and forks a kernel when it is asked to.

It knows nothing of the course and runs no code of a student's. On its one socket the grader hands over the
sockets of the next kernel; what that kernel is told travels on those.
"""

import contextlib
import gc
import importlib
import io
import os
import signal
import socket
import sys
from pathlib import Path

import numpy as np

from bplab.grading.sandbox import jupyter_kernel, kernel_main
from bplab.grading.sandbox.namespaces import fork_into_new_pids, isolate
from bplab.grading.sandbox.process import READY

ENDS = 2  # of a kernel: the judge's channel, and where interrupts are asked for
# What a kernel imports while it starts, and what students import. Not matplotlib's inline backend: that looks
# for its IPython when it is imported, with the first figure.
IMPORTED = (
    "IPython.core.completerlib",
    "IPython.core.debugger",
    "IPython.core.oinspect",
    "IPython.extensions.storemagic",
    "numpy.random",
    "sqlite3",
    "tornado.platform.asyncio",
    "matplotlib.pyplot",
    "matplotlib.backends.backend_agg",
    "bplab.datasets",
    "bplab.figures.boundary",
    "bplab.measures",
)


def main():
    """Serve until the grader's end is closed.

    Arguments: the socket, the two sizes for `isolate`, and the files of lists of fonts as descriptor:name.
    """
    control = socket.socket(fileno=int(sys.argv[1]))
    sizes = [int(argument) for argument in sys.argv[2:4]]
    _take_fonts(sys.argv[4:])
    app = _prepared()
    signal.signal(signal.SIGCHLD, _wait)
    own_pids = os.open("/proc/self/ns/pid", os.O_RDONLY)
    while ends := _next_ends(control):
        try:
            if len(os.listdir("/proc/self/task")) > 1:
                raise RuntimeError("the server has threads, which a fork would lose")
            if fork_into_new_pids(own_pids) == 0:
                _first_process(ends, sizes, app)
        except Exception as error:
            _refuse(ends, error)
        for end in ends:
            os.close(end)


def _take_fonts(lists):
    """Put them where matplotlib will look, which has not been imported yet. No kernel sees these files."""
    folder = Path.home() / ".cache" / "matplotlib"
    for each in lists:
        descriptor, _, name = each.partition(":")
        with open(int(descriptor), "rb") as file, contextlib.suppress(OSError):  # it looks for itself then
            folder.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(file.read())


def _forget_hidden_fonts():
    """Those that the grader's lists have and nobody sees in here."""
    from matplotlib.font_manager import fontManager

    for kind in ("ttflist", "afmlist"):
        known = getattr(fontManager, kind)
        setattr(fontManager, kind, [font for font in known if os.path.exists(font.fname)])


def _prepared():
    """The kernel that all others are copies of, and all that they would import."""
    gc.disable()  # to look for garbage in what is imported is an eighth of the start; what there is stays
    app = jupyter_kernel.prepared()
    for name in IMPORTED:
        importlib.import_module(name)
    _forget_hidden_fonts()
    _draw()
    _show_an_error()
    gc.freeze()  # a kernel's garbage collector would otherwise copy every page it looks at
    gc.enable()
    return app


def _draw():
    """A picture that nobody sees: the first one looks for fonts and builds a parser of formulas."""
    from matplotlib import rc_context
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    from bplab.figures import use_course_style

    with rc_context():
        use_course_style()
        figure = Figure()
        figure.subplots().set(title="Loss", xlabel="$x_1$", ylabel=r"$\mathbf{W}^{(2)}$")
        FigureCanvasAgg(figure).print_figure(io.BytesIO(), format="png", bbox_inches="tight")


def _show_an_error():
    """The first error that IPython shows looks at the files of all modules."""
    from IPython.core.ultratb import AutoFormattedTB

    try:
        raise ValueError
    except ValueError:
        AutoFormattedTB(mode="Context").structured_traceback(*sys.exc_info())


def _wait(*_):
    """Wait for those that have ended: then the system counts the time that they took, too."""
    with contextlib.suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass


def _next_ends(control):
    """The descriptors for the next kernel; none if the grader is gone."""
    return socket.recv_fds(control, 1, ENDS)[1]


def _refuse(ends, error):
    """Say why there is no kernel."""
    with contextlib.suppress(OSError):  # the grader may be gone
        os.write(ends[0], f"{type(error).__name__}: {error}".encode())


def _first_process(ends, sizes, app):
    """The first process of a new sandbox: it starts the kernel, and everything ends with it."""
    try:
        _close_all_but(ends)
        signal.signal(signal.SIGINT, signal.SIG_DFL)  # a handler would make the first process mortal
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        isolate(*sizes)
        os.write(ends[0], READY)
        kernel = os.fork()
        if kernel == 0:
            _kernel(ends, app)
        _close_all_but([])
        while os.wait()[0] != kernel:  # orphans come here, too
            pass
    except Exception as error:
        _refuse(ends, error)
    finally:  # nothing of what the server does may go on here
        os._exit(0)


def _kernel(ends, app):
    try:
        signal.signal(signal.SIGINT, signal.default_int_handler)
        np.random.seed()  # else all kernels would draw alike; Python's own generator does it by itself
        kernel_main.run(*ends, app)
    finally:
        os._exit(1)


def _close_all_but(ends):
    """Nothing that the server has open is open here; the standard streams lead nowhere, each by itself.

    (Fonts that are open in the server have been closed by matplotlib, which knows of forks.)
    """
    for stream in range(3):
        os.close(stream)
        os.open(os.devnull, os.O_RDONLY if stream == 0 else os.O_WRONLY)
    for name in os.listdir("/proc/self/fd"):
        if int(name) > 2 and int(name) not in ends:
            with contextlib.suppress(OSError):  # the one that listed them
                os.close(int(name))
