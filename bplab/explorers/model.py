"""The base of models that compute all they show from their state at once; training.py has the other base."""


class Model:
    """state: what is shown. Subclasses compute their numbers from it in _compute."""

    def __init__(self, state):
        self.state = state
        self._compute()

    def change(self, **values):
        """Other settings."""
        self.state = self.state.change(**values)
        self._compute()

    def _compute(self):
        raise NotImplementedError
