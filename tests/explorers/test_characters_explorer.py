"""`explore_characters`: its numbers, drawings as pictures, what it confuses, what it says of bad settings."""

import asyncio
import io
import re

import numpy as np
import pytest
from PIL import Image

from bplab import datasets
from bplab.characters import CHARACTERS
from bplab.explorers import explore_characters
from bplab.explorers.characters import model as m
from bplab.explorers.characters.page import confusion_table, pad
from bplab.explorers.characters.picture import CharactersPicture
from bplab.explorers.characters.signs import address, rows_of_pictures, signs
from bplab.explorers.characters.strokes import GLYPH_SIZE, MOST, STROKE, Strokes, render
from bplab.network import Network
from tests.explorers.sweep import message, values_of

pytestmark = pytest.mark.filterwarnings("error")

# Drawn by hand, as the page sends them.
DRAWN = {
    "自": "M112 10L95 40M60 45L60 210M60 45L165 45L165 210M60 98L165 98M60 150L165 150M60 205L165 205",
    "用": "M55 25L55 150L30 215M55 25L175 25L175 205L160 212M55 85L175 85M55 140L175 140M115 25L115 210",
    "由": "M40 70L40 205M40 70L180 70L180 205M40 135L180 135M40 200L180 200M110 15L110 200",
    "无": "M50 40L175 40M25 95L200 95M110 40L100 120L75 170L30 205M120 95L120 195L135 205L190 205L195 175",
    "切": "M20 110L95 90M55 30L55 180L95 150M110 60L195 60L190 150L175 210L150 195M150 60L145 130L115 205",
    "问": "M45 15L60 35M40 60L40 215M80 25L190 25L190 210L170 205M75 90L75 165M75 90L150 90L150 165M75 160"
    "L150 160",
}


def trained(epochs=1, **settings):
    """The model of these settings after so many epochs; on few pictures, unless they say otherwise."""
    model = m.CharactersModel(m.CharactersState(**({"n_train": 120} | settings)))
    model.run.advance_to(epochs)
    return model


@pytest.fixture(scope="module")
def reader():
    """A network that reads most characters."""
    return trained(8, n_train=m.ALL)


def written(explorer):
    """What is written in the picture."""
    return "\n".join(explorer.drawing.lettering.texts)


def test_the_run_takes_plain_steps_on_mini_batches_in_random_order():
    run = trained(2, n_train=360, width=16, seed=5).run
    X, y = datasets.characters()
    X, Y = X[:360], np.eye(12)[y[:360]]
    network, rng, order = Network((784, 16, 12), "relu", seed=5), np.random.default_rng(5), np.arange(360)
    for _ in range(2):
        rng.shuffle(order)
        for start in range(0, 352, 32):  # eight pictures are left over, others each time
            rows = order[start : start + 32]
            network.train(X[rows], Y[rows], 1, 0.2)
    assert np.allclose(run.snapshot.network.forward(X), network.forward(X), rtol=1e-9)


def test_batch_size_l2_and_dropout_are_those_of_the_network():
    options = {"batch_size": 8, "l2": 0.01, "dropout": 0.3}
    run = trained(2, width=16, seed=5, **options).run
    X, y = datasets.characters()
    network = Network((784, 16, 12), "relu", seed=5)
    network.train(X[:120], np.eye(12)[y[:120]], 2, 0.2, **options | {"seed": 5})
    assert np.allclose(run.snapshot.network.forward(X[:9]), network.forward(X[:9]), rtol=1e-9)
    plain = trained(2, width=16, seed=5).run.snapshot.network.forward(X[:9])
    assert not np.allclose(run.snapshot.network.forward(X[:9]), plain)


@pytest.mark.parametrize("share", [0, 30, 90])
def test_so_many_labels_are_wrong_and_pictures_keep_their_own(share):
    run = trained(0, n_train=1200, width=16, wrong_labels=share).run
    X, y = datasets.characters()
    assert np.mean(run.labels != y[:1200]) == share / 100
    assert np.array_equal(run.parts["train"][1], y[:1200])  # the table counts what the pictures show


