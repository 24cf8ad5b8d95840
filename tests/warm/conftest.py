"""A source of warm kernels, and two kernels of it."""

import pytest

from bplab.grading.sandbox.bubblewrap import Sandbox
from bplab.grading.sandbox.kernels import Kernels


@pytest.fixture(scope="module")
def kernels():
    with Kernels(Sandbox(memory_mib=1024), []) as kernels:
        yield kernels


@pytest.fixture
def kernel(kernels):
    kernel = kernels.start([])
    yield kernel
    kernel.close()


@pytest.fixture
def sibling(kernels):
    kernel = kernels.start([])
    yield kernel
    kernel.close()
