"""Where the inputs of tests are drawn from: public seeds, out of which a course's secret makes others.

Seeds stand in the lessons, which anybody can read. While the grader runs a hidden test it lets the secret of
nbgrader_config.py act; visible tests, and every test where there is no secret, draw from the seed itself.
Data on which a student's network is trained is fixed: accuracies and losses depend on it, and the floors are
measured on it.
"""

import contextlib
import contextvars
import functools
import hashlib

import numpy as np

_secret = contextvars.ContextVar("secret", default="")


@contextlib.contextmanager
def drawn_with(secret):
    """Let a secret act, "" for none."""
    token = _secret.set(secret)
    try:
        yield
    finally:
        _secret.reset(token)


def secret():
    """The secret that acts, "" for none."""
    return _secret.get()


def has_secret():
    """Whether a secret acts: nobody has looked at what is drawn, as at what the lessons' seeds give."""
    return bool(_secret.get())


def generator(seed):
    """np.random.default_rng of the seed, or of what the secret makes of it."""
    secret = _secret.get()
    if secret:
        seed = int.from_bytes(hashlib.sha256(f"{secret}\0{seed}".encode()).digest())
    return np.random.default_rng(seed)


def cached(function):
    """functools.cache for what draws from a generator: one for all students whom a process grades."""

    @functools.cache
    def kept(secret, *args, **kwargs):
        return function(*args, **kwargs)

    @functools.wraps(function)
    def cached_function(*args, **kwargs):
        return kept(_secret.get(), *args, **kwargs)

    return cached_function
