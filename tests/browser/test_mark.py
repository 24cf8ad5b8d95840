"""`bplab mark` in a real browser: sixty answers by keyboard alone, hostile ones, two graders, a proxy."""

import contextlib
import http.client
import http.server
import os
import re
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.hostile_text import PIECES
from tests.mark.making import UNIT, in_gradebook, make_course

BPLAB = Path(sys.executable).parent / "bplab"
COMMENTS = ("Say why it holds for all numbers.", "An example is missing.")
SIZES = {"width": 1280, "height": 800}


@contextlib.contextmanager
def marking(course, *options, **environment):
    """The address of a running `bplab mark`."""
    line = [BPLAB, "mark", UNIT, "--no-browser", *options]
    process = subprocess.Popen(
        line, cwd=course.root, stdout=subprocess.PIPE, text=True, env=os.environ | environment
    )
    try:
        lines = iter(process.stdout.readline, "")
        yield next(line.strip() for line in lines if line.startswith("http"))
    finally:
        process.terminate()
        assert process.wait(timeout=60) == 0
        process.stdout.close()


class Keyboard:
    """Presses keys and counts them: one with Ctrl or Shift is two."""

    def __init__(self, page):
        self._keyboard, self.pressed = page.keyboard, 0

    def press(self, key):
        self.pressed += len(key.split("+")) if len(key) > 1 else 1
        self._keyboard.press(key)

    def type(self, text):
        self.pressed += len(text)
        self._keyboard.type(text)


@pytest.fixture
def open_page(chromium):
    """Opens the page in a browser of its own; `complaints` has what must not happen in it."""
    with contextlib.ExitStack() as stack:

        def open_page(address, ready="body[data-ready]"):
            context = stack.enter_context(contextlib.closing(chromium.new_context(viewport=SIZES)))
            page, home = context.new_page(), address.partition("?")[0]
            page.complaints = []
            page.on("console", lambda message: page.complaints.append(message.text))
            page.on("pageerror", lambda error: page.complaints.append(str(error)))
            page.on("dialog", lambda dialog: (page.complaints.append(dialog.message), dialog.dismiss()))
            page.on(
                "request", lambda request: _is_at(home, request.url) or page.complaints.append(request.url)
            )
            page.goto(address)
            page.wait_for_selector(ready)
            return page

        yield open_page


def _is_at(home, url):
    return url.startswith((home, "data:"))


def until(page, expression):
    """Wait for it; the page's own policy forbids Playwright's wait_for_function."""
    deadline = time.monotonic() + 60
    while not page.evaluate(expression):
        assert time.monotonic() < deadline, expression
        page.wait_for_timeout(20)


def saved(page):
    until(page, "page.unsaved === 0")


def shown(page):
    """The text of the answer that is shown, once it is."""
    until(page, "id('answer').dataset.key === current().key")
    return page.locator("#answer").inner_text()


def in_formgrader(points, comment):
    """Keys for the same mark in formgrader, whose cursor stands in the field of the points of this cell.

    The digits replace what is selected there, Tab goes to the comment, Ctrl+. saves and goes to the same cell
    of the next submission (formgrade.js).
    """
    return len(f"{points:g}") + bool(comment) * (1 + len(comment)) + 2


