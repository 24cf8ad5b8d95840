import pytest

from tests.mark.making import make_course


@pytest.fixture(scope="session", autouse=True)
def here(quick_gradebooks):
    """Gradebooks are quick in all tests of this folder."""


@pytest.fixture
def course(tmp_path):
    """Four answers, of which two are identical."""
    texts = {
        "ana": "Because $x + x = 2x$.",
        "ben": "The same.",
        "cem": "the  SAME.\n",
        "dora": "I do not know.",
    }
    return make_course(tmp_path / "course", texts)
