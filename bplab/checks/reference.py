"""The right error terms and gradients of a case: central differences, computed once for all students.

They take hundreds of forward passes, and who grades a class asks for the same ones for every student.
"""

import functools


class Truth:
    """Part of a case. `names`: its error terms and gradients, in the order in which they are computed."""

    names = ()

    def differentiate(self, name, own):
        """The right value of a name, given the error terms `own` by name, by central differences."""
        raise NotImplementedError

    @functools.cached_property
    def truth(self):
        """name -> right array, which can only be read."""
        truth = {}
        for name in self.names:
            truth[name] = self.differentiate(name, truth)
            truth[name].setflags(write=False)
        return truth

    def right(self, name, own):
        """The right value of a name, given the error terms `own` by name, which may be a student's."""
        if all(error is self.truth[term] for term, error in own.items()):
            return self.truth[name]
        return self.differentiate(name, own)


def frozen(case, *arrays):
    """The case, whose arrays can only be read from now on: many students share it."""
    for array in arrays:
        array.setflags(write=False)
    return case
