"""The journal of a run: what has a whole line is done, whatever became of the run."""

import json

import pytest

from bplab.grading.classrun.errors import CannotGrade
from bplab.grading.classrun.journal import Journal, rows_of


@pytest.fixture
def opened(tmp_path):
    """Opens the journal, as a run that comes after the one before."""
    journals = []

    def opened():
        if journals and not journals[-1]._file.closed:
            journals[-1].close()
        journals.append(Journal(tmp_path / "course" / "runs", "unit"))
        return journals[-1]

    yield opened
    journals[-1].close()


def row(student, points=1):
    return {"student": student, "points": points}


def summary(journal):
    return json.loads(journal.summary.read_text(encoding="utf-8"))


def test_an_interrupted_run_is_gone_on_with(opened):
    first = opened()
    assert not first.interrupted and first.begun is None and first.rows == {}
    first.begin([])
    first.add(row("ana"))
    first.add(row("zoe", 2))
    begun = "2026-01-01T00:00:00+00:00"
    first.path.write_text(first.path.read_text().replace(first.begun, begun))
    again = opened()
    assert again.interrupted and again.begun == begun
    assert again.rows == {"ana": row("ana"), "zoe": row("zoe", 2)} and again.unsettled == {"ana", "zoe"}
    again.begin([])
    assert again.begun == begun
    last = opened()
    assert set(last.rows) == {"ana", "zoe"} and last.unsettled == set()  # put in their place before it began


def test_half_a_line_is_cut_off_and_the_next_one_stands_alone(opened):
    journal = opened()
    journal.begin([])
    journal.add(row("ana"))
    journal.path.write_bytes(journal.path.read_bytes() + b'{"student": "zo')
    assert set(opened().rows) == {"ana"}
    opened().add(row("leo"))
    assert set(opened().rows) == {"ana", "leo"}


def test_who_is_to_be_graded_again_waits_until_there_is_a_new_row(opened):
    journal = opened()
    journal.begin([])
    journal.add(row("ana"))
    journal.begin([])
    journal.add(row("zoe"))
    anew = opened()
    anew.begin(["ana"])  # the first run was interrupted, and is forgotten where it concerns her
    assert anew.waiting == {"ana"} and set(anew.rows) == {"zoe"}
    anew.add(row("ana", 5))
    rest = opened()
    assert rest.waiting == set() and rest.rows["ana"] == row("ana", 5)
    rest.begin(["ana", "zoe"])  # the rest of an interrupted one: she is done
    assert rest.regrade == {"ana", "zoe"} and rest.rows["ana"] == row("ana", 5)


def test_a_finished_run_is_a_summary_of_all_runs_and_leaves_no_journal(opened):
    journal = opened()
    journal.begin([])
    journal.add(row("zoe"))
    journal.finish({"seconds": 3})
    assert summary(journal) == {
        "unit": "unit", "begun": journal.begun, "seconds": 3, "students": {"zoe": row("zoe")},
    }  # fmt: skip
    journal.close()
    assert not journal.path.exists()
    later = opened()
    assert not later.interrupted and later.rows == {}
    later.begin([])
    later.add(row("ana"))
    later.add(row("zoe", 4))
    later.finish({})
    assert list(summary(later)["students"].items()) == [("ana", row("ana")), ("zoe", row("zoe", 4))]


def test_a_run_that_did_nothing_keeps_the_summary(opened):
    journal = opened()
    journal.begin([])
    journal.add(row("ana"))
    journal.finish({})
    before = summary(journal)
    again = opened()
    again.begin([])
    again.finish({"seconds": 1})
    assert summary(again) == before


def test_rows_are_those_of_the_last_run_of_each_also_of_one_that_is_not_at_its_end(opened, tmp_path):
    assert rows_of(tmp_path, "unit") == {}
    journal = opened()
    journal.begin([])
    journal.add(row("ana"))
    journal.add(row("zoe"))
    journal.finish({})
    later = opened()
    later.begin([])
    later.add(row("zoe", 4))
    later.path.write_bytes(later.path.read_bytes() + b'{"student": "an')
    assert rows_of(later.path.parent, "unit") == {"ana": row("ana"), "zoe": row("zoe", 4)}


def test_two_runs_at_once_are_refused_and_an_interrupted_one_keeps_its_lines(opened, tmp_path):
    journal = opened()
    with pytest.raises(CannotGrade, match="another `bplab grade unit` is running"):
        Journal(tmp_path / "course" / "runs", "unit")
    journal.begin([])
    journal.add(row("ana"))
    journal.close()
    assert journal.path.exists() and set(opened().rows) == {"ana"}
