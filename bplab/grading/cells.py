"""Runs the student's cells through nbclient and lets through no more output than agreed."""

import asyncio
import logging

import nbformat
from jupyter_core.utils import run_sync
from nbclient import NotebookClient
from nbformat.v4 import new_notebook
from traitlets import Float

from bplab.grading.pictures import BASE64, OUTPUTS
from bplab.grading.wire import printable

TIMEOUT = "no end after {seconds:.3g} s"
CUT = "\n[The output was cut here: {limit} KiB is the limit of a cell.]\n"
MOST_OUTPUTS = 1000  # of a cell
SILENT = logging.getLogger(f"{__name__}.silent")
SILENT.disabled = True


class CellRunner(NotebookClient):
    """nbclient for one kernel, cell by cell, whose messages are not trusted."""

    timeout = Float()  # nbclient's own takes whole seconds; what is left of a notebook's time is not whole

    def __init__(self, manager, client, limit):
        super().__init__(
            new_notebook(),
            km=manager,
            allow_errors=True,
            record_timing=False,
            interrupt_on_timeout=True,
            raise_on_iopub_timeout=True,
            error_on_timeout={"ename": "timeout", "evalue": "", "traceback": []},
            on_cell_executed=self._note_timeout,
        )
        self.kc, self.limit, self.used = client, limit, 0
        self.log = SILENT  # nbclient reports what the student's code does as errors of the grader

    def run(self, cell, seconds, at_most):
        """Run a cell; return "timeout" if it was interrupted, else None.

        Raises TimeoutError if it went on all the same, and whatever nbclient makes of messages that are none.
        """
        self.nb.cells, self.used, self.timeout, self.timed_out = [cell], 0, seconds, False
        self._display_id_map = {}
        try:
            return _run(self, cell, at_most)
        finally:
            cell.outputs = _joined([clean for output in cell.outputs if (clean := clean_output(output))])
            if not isinstance(cell.get("execution_count"), int):
                cell.execution_count = None

    def process_message(self, msg, cell, cell_index):
        """nbclient's, for messages that may be counted: no widgets' state, no output beyond the limit."""
        kind, content = msg["msg_type"], msg["content"]
        if kind.startswith("comm"):
            return None
        if kind in ("stream", "display_data", "update_display_data", "execute_result", "error"):
            size = len(repr(content.get("text", content)))
            already_full = self.used > self.limit
            self.used += size
            if self.used > self.limit or len(cell.outputs) >= MOST_OUTPUTS:
                self.used = max(self.used, self.limit + 1)
                if not already_full:
                    self._keep_what_fits(content, kind, size, cell)
                return None
        return super().process_message(msg, cell, cell_index)

    def _note_timeout(self, execute_reply, **_):
        self.timed_out = execute_reply["content"].get("ename") == "timeout"

    def _keep_what_fits(self, content, kind, size, cell):
        text = ""
        if kind == "stream" and isinstance(content.get("text"), str):
            text = content["text"][: max(0, self.limit - (self.used - size))]
        text += CUT.format(limit=self.limit // 1024)
        cell.outputs.append(nbformat.v4.new_output("stream", name="stdout", text=text))


@run_sync
async def _run(runner, cell, at_most):
    await asyncio.wait_for(runner.async_execute_cell(cell, 0), at_most)
    return "timeout" if runner.timed_out else None


def _joined(outputs):
    """The outputs with neighbouring pieces of one stream joined.

    nbclient's own way also carries out carriage returns, in time that grows with the square of a line.
    """
    joined = []
    for output in outputs:
        last = joined[-1] if joined else {}
        if output.output_type == "stream" and last.get("name") == output.name:
            last["text"] += output.text
        else:
            joined.append(output)
    return joined


def _is_harmless(kind, data):
    """Whether a page can show it and nothing in it can act: plain text, or a picture that is one."""
    if not isinstance(data, str):
        return False
    return kind == "text/plain" or (kind in OUTPUTS and BASE64.fullmatch(data) is not None)


def clean_output(output):
    """An output rebuilt from texts alone, in the form that nbformat asks for; None if it is no output."""
    try:
        kind = output["output_type"]
        if kind == "stream":
            name = "stderr" if output["name"] == "stderr" else "stdout"
            return nbformat.v4.new_output("stream", name=name, text=printable(output["text"]))
        if kind == "error":
            return nbformat.v4.new_output(
                "error",
                ename=printable(output["ename"]),
                evalue=printable(output["evalue"]),
                traceback=[printable(line) for line in output["traceback"]],
            )
        if kind in ("display_data", "execute_result"):
            data = {
                name: printable(text) for name, text in output["data"].items() if _is_harmless(name, text)
            }
            return nbformat.v4.new_output("display_data", data=data) if data else None
    except (KeyError, TypeError, AttributeError):
        pass
    return None
