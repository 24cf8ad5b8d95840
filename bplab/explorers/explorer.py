"""The base of all explorers: controls made from a state, one line for messages, one picture, one question."""

import base64
import html

import ipywidgets as widgets

from bplab.explorers.picture import own_style
from bplab.explorers.picture_view import PictureView
from bplab.explorers.state import Choice, Number, Switch
from bplab.language import say

# The same style in every explorer; the class names are ours.
STYLE = """<style>
.bplab-explorer .bplab-controls > * { margin: 2px 8px 2px 0; }
.bplab-explorer .widget-readout { min-width: 40px; }
.bplab-message { color: #a33a00; white-space: pre-wrap; line-height: 1.4; }
.bplab-question { line-height: 1.4; margin-top: 4px; }
</style>"""


class Explorer(widgets.VBox):
    """Controls, message, picture, question, below each other.

    model: has `state`, and `change(**values)` that follows a control; no screen code.
    picture: a subclass of Picture, which draws the model.
    complaints: sentences about values that could not be used.
    question: what only this explorer answers; HTML.
    """

    def __init__(self, model, picture, complaints=(), question=""):
        self.model = model
        with own_style():
            self.drawing = picture()
        self.controls = {
            name: control
            for name, kind in model.state.kinds().items()
            if (control := make_control(kind, model.state[name])) is not None
        }
        for name, control in self.controls.items():
            control.add_class(f"bplab-{name.replace('_', '-')}")
            control.observe(lambda change, name=name: self._read(name, change.new), "value")
        self.image = PictureView()
        self.image.observe(lambda change: self._fit(**change.new), "room")
        self.image.on_msg(lambda _, content, __: self._touch(content))
        self.message = widgets.HTML()
        self.caption = widgets.HTML(f'{STYLE}<div class="bplab-question">{question}</div>')
        rows = [*self.layout_rows(), self.message, self.layout_picture(), *self.layout_below(), self.caption]
        super().__init__(rows)
        self.add_class("bplab-explorer")
        self.say("\n".join(complaints))
        self.show()

    @property
    def state(self):
        """What is shown now; `explore_x(**state)` shows it again."""
        return self.model.state

    def layout_rows(self):
        """The rows above the picture; subclasses add their buttons."""
        return [row(*self.controls.values())]

    def layout_picture(self):
        """The picture; subclasses may put something beside it."""
        return self.image

    def layout_below(self):
        """Rows between the picture and the question."""
        return []

    def show(self):
        """Draw the model as it is now."""
        png = self.drawing.png(self.model)
        self.image.show(png, self.drawing.describe(self.model), self.drawing.spots_of_page(self.model))

    def say(self, text):
        """Put plain text above the picture; the empty text clears it."""
        self.message.value = f'<div class="bplab-message" role="status">{html.escape(text)}</div>'

    def touched(self, touch):
        """Something was done at a spot of the picture; subclasses whose pictures have spots follow it."""

    def put(self, **values):
        """Settings by hand, each at the nearest step of its control: model, picture and controls follow."""
        kinds = self.state.kinds()
        values = {name: kinds[name].nearest(value) for name, value in values.items()}
        self.say("")
        self.model.change(**values)
        self.show()
        for name, value in values.items():
            self.controls[name].value = value

    def _touch(self, content):
        try:
            self.touched(self.drawing.touch(content))
        finally:
            self.image.heard()

    def _read(self, name, value):
        """A control has moved; the page adds up steps of a slider, and 2.000000000000001 is to be 2."""
        value = self.state.kinds()[name].check(value)[0]
        if value != self.state[name]:  # else it has followed
            self._moved(name, value)

    def _fit(self, width, height, ratio, **others):
        """The page has told how much room it has."""
        self.drawing.fit(width, height, ratio)
        self.show()

    def _moved(self, name, value):
        """A control has moved: the model follows, then the picture."""
        self.say("")
        self.model.change(**{name: value})
        self.show()

    def _repr_mimebundle_(self, **options):
        """The widget, and the picture of this moment for readers without a kernel."""
        bundle = super()._repr_mimebundle_(**options)
        data, metadata = bundle if isinstance(bundle, tuple) else (bundle, {})
        data["text/plain"] = repr(self.state)
        data["image/png"] = base64.b64encode(self.image.value).decode()
        return data, metadata


def row(*children):
    """Widgets beside each other, on further lines where the page is narrow."""
    box = widgets.HBox(children, layout=widgets.Layout(flex_flow="row wrap", align_items="center"))
    box.add_class("bplab-controls")
    return box


def make_control(kind, value):
    """The widget of a setting; None for a kind that is part of the record only."""
    look = {
        "description": say(getattr(kind, "label", "")),
        "style": {"description_width": "100px"},
        "layout": widgets.Layout(width="262px"),
    }
    match kind:
        case Switch():
            return widgets.Checkbox(value=value, **look)
        case Choice(slider=False):
            return widgets.Dropdown(options=[(say(str(o)), o) for o in kind.options], value=value, **look)
        case Choice():
            return widgets.SelectionSlider(options=[(f"{o:g}", o) for o in kind.options], value=value, **look)
        case Number():
            slider = widgets.IntSlider if isinstance(kind.step, int) else widgets.FloatSlider
            return slider(value=value, min=kind.low, max=kind.high, step=kind.step, **look)
        case _:
            return None
