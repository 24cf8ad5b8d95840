"""Who may ask the local server: who has the token, from the page itself, under this machine's name."""

import asyncio
import http.client
import json
import sqlite3
import threading

import pytest
from tornado.httpserver import HTTPServer

from bplab.mark.server import Guard, application, sockets_of
from tests.mark.making import desk_of, in_gradebook


class Asker:
    """A server of a desk in a thread, asked as a browser would or would not."""

    def __init__(self, desk, **settings):
        [socket] = sockets_of(0)
        self.port = socket.getsockname()[1]
        self.guard = Guard(self.port, **settings)
        self._loop = asyncio.new_event_loop()
        started = threading.Event()

        async def start():
            self.server = HTTPServer(application([desk], self.guard), max_body_size=200_000)
            self.server.add_socket(socket)
            started.set()

        self._thread = threading.Thread(
            target=lambda: (self._loop.create_task(start()), self._loop.run_forever())
        )
        self._thread.start()
        started.wait()

    def close(self):
        self._loop.call_soon_threadsafe(self.server.stop)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def ask(self, path, body=None, method=None, host=None, cookie=True, **headers):
        """(status, headers, text). Headers that are None are left out of what the page sends."""
        sent = {"Host": host or f"127.0.0.1:{self.port}"}
        if cookie:
            sent["Cookie"] = f"{self.guard.cookie}={self.guard.session}"
        if body is not None:
            sent |= {"Origin": f"http://{sent['Host']}", "X-BPLab-Word": self.guard.word}
        sent |= {name.replace("_", "-"): value for name, value in headers.items()}
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        text = body if isinstance(body, str | None) else json.dumps(body)
        sent = {name: value for name, value in sent.items() if value is not None}
        connection.request(method or ("GET" if body is None else "POST"), path, text, sent)
        answer = connection.getresponse()
        found = answer.status, answer.headers, answer.read().decode()
        connection.close()
        return found


@pytest.fixture
def asker(course):
    asker = Asker(desk_of(course))
    yield asker
    asker.close()


def a_mark(asker):
    """The body of a mark, and its answer's key."""
    answer = json.loads(asker.ask("/api/state")[2])["answers"][0]
    return {**answer, "items": ["i1"], "waits": False}


def given(course):
    return [in_gradebook(course, student)[0] for student in ("ana", "ben", "cem", "dora")]


def test_the_token_opens_the_page_and_is_then_a_cookie_for_this_page_alone(asker):
    status, headers, text = asker.ask(f"/?pass={asker.guard.token}", cookie=False)
    assert status == 200 and "explain_double" in text
    name, _, settings = headers["Set-Cookie"].partition("; ")
    assert name == f"{asker.guard.cookie}={asker.guard.session}" and asker.guard.token not in name
    assert settings == "HttpOnly; SameSite=Strict"
    nonce = text.partition('nonce="')[2].partition('"')[0]
    assert f"script-src 'nonce-{nonce}';" in headers["Content-Security-Policy"]
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert nonce not in asker.ask("/")[2]
    assert "Set-Cookie" not in asker.ask("/")[1]


PATHS = ["/", "/mark.css", "/talk.js", "/api/state", "/api/about", "/api/answer?key=x"]


