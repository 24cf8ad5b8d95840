"""Pages in another language: their templates are read in it, and what goes into them is recognised."""

from jinja2 import Environment, PackageLoader
from jinja2.ext import Extension
from markupsafe import Markup

from bplab.language import ENGLISH, catalogue, in_language, pages


class Translated(Extension):
    """Puts the words of a template into the language of its environment as it is read."""

    def preprocess(self, source, name, filename=None):
        language = self.environment.language
        return source if language == ENGLISH else pages.page_in(source, language, catalogue(language))


def environment(package, language, folder="templates", **options):
    """An Environment for a package's templates; all that goes into them is escaped unless it is Markup.

    What is Markup stays as it is: `{{ line | e }}` is for what a student wrote.
    """
    found = Environment(loader=PackageLoader(package, folder), autoescape=True, **options)
    found.language = language
    found.globals["counted"] = lambda number, noun: in_language(pages.counted(number, noun), language)
    found.add_extension(Translated)
    if language != ENGLISH:
        found.finalize = lambda value: in_language(value, language) if type(value) is str else value
        found.filters["capitalize"] = lambda text: in_language(text, language)  # before it gets a capital
    return found


def said(text, language):
    """A text for a page; Markup stays as it is."""
    return text if isinstance(text, Markup) else in_language(text, language)
