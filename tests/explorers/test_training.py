"""Play, Pause, Step, Reset and a moved control, with a run that only counts."""

import asyncio
import time

import pytest

from bplab.explorers import slices, training
from bplab.explorers.training import TrainingExplorer
from tests.explorers.counting import (
    EPOCHS,
    CountingModel,
    CountingState,
    Seen,
    epochs_seen,
    explore,
    forbid_threads,
    in_notebook,
    seen,
    until,
)
from tests.explorers.sweep import message


@pytest.fixture(autouse=True, params=[True, False], ids=["with threads", "without"])
def threads(request, monkeypatch):
    """Whether there are threads; a kernel in the browser has none."""
    if not request.param:
        forbid_threads(monkeypatch)
    return request.param


@pytest.fixture(autouse=True)
def nothing_plays(monkeypatch):
    monkeypatch.setattr(TrainingExplorer, "_in_front", None)
    monkeypatch.setattr(training, "PICTURE_SECONDS", 0.01)  # less to wait for


def test_it_opens_at_rest_where_the_state_says():
    explorer = explore(rate=3, epoch=25)
    assert seen(explorer) == [(3, 25)] and explorer.state == CountingState(rate=3, epoch=25)
    assert not explorer.playing and explorer.play_button.description == "Play"


def test_play_trains_to_the_end_with_pictures_on_the_way():
    async def student():
        explorer = explore()
        explorer.play_button.click()
        assert explorer.playing and explorer.play_button.description == "Pause"
        await until(lambda: not explorer.playing)
        epochs = epochs_seen(explorer)
        assert epochs == sorted(epochs) and len(set(epochs)) == len(epochs) > 4
        assert epochs[0] == 0 and epochs[-1] == EPOCHS == explorer.state.epoch
        assert explorer.play_button.description == "Play"

    in_notebook(student())


def test_play_at_the_end_begins_again():
    async def student():
        explorer = explore(epoch=EPOCHS)
        explorer.play()
        await until(lambda: len(seen(explorer)) > 1)
        assert 0 < seen(explorer)[1][1] < EPOCHS and len(explorer.model.runs) == 2
        explorer.cancel()

    in_notebook(student())


def test_pause_waits_and_play_goes_on_from_there():
    async def student():
        explorer = explore()
        explorer.play()
        await until(lambda: len(seen(explorer)) > 3)
        explorer.play_button.click()
        assert explorer.play_button.description == "Play"
        await asyncio.sleep(0.1)
        shown, epoch = len(seen(explorer)), explorer.state.epoch
        await asyncio.sleep(0.1)
        assert len(seen(explorer)) == shown and explorer.model.run.trained == epoch < EPOCHS
        explorer.play()
        await until(lambda: not explorer.playing)
        assert epochs_seen(explorer) == sorted(epochs_seen(explorer)) and len(explorer.model.runs) == 1

    in_notebook(student())


def test_step_is_one_epoch_and_pauses_what_plays():
    async def student():
        explorer = explore(epoch=5)
        explorer.step_button.click()
        assert seen(explorer) == [(1, 5), (1, 6)]
        explorer.play()
        await until(lambda: len(seen(explorer)) > 3)
        explorer.step_button.click()
        await asyncio.sleep(0.1)
        epoch = explorer.state.epoch
        assert not explorer.playing
        explorer.step_button.click()
        assert explorer.state.epoch == epoch + 1 == seen(explorer)[-1][1]
        await asyncio.sleep(0.1)
        assert explorer.model.run.trained == epoch + 1

    in_notebook(student())


def test_a_step_right_after_a_pause_is_still_one_epoch():
    async def student():
        explorer = explore()
        explorer.play()
        await until(lambda: len(seen(explorer)) > 2 and explorer._slice.done.done())  # between two slices
        explorer.pause()
        epoch = explorer.state.epoch
        explorer.step()
        await asyncio.sleep(0.1)
        assert explorer.model.run.trained == epoch + 1

    in_notebook(student())


def test_at_the_end_a_step_changes_nothing():
    explorer = explore(epoch=EPOCHS)
    before = explorer.image.value
    explorer.step()
    assert explorer.image.value == before and explorer.state.epoch == EPOCHS


def test_reset_goes_back_to_the_start_and_waits():
    async def student():
        explorer = explore()
        opened = explorer.image.value
        explorer.play()
        await until(lambda: len(seen(explorer)) > 3)
        explorer.reset_button.click()
        assert explorer.image.value == opened and not explorer.playing
        shown = len(seen(explorer))
        await asyncio.sleep(0.1)
        assert len(seen(explorer)) == shown and explorer.state.epoch == 0

    in_notebook(student())


def test_a_moved_control_ends_the_old_run_at_once_and_nothing_of_it_is_shown():
    async def student():
        explorer = explore()
        explorer.play()
        await until(lambda: len(seen(explorer)) > 3)
        old, shown = explorer.model.run, len(seen(explorer))
        explorer.controls["rate"].value = 7
        await until(lambda: len(seen(explorer)) > shown, seconds=0.5)
        trained = old.trained
        await until(lambda: not explorer.playing)
        assert {rate for rate, _ in seen(explorer)[shown:]} == {7}
        assert old.trained == trained < EPOCHS and explorer.state == CountingState(rate=7, epoch=EPOCHS)

    in_notebook(student())


