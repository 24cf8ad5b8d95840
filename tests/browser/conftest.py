"""One JupyterLab and one Chromium for all browser tests; each notebook has a page and a kernel."""

import contextlib

import pytest

from tests.browser.notebook_page import opened
from tests.browser.servers import chromium_browser, jupyterlab


@pytest.fixture(scope="session")
def lab(tmp_path_factory):
    with jupyterlab(tmp_path_factory.mktemp("student")) as address:
        yield address


@pytest.fixture(scope="session")
def chromium():
    with chromium_browser() as browser:
        yield browser


@pytest.fixture
def open_notebook(lab, chromium):
    with contextlib.ExitStack() as stack:
        yield lambda path, **look: stack.enter_context(opened(chromium, lab, path, **look))
