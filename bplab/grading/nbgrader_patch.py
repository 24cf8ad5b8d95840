"""All that is put in nbgrader's place; nothing goes on where a place is not as we know it.

nbgrader has no option for its converters: its commands look the class up among the names of their module.
Whatever is not as we know it stops them, because nbgrader's own class would run student code unprotected.
Seen in nbgrader 0.9.6; what else of it, and of others, is used though it is nobody's promise: PRIVATE.
"""

import contextlib
import dis
import functools
import importlib
from importlib.metadata import version

from nbgrader.converters.base import NbGraderException

from bplab import moved

__getattr__ = moved.refusing(__name__)

CHANGED = (
    "bplab does not know this nbgrader ({version}): {what}. Nothing was done, because without bplab student "
    "code would run unprotected. Install bplab again, with the nbgrader that it asks for."
)
NO_SUCH_NAME = "{command} makes no `{name}`"
ANOTHER_CLASS = "what {command} calls `{name}` is {found!r}"
NO_SUCH_ATTRIBUTE = "{owner} has no `{name}`"
NOT_OURS = "it has made its own `{name}` and not bplab's"


class UnknownNbgrader(SystemExit):
    """nbgrader is not as bplab knows it; the message says in what.

    A SystemExit: nbgrader would log any other exception of a configuration file and go on without the file.
    """

    def __init__(self, what, **names):
        super().__init__(CHANGED.format(version=version("nbgrader"), what=what.format(**names)))


# What our classes override or call. (module, class or "", names), each in the version in which it was seen.
PRIVATE = {
    "nbgrader 0.9.6": (
        ("nbgrader.converters.base", "BaseConverter", "_format_source _format_dest set_permissions"),
        ("nbgrader.converters.base", "BaseConverter", "init_notebooks init_assignment convert_notebooks"),
        ("nbgrader.converters.base", "BaseConverter", "init_single_notebook_resources write_single_notebook"),
        ("nbgrader.converters.base", "BaseConverter", "run_pre_convert_hook run_post_convert_hook"),
        ("nbgrader.converters.generate_assignment", "GenerateAssignment", "_clean_old_notebooks"),
        ("nbgrader.preprocessors", "SaveCells", "_create_notebook"),
        ("nbgrader.preprocessors", "SaveAutoGrades", "_add_score _add_comment"),
        ("nbgrader.preprocessors", "OverwriteCells", "report_change"),
        ("nbgrader.api", "", "scoped_session sessionmaker"),
    ),
    "nbconvert 7.17.2": (
        ("nbconvert.exporters", "HTMLExporter", "_create_environment"),
        ("nbconvert.filters.markdown_mistune", "", "IPythonRenderer MarkdownWithMath"),
    ),
    "ipykernel 7.4.0": (
        ("ipykernel.kernelapp", "IPKernelApp", "_bind_socket init_iopub init_heartbeat"),
        ("ipykernel.kernelapp", "IPKernelApp", "init_connection_file write_connection_file"),
        ("ipykernel.iostream", "OutStream", "_is_master_process"),
        ("ipykernel.ipkernel", "IPythonKernel", "set_parent execute_request raw_input getpass"),
    ),
    "jupyter_client 8.10.0": (
        ("jupyter_client.manager", "AsyncKernelManager", "start_kernel"),
        ("jupyter_client.session", "Session", "msg send"),
    ),
}


def install():
    """Put everything in its place. As often as anybody likes: formgrader comes here at each request."""
    for owner, name in missing("nbgrader"):
        raise UnknownNbgrader(NO_SUCH_ATTRIBUTE, owner=owner, name=name)
    install_autograde()
    install_release()
    install_feedback()
    install_pages()
    install_timestamps()
    install_lateness()


def install_autograde():
    """`nbgrader autograde` and formgrader's button: repaired, run in a sandbox, judged from outside of it."""
    from nbgrader.apps.api import NbGraderAPI
    from nbgrader.apps.autogradeapp import AutogradeApp
    from nbgrader.converters import Autograde

    from bplab.grading.classrun.autograde import CourseAutograde

    replace_converter(Autograde, CourseAutograde, [AutogradeApp.start, NbGraderAPI.autograde])


def install_release():
    """`nbgrader generate_assignment` and formgrader's button: a release stays until the next is whole."""
    from nbgrader.apps.api import NbGraderAPI
    from nbgrader.apps.generateassignmentapp import GenerateAssignmentApp
    from nbgrader.converters import GenerateAssignment

    from bplab.grading.gradebook.release import CourseRelease

    commands = [GenerateAssignmentApp.start, NbGraderAPI.generate_assignment]
    replace_converter(GenerateAssignment, CourseRelease, commands)


def install_feedback():
    """`nbgrader generate_feedback` and formgrader's button: pages that show no hidden test."""
    from nbgrader.apps.api import NbGraderAPI
    from nbgrader.apps.generatefeedbackapp import GenerateFeedbackApp
    from nbgrader.converters import GenerateFeedback

    from bplab.feedback.converter import CourseFeedback

    commands = [GenerateFeedbackApp.start, NbGraderAPI.generate_feedback]
    replace_converter(GenerateFeedback, CourseFeedback, commands)