def test_a_large_network_learns_wrong_labels_by_heart_and_reads_worse_for_it():
    run = trained(30, n_train=360, wrong_labels=30, learning_rate=0.5).run
    clean = trained(30, n_train=360, learning_rate=0.5).run.snapshot.history
    history = run.snapshot.history
    assert history[:, 0].tolist() == list(range(31))
    predicted = run.snapshot.network.predict(run.parts["train"][0])
    assert history[-1, 1] == np.mean(predicted == run.labels) > 0.9
    X, y = datasets.characters("test")
    assert history[-1, 2] == run.snapshot.network.accuracy(X, y) < clean[-1, 2] - 0.1


def test_the_chart_shows_the_history():
    explorer = explore_characters(n_train=120, width=16, epoch=3)
    chart, history = explorer.progress, explorer.model.run.snapshot.history
    assert np.array_equal(chart._train.get_xydata(), history[:, :2])
    assert np.array_equal(chart._test.get_xydata(), history[:, ::2])
    before = explorer.progress_image.value
    explorer.step()
    assert explorer.progress_image.value != before


def test_a_snapshot_stays_as_it_is_while_training_goes_on():
    run = trained(1).run
    snapshot, x = run.snapshot, m.pictures("test")[0][:5]
    before = snapshot.network.forward(x)
    run.train(1)
    assert np.array_equal(snapshot.network.forward(x), before)
    assert not np.allclose(run.network.forward(x), before)


def test_the_network_reads_the_test_part_and_worse_what_is_held_out(reader):
    right = reader.accuracies()
    assert right["train"] > 0.93 and 0.78 < right["test"] < 0.93
    assert 0.6 < right["held out"] < right["test"]


@pytest.mark.parametrize("character", DRAWN)
def test_a_drawn_character_is_read(reader, character):
    reader.change(strokes=DRAWN[character], number=0)
    probabilities = reader.read().probabilities
    assert CHARACTERS[probabilities.argmax()] == character and probabilities.sum() == pytest.approx(1)


def test_the_first_layer_is_told_as_it_answers(reader):
    reader.change(strokes=DRAWN["由"], number=0)
    reading, network = reader.read(), reader.run.snapshot.network
    expected = np.maximum(reader.ink() @ network.weights[0] + network.biases[0][0], 0)
    assert np.allclose(reading.responses, expected)
    assert np.array_equal(reading.weights[3].ravel(), network.weights[0][:, 3])


def test_without_hidden_layers_the_first_layer_is_the_last():
    reading = trained(depth=0).read()
    assert np.array_equal(reading.responses, reading.probabilities)
    assert reading.weights.shape == (12, 28, 28)


def extent(ink):
    """Longer side of the ink, and its middle, of pictures (n, 784)."""
    inked = ink.reshape(-1, 28, 28) > 0.3
    ends = [
        (np.flatnonzero(lines)[[0, -1]]) for picture in inked for lines in (picture.any(0), picture.any(1))
    ]
    ends = np.reshape(ends, (-1, 2, 2))
    return (np.diff(ends)[..., 0] + 1).max(axis=1), ends.mean(axis=(1, 2))


def test_drawings_are_as_large_and_as_inky_as_the_pictures_of_the_data_set():
    X, y = m.pictures("test")
    drawn = np.array([render(path) for path in DRAWN.values()])
    sizes, middles = extent(drawn)
    assert np.median(extent(X)[0]) == pytest.approx(np.median(sizes), abs=1)
    assert np.all(np.abs(sizes - GLYPH_SIZE) <= 1) and np.all(np.abs(middles - 13.5) <= 0.75)
    for character, picture in zip(DRAWN, drawn, strict=True):
        of_class = X[y == CHARACTERS.index(character)].sum(axis=1)
        assert picture.sum() == pytest.approx(of_class.mean(), rel=0.25), character


