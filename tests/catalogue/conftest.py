"""What the tests of the answer catalogues share."""

import pytest


@pytest.fixture
def secrets(pytestconfig):
    """What the inputs of hidden tests are drawn with; `pytest --secrets=20` tries twenty."""
    return [f"secret {number}" for number in range(pytestconfig.getoption("--secrets"))]
