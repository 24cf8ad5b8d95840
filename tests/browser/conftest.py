"""One JupyterLab and one Chromium for all browser tests, and a page for the notebooks of each file."""

import pytest

from tests.browser.notebook_page import NotebookPage, jupyterlab_page
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


@pytest.fixture(scope="module")  # a page grows with each notebook: to 1.6 GB, and slow, if it had all
def jupyterlab_in_a_page(lab, chromium):
    with jupyterlab_page(chromium, lab) as page:
        yield page


@pytest.fixture
def open_notebook(jupyterlab_in_a_page):
    """Opens a notebook as it was built, with a new kernel. To load JupyterLab is what costs."""
    return jupyterlab_in_a_page.open


@pytest.fixture
def open_only(jupyterlab_in_a_page):
    """Opens what explorers need of a notebook, and runs it."""
    return jupyterlab_in_a_page.open_only
