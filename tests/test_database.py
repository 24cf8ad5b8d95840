"""What keeps the gradebook from being used is told from what else could."""

import sqlite3

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import DatabaseError

from bplab.grading.gradebook.database import database_problem


def problem_of(path, statement, **how):
    """What an instructor reads when this statement fails."""
    engine = create_engine(f"sqlite:///{path}", **how)
    with pytest.raises(DatabaseError) as error, engine.begin() as connection:
        connection.execute(text(statement))
    return database_problem(error.value)


@pytest.fixture
def path(tmp_path):
    with sqlite3.connect(tmp_path / "gradebook.db") as database:
        database.execute("CREATE TABLE grade (id INTEGER)")
    return tmp_path / "gradebook.db"


def test_another_program_that_writes_is_waited_for(path):
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    line = problem_of(path, "INSERT INTO grade VALUES (1)", connect_args={"timeout": 0.1})
    other.close()
    assert "database is locked" in line and "Another program" in line and "upgrade" not in line


@pytest.mark.parametrize("statement", ["SELECT due FROM grade", "SELECT * FROM notebook"])
def test_a_gradebook_of_an_earlier_nbgrader_is_upgraded(path, statement):
    assert "back it up, then run `nbgrader db upgrade`" in problem_of(path, statement)


def test_a_file_that_is_read_only_missing_or_damaged_is_told_apart(path):
    assert "right to write" in problem_of(f"file:{path}?mode=ro&uri=true", "INSERT INTO grade VALUES (1)")
    assert "Look at the address" in problem_of(path.parent / "no" / "gradebook.db", "SELECT 1")
    path.write_bytes(b"my grades" * 1000)
    assert "put a backup in its place" in problem_of(path, "SELECT * FROM grade")


@pytest.mark.parametrize(
    ("words", "remedy"),
    [
        ("database or disk is full", "Free space"),
        ("could not extend file: No space left on device", "Free space"),
        ("column grade.due does not exist", "nbgrader db upgrade"),
        ('relation "grade" does not exist', "nbgrader db upgrade"),
        ("connection refused", "Look at the address"),
        ("the moon is full", "run the same command again"),
    ],
)
def test_other_causes(words, remedy):
    assert remedy in database_problem(DatabaseError("SELECT", {}, Exception(words)))