def test_sixty_answers_are_marked_by_keyboard_alone(tmp_path, open_page, capsys):
    deserved, texts = {}, {}
    for number in range(60):
        items = (
            [item for item, every in ((1, 2), (2, 3), (3, 5)) if number % every] if number % 4 else [1, 2, 3]
        )
        comment = number % 10 if number % 10 in (3, 7) else None
        same = number % 20 == 0  # three students of the lecture's own sentence
        text = "The lecture says so" if same else f"Answer {number}: $x + x = 2x$"
        comment = None if same else comment
        texts[f"s{number:02}"] = f"{text}, for {items}; {comment and COMMENTS[comment == 7]}"
        deserved[f"s{number:02}"] = sum({1: 2, 2: 3, 3: 1}[item] for item in items), comment
    course = make_course(tmp_path / "course", texts)
    with marking(course) as address:
        page = open_page(address)
        assert "pass" not in page.url
        keys, used, for_comments = Keyboard(page), [], 0
        for _ in range(58):  # 60 students, of whom three wrote the same
            text = shown(page)
            items = re.findall(r"\d", re.search(r"for \[(.*)\];", text)[1])
            comment = next((comment for comment in COMMENTS if comment in text), None)
            for key in ["a"] if len(items) == 3 else items or ["0"]:
                keys.press(key)
            before = keys.pressed
            if comment in used:
                keys.press("r")
                comments = page.locator("#comments button").all_inner_texts()
                keys.press(str(next(at for at, text in enumerate(comments, 1) if comment in text)))
            elif comment:
                used.append(comment)
                keys.press("c")
                keys.type(comment)
                keys.press("Escape")
            for_comments += keys.pressed - before
            keys.press("Enter")
        saved(page)
        assert (
            "0 of 58" in page.locator("#progress").inner_text()
            or "All" in page.locator("#progress").inner_text()
        )
        assert page.complaints == []
    for student, (points, comment) in deserved.items():
        score, written, waits = in_gradebook(course, student)
        assert (score, waits) == (points, False), student
        assert written.startswith(f"- {2 if points in (2, 3, 5, 6) and '[1' in texts[student] else 0} of 2")
        assert comment is None or written.endswith(COMMENTS[comment == 7])
    own = [(points, COMMENTS[comment == 7] if comment else "") for points, comment in deserved.values()]
    alone = sum(in_formgrader(points, "") for points, _ in own)
    words = sum(in_formgrader(points, comment) for points, comment in own)
    whole = sum(
        in_formgrader(points, in_gradebook(course, student)[1]) for student, (points, _) in deserved.items()
    )
    with capsys.disabled():
        print(
            f"\n60 answers: {keys.pressed - for_comments} keys for points (in formgrader {alone}),", end=" "
        )
        print(f"{keys.pressed} with comments ({words}; {whole} if they name the items, as here)", end=" ")
    assert keys.pressed - for_comments < alone and keys.pressed < words < whole


def test_hostile_answers_do_nothing(tmp_path, open_page):
    texts = {f"s{number:02}": "\n\n".join(PIECES[number::6]) for number in range(6)}
    course = make_course(tmp_path / "course", texts)
    with marking(course) as address:
        port = re.search(r":(\d+)/", address)[1]
        for student in texts:
            path = course.root / "autograded" / student / UNIT / "double.ipynb"
            path.write_text(path.read_text(encoding="utf-8").replace("@PORT@", port), encoding="utf-8")
        page = open_page(address)
        for at in range(6):
            assert f"Answer {at + 1} of 6" == page.locator("#answer-title").inner_text()
            assert shown(page)
            for button in page.locator("#answer :is(button, details, summary, input, [onclick])").all():
                button.dispatch_event("click")
            page.mouse.move(300, 300)
            box = page.locator("#answer").bounding_box()
            assert box["x"] + box["width"] < 660  # nothing is laid over the list of points
            page.keyboard.press("2")
            page.keyboard.press("n")
        saved(page)
        assert page.complaints == []
        assert page.title() == f"double: marking {UNIT}"
        assert (
            page.locator("#answer :is(script, iframe, object, embed, svg, form, base, link, style)").count()
            == 0
        )
        addresses = page.locator("#answer [href]").evaluate_all("all => all.map(e => e.getAttribute('href'))")
        assert all(re.match(r"(https?://|mailto:|#)", found) and port not in found for found in addresses)
    assert [in_gradebook(course, student)[0] for student in texts] == [3] * 6


def test_two_graders_are_told_of_each_other(tmp_path, open_page):
    course = make_course(tmp_path / "course", {f"s{number}": f"Answer {number}" for number in range(4)})
    with marking(course) as first, marking(course) as second:
        one, two = open_page(first), open_page(second)
        two.evaluate("load = ((before) => () => page.unsaved ? null : before())(load)")
        assert shown(one) == shown(two)  # one order for both
        one.keyboard.press("1")
        saved(one)
        two.keyboard.press("2")
        two.wait_for_selector("#problem:not([hidden])")
        assert "Somebody else has marked this answer meanwhile" in two.locator("#problem").inner_text()
        assert two.locator("#score").inner_text() == "2 of 6 points"
        two.keyboard.press("2")
        saved(two)
        assert two.locator("#score").inner_text() == "5 of 6 points"
        two.keyboard.press("Enter")
        assert two.locator("#problem").is_hidden()
        until(one, "id('score').textContent === '5 of 6 points'")  # by itself
    assert sorted(in_gradebook(course, f"s{number}")[0] for number in range(4)) == [0, 0, 0, 5]


