"""The local server: it listens on this machine only, and answers who has the token that was printed.

What a page of another site may try: to ask under a name of its own that leads here (DNS rebinding; the Host
is looked at), or to have the grader's browser ask (Origin, a word only our page knows, and a cookie that is
not sent from other sites). Addresses are relative, so that it works behind JupyterHub's proxy as well.
"""

import asyncio
import contextlib
import errno
import hmac
import json
import os
import secrets
import signal
from pathlib import Path
from urllib.parse import urlsplit

from sqlalchemy.exc import DatabaseError
from tornado import web
from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets

from bplab.grading.gradebook.database import database_problem
from bplab.language import ENGLISH, catalogue, in_language, spoken
from bplab.language.jinja import environment
from bplab.language.pages import script_in
from bplab.mark.desk import BadRequest, Conflict
from bplab.term.course import TermProblem

ADDRESS = "127.0.0.1"
LOCAL = {"127.0.0.1", "localhost"}
FILES = {"mark.css": "text/css", "talk.js": "text/javascript", "show.js": "text/javascript",
         "lists.js": "text/javascript", "keys.js": "text/javascript"}  # fmt: skip
LARGEST_BODY = 200_000
PORT_TAKEN = "port {port} is taken: another `bplab mark`, perhaps. Without --port a free one is found"
PORT_DENIED = "port {port} cannot be used ({reason}): choose one of 1024 to 65535, or leave --port out"
NO_COOKIE = "Open the address that `bplab mark` has printed, with its token: this page is for who started it."
OTHER_HOST = (
    "This page was asked for under the name {host}, which is not this machine's. Behind a proxy of yours "
    "start `bplab mark` with --host={host}."
)
OTHER_SITE = "This was not asked by the page itself: load the page again."
NO_PAGE = "There is no such page."
NO_JSON = "The page has sent something that cannot be read: load it again."
NOT_SAVED = "Not saved: {reason}."


class Guard:
    """Who may ask. hosts: names beside this machine's. in_hub: whoever shows the token names the host."""

    def __init__(self, port, hosts=(), in_hub=False):
        self.token, self.session, self.word = (secrets.token_urlsafe(24) for _ in range(3))
        self.cookie = f"bplab-mark-{port}"  # browsers send cookies to all ports of a machine
        self._hosts, self._in_hub = {host.lower() for host in hosts}, in_hub

    def has_token(self, request):
        """In the address as `pass`: a `token` in it would be Jupyter's, behind whose proxy this may be."""
        given = request.query_arguments.get("pass", [b""])[-1]
        return hmac.compare_digest(given, self.token.encode())

    def problem(self, request):
        """Why a request is refused, or None."""
        host = request.host.lower()
        if self._in_hub and self.has_token(request):
            self._hosts.add(host)
        if host not in self._hosts and urlsplit(f"//{host}").hostname not in LOCAL:
            return OTHER_HOST.format(host=host[:100])
        cookie = request.cookies.get(self.cookie)
        has_cookie = cookie is not None and _same(cookie.value, self.session)
        if not has_cookie and not (request.method == "GET" and self.has_token(request)):
            return NO_COOKIE
        if request.method != "GET" and not self._is_from_page(request):
            return OTHER_SITE
        return None

    def _is_from_page(self, request):
        headers = request.headers
        origin = urlsplit(headers.get("Origin", "")).netloc.lower()
        same = headers.get("Sec-Fetch-Site") == "same-origin" or origin == request.host.lower()
        return same and _same(headers.get("X-BPLab-Word", ""), self.word)


def _same(one, other):
    return hmac.compare_digest(one.encode(errors="replace"), other.encode())


class Handler(web.RequestHandler):
    """Refuses, answers in JSON or as a page, and has every problem as a sentence."""

    def set_default_headers(self):
        self.clear_header("Server")
        self.set_header("X-Content-Type-Options", "nosniff")
        self.set_header("Referrer-Policy", "no-referrer")
        self.set_header("Cache-Control", "no-store")
        self.set_header("Cross-Origin-Resource-Policy", "same-origin")
        self.set_header("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")

    def prepare(self):
        if problem := self.settings["guard"].problem(self.request):
            self.refuse(403, problem)

    def refuse(self, status, sentence):
        self.set_status(status)
        self.finish({"problem": in_language(sentence)})

    @property
    def desk(self):
        """That of the question which the page names."""
        desks = self.settings["desks"]
        name = self.get_query_argument("question", desks[0].question.cell)
        found = [desk for desk in desks if desk.question.cell == name]
        if not found:
            raise web.HTTPError(404)
        return found[0]

    def answer(self, work, *arguments):
        """Send what a piece of work returns, or why it could not be done."""
        try:
            self.finish(work(*arguments))
        except Conflict as problem:
            self.refuse(409, str(problem))
        except BadRequest as problem:
            self.refuse(400, str(problem))
        except DatabaseError as error:
            self.refuse(503, NOT_SAVED.format(reason=database_problem(error)))
        except TermProblem as problem:
            self.refuse(503, NOT_SAVED.format(reason=problem))

    def body(self):
        """The JSON object that was sent; raises BadRequest."""
        try:
            found = json.loads(self.request.body)
        except (ValueError, RecursionError):
            found = None
        if not isinstance(found, dict):
            raise BadRequest(NO_JSON)
        return found

    def write_error(self, status_code, **_):
        self.finish({"problem": in_language(NO_PAGE) if status_code == 404 else f"{self._reason}."})


