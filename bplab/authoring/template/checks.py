"""Checks of the unit topic_of_unit."""

from bplab.checks.core import check_call, tell
from bplab.checks.diagnosis import Evidence, explain
from bplab.checks.follow import value_of
from bplab.checks.messages import topic_of_unit as say
from bplab.checks.seeds import generator

FORMULA = ["X - mean(X, axis=0)"]  # the right line; what lies one edit away from it is recognised


def random_table(n, n_in, seed):
    """A table of n rows (n, n_in), no column of which is centred."""
    rng = generator(seed)
    return rng.normal(size=(n, n_in)) + rng.uniform(1, 2, size=(1, n_in))


def check_centre(centre, X):
    """Check centre(X)."""

    def evidence():
        got = value_of(centre, [X])
        if got is not None:
            yield Evidence({"X": X}, got)

    right = X - X.sum(axis=0, keepdims=True) / len(X)  # computed in another way than the solution does
    check_call("centre", centre, {"X": X}, right, explain=lambda: explain(FORMULA, evidence()))
    tell(say.CENTRE_DONE.format(columns=X.shape[1]))
