"""What can be wrong with lesson text, in one line that says where."""


class LessonError(Exception):
    """A mistake in lesson text. str() gives `file:line: what is wrong`."""

    def __init__(self, path, line, message):
        super().__init__(f"{path}:{line}: {message}")


class BuildError(Exception):
    """A lesson that reads well but does not work; one line a problem."""
