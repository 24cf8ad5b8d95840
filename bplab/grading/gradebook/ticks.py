"""Which items of a question's list a written answer was given: two tables of ours in the gradebook itself.

So the ticks and the points that follow from them are written in one transaction, `bplab correct` and backups
carry them along, and a gradebook in PostgreSQL has them, too. nbgrader passes over tables it does not know.
"""

import json
import secrets

from sqlalchemy import Column, Integer, MetaData, Table, Text, delete, insert, inspect, select, update

TABLES = MetaData()
_question = ("unit", "notebook", "cell")
LISTS = Table(
    "bplab_list_of_points",
    TABLES,
    *(Column(name, Text, primary_key=True) for name in _question),
    Column("version", Integer, nullable=False),
    Column("salt", Text, nullable=False),  # for an order that is by nobody's name
    Column("content", Text, nullable=False),
)
TICKS = Table(
    "bplab_ticks",
    TABLES,
    *(Column(name, Text, primary_key=True) for name in (*_question, "student")),
    Column("content", Text, nullable=False),
)


def make_tables(db):
    """db: the session of a Gradebook."""
    TABLES.create_all(db.connection())
    db.commit()


def begin(db, question):
    """Begin to write: nobody else writes this question's marks until the session is committed.

    question: (unit, notebook, cell). The list's row is written first, which locks it, or SQLite's file.
    """
    db.execute(update(LISTS).where(*_is(LISTS, question)).values(version=LISTS.c.version))


def find_list(db, question):
    """(version, salt, content) or None."""
    columns = LISTS.c.version, LISTS.c.salt, LISTS.c.content
    row = db.execute(select(*columns).where(*_is(LISTS, question))).first()
    return row and (row[0], row[1], json.loads(row[2]))


def write_list(db, question, content):
    """Keep a list in the place of the one before, with the next version."""
    text = json.dumps(content, ensure_ascii=False)
    row = update(LISTS).where(*_is(LISTS, question)).values(content=text, version=LISTS.c.version + 1)
    if db.execute(row).rowcount == 0:
        values = dict(zip(_question, question, strict=True))
        db.execute(insert(LISTS).values(**values, content=text, version=1, salt=secrets.token_hex(8)))


def read_ticks(db, question):
    """student id -> content, of all whose answer was marked by the list."""
    rows = db.execute(select(TICKS.c.student, TICKS.c.content).where(*_is(TICKS, question)))
    return {student: json.loads(content) for student, content in rows}


def write_ticks(db, question, student, content):
    """content: None takes them away."""
    mine = *_is(TICKS, question), TICKS.c.student == student
    if content is None:
        db.execute(delete(TICKS).where(*mine))
        return
    text = json.dumps(content, ensure_ascii=False)
    if db.execute(update(TICKS).where(*mine).values(content=text)).rowcount == 0:
        values = dict(zip(_question, question, strict=True))
        db.execute(insert(TICKS).values(**values, student=student, content=text))


def ticks_of(db, student):
    """All of one student's, as plain data; none where nothing was marked by a list."""
    if not _exists(db):
        return []
    rows = db.execute(select(TICKS).where(TICKS.c.student == student)).mappings()
    return [{**row, "content": json.loads(row["content"])} for row in rows]


def remove_ticks(db, student):
    """Out of the gradebook, when a student is."""
    if _exists(db):
        db.execute(delete(TICKS).where(TICKS.c.student == student))
        db.commit()


def _exists(db):
    return inspect(db.connection()).has_table(TICKS.name)


def _is(table, question):
    return [table.c[name] == value for name, value in zip(_question, question, strict=True)]