class Page(Handler):
    def refuse(self, status, sentence):
        self.set_status(status)
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        self.finish(in_language(sentence) + "\n")

    def get(self):
        guard, desks, nonce = self.settings["guard"], self.settings["desks"], secrets.token_urlsafe(16)
        if guard.has_token(self.request):
            # Without a path it is for the folder in which the browser finds this page, behind a proxy, too.
            self.add_header("Set-Cookie", f"{guard.cookie}={guard.session}; HttpOnly; SameSite=Strict")
        self.set_header("Content-Security-Policy", _policy(nonce))
        desk = self.desk
        values = {"nonce": nonce, "word": guard.word, "files": FILES, "desk": desk, "desks": desks}
        templates = environment("bplab.mark", spoken(), "page")
        self.finish(templates.get_template("page.html.j2").render(**values))


class File(Handler):
    def get(self, name):
        self.set_header("Content-Type", f"{FILES[name]}; charset=utf-8")
        text = (Path(__file__).parent / "page" / name).read_text(encoding="utf-8")
        is_english = not name.endswith(".js") or spoken() == ENGLISH
        self.finish(text if is_english else script_in(text, catalogue(spoken())))


class State(Handler):
    def get(self):
        self.answer(self.desk.state)


class About(Handler):
    def get(self):
        self.answer(self.desk.about)


class Text(Handler):
    def get(self):
        self.answer(lambda: {"html": self.desk.html(self.get_query_argument("key"))})


class Mark(Handler):
    def post(self):
        self.answer(lambda: self.desk.mark(self.body()))


class ListOfPoints(Handler):
    def post(self):
        self.answer(lambda: self.desk.change_list(self.body()))


class Nothing(Handler):
    def get(self):
        self.send_error(404)

    post = put = delete = patch = options = head = get


def application(desks, guard):
    """The web application of some Desks."""
    routes = [
        (r"/", Page),
        (rf"/({'|'.join(FILES)})", File),
        (r"/api/state", State),
        (r"/api/about", About),
        (r"/api/answer", Text),
        (r"/api/mark", Mark),
        (r"/api/list", ListOfPoints),
    ]
    return web.Application(routes, default_handler_class=Nothing, desks=desks, guard=guard,
                           log_function=lambda handler: None)  # fmt: skip


def sockets_of(port):
    """Listening, on this machine only; port 0: any that is free. Raises TermProblem."""
    try:
        return bind_sockets(port, ADDRESS)
    except OverflowError:
        raise TermProblem(PORT_DENIED.format(port=port, reason="no such port")) from None
    except OSError as error:
        text = PORT_TAKEN if error.errno == errno.EADDRINUSE else PORT_DENIED
        raise TermProblem(text.format(port=port, reason=os.strerror(error.errno or 0))) from None


def serve(sockets, desks, guard, when_ready=lambda: None):
    """Until Ctrl-C, or the end of the terminal."""
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(_serve(sockets, desks, guard, when_ready))


async def _serve(sockets, desks, guard, when_ready):
    server, end = HTTPServer(application(desks, guard), max_body_size=LARGEST_BODY), asyncio.Event()
    server.add_sockets(sockets)
    for number in (signal.SIGINT, signal.SIGTERM):
        with contextlib.suppress(NotImplementedError):  # on Windows, where Ctrl-C is an exception
            asyncio.get_running_loop().add_signal_handler(number, end.set)
    when_ready()
    await end.wait()
    server.stop()


def _policy(nonce):
    """What a browser may do with the page: run and load what is ours, and show pictures that are in it."""
    return "; ".join(
        [
            "default-src 'none'",
            f"script-src 'nonce-{nonce}'",
            f"style-src 'nonce-{nonce}'",
            "style-src-attr 'unsafe-inline'",  # the places of a formula's parts; nh3 has a list of them
            "img-src data:",
            "connect-src 'self'",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'none'",
        ]
    )