def test_where_and_how_large_one_draws_makes_no_difference():
    small = re.sub(r"\d+", lambda number: str(int(number[0]) // 2 + 20), DRAWN["由"])
    assert np.abs(render(small) - render(DRAWN["由"])).mean() < 0.02


@pytest.mark.parametrize("path", ["M100 100", "M100 100L100 100"])
def test_a_dot_stays_a_dot(path):
    ink = render(path)
    assert ink.sum() == pytest.approx(np.pi * (STROKE / 2) ** 2, rel=0.6)
    assert ink.reshape(28, 28)[13:15, 13:15].sum() > 0.6 * ink.sum()


def test_an_empty_sheet_has_no_ink_and_is_read_all_the_same(reader):
    reader.change(strokes="", number=0)
    assert not reader.ink().any() and reader.row() is None
    assert reader.read().probabilities.sum() == pytest.approx(1)


@pytest.mark.parametrize(
    "value",
    [
        "M1",
        "10 20",
        "M1 2Z",
        "M1 2L3",
        "L1 2",
        "M225 0",
        "M-1 3",
        "M1.5 2",
        "M1 2<svg>",
        "M1 2" * MOST,
        None,
        7,
    ],
)
def test_what_no_pad_sends_is_refused(value):
    accepted, complaint = Strokes().check(value)
    assert accepted is None and complaint.startswith("must be strokes like")


def test_confusions_count_and_show_the_same_pictures(reader):
    reader.change(part="test")
    X, y = m.pictures("test")
    counts, predicted = reader.confusions(), reader.run.snapshot.predicted["test"]
    assert counts.sum() == len(y) and counts.sum(axis=1).tolist() == np.bincount(y).tolist()
    assert np.trace(counts) == np.sum(predicted == y)
    c, other = max(np.argwhere(~np.eye(12, dtype=bool)), key=lambda pair: counts[tuple(pair)])
    reader.change(character=CHARACTERS[c], read_as=CHARACTERS[other])
    assert len(reader.confused()) == counts[c, other] > 0
    assert np.array_equal(reader.confused(), X[(y == c) & (predicted == other)])


def test_the_table_names_its_counts_and_marks_what_is_chosen():
    counts = np.arange(144).reshape(12, 12)
    table = confusion_table(counts, (2, 5))
    assert table.count("<td") == 144 and table.count("bplab-chosen") == 1
    assert re.search(r'<td class="bplab-chosen" title="笃 read as 问: 29"[^>]*>29<', table)


def test_pads_differ_though_they_show_the_same():
    assert pad(1, None, "") != pad(2, None, "")


def test_signs_are_one_picture_of_each_class(reader):
    X, y = m.pictures("train")
    for c, sign in enumerate(signs()):
        assert y[(sign.ravel() == X).all(axis=1)].tolist() == [c]


def test_rows_of_pictures():
    ink = np.repeat([[0.0], [1.0], [0.0]], 784, axis=1)
    image = np.asarray(Image.open(io.BytesIO(rows_of_pictures(ink, 2, 1))))
    assert image.shape == (2 * 32, 2 * 32)
    assert (image[:28, 32:60] == 0).all() and (image == 0).sum() == 784
    assert Image.open(io.BytesIO(rows_of_pictures(ink[:0], 2, 1))).size == (64, 32)


@pytest.mark.usefixtures("undrawn")
def test_the_picture_says_what_is_read():
    explorer = explore_characters(n_train=120, epoch=2)
    predicted = explorer.model.run.snapshot.predicted
    answers = {
        "train": m.pictures("train")[1][:120],
        "test": m.pictures("test")[1],
    }  # as many as it trains on
    train, test = (np.mean(predicted[part] == y) for part, y in answers.items())
    assert f"epoch 2   right: train {train:.1%}   test {test:.1%}   held out" in written(explorer)
    assert "◂ true" in written(explorer) and "64 neurons" in written(explorer)
    explorer.strokes.value = DRAWN["由"]
    assert "◂ true" not in written(explorer)


def test_a_drawing_arrives_and_is_cleared():
    explorer = explore_characters(n_train=120, width=16)
    opened, sheet = explorer.image.value, explorer.pad.value
    explorer.strokes.value = DRAWN["由"]
    assert explorer.state.strokes == DRAWN["由"] and explorer.state.number == 0
    assert explorer.image.value != opened
    assert explorer.pad.value == sheet  # a new pad would take the next stroke away
    explorer.clear_button.click()
    assert explorer.state.strokes == explorer.strokes.value == "" and "<image" not in explorer.pad.value
    explorer.next_button.click()
    assert explorer.image.value == opened and "<image" in explorer.pad.value
    assert explorer.model.run.epoch == 0  # none of this trains


@pytest.mark.usefixtures("undrawn")
def test_the_pad_follows_the_part_and_what_is_trained_on():
    explorer = explore_characters(n_train=360, width=16, part="train", number=200)

    async def move():
        for name, value in (("n_train", 120), ("part", "held out")):
            before = explorer.pad.value
            explorer.controls[name].value = value
            picture = address(explorer.model.ink().reshape(28, 28))
            assert picture in explorer.pad.value and picture not in before
        explorer.cancel()

    asyncio.run(move())


def test_what_the_page_sends_wrongly_is_a_sentence():
    explorer = explore_characters(n_train=120, width=16)
    opened = explorer.image.value
    explorer.strokes.value = "M1 2<b>"
    assert "What was drawn cannot be read: it must be strokes like" in message(explorer)
    assert explorer.image.value == opened and explorer.state.strokes == ""
    explorer.clear_button.click()
    assert message(explorer) == ""


def test_the_state_opens_the_same_explorer_again():
    first = explore_characters(n_train=360, width=16, depth=2, part="held out", seed=4, epoch=2)
    first.strokes.value = DRAWN["用"]
    again = explore_characters(**first.state)
    assert again.state == first.state and again.state.epoch == 2
    assert again.image.value == first.image.value and again.table.value == first.table.value
    assert DRAWN["用"] in again.pad.value


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"depth": 4}, "depth=4 cannot be shown: it must lie between 0 and 3. Shown is 3."),
        ({"width": 50}, "width=50 cannot be shown: it must be one of 16, 32, 64, 128, 256. Shown is 64."),
        ({"part": "heldout"}, "(did you mean held out?)"),
        ({"character": "X"}, "character='X' cannot be shown"),
        ({"strokes": "M1"}, "strokes='M1' cannot be shown: it must be strokes like 'M10 20L30 40'"),
        ({"number": 7000}, "number=7000 cannot be shown: it must lie between 0 and 6696."),
        ({"hidden": 3}, "There is no setting 'hidden'"),
    ],
)
def test_a_value_that_cannot_be_shown_is_named_in_a_sentence(values, sentence):
    assert any(sentence in complaint for complaint in m.CharactersState.read(values)[1])


