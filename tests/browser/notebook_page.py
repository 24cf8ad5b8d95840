"""A notebook open in JupyterLab."""

import contextlib
import time
from pathlib import Path

from tests.browser.explorer_page import CONTEXT, IDLE, ExplorerPage, wait_until

SCREENSHOTS = Path(__file__).parent / "screenshots"
# How many texts are to be shown, are shown, and formulas in them.
SHOWN = """() => {
    const cells = window.jupyterapp.shell.currentWidget.content.widgets;
    const count = selector => document.querySelectorAll(`.jp-MarkdownOutput ${selector}`).length;
    const texts = cells.filter(cell => cell.model.type === 'markdown').length;
    return [texts, count('> :first-child'), count('mjx-container')];
}"""
# Closed by hand, a notebook that has run would ask whether to save it.
OPEN = """async path => {
    const {shell, commands, serviceManager} = window.jupyterapp;
    await serviceManager.sessions.shutdownAll();
    [...shell.widgets('main')].forEach(widget => widget.dispose());
    const opened = await commands.execute('docmanager:open', {path});
    [...shell.widgets('main')].filter(other => other !== opened).forEach(launcher => launcher.dispose());
}"""
# Of a notebook, the first code cell, which imports, and the cells with these calls: as another notebook.
TAKE = """async ([path, calls, taken]) => {
    const {contents} = window.jupyterapp.serviceManager;
    const {content} = await contents.get(path);
    const code = content.cells.filter(cell => cell.cell_type === 'code');
    const called = cell => calls.some(call => `\n${cell.source}`.includes(`\n${call}(`));
    const cells = code.filter((cell, place) => place === 0 || called(cell));
    content.cells = cells.map(cell => ({...cell, outputs: [], execution_count: null}));
    await contents.save(taken, {type: 'notebook', format: 'json', content});
}"""
TAKEN = "taken.ipynb"


@contextlib.contextmanager
def jupyterlab_page(chromium, address, width=1280, height=1000, **look):
    """JupyterLab in a page of its own, for one notebook after another."""
    page = chromium.new_page(viewport={"width": width, "height": height}, **look)
    yield NotebookPage(page, address)
    page.evaluate("window.jupyterapp.serviceManager.sessions.shutdownAll()")
    page.close()


class NotebookPage:
    """A notebook open in JupyterLab, the only one."""

    taken = False  # whether screenshots are

    def __init__(self, page, address):
        self.page, self.errors, self.size = page, [], page.viewport_size
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("console", lambda message: message.type == "error" and self.errors.append(message.text))
        page.goto(f"{address}/lab?reset")
        page.wait_for_selector(".jp-Launcher", timeout=60_000)

    def open(self, path):
        """Open a notebook as it was built, with a new kernel, in the size that the page had at first."""
        self.errors.clear()
        self.page.set_viewport_size(self.size)
        self.page.evaluate(OPEN, str(path))
        self.page.wait_for_selector(".jp-Notebook .jp-Cell", timeout=60_000)
        wait_until(self.page, IDLE)
        return self

    def open_only(self, path, *calls):
        """Open only what explorers need of a notebook, and run it: less to draw than a whole lecture.

        Without calls only what imports is left.
        """
        self.page.evaluate(TAKE, [str(path), calls, TAKEN])
        self.open(TAKEN)
        self.run_all()
        return self

    def run_all(self):
        """Run > Run All Cells, and wait until the kernel has finished the last one."""
        self.page.evaluate("window.jupyterapp.commands.execute('notebook:run-all-cells')")
        done = "cell => cell.cell_type !== 'code' || cell.execution_count"
        wait_until(self.page, f"{CONTEXT}.model.toJSON().cells.every({done})", timeout=120_000)
        wait_until(self.page, IDLE)

    def run_only(self, *calls):
        """Run the first code cell, which imports, and the cells with these calls: what explorers need."""
        script = """async calls => {
            const panel = window.jupyterapp.shell.currentWidget;
            const cells = panel.content.widgets.map(cell => cell.model);
            const first = cells.findIndex(model => model.type === 'code');
            for (const [index, model] of cells.entries()) {
                const called = calls.some(call => `\n${model.sharedModel.source}`.includes(`\n${call}(`));
                if (index !== first && !(model.type === 'code' && called)) continue;
                panel.content.activeCellIndex = index;
                await window.jupyterapp.commands.execute('notebook:run-cell');
            }
        }"""
        self.page.evaluate(script, calls)
        wait_until(self.page, IDLE)

    def cells(self):
        """The notebook as JupyterLab holds it now."""
        return self.page.evaluate(f"{CONTEXT}.model.toJSON().cells")

    def run_cell(self, cell_id, typed=None):
        """Run a cell, with this typed over what stood there; returns what is shown below it."""
        self.scroll_to(cell_id, wait=100)
        if typed is not None:
            self.page.locator(".jp-Notebook .jp-Cell.jp-mod-active .cm-content").click()
            self.page.keyboard.press("Control+A")
            self.page.keyboard.insert_text(typed)
        self.page.evaluate("window.jupyterapp.commands.execute('notebook:run-cell')")
        wait_until(self.page, IDLE)
        return "\n".join(self.page.locator(".jp-Cell.jp-mod-active .jp-OutputArea-output").all_inner_texts())

    def wait_for_texts(self, quiet=500):
        """Wait until all are shown, and no formula has come for so many milliseconds."""
        before, now, deadline = None, self.page.evaluate(SHOWN), time.monotonic() + 60
        while now != before or now[1] < now[0]:
            assert time.monotonic() < deadline, f"texts, those shown, formulas: {now}"
            self.page.wait_for_timeout(quiet)
            before, now = now, self.page.evaluate(SHOWN)

    def scroll_to(self, cell_id, wait=300):
        script = """async id => {
            const notebook = window.jupyterapp.shell.currentWidget.content;
            const index = notebook.widgets.findIndex(cell => cell.model.id === id);
            notebook.activeCellIndex = index;
            await notebook.scrollToItem(index, 'start');
        }"""
        self.page.evaluate(script, cell_id)
        self.page.wait_for_timeout(wait)

    def too_wide(self):
        """cell id -> its parts (text, code, output) that are wider than the page, and both widths."""
        style = self.page.add_style_tag(content=".jp-Cell { content-visibility: visible !important }")
        self.wait_for_texts()
        script = """() => {
            const kinds = '.jp-RenderedMarkdown, .cm-scroller, .jp-OutputArea-output';
            const found = {};
            for (const cell of window.jupyterapp.shell.currentWidget.content.widgets) {
                const parts = [...cell.node.querySelectorAll(kinds)];
                const wide = parts.filter(part => part.scrollWidth > part.clientWidth + 2);
                const widths = part => [part.className, part.scrollWidth, part.clientWidth];
                if (wide.length) found[cell.model.id] = wide.map(widths);
            }
            return found;
        }"""
        found = self.page.evaluate(script)
        style.evaluate("style => style.remove()")
        return found

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
        wait_until(self.page, IDLE)
        outputs = self.cells()[-1]["outputs"]
        return "".join(output["text"] for output in outputs if output["output_type"] == "stream")

    def run_as_cell(self, code, call):
        """Add a cell at the end, run it, and return the explorer that it shows."""
        self.run_code(code)
        return self.explorer(call)

    def screenshot(self, name, cell_id=None):
        """For who wants to look (`pytest --screenshots`): the page, at a cell."""
        if self.taken:
            if cell_id:
                self.scroll_to(cell_id)
            SCREENSHOTS.mkdir(exist_ok=True)
            self.page.screenshot(path=SCREENSHOTS / f"{name}.png")
