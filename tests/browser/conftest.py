"""One JupyterLab and one Chromium for all browser tests, one page for each notebook in a file of them."""

import contextlib

import pytest

from tests.browser.notebook_page import NotebookPage, opened
from tests.browser.servers import chromium_browser, jupyterlab


@pytest.fixture(scope="session", autouse=True)
def screenshots(pytestconfig):
    NotebookPage.taken = pytestconfig.getoption("--screenshots")


@pytest.fixture(scope="session")
def lab(tmp_path_factory):
    with jupyterlab(tmp_path_factory.mktemp("student")) as address:
        yield address


@pytest.fixture(scope="session")
def chromium():
    with chromium_browser() as browser:
        yield browser


@pytest.fixture(scope="module")
def open_notebook(lab, chromium):
    """Opens a notebook as it was built, with a new kernel; in the same page as before, if a test had it open.

    To load JupyterLab is what costs.
    """
    pages = {}
    with contextlib.ExitStack() as stack:

        def open_or_start_again(path):
            if path in pages:
                pages[path].start_again()
            else:
                pages[path] = stack.enter_context(opened(chromium, lab, path))
            return pages[path]

        yield open_or_start_again
