"""What a student does with an explorer, and reads in it."""

import html
import re
import warnings

import ipywidgets as widgets
import numpy as np

from bplab.explorers.picture_view import PictureView


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


def spread(values, most=12):
    """Of a list of dozens, so many from its first to its last: a picture of each would be no other test."""
    return [values[round(k)] for k in np.linspace(0, len(values) - 1, min(len(values), most))]


def shown(widget):
    """All that is seen of a widget but its controls: pictures, and texts of the page."""
    if isinstance(widget, widgets.Image | widgets.HTML | PictureView):
        return (widget.value,)
    return sum((shown(child) for child in getattr(widget, "children", ())), ())


def sweep(explorer, but=()):
    """Assert that each control, but for some, changes what is shown, and back; and that nothing warns."""
    with warnings.catch_warnings(), np.errstate(all="raise"):
        warnings.simplefilter("error")
        for name, control in explorer.controls.items():
            if name in but:
                continue
            opened, before = control.value, shown(explorer)
            pictures = set()
            for value in spread(values_of(control)):
                control.value = value
                pictures.add(shown(explorer))
            assert len(pictures) > 1, f"{name} changes nothing"
            control.value = opened
            assert shown(explorer) == before, f"{name} went back, what is shown did not"
