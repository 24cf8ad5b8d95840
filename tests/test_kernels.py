"""Kernels speak over file sockets where their names fit."""

import os
import tempfile

import pytest
from traitlets.config import Config

from bplab.kernels import use_file_sockets


@pytest.mark.skipif(os.name != "posix", reason="Windows has no file sockets for ZeroMQ")
def test_a_temporary_folder_with_a_long_name_leaves_tcp(monkeypatch, tmp_path):
    short, long = Config(), Config()
    monkeypatch.setattr(tempfile, "tempdir", None)
    monkeypatch.delenv("TMPDIR", raising=False)
    use_file_sockets(short)
    assert short.KernelManager.transport == "ipc"
    assert len(short.KernelManager.ip) < 100 and os.path.isdir(os.path.dirname(short.KernelManager.ip))
    (tmp_path / ("d" * 90)).mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / ("d" * 90)))
    use_file_sockets(long)
    assert "transport" not in long.KernelManager
