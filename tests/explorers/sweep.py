"""What a student does with an explorer, and reads in it."""

import html
import re
import warnings

import ipywidgets as widgets
import numpy as np


def message(explorer):
    """The sentences that the explorer shows, as plain text."""
    return html.unescape(re.sub("<[^>]*>", "", explorer.message.value))


def values_of(control):
    """Both ends of a slider and a place between them; all choices of another control."""
    match control:
        case widgets.Checkbox():
            return [True, False]
        case widgets.IntSlider() | widgets.FloatSlider():
            middle = type(control.value)((control.min + control.max) / 2)
            return [control.min, middle, control.max]
        case _:
            return [value for _, value in control.options]


def sweep(explorer):
    """Assert that each control changes the picture, which comes back with it, and that nothing warns."""
    with warnings.catch_warnings(), np.errstate(all="raise"):
        warnings.simplefilter("error")
        for name, control in explorer.controls.items():
            opened, before = control.value, explorer.image.value
            pictures = set()
            for value in values_of(control):
                control.value = value
                pictures.add(explorer.image.value)
            assert len(pictures) > 1, f"{name} does not move the picture"
            control.value = opened
            assert explorer.image.value == before, f"{name} went back, the picture did not"