@pytest.mark.parametrize("path", PATHS)
def test_without_token_or_cookie_nothing_is_answered(asker, path):
    for cookie in (
        None,
        f"{asker.guard.cookie}=guessed",
        f"other={asker.guard.session}",
        f"{asker.guard.cookie}=ü",
    ):
        status, _, text = asker.ask(path, cookie=False, Cookie=cookie and cookie.encode())
        assert status == 403 and "Open the address" in text
    assert asker.ask("/?pass=guessed", cookie=False)[0] == 403
    assert asker.ask("/?pass=", cookie=False)[0] == 403


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:80", "127.0.0.1.evil.example", "192.168.0.7", "[::2]"]
)
def test_under_another_name_nothing_is_answered_not_even_with_the_token(asker, host):
    for path in (*PATHS, f"/?pass={asker.guard.token}"):
        status, _, text = asker.ask(path, host=host)
        assert status == 403 and "--host=" in text
    assert asker.ask("/", host=f"localhost:{asker.port}")[0] == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example"},
        {"Origin": None},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:1"},
        {"Origin": None, "Sec_Fetch_Site": "cross-site"},
        {"Origin": None, "Sec_Fetch_Site": "same-site"},
        {"X_BPLab_Word": None},
        {"X_BPLab_Word": "guessed"},
        {"cookie": False},
        {"host": "evil.example", "Origin": "http://evil.example"},
    ],
)
def test_what_the_page_itself_does_not_ask_changes_nothing(asker, course, headers):
    mark = a_mark(asker)
    wanted = {"version": 1, "items": [{"text": "x", "points": 6}]}
    for path, body in (("/api/mark", mark), ("/api/list", wanted)):
        assert asker.ask(path, body, **headers)[0] == 403
    assert asker.ask(f"/api/mark?pass={asker.guard.token}", mark, **{"cookie": False, **headers})[0] == 403
    assert given(course) == [0, 0, 0, 0]


def test_the_page_s_own_marks_are_saved(asker, course):
    status, _, text = asker.ask("/api/mark", a_mark(asker))
    assert status == 200 and sum(given(course)) in (2, 4)
    assert [a["score"] for a in json.loads(text)["answers"]].count(2) == 1
    assert asker.ask("/api/mark", a_mark(asker), Origin=None, Sec_Fetch_Site="same-origin")[0] == 200


def test_behind_a_hub_the_host_is_the_one_under_which_the_token_was_shown(course):
    asker = Asker(desk_of(course), in_hub=True)
    try:
        assert asker.ask("/", host="hub.example.org")[0] == 403
        assert asker.ask(f"/?pass={asker.guard.token}", host="hub.example.org", cookie=False)[0] == 200
        assert asker.ask("/", host="hub.example.org")[0] == 200
        assert asker.ask("/", host="evil.example")[0] == 403
    finally:
        asker.close()


def test_a_host_can_be_named(course):
    asker = Asker(desk_of(course), hosts=["Lab.example.org:8443"])
    try:
        assert asker.ask("/", host="lab.example.org:8443")[0] == 200
        assert asker.ask("/", host="lab.example.org")[0] == 403
    finally:
        asker.close()


@pytest.mark.parametrize("body", ["", "[]", "{", "1", "[" * 100_000, '"x"'])
def test_a_body_that_is_no_mark_is_a_sentence(asker, body):
    for path in ("/api/mark", "/api/list"):
        status, _, text = asker.ask(path, body)
        assert status == 400 and "load it again" in json.loads(text)["problem"]


@pytest.mark.parametrize(
    "wrong", [{"key": []}, {"key": {}}, {"version": None}, {"items": [[]]}, {"items": [{}]}]
)
def test_values_of_other_kinds_are_a_sentence(asker, course, wrong):
    status, _, text = asker.ask("/api/mark", {**a_mark(asker), **wrong})
    assert status in (400, 409) and "Error" not in json.loads(text)["problem"]
    assert given(course) == [0, 0, 0, 0]


def test_what_is_not_there_is_a_sentence(asker):
    for path in ("/x", "/../mark.css", "/page.html.j2", "/api/state?question=x"):
        status, _, text = asker.ask(path)
        assert status == 404 and "Traceback" not in text
    assert asker.ask("/api/mark", method="DELETE", body={})[0] in (404, 405)
    assert asker.ask("/api/answer?key=gone")[0] == 409


@pytest.mark.slow
def test_a_gradebook_that_is_busy_is_a_sentence_and_the_mark_can_be_given_later(asker, course):
    mark = a_mark(asker)
    other = sqlite3.connect(course.root / "gradebook.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    status, _, text = asker.ask("/api/mark", mark)
    assert status == 503 and "Not saved: the gradebook cannot be used (database is locked)" in text
    assert asker.ask("/api/state")[0] == 200
    other.rollback()
    assert asker.ask("/api/mark", mark)[0] == 200 and sum(given(course)) in (2, 4)
