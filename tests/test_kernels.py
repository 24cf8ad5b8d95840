"""Kernels speak over file sockets where their names fit, and write nothing to the terminal."""

import os
import tempfile

import nbformat
import pytest

from bplab.authoring.execute import execute
from bplab.authoring.kernels import QuietKernelManager


@pytest.mark.skipif(os.name != "posix", reason="Windows has no file sockets for ZeroMQ")
def test_a_temporary_folder_with_a_long_name_leaves_tcp(monkeypatch, tmp_path):
    monkeypatch.setattr(tempfile, "tempdir", "/tmp")
    first, second = QuietKernelManager(), QuietKernelManager()
    assert first.transport == second.transport == "ipc" and first.ip != second.ip
    (tmp_path / ("d" * 90)).mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / ("d" * 90)))
    assert QuietKernelManager().transport == "tcp"


def test_student_code_cannot_write_to_the_terminal_but_its_output_is_kept(capfd, tmp_path):
    code = "import os\nos.write(2, b'past Python'); os.write(1, b'past Python')\nprint('by Python')"
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(code)])
    execute(notebook, tmp_path)
    shown = capfd.readouterr()
    assert "past Python" not in shown.out + shown.err
    assert "by Python" in "".join(output.get("text", "") for output in notebook.cells[0].outputs)
