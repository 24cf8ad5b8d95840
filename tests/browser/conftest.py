"""A real JupyterLab and a real Chromium for the browser tests."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from tests.browser.explorer_page import ExplorerPage
from tests.conftest import ROOT

SCREENSHOTS = Path(__file__).parent / "screenshots"
CHROMIUM_FLAGS = [
    "--no-sandbox",  # CI runs as root
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


@pytest.fixture(scope="session")
def lab(tmp_path_factory):
    """The address of a JupyterLab that serves a copy of the lecture and of the release."""
    folder = tmp_path_factory.mktemp("student")
    for name in ("notebooks", "release"):
        shutil.copytree(ROOT / name, folder / name)
    settings = folder / "config" / "lab" / "user-settings" / "@jupyterlab" / "apputils-extension"
    settings.mkdir(parents=True)  # no "would you like to get news?" in front of the notebook
    (settings / "notification.jupyterlab-settings").write_text('{"fetchNews": "false"}')
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [
        *(sys.executable, "-m", "jupyter", "lab", "--no-browser", "--allow-root", "--expose-app-in-browser"),
        *(f"--ServerApp.root_dir={folder}", f"--port={port}", "--IdentityProvider.token="),
    ]
    environment = os.environ | {"JUPYTER_CONFIG_DIR": str(folder / "config"), "HOME": str(folder)}
    with open(folder / "log", "w") as log:
        process = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_for(f"{address}/api", process, folder / "log")
        yield address
    finally:
        process.terminate()
        process.wait(timeout=30)


def _wait_for(url, process, log, seconds=60):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and process.poll() is None:
        try:
            urllib.request.urlopen(url, timeout=2).close()
            return
        except OSError:
            time.sleep(0.2)
    raise RuntimeError(f"JupyterLab did not start:\n{log.read_text()}")


@pytest.fixture(scope="session")
def chromium():
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    assert path, "the browser tests need Chromium (Debian: apt-get install chromium)"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=CHROMIUM_FLAGS)
        yield browser
        browser.close()


CONTEXT = "window.jupyterapp.shell.currentWidget.context"
IDLE = f"{CONTEXT}.sessionContext.session?.kernel?.status === 'idle'"


class NotebookPage:
    """A notebook open in JupyterLab."""

    def __init__(self, page, address, path):
        self.page, self.errors = page, []
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("console", lambda message: message.type == "error" and self.errors.append(message.text))
        page.goto(f"{address}/lab/tree/{path}?reset")
        page.wait_for_selector(".jp-Notebook .jp-Cell", timeout=60_000)
        page.wait_for_function(IDLE, timeout=60_000)

    def run_all(self):
        """Run > Run All Cells, and wait until the kernel has finished the last one."""
        self.page.evaluate("window.jupyterapp.commands.execute('notebook:run-all-cells')")
        done = "cell => cell.cell_type !== 'code' || cell.execution_count"
        self.page.wait_for_function(f"{CONTEXT}.model.toJSON().cells.every({done})", timeout=120_000)
        self.page.wait_for_function(IDLE, timeout=60_000)

    def cells(self):
        """The notebook as JupyterLab holds it now."""
        return self.page.evaluate(f"{CONTEXT}.model.toJSON().cells")

    def scroll_to(self, cell_id, wait=1000):
        script = """async id => {
            const notebook = window.jupyterapp.shell.currentWidget.content;
            const index = notebook.widgets.findIndex(cell => cell.model.id === id);
            notebook.activeCellIndex = index;
            await notebook.scrollToItem(index, 'start');
        }"""
        self.page.evaluate(script, cell_id)
        self.page.wait_for_timeout(wait)

    def too_wide(self, cell_id):
        """The parts of a cell (text, code, output) that are wider than the page, and both widths."""
        self.scroll_to(cell_id, wait=100)
        script = """id => {
            const cells = window.jupyterapp.shell.currentWidget.content.widgets;
            const node = cells.find(cell => cell.model.id === id).node;
            const kinds = '.jp-RenderedMarkdown, .cm-scroller, .jp-OutputArea-output';
            const parts = [...node.querySelectorAll(kinds)];
            const wide = parts.filter(part => part.scrollWidth > part.clientWidth + 2);
            return wide.map(part => [part.className, part.scrollWidth, part.clientWidth]);
        }"""
        return self.page.evaluate(script, cell_id)

    def explorer(self, call):
        """The explorer that the last cell with this call has shown; the notebook must have run."""
        cells = [cell["id"] for cell in self.cells() if f"\n{call}(" in f"\n{cell['source']}"]
        self.scroll_to(cells[-1])
        root = self.page.locator(".jp-Cell").filter(has_text=f"{call}(").locator(".bplab-explorer").last
        root.wait_for()
        return ExplorerPage(self.page, root)

    def run_code(self, code):
        """Add a cell at the end, run it, and return its printed text."""
        script = """async code => {
            const panel = window.jupyterapp.shell.currentWidget;
            const model = panel.content.model.sharedModel;
            model.insertCell(model.cells.length, {cell_type: 'code', source: code});
            panel.content.activeCellIndex = model.cells.length - 1;
            await window.jupyterapp.commands.execute('notebook:run-cell');
        }"""
        self.page.evaluate(script, code.strip())
        self.page.wait_for_function(IDLE, timeout=60_000)
        outputs = self.cells()[-1]["outputs"]
        return "".join(output["text"] for output in outputs if output["output_type"] == "stream")

    def run_as_cell(self, code, call):
        """Add a cell at the end, run it, and return the explorer that it shows."""
        self.run_code(code)
        return self.explorer(call)

    def screenshot(self, name):
        SCREENSHOTS.mkdir(exist_ok=True)
        self.page.screenshot(path=SCREENSHOTS / f"{name}.png")


@pytest.fixture
def open_notebook(lab, chromium):
    page = chromium.new_page(viewport={"width": 1280, "height": 1000})
    yield lambda path: NotebookPage(page, lab, path)
    page.close()
