"""What ends a class run before its end."""


class CannotGrade(Exception):
    """Nothing, or nothing more, can be graded; the message says why and what to do."""