def test_a_changed_item_changes_all_marks_and_everybody_can_use_the_page(tmp_path, open_page):
    course = make_course(tmp_path / "course", {f"s{n}": f"Answer {n}: $x^2$" for n in range(3)})
    with marking(course, "--names") as address:
        page = open_page(address)
        assert "By S0 Made-Up (s0)." in page.locator("#remark").inner_text()
        for key in ("1", "Enter", "1", "2", "Enter", "+", "c"):
            page.keyboard.press(key)
        page.keyboard.type("Well done.")
        page.keyboard.press("Escape")
        saved(page)
        assert (violations := Axe().run(page)).violations_count == 0, violations.generate_report()
        page.keyboard.press("e")
        assert (violations := Axe().run(page)).violations_count == 0, violations.generate_report()
        page.keyboard.type("1.5")  # over the points of the first item, which are selected
        page.locator("#save-list").press("Enter")
        page.wait_for_selector("#list:not([open])", state="attached")
        assert "3 marks follow it" in page.locator("#progress").inner_text()
        for key, dialog in (("r", "#before"), ("?", "#keys")):
            page.keyboard.press(key)
            page.wait_for_selector(f"{dialog}[open]")
            assert (violations := Axe().run(page)).violations_count == 0, violations.generate_report()
            page.keyboard.press("Escape")
        page.set_viewport_size({"width": 420, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= 420
        page.keyboard.press("x")
        saved(page)
        assert page.locator("#score").inner_text() == "Not marked"
        assert page.complaints == []
    assert [in_gradebook(course, f"s{number}")[0] for number in range(3)] == [1.5, 4.5, 0]
    assert in_gradebook(course, "s2")[1:] == (None, True)


def test_a_page_whose_server_has_ended_says_that_nothing_is_saved(tmp_path, open_page):
    course = make_course(tmp_path / "course", {"s0": "Answer", "s1": "Another"})
    with marking(course) as address:
        page = open_page(address)
        page.keyboard.press("1")
        saved(page)
    for key in ("2", "Enter", "3"):
        page.keyboard.press(key)
        page.wait_for_selector("#problem:not([hidden])")
        saved(page)
    assert "What you did last is not saved" in page.locator("#problem").inner_text()
    port = re.search(r":(\d+)/", address)[1]
    with marking(course, f"--port={port}"):  # another token
        until(page, "page.lost.includes('Open the address')")
    assert sorted(in_gradebook(course, f"s{number}")[0] for number in range(2)) == [0, 2]


@contextlib.contextmanager
def proxy(port, prefix):
    """As jupyter-server-proxy: what is asked under the prefix goes to the port without it, Host as it was."""

    class Passing(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            assert self.path.startswith(prefix), self.path
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            there = http.client.HTTPConnection("127.0.0.1", port)
            there.request(self.command, "/" + self.path.removeprefix(prefix), body, dict(self.headers))
            answer = there.getresponse()
            content = answer.read()
            self.send_response_only(answer.status)
            for name, value in answer.getheaders():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(content)
            there.close()

        do_POST = do_GET

        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Passing)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def test_it_works_behind_the_proxy_of_a_hub(tmp_path, chromium, open_page):
    course = make_course(tmp_path / "course", {"s0": "Answer", "s1": "Another"})
    with marking(course, JUPYTERHUB_SERVICE_PREFIX="/user/ta/") as address:
        port, token = re.search(r":(\d+)/\?pass=(.*)", address).groups()
        prefix = f"/user/ta/proxy/{port}/"
        with proxy(int(port), prefix) as outside:
            page = open_page(f"http://127.0.0.1:{outside}{prefix}?pass={token}")
            page.keyboard.press("a")
            saved(page)
            [cookie] = page.context.cookies()
            assert (cookie["path"], cookie["httpOnly"], cookie["sameSite"]) == (prefix[:-1], True, "Strict")
            page.reload()  # by the cookie
            page.wait_for_selector("body[data-ready]")
            page.keyboard.press("1")
            saved(page)
            assert page.complaints == []
    assert sorted(in_gradebook(course, f"s{number}")[0] for number in range(2)) == [2, 6]
