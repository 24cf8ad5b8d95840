"""A gradebook in PostgreSQL: a server of its own, started here by an ordinary user, on a socket."""

import os
import pwd
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest

from tests.classes import UNIT, WRONG, DoubleCourse, copied, done, rows, tree

pytestmark = pytest.mark.slow

PROGRAMS = sorted(Path("/usr/lib/postgresql").glob("*/bin"))  # of the Debian package `postgresql`
OWNER = "postgres"  # comes with the package; the server does not run as root


class Server:
    """A server in a temporary folder."""

    def __init__(self):
        self.folder = Path(tempfile.mkdtemp(prefix="bplab-postgresql-"))
        self.user = OWNER if os.getuid() == 0 else None
        if self.user:
            os.chown(self.folder, pwd.getpwnam(self.user).pw_uid, -1)
        self._run(
            "initdb", "--auth=trust", "--username=grader", "--no-sync", "--pgdata", self.folder / "data"
        )
        self._control("start", "-w", "-o", f"-k {self.folder} -c listen_addresses=''")

    def _run(self, program, *arguments):
        line = [PROGRAMS[-1] / program, *arguments]
        log = (self.folder.parent / f"{self.folder.name}.log").open("a")
        subprocess.run(line, check=True, user=self.user, cwd="/", stdout=log, stderr=log)

    def _control(self, *arguments):
        self._run("pg_ctl", "--pgdata", self.folder / "data", *arguments)

    def database(self, name):
        """The address of a new database."""
        self._run("createdb", "--host", self.folder, "--username=grader", name)
        return f"postgresql+psycopg://grader@/{name}?host={self.folder}"

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self._control("stop", "-m", "immediate")
        shutil.rmtree(self.folder)
        (self.folder.parent / f"{self.folder.name}.log").unlink()


def released_into(course, folder, address):
    """A course like this one whose gradebook is at an address."""
    other = copied(course, folder)
    (other.root / "gradebook.db").unlink()
    settings = (course.unit.root / "nbgrader_config.py").read_text()
    (other.root / "nbgrader_config.py").write_text(f"{settings}\nc.CourseDirectory.db_url = {address!r}\n")
    other.nbgrader("generate_assignment", UNIT)
    return other


def test_the_gradebook_may_be_in_postgresql(tmp_path):
    course = DoubleCourse(tmp_path)
    for student in ("ana", "ben", "cem", "dee", "eve"):
        course.hand_in(student, WRONG if student == "ben" else "", date="2026-03-01 12:00:00 UTC")
    course.submit("broken", b"{")
    with Server() as server:
        addresses = [server.database(name) for name in ("sequential", "parallel")]
        first, second = (
            released_into(course, tmp_path / str(number), address) for number, address in enumerate(addresses)
        )
        first.nbgrader("autograde", UNIT, allow_failure=True)
        finished = second.grade("--jobs=3")
        assert finished.returncode == 1 and len(done(finished)) == 6, finished.stderr
        found = [rows(course, address) for address in addresses]
        assert found[0] == found[1] and len(found[0]["grade"]) == 15
        assert tree(first) == tree(second)
        assert not (second.root / "gradebook.db").exists()
        second.hand_in("ana", date="2026-03-02 12:00:00 UTC")
        assert sorted(done(second.grade())) == ["ana", "broken"]
        stopped = second.grade(f"--db={addresses[1].replace(str(server.folder), '/nowhere')}")
        assert stopped.returncode == 1
        assert "the gradebook cannot be used" in stopped.stderr and "Traceback" not in stopped.stderr