def install_pages():
    """formgrader: what students wrote acts in nobody's browser.

    formgrader's handlers are replaced one by one, in the classes that are there: it has registered these
    before it reads a course's nbgrader_config.py.
    """
    from nbgrader.server_extensions.formgrader import handlers
    from nbgrader.server_extensions.formgrader.base import BaseHandler

    from bplab.grading.gradebook.pages import formgrader, policy

    replace_attribute(BaseHandler, "render", formgrader.render)
    replace_attribute(BaseHandler, "exporter", property(formgrader.exporter))
    replace_attribute(BaseHandler, "content_security_policy", property(formgrader.page_policy))
    files = handlers.SubmissionFilesHandler
    replace_attribute(files, "content_security_policy", property(lambda self: policy.FILE))
    replace_attribute(files, "set_extra_headers", formgrader.offer_as_download)
    replace_attribute(handlers.FormgraderHandler, "get", formgrader.open_course)


def install_timestamps():
    """Wherever a time is read: theirs lets one that cannot be read be an error page for the whole class."""
    import nbgrader.apps.api
    import nbgrader.coursedir
    import nbgrader.utils
    from nbgrader.apps import zipcollectapp
    from nbgrader.apps.dbapp import DbAssignmentAddApp, DbGenericImportApp
    from nbgrader.exchange.default import collect

    from bplab.grading.intake.timestamps import parse_utc, timestamp_or_none

    def submitted(api, unit, student):
        course = api.coursedir
        return timestamp_or_none(course.format_path(course.submitted_directory, student, unit))

    course = nbgrader.coursedir.CourseDirectory
    replace_attribute(course, "get_existing_timestamp", lambda self, folder: timestamp_or_none(folder))
    replace_attribute(nbgrader.apps.api.NbGraderAPI, "get_submitted_timestamp", submitted)
    for module in (nbgrader.utils, nbgrader.coursedir, nbgrader.apps.api, zipcollectapp, collect):
        # Where it was imported; due dates go through nbgrader.utils.
        replace_attribute(module, "parse_utc", parse_utc)
    for command in (DbAssignmentAddApp, DbGenericImportApp):
        if not hasattr(command.start, "__wrapped__"):
            replace_attribute(command, "start", _in_words(command.start))


def install_lateness():
    """formgrader's lists: their totals are those that `bplab export` hands out."""
    from nbgrader.apps.api import NbGraderAPI

    from bplab.grading.gradebook import lateness

    for name, ours in {
        "get_submissions": lateness.less_penalties,
        "get_submission": lateness.less_penalties,
        "get_students": lateness.less_all_penalties,
        "get_student": lateness.less_all_penalties,
        "get_assignment": lateness.average_less_penalties,
    }.items():
        theirs = getattr(NbGraderAPI, name, None)
        if not hasattr(theirs, "__wrapped__"):
            replace_attribute(NbGraderAPI, name, ours(theirs))


@contextlib.contextmanager
def one_engine():
    """Until the end of the block nbgrader opens a gradebook once, and not ten times for each submission.

    Each new engine compiles all queries anew, and each new Gradebook looks whether there are all tables.
    """
    import nbgrader.api as api

    theirs, engines = api.Gradebook.__init__, {}

    @functools.wraps(theirs)
    def open_again(self, db_url, course_id="default_course", authenticator=None):
        if engine := engines.get((db_url, course_id)):
            self.engine, self.course_id, self.authenticator = engine, course_id, authenticator
            self.db = api.scoped_session(api.sessionmaker(autoflush=True, bind=engine, future=True))
        else:
            theirs(self, db_url, course_id, authenticator)
            engines[db_url, course_id] = self.engine

    replace_attribute(api.Gradebook, "__init__", open_again)
    try:
        yield
    finally:
        api.Gradebook.__init__ = theirs


def missing(package):
    """(class or module, name) of all in PRIVATE that this package does not have."""
    for seen, places in PRIVATE.items():
        for module, owner, names in places if seen.startswith(f"{package} ") else ():
            found = importlib.import_module(module)
            found = getattr(found, owner, None) if owner else found
            yield from ((owner or module, name) for name in names.split() if not hasattr(found, name))


def replace_converter(theirs, ours, commands):
    """Have nbgrader's commands (functions that make an object of the class `theirs`) make one of `ours`."""
    _refuse_to_start(theirs, ours)  # first: also for who looks the class up where we do not know
    name = theirs.__name__
    for command in commands:
        where = f"{command.__module__}.{command.__qualname__}"
        found = command.__globals__.get(name)
        if name not in _looked_up(command) or found is None:
            raise UnknownNbgrader(NO_SUCH_NAME, command=where, name=name)
        if found not in (theirs, ours):
            raise UnknownNbgrader(ANOTHER_CLASS, command=where, name=name, found=found)
        command.__globals__[name] = ours


def replace_attribute(owner, name, new):
    """Put `new` in the place of an attribute of a class or module."""
    if not hasattr(owner, name):
        raise UnknownNbgrader(NO_SUCH_ATTRIBUTE, owner=owner.__name__, name=name)
    setattr(owner, name, new)


def _in_words(start):
    """A command whose error about a time is a line, and no traceback."""
    from bplab.grading.intake.timestamps import BadTimestamp

    @functools.wraps(start)
    def start_in_words(self):
        try:
            return start(self)
        except BadTimestamp as problem:
            self.fail(str(problem))

    return start_in_words


def _looked_up(command):
    """The names that a function looks up among those of its module."""
    return {step.argval for step in dis.get_instructions(command) if step.opname == "LOAD_GLOBAL"}


def _refuse_to_start(theirs, ours):
    """From now on only objects of ours can be started."""
    start = theirs.start
    if getattr(start, "only_for", None) is ours:
        return

    @functools.wraps(start)
    def start_if_ours(self):
        if not isinstance(self, ours):
            text = str(UnknownNbgrader(NOT_OURS, name=theirs.__name__))
            self.log.error(text)
            raise NbGraderException(text)
        return start(self)

    start_if_ours.only_for = ours
    theirs.start = start_if_ours
