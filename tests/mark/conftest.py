import pytest
from sqlalchemy import event
from sqlalchemy.engine import Engine

from tests.mark.making import make_course


@pytest.fixture(scope="session", autouse=True)
def quick_gradebooks():
    """What a power cut would do to them is not tried here."""

    def hurry(connection, record):
        connection.execute("PRAGMA synchronous=OFF")

    event.listen(Engine, "connect", hurry)
    yield
    event.remove(Engine, "connect", hurry)


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
