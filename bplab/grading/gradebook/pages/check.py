"""Tries what the pages promise, on this machine: for `bplab doctor`."""

from bs4 import BeautifulSoup
from nbconvert.preprocessors import CSSHTMLHeaderPreprocessor
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output, new_raw_cell
from nbgrader.apps.api import NbGraderAPI
from nbgrader.converters import GenerateFeedback
from nbgrader.server_extensions.formgrader.base import BaseHandler

from bplab.grading.gradebook.pages import formgrader
from bplab.grading.gradebook.pages.exporter import PageExporter
from bplab.grading.intake.listed import is_listed

PROMISE = (
    "what a student writes or hands in acts in nobody's browser: text, pictures, formulas, outputs, files"
)
NOT_IN_PLACE = "formgrader and the feedback would show it as it is: {missing} is not the one of bplab"
ACTS = "in a page this was left: {found}"
COPIED = "a file of this kind would stand beside the results: {name}"

HOSTILE = """<script>f()</script> <img src=x onerror=f()> <iframe srcdoc="<script>f()</script>"></iframe>
[a](javascript&colon;f()) [b](java&#115;cript:f()) [c](page.html) [d](data:text/html,x) [e][1]
<javascript:f()> ![f](https://example.org/x.png) $\\href{javascript:f()}{x}$ <svg onload=f()>
<form action=page.html>

[1]: javascript:f()
"""
FILES = ("page.html", "page.HTM", "page.svg", "page.xml", "page.xhtml", "script.js", "page.pdf", "page")


def problem(feedback):
    """What went wrong, or None. feedback: makes a feedback page in which a text is everywhere."""
    makes_feedback = NbGraderAPI.generate_feedback.__globals__["GenerateFeedback"]
    in_place = {
        "the maker of feedback": makes_feedback.__module__.startswith("bplab."),
        "the handler of formgrader": BaseHandler.render is formgrader.render,
    }
    if missing := [name for name, is_ours in in_place.items() if not is_ours]:
        return NOT_IN_PLACE.format(missing=missing[0])
    found = acting(submission(HOSTILE)) + acting(feedback(HOSTILE))
    if found:
        return ACTS.format(found=found[0])
    copied = [name for name in FILES if is_listed(name)]
    return COPIED.format(name=copied[0]) if copied else None


def submission(text):
    """formgrader's page of a notebook that says this in every way it can."""
    kinds = ("text/html", "text/markdown", "text/latex", "image/svg+xml", "application/javascript")
    outputs = [new_output("display_data", {kind: text}) for kind in kinds]
    cells = [new_markdown_cell(text), new_raw_cell(text, metadata={"raw_mimetype": "text/html"})]
    notebook = new_notebook(cells=[*cells, new_code_cell(text, outputs=outputs)])
    exporter = PageExporter(config=GenerateFeedback().config)
    exporter.register_preprocessor(CSSHTMLHeaderPreprocessor, enabled=True)
    names = {"notebook": text, "score": 0, "max_score": 0, "late_penalty": 0}
    return exporter.from_notebook_node(notebook, {"nbgrader": names, "metadata": {"name": text}})[0]


def acting(html):
    """All in a page that could act, or fetch something."""
    found = []
    for element in BeautifulSoup(html, "html.parser").find_all(True):
        if element.name in ("script", "iframe", "object", "embed", "svg", "form", "base", "link"):
            found.append(str(element)[:80])
        for name, value in element.attrs.items():
            address = name in ("href", "src", "action", "srcset", "xlink:href")
            harmless = str(value).startswith(("#", "data:image/png;base64,"))
            if name.startswith("on") or (address and not harmless):
                found.append(f"<{element.name} {name}={value!r}>")
    return found
