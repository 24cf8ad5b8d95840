"""One BLAS thread for each process of the tests: NumPy asks when it is imported, so this must come first."""

import os

os.environ["OPENBLAS_NUM_THREADS"] = "1"
