"""`explore_characters`: draw a character and see what a network makes of it; see what it confuses."""

import functools
import time

import ipywidgets as widgets

from bplab.characters import CHARACTER_SIZE
from bplab.explorers.characters import words
from bplab.explorers.characters.model import CharactersModel, CharactersRun, CharactersState
from bplab.explorers.characters.page import confusion_table, pad, style
from bplab.explorers.characters.picture import CharactersPicture
from bplab.explorers.characters.progress import ProgressPicture
from bplab.explorers.characters.signs import rows_of_pictures, sign
from bplab.explorers.characters.students import StudentRun
from bplab.explorers.explorer import row
from bplab.explorers.picture import own_style
from bplab.explorers.picture_view import PictureView
from bplab.explorers.students import read_functions
from bplab.explorers.training import TrainingExplorer
from bplab.language import say

BELOW = ("part", "character", "read_as")  # the controls that belong to the table
FOLLOW_SECONDS = 0.3  # chart and table follow less often than the picture while it trains
IN_A_ROW, MOST_SHOWN = 8, 32  # confused pictures


class CharactersExplorer(TrainingExplorer):
    """A TrainingExplorer with a pad to draw on, a table of confusions, and the confused pictures.

    The strokes come from the page through a text field that is there but cannot be seen.
    """

    def __init__(self, model, own=False, **options):
        """own: whether the student's class trains."""
        self._source = widgets.HTML(say(words.YOURS if own else words.COURSE))
        self.pad, self.table, self.confused = widgets.HTML(), widgets.HTML(), widgets.HTML()
        self.strokes = widgets.Text(model.state.strokes, description=say(words.STROKES_FIELD), tabbable=False)
        self.strokes.add_class("bplab-strokes")
        self.strokes.observe(lambda change: self._drawn(change.new), "value")
        self.next_button = _button(words.NEXT)
        self.next_button.on_click(lambda _: self._lay(model.state.number % len(model.part()[1]) + 1))
        self.clear_button = _button(words.CLEAR)
        self.clear_button.on_click(lambda _: self._lay(0))
        self.confused_image = widgets.Image(format="png")
        self.progress_image = PictureView()
        self.progress_image.observe(lambda change: self._fit_progress(**change.new), "room")
        with own_style():
            self.progress = ProgressPicture()
        self._sheet, self._followed = 0, 0.0
        super().__init__(model, CharactersPicture, **options)
        self.controls["activation"].disabled = own  # tanh, in the student's class
        self._show_pad()

    def layout_rows(self):
        controls, *others = super().layout_rows()
        controls.children = [control for name, control in self.controls.items() if name not in BELOW]
        return [controls, *others, self._source]

    def layout_picture(self):
        buttons = row(self.next_button, self.clear_button)
        label = widgets.HTML(f"{style()}{say(words.DRAW_HERE)}")
        return row(widgets.VBox([label, self.pad, self.strokes, buttons]), self.image)

    def layout_below(self):
        chosen = [self.controls[name] for name in BELOW]
        heading = widgets.HTML(say(words.TABLE))
        right = widgets.VBox([row(*chosen), self.confused, self.confused_image])
        return [self.progress_image, heading, widgets.HBox([self.table, right])]

    def show(self):
        super().show()
        if not self.playing or time.monotonic() - self._followed > FOLLOW_SECONDS:
            self._followed = time.monotonic()
            self._show_progress()
            self._show_confusions()

    def _show_progress(self):
        self.progress_image.show(self.progress.png(self.model), self.progress.describe(self.model))

    def _fit_progress(self, width, height, ratio, **others):
        self.progress.fit(width, height, ratio)
        self._show_progress()

    def _show_confusions(self):
        if self.model.run.snapshot is None:
            return
        chosen = self.model.chosen()
        counts, shown = self.model.confusions(), self.model.confused()
        self.table.value = confusion_table(counts, chosen)
        sentence = words.CONFUSED_FIRST if len(shown) > MOST_SHOWN else words.CONFUSED
        n = {"n": len(shown), "all": counts[chosen[0]].sum(), "most": MOST_SHOWN}
        self.confused.value = say(sentence, shown=sign(chosen[0]), read=sign(chosen[1]), **n)
        self.confused_image.value = rows_of_pictures(shown[:MOST_SHOWN], IN_A_ROW, 2)

    def _moved(self, name, value):
        super()._moved(name, value)
        if name in ("part", "n_train") and self.model.row() is not None:
            self._show_pad()  # another picture lies there

    def _drawn(self, strokes):
        """The page has sent a drawing."""
        if strokes == self.model.state.strokes:
            return
        accepted, complaint = CharactersState.kinds()["strokes"].check(strokes)
        if complaint:
            self.say(say(words.UNREADABLE, complaint=complaint))
            return
        self.say("")
        self.model.change(strokes=accepted, number=0)
        self.show()

    def _lay(self, number):
        """Lay a picture on the pad, or with 0 an empty sheet."""
        self.say("")
        self.model.change(strokes="", number=number)
        self.strokes.value = ""
        self._show_pad()
        self.show()

    def _show_pad(self):
        self._sheet += 1
        ink = None if self.model.row() is None else self.model.ink().reshape(CHARACTER_SIZE, CHARACTER_SIZE)
        self.pad.value = pad(self._sheet, ink, self.model.state.strokes)


def _button(text):
    return widgets.Button(description=say(text), layout=widgets.Layout(width="108px"))


def explore_characters(MLP=None, **state):
    """Explore what a network makes of a character that you draw, and which characters it confuses.

    MLP: your class of unit 7, if it shall train. state: where to open, see CharactersState;
    `explore_characters(**explorer.state)` opens where another explorer stands. Nothing is raised for a value
    that cannot be used: the explorer says so.
    """
    given, complaints = read_functions({"MLP": MLP})
    record, more = CharactersState.read(state)
    start = functools.partial(StudentRun, **given) if given else CharactersRun
    options = {"complaints": complaints + more, "question": say(words.QUESTION)}
    return CharactersExplorer(CharactersModel(record, start), own=bool(given), **options)