def test_many_quick_moves_leave_one_run():
    async def student():
        explorer = explore()
        for rate in range(2, 11):
            explorer.controls["rate"].value = rate
        await until(lambda: not explorer.playing)
        last = [k for k, (rate, _) in enumerate(seen(explorer)) if rate == 10]
        assert last == list(range(last[0], len(seen(explorer))))  # from its first picture on, no other's
        assert [run.trained for run in explorer.model.runs].count(EPOCHS) == 1

    in_notebook(student())


def test_a_control_that_only_changes_what_is_shown_trains_nothing():
    explorer = explore(epoch=30)  # without an event loop, which playing would need
    before = explorer.image.value
    explorer.controls["large"].value = True
    assert explorer.state == CountingState(large=True, epoch=30) and explorer.image.value != before
    assert len(explorer.model.runs) == 1 and not explorer.playing


def fails_late(run):
    if run.epoch >= 30:
        raise KeyError("W3")


def test_an_exception_in_a_run_becomes_a_sentence():
    async def student():
        explorer = explore(trouble=fails_late)
        explorer.play()
        await until(lambda: not explorer.playing)
        assert message(explorer).startswith("Training ended at epoch 30: KeyError: 'W3'")
        assert explorer.state.epoch == 30 and explorer.play_button.description == "Play"
        explorer.controls["rate"].value = 2  # it is not broken
        await until(lambda: seen(explorer)[-1][0] == 2)
        explorer.cancel()

    in_notebook(student())


def test_an_exception_while_it_opens_becomes_a_sentence_too():
    explorer = explore(trouble=fails_late, epoch=100)
    assert "KeyError: 'W3'" in message(explorer) and explorer.state.epoch == 30


def never_returns(run):
    while run.epoch >= 30:
        pass


def test_a_run_that_never_returns_is_mentioned_and_pause_ends_it(monkeypatch, threads):
    if not threads:
        pytest.skip("nothing can be clicked while a slice runs: see the next test")
    monkeypatch.setattr(training, "PATIENCE", 0.1)

    async def student():
        explorer = explore(trouble=never_returns)
        explorer.play()
        await until(lambda: "Still training" in message(explorer))
        assert explorer.playing
        explorer.pause()
        await until(lambda: "Stopped at epoch" in message(explorer))
        assert explorer.state.epoch == 30 and not explorer.playing
        assert not explorer._slice._thread.is_alive()

    in_notebook(student())


def test_without_threads_a_run_that_never_returns_is_ended(monkeypatch, threads):
    if threads:
        pytest.skip("there it is the student who ends it")
    monkeypatch.setattr(slices, "LONGEST_SECONDS", 0.3)

    async def student():
        explorer = explore(trouble=never_returns)
        explorer.play()
        await until(lambda: not explorer.playing)
        assert "Stopped at epoch 30" in message(explorer) and explorer.state.epoch == 30
        explorer.controls["rate"].value = 2

    in_notebook(student())


def test_a_control_moved_while_a_run_hangs_starts_the_next_at_once(threads):
    if not threads:
        pytest.skip("no control moves while a slice runs")

    async def student():
        explorer = explore(trouble=lambda run: never_returns(run) if run.rate == 1 else None)
        explorer.play()
        await until(lambda: explorer.state.epoch == 30)
        await asyncio.sleep(0.1)
        hanging = explorer._slice._thread
        assert hanging.is_alive()
        explorer.controls["rate"].value = 2
        await until(lambda: not explorer.playing)
        assert seen(explorer)[-1] == (2, EPOCHS) and not hanging.is_alive()

    in_notebook(student())


def test_opening_ends_in_time_even_if_the_run_does_not(monkeypatch):
    monkeypatch.setattr(training, "OPENING_SECONDS", 0.2)
    monkeypatch.setattr(slices, "LONGEST_SECONDS", 0.2)
    began = time.monotonic()
    explorer = explore(trouble=never_returns, epoch=100)
    assert time.monotonic() - began < 2
    assert message(explorer) == "Stopped at epoch 30: this took too long." and seen(explorer) == [(1, 30)]


def test_what_a_run_prints_stands_in_the_explorer(capsys):
    explorer = explore(trouble=lambda run: print("cost", run.epoch))
    explorer.step()
    assert message(explorer) == "Printed: cost 0" and capsys.readouterr().out == ""


def test_what_could_not_be_used_stays_said_beside_what_went_wrong():
    model = CountingModel(CountingState(epoch=100), fails_late)
    explorer = TrainingExplorer(model, Seen, complaints=["There is no setting 'rat'."])
    assert message(explorer).startswith("There is no setting 'rat'.\nTraining ended at epoch 30")


def test_a_second_explorers_play_pauses_the_first():
    async def student():
        first, second = explore(), explore(rate=2)
        first.play()
        await until(lambda: len(seen(first)) > 2)
        second.play()
        assert second.playing and not first.playing
        await until(lambda: not second.playing)
        assert first.state.epoch < EPOCHS == second.state.epoch

    in_notebook(student())
