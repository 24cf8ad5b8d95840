"""One JupyterLab and one Chromium for all browser tests."""

import pytest

from tests.browser.notebook_page import NotebookPage
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
    page = chromium.new_page(viewport={"width": 1280, "height": 1000})
    yield lambda path: NotebookPage(page, lab, path)
    page.close()
