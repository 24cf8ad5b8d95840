"""nbgrader's templates, so that their own scripts run and no others: each gets a nonce before any content."""

import base64
import hashlib
import re
from functools import cache
from pathlib import Path

from jinja2 import BaseLoader
from nbgrader.server_extensions.formgrader import handlers

SCRIPT = re.compile(r"<script(?=[\s>])", re.IGNORECASE)
EVENT = re.compile(r"""\son[a-z]+="([^"{}]*)\"""", re.IGNORECASE)
IN_SCRIPT = re.compile(r'"\{\{\s*([\w.]+)\s*\}\}";')  # var student_id = "{{ student_id }}";
OF_A_STUDENT = re.compile(
    r"\{\{\s*(resources\.(?:nbgrader\.notebook|student|last_name|first_name|notebook_path|filename))\s*\}\}"
)
FONT = re.compile(r"@font-face\s*\{[^{}]*\}")  # of a style sheet within the page: the file would not be there
MATHJAX = "{%%- macro mathjax(url='') -%%}%s{%%- endmacro -%%}"
STYLE = """<style>
.text_cell_render { overflow: auto; contain: paint }  /* a text stays in its place */
.text_cell_render :is(th, td) { padding: 0.2em 0.6em }
math { font-family: "Cambria Math", "STIX Two Math", "Latin Modern Math", "DejaVu Math TeX Gyre", math }
</style>"""


class Templates(BaseLoader):
    """A loader of templates that goes through the sources of another one.

    mathjax: what stands where MathJax would be loaded; formulas are MathML, which needs no script.
    nonce: of the page that is rendered next.
    """

    def __init__(self, loader, mathjax=""):
        self.loader, self.mathjax, self.nonce = loader, mathjax, ""

    def get_source(self, environment, name):
        environment.globals["nonce"] = lambda: self.nonce
        source, file, is_fresh = self.loader.get_source(environment, name)
        if name.endswith("mathjax.html.j2"):
            source = MATHJAX % self.mathjax
        if name.endswith(".css"):
            source = FONT.sub("", source)
        if name.endswith((".tpl", ".j2")):
            source = SCRIPT.sub('<script nonce="{{ nonce() }}"', source)
            source = IN_SCRIPT.sub(r"{{ \1 | tojson }};", source)
            source = OF_A_STUDENT.sub(r"{{ \1 | e }}", source)
            source = source.replace("<head>", f"<head>{STYLE}")
        return source, file, is_fresh


@cache
def events():
    """What a policy calls the scripts in event attributes (onclick) of formgrader's templates."""
    sources = (
        path.read_text() for path in sorted(Path(handlers.template_path).rglob("*.*")) if path.is_file()
    )
    scripts = sorted({script for source in sources for script in EVENT.findall(source)})
    digests = (hashlib.sha256(script.encode()).digest() for script in scripts)
    return [f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests]
