"""What takes the place of parts of formgrader's handlers (see nbgrader_patch.py)."""

import os
import secrets
from pathlib import Path

from jinja2 import Environment
from nbgrader.server_extensions.formgrader import handlers
from tornado import web

from bplab.grading.gradebook.pages import policy
from bplab.grading.gradebook.pages.exporter import PageExporter
from bplab.grading.gradebook.pages.templates import Templates

NOT_A_COURSE = "{path} is, or lies in, a folder of what students hand in: formgrader reads no settings there"
STUDENTS_FOLDERS = {"submitted", "autograded", "feedback", "downloaded"}  # of any other course
FROM_ELSEWHERE = "another site may not choose the course of formgrader"

# formgrade.js waits for the end of MathJax's work, then shows the cell that was graded last.
NO_MATHJAX = """<script>
var MathJax = {Hub: {Startup: {signal: {Interest: function (notice) { notice("End"); }}}}};
</script>"""

_open_course = handlers.FormgraderHandler.get


class SubmissionExporter(PageExporter):
    mathjax = NO_MATHJAX


def nonce(handler):
    """The word by which a page's own scripts are known, new for each request."""
    if not hasattr(handler, "_bplab_nonce"):
        handler._bplab_nonce = secrets.token_urlsafe(16)
    return handler._bplab_nonce


def page_policy(handler):
    return policy.page(nonce(handler))


def render(handler, name, **values):
    """A page of nbgrader's own, with every value in it escaped."""
    environment = handler.settings.get("bplab_templates")
    if environment is None:
        loader = Templates(handler.settings["nbgrader_jinja2_env"].loader)
        environment = handler.settings["bplab_templates"] = Environment(loader=loader, autoescape=True)
    environment.loader.nonce = nonce(handler)
    return environment.get_template(name).render(**values)


def exporter(handler):
    """What makes the page of a submission for this request."""
    theirs = handler.settings["nbgrader_exporter"]
    if handler.settings.get("bplab_exporter", (None,))[0] is not theirs:
        handler.settings["bplab_exporter"] = theirs, SubmissionExporter(config=theirs.config)
    ours = handler.settings["bplab_exporter"][1]
    ours.own_host = handler.request.host_name.lower()
    ours.environment.loader.nonce = nonce(handler)
    return ours


def offer_as_download(handler, path):
    handler.set_header("Content-Disposition", "attachment")
    handler.set_header("X-Content-Type-Options", "nosniff")


def open_course(handler):
    """formgrader?path=...: the settings there are read, which are a program; no student may write it."""
    path = handler.get_argument("path", "")
    course = handler.coursedir
    if path:
        if handler.request.headers.get("Sec-Fetch-Site", "none") == "cross-site":
            raise web.HTTPError(403, FROM_ELSEWHERE)
        root = Path(handler.settings["nbgrader_formgrader"].root_dir).resolve()
        names = {course.submitted_directory, course.autograded_directory, course.feedback_directory}
        if (names | STUDENTS_FOLDERS) & set(Path(os.path.relpath(Path(path).resolve(), root)).parts):
            raise web.HTTPError(403, NOT_A_COURSE.format(path=path))
    return _open_course(handler)
