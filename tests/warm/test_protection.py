"""Warm kernels are protected as cold ones, and alone with themselves."""

import copy
import json
import os

import psutil
import pytest
from matplotlib import font_manager
from nbformat.v4 import new_code_cell

from bplab.grading.sandbox import bubblewrap as sandbox_module
from bplab.grading.sandbox.bubblewrap import Sandbox
from bplab.grading.sandbox.kernel import Stopped
from bplab.grading.sandbox.kernels import Kernels
from tests.warm.insiders import ATTACK, IS_WARM, MARKS, PROTECTION, printed, server_of

NAMESPACES = ("cgroup", "ipc", "mnt", "net", "pid", "user", "uts")


def test_it_has_its_imports_and_draws(kernel):
    assert printed(kernel, IS_WARM) == "True"
    wanted = "{'numpy', 'bplab.datasets', 'bplab.figures'}"
    assert printed(kernel, f"print(sys.modules.keys() >= {wanted})") == "True"
    plot = new_code_cell("import matplotlib.pyplot as plt\nplt.plot([1, 2]);")
    kernel.run_cell(plot, 20)
    assert [output.output_type for output in plot.outputs] == ["display_data"]
    assert plot.outputs[0].data["image/png"]
    assert (
        printed(kernel, "%matplotlib inline\nprint(plt.get_backend(), plt.isinteractive())") == "inline True"
    )


def test_fonts_are_those_of_the_graders_list_that_are_seen_inside(tmp_path, monkeypatch):
    (tmp_path / "hidden.ttf").write_bytes(b"")
    shown = font_manager.FontEntry(fname="fonts/ttf/DejaVuSans.ttf", name="Listed")  # matplotlib's own
    hidden = font_manager.FontEntry(fname=str(tmp_path / "hidden.ttf"), name="Hidden")
    fonts = copy.copy(font_manager.fontManager)
    fonts.ttflist = [*fonts.ttflist, shown, hidden]
    version = font_manager.FontManager.__version__
    font_manager.json_dump(fonts, tmp_path / f"fontlist-v{version}.json")
    monkeypatch.setenv("MPLCONFIGDIR", str(tmp_path))
    look = """
import os
from matplotlib import font_manager, get_cachedir
names = {font.name for font in font_manager.fontManager.ttflist}
print(sorted(names & {"DejaVu Sans", "Hidden", "Listed"}), os.path.exists(get_cachedir()))
"""
    with Kernels(Sandbox(), []) as kernels:
        kernel = kernels.start([])
        assert printed(kernel, look) == "['DejaVu Sans', 'Listed'] False"
        kernel.close()


def test_it_is_protected_as_a_cold_one(kernel):
    with Kernels(Sandbox(memory_mib=1024, warm=False), []) as cold:
        other = cold.start([])
        expected, cold_warmth = json.loads(printed(other, PROTECTION)), printed(other, IS_WARM)
        other.close()
    assert cold_warmth == "False"
    assert json.loads(printed(kernel, PROTECTION)) == expected
    assert expected["Seccomp"] == "2" and expected["processes"] == [1, 2]


def test_what_the_sandbox_shows_below_tmp_is_seen_and_cannot_be_written(tmp_path, monkeypatch):
    shown = tmp_path / "an environment"
    shown.mkdir()
    (shown / "module.py").write_text("here")
    everything = [*sandbox_module._visible(), str(shown)]
    monkeypatch.setattr(sandbox_module, "_visible", lambda: everything)
    with Kernels(Sandbox(), []) as kernels:
        kernel = kernels.start([])
        look = f"print(open({str(shown / 'module.py')!r}).read(), os.access({str(shown)!r}, os.W_OK))"
        assert printed(kernel, f"import os\n{look}") == "here False"
        assert (
            printed(kernel, "open('/tmp/mine', 'w').close(); print('mine' in os.listdir('/tmp'))") == "True"
        )
        kernel.close()


def test_its_namespaces_are_its_own(kernels, kernel, sibling):
    look = f"import os; print(*[os.readlink(f'/proc/self/ns/{{name}}') for name in {NAMESPACES}])"
    seen = [printed(one, look).split() for one in (kernel, sibling)]
    for process in (server_of(kernels).pid, "self"):
        seen.append([os.readlink(f"/proc/{process}/ns/{name}") for name in NAMESPACES])
    for name, *numbers in zip(NAMESPACES, *seen, strict=True):
        assert len(set(numbers)) == 4, name


def test_two_at_once_and_two_in_turn_find_nothing_of_each_other(kernels, sibling):
    kernel = kernels.start([])
    printed(kernel, MARKS + "leave()")
    assert len(printed(kernel, "print(*found(), sep='\\n')").splitlines()) >= 9  # the search finds
    assert printed(sibling, MARKS + "print(*found())") == ""
    kernel.close()
    after = kernels.start([])
    assert printed(after, MARKS + "print(*found())") == ""
    after.close()


def test_it_reaches_neither_the_server_nor_another_kernel(kernels, kernel, sibling):
    server = server_of(kernels)
    assert printed(kernel, ATTACK, seconds=60) == ""
    assert printed(sibling, "print('here')") == "here"
    assert server.is_running() and server.status() != psutil.STATUS_STOPPED
    with pytest.raises(Stopped):
        kernel.run_cell(new_code_cell("os.kill(0, signal.SIGKILL)"), 20)
    nobody = new_code_cell("import os; os.kill(-1, 9)")
    sibling.run_cell(nobody, 20)
    assert nobody.outputs[0].ename == "ProcessLookupError"
    after = kernels.start([])
    assert server_of(kernels) == server and printed(after, IS_WARM) == "True"
    after.close()


def test_what_was_random_when_the_server_started_is_random_again(kernel, sibling):
    draw = (
        "import random\nfrom numpy.random import default_rng, rand\n"
        "print(random.random(), rand(), default_rng().random())"
    )
    first, second = printed(kernel, draw).split(), printed(sibling, draw).split()
    assert len(set(first + second)) == 6


def test_limits_hold_and_hold_for_one_kernel_only(kernel, sibling, kernels):
    cell = new_code_cell("x = bytearray(2**30)")
    sibling.run_cell(cell, 20)
    assert cell.outputs[0].ename == "MemoryError"
    bomb = "import os\nwhile True:\n    try:\n        os.fork()\n    except OSError:\n        pass"
    with pytest.raises(Stopped, match="more than 64 processes"):
        kernel.run_cell(new_code_cell(bomb), 20)
    assert printed(sibling, "print('here')") == "here"
    with pytest.raises(Stopped, match="no end after 1 s"):
        sibling.run_cell(new_code_cell("while True: pass"), 1)
    many = "import os, time\nfor _ in range(3):\n    os.fork()\nx = bytearray(2**28)"
    with pytest.raises(Stopped, match="more than 1024 MiB") as caught:
        sibling.run_cell(new_code_cell(f"{many}\ntime.sleep(60)"), 20)
    assert caught.value.status == "memory"
    names = "for n in range(30_000):\n    open(f'/tmp/{n}', 'w').close()"
    other = kernels.start([])
    with pytest.raises(Stopped, match="more than 20000 files"):
        other.run_cell(new_code_cell(f"{names}\nimport time; time.sleep(9)"), 20)
    other.close()
