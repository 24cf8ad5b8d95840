"""What must come first: one BLAS thread for each process of tests, since NumPy asks when it is imported."""

import gc
import os
import sys

os.environ["OPENBLAS_NUM_THREADS"] = "1"
if "pytest" in sys.modules:  # and not a benchmark
    gc.disable()  # until all tests are collected: nothing that is imported can be given back
