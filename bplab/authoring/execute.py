"""Runs notebooks in a real kernel and says what went wrong in them."""

import os
import time

from nbclient import NotebookClient
from nbclient.exceptions import CellTimeoutError, DeadKernelError

from bplab.authoring.errors import BuildError
from bplab.authoring.kernels import QuietKernelManager

CELL_TIMEOUT = 600  # seconds on the clock, for a cell without an end; what a notebook may take is the build's


def execute(notebook, folder):
    """Run all cells of a notebook in place, errors included.

    Returns the seconds of processor time it took, which a busy machine does not change; on Windows, where
    nobody tells them, those on the clock.
    """
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # small matrices: more threads only wait
    start, busy = time.perf_counter(), _processor_time()
    client = NotebookClient(
        notebook,
        timeout=CELL_TIMEOUT,
        kernel_name="python3",
        kernel_manager_class=QuietKernelManager,
        allow_errors=True,
        record_timing=False,
        store_widget_state=False,  # half a megabyte that no reader without a kernel can use
        coalesce_streams=True,  # one output a stream, however the kernel happened to flush it
        resources={"metadata": {"path": str(folder)}},
    )
    try:
        client.execute()
    except (CellTimeoutError, DeadKernelError, RuntimeError) as error:  # RuntimeError: it did not start
        raise BuildError(f"the notebook did not run: {error}") from None
    notebook.metadata["language_info"] = {"name": "python"}  # and not the version of who has built it
    return _processor_time() - busy or time.perf_counter() - start


def _processor_time():
    """Seconds that the processes took which this one had started and which have ended."""
    times = os.times()
    return times.children_user + times.children_system


def failure(cell):
    """What is wrong with the outputs of a cell (an exception, text on stderr), or None."""
    for output in cell.get("outputs", []):
        if output.output_type == "error":
            return f"{output.ename}: {output.evalue}"
        if output.output_type == "stream" and output.name == "stderr":
            return f"text on stderr, which nbgrader scores 0: {output.text.strip()}"
    return None


def has_result(cell):
    """Whether the cell ends in a value, which nbgrader would read as its score."""
    return any(output.output_type == "execute_result" for output in cell.get("outputs", []))
