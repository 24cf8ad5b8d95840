"""The student's names, from outside: called, read and set across a socket, with plain values only.

What comes back is an exact copy in built-in types and plain arrays, or a Remote that stands for an object of
theirs. How the process is asked is in student.py.
"""

from __future__ import annotations

import functools
import keyword

from bplab.grading.sandbox import wire

READABLE = ("__name__", "__doc__", "__qualname__")  # the only double-underscore names worth a question
LONGEST_NAME = 80
MOST_TYPES = 100  # of students' objects, that are kept
NOT_FROM_HERE = "a test can pass numbers, text, arrays, and the student's own objects, but no {type}"


class Remote:
    """An object that stays in the student's process.

    own_name: its __name__, if it came along. methods: names of which it is known that they can be called.
    """

    def __init__(self, student, label, handle, own_name=None, methods=()):
        values = {"student": student, "label": label, "handle": handle, "methods": frozenset(methods)}
        for name, value in values.items():
            object.__setattr__(self, f"_remote_{name}", value)
        if own_name is not None:
            object.__setattr__(self, "__name__", own_name)

    def __getattr__(self, name):
        _check_readable(name)
        return RemoteMethod(self, name) if name in self._remote_methods else self._remote_get(name)

    def _remote_get(self, name):
        return self._remote_student.get(f"{self._remote_label}.{name}", self._remote_handle, name)

    def __setattr__(self, name, value):
        self._remote_set({name: value})

    def _remote_set(self, values):
        """Set attributes by name, all in one message: see student_code/calling.py."""
        encoder = wire.Encoder(_handle)
        label = f"{self._remote_label}.{next(iter(values))}"
        _ask(self, label, "set", encoder.blobs, values=encoder.encode(values))

    def _remote_set_and_call(self, values, method, args):
        """Set attributes by name, then call a method, in one message: see student_code/calling.py."""
        return _call(self, f"{self._remote_label}.{method}", args, {}, values, method=method)

    def _remote_stand_in(self, tables):
        """Put tables in the place of functions (see student_code/stand_in.py), and take away those before."""
        encoder = wire.Encoder(_handle)
        label = ", ".join(tables) or self._remote_label
        _ask(self, label, "stand_in", encoder.blobs, tables=encoder.encode(tables))

    def __deepcopy__(self, memo):
        return self

    def __copy__(self):
        return self

    def __repr__(self):
        return f"<{type(self).__name__} in the student's process>"

    def __del__(self):
        self._remote_student.release(self._remote_handle)


class RemoteFunction(Remote):
    """An object in the student's process that can be called: a function, a class, a method."""

    def __call__(self, *args, **kwargs):
        return _call(self, self._remote_label, args, kwargs)

    def _remote_call_each(self, calls):
        """Call it with each tuple of arguments, all in one message: see student_code/calling.py."""
        encoder, label = wire.Encoder(_handle), f"{self._remote_label}(...)"
        args = encoder.encode(list(calls))
        return _ask(self, label, "each", encoder.blobs, calls=len(calls), args=args)


class RemoteMethod:
    """A method of a student's object: looked up there when it is called, in the same message."""

    def __init__(self, owner, name):
        self._owner, self._name, self._inside = owner, name, None

    def __call__(self, *args, **kwargs):
        label = f"{self._owner._remote_label}.{self._name}"
        return _call(self._owner, label, args, kwargs, method=self._name)

    def __getattr__(self, name):
        _check_readable(name)
        return getattr(self.inside(), name)

    def inside(self):
        """The method as an object of its own, which stays there as long as this one."""
        if self._inside is None:
            self._inside = self._owner._remote_get(self._name)
        return self._inside


RemoteMethod.__name__ = "method"  # as a message that names a type would read inside


class GivenFunction:
    """A function of a given cell, as it was released.

    outside: the function itself, None if it needs the student's names. inside: called for the same function
    in the student's process, which their functions are handed.
    """

    def __init__(self, name, outside, inside):
        self.__name__, self._outside, self.inside = name, outside, inside

    def __call__(self, *args, **kwargs):
        return (self._outside or self.inside())(*args, **kwargs)


def _check_readable(name):
    if name.startswith("__") and name not in READABLE:
        raise AttributeError(name)


def _call(remote, label, args, kwargs, values=None, **method):
    encoder = wire.Encoder(_handle)
    parts = {"args": encoder.encode(args), "kwargs": encoder.encode(kwargs)}
    if values is not None:
        parts["values"] = encoder.encode(values)
    return _ask(remote, f"{label}(...)", "call", encoder.blobs, **parts, **method)


def _ask(remote, label, op, blobs=(), **request):
    return remote._remote_student.ask(label, op=op, on=remote._remote_handle, blobs=blobs, **request)


def stands_for(student, label, handle, type_name, can_be_called, own_name, methods):
    """A Remote whose type bears the name of the object's, so that messages read as they would inside."""
    own_name = None if own_name is None else wire.printable(own_name)
    kind = _type(identifier(type_name), can_be_called is True)
    return kind(student, label, int(handle), own_name, map(str, methods))


@functools.lru_cache(MOST_TYPES)
def _type(name, can_be_called):
    return type(name, (RemoteFunction if can_be_called else Remote,), {})


def _handle(value):
    if isinstance(value, GivenFunction | RemoteMethod):
        value = value.inside()
    if isinstance(value, Remote):
        return value._remote_handle
    raise TypeError(NOT_FROM_HERE.format(type=type(value).__name__))


def identifier(text):
    """A type's name as a person would write one, or "object"."""
    text = str(text)
    fits = text.isidentifier() and not keyword.iskeyword(text) and len(text) <= LONGEST_NAME
    return wire.printable(text) if fits else "object"
