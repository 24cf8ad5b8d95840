"""`explore_petals`: the hidden size, and everything else that decides what a small network learns."""

import time

import ipywidgets as widgets

from bplab.explorers.petals.model import PetalsModel, PetalsState
from bplab.explorers.petals.picture import PetalsPicture, thumbnail
from bplab.explorers.petals.students import STEPS, student_start, whose
from bplab.explorers.students import read_functions
from bplab.explorers.training import TrainingExplorer

THUMBNAIL_SECONDS = 0.3  # the small maps follow less often than the large one
QUESTION = (
    "<b>Question.</b> Which is the smallest hidden size that separates the petals? Try it with three seeds. "
    "Hold the pointer over a small map: which line does this neuron draw?"
)
STYLE = """<style>
.bplab-neurons { overflow: visible; gap: 4px; }
.bplab-neurons img { border: 1px solid #777; transform-origin: left bottom; transition: transform 0.1s; }
.bplab-neurons img:hover { transform: scale(4.5); z-index: 10; position: relative; }
</style>"""


class PetalsExplorer(TrainingExplorer):
    """A TrainingExplorer with a row of small maps, one for each hidden neuron."""

    def __init__(self, model, source, locked=(), **options):
        """source: HTML that says whose functions train. locked: settings that those functions decide."""
        limits = PetalsState.kinds()["hidden"]
        self.neurons = [_small_image() for _ in range(int(limits.high))]
        self.neuron_row = widgets.HBox(self.neurons)
        self.neuron_row.add_class("bplab-neurons")
        self.source = widgets.HTML(STYLE + source)
        self._followed = 0.0
        super().__init__(model, PetalsPicture, **options)
        for name in locked:
            self.controls[name].disabled = True

    def layout_rows(self):
        return [*super().layout_rows(), self.source]

    def layout_below(self):
        return [widgets.HTML("What each hidden neuron answers:"), self.neuron_row]

    def show(self):
        super().show()
        run = self.model.run
        if time.monotonic() - self._followed > THUMBNAIL_SECONDS or run.finished or not self.playing:
            self._followed = time.monotonic()
            self._show_neurons(run.snapshot.neurons if run.snapshot else None)

    def _show_neurons(self, answers):
        shown = 0 if answers is None else len(answers)
        for k, image in enumerate(self.neurons):
            image.layout.display = "" if k < shown else "none"
            if k < shown:
                image.value = thumbnail(answers[k])


def _small_image():
    return widgets.Image(format="png", layout=widgets.Layout(width="38px", height="38px", display="none"))


def explore_petals(
    *,
    nn_model=None,
    initialize_parameters=None,
    forward_propagation=None,
    compute_cost=None,
    backward_propagation=None,
    update_parameters=None,
    **state,
):
    """Explore what a network with one hidden layer learns on two classes in the plane.

    The functions are those of unit 4, if the explorer shall train with them; with nn_model alone, it draws
    with the course's forward pass. state: where to open, see PetalsState;
    `explore_petals(**explorer.state)` opens where another explorer stands.
    """
    given = dict(zip(STEPS, (initialize_parameters, forward_propagation, compute_cost,
                             backward_propagation, update_parameters), strict=True))  # fmt: skip
    functions, complaints = read_functions({"nn_model": nn_model} | given)
    record, more = PetalsState.read(state)
    model = PetalsModel(record, student_start(functions)) if functions else PetalsModel(record)
    return PetalsExplorer(
        model, whose(functions), _decided_by(functions), complaints=complaints + more, question=QUESTION
    )


def _decided_by(functions):
    """The settings that a student's functions decide themselves."""
    locked = ["activation", "scale"] if functions else []
    return [*locked, "learning_rate"] if "nn_model" in functions else locked
