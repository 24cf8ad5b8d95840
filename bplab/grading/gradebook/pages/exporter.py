"""A graded notebook as a page, for formgrader."""

import copy

from jinja2 import pass_context
from nbconvert.exporters import HTMLExporter

from bplab.grading.gradebook.pages.templates import Templates
from bplab.grading.intake.texts.pictures import Pictures
from bplab.grading.intake.texts.text import TextToHtml, as_written
from bplab.grading.sandbox.cells import clean_output

RAW = "Raw cell, as it was typed:"


class PageExporter(HTMLExporter):
    """nbconvert's, but nothing in the page acts or is fetched, whoever wrote the notebook.

    own_host: see allowed.is_link. mathjax: see Templates.
    """

    own_host = mathjax = ""

    def from_notebook_node(self, nb, resources=None, **kw):
        self._texts = TextToHtml(self.own_host)
        return super().from_notebook_node(_plain(nb), resources, **kw)

    @pass_context
    def markdown2html(self, context, source):
        """The filter of the templates, for texts and comments."""
        cell = context.get("cell", {})
        if cell.get("metadata", {}).get("raw"):
            return as_written(source, RAW)
        folder = context.get("resources", {}).get("metadata", {}).get("path")
        return self._texts.html(source, Pictures(cell.get("attachments", {}), folder))

    def _create_environment(self):
        environment = super()._create_environment()
        self.templates = environment.loader = Templates(environment.loader, self.mathjax)
        return environment


def _plain(notebook):
    """A copy with outputs of text and pictures only; raw cells are texts that are shown as they are."""
    notebook = copy.deepcopy(notebook)
    notebook.metadata.pop("widgets", None)
    for cell in notebook.cells:
        marks = cell.metadata.get("nbgrader")
        cell.metadata = type(cell.metadata)({"nbgrader": marks} if marks else {})
        if cell.cell_type == "raw":
            cell.cell_type, cell.metadata["raw"] = "markdown", True
        if cell.cell_type == "code":
            cell.outputs = [clean for output in cell.outputs if (clean := clean_output(output))]
    return notebook