@pytest.mark.usefixtures("undrawn")
def test_the_explorer_says_what_it_could_not_show():
    assert "width=50 cannot be shown" in message(explore_characters(width=50, n_train=120))


@pytest.mark.parametrize("activation", ["relu", "tanh", "sigmoid"])
def test_the_ends_of_the_sliders_draw_without_a_warning(activation):
    picture = CharactersPicture()
    for depth, width, learning_rate in ((0, 16, 1.0), (3, 256, 0.003), (3, 256, 1.0)):
        model = trained(1, depth=depth, width=width, learning_rate=learning_rate, activation=activation)
        picture.png(model)
        assert np.isfinite(model.read().probabilities).all()


def test_every_control_of_the_training_moves_the_picture_and_moves_it_back():
    explorer = explore_characters(n_train=120)
    drawing, start = explorer.drawing, explorer.state
    for name in (
        "depth",
        "width",
        "activation",
        "learning_rate",
        "n_train",
        "batch_size",
        "l2",
        "dropout",
        "wrong_labels",
        "seed",
    ):
        first, *_, last = values_of(explorer.controls[name])
        first, last = (min(value, 1200) if name == "n_train" else value for value in (first, last))
        pictures = [drawing.png(trained(1, **{**start, name: v})) for v in (first, last, start[name])]
        assert len(set(pictures)) > 1, name
        assert drawing.png(trained(1, **start)) == pictures[-1], name


def test_lists_show_other_pictures_and_move_back():
    explorer = explore_characters(n_train=120, epoch=1)
    for name in ("part", "character", "read_as"):
        control = explorer.controls[name]
        before = explorer.table.value, explorer.confused_image.value, explorer.image.value
        opened, seen = control.value, set()
        for value in values_of(control):
            control.value = value
            seen.add(explorer.table.value)
        control.value = opened
        assert len(seen) == len(values_of(control)), name
        assert before == (explorer.table.value, explorer.confused_image.value, explorer.image.value), name
