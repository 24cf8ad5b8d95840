"""The languages that the program speaks: English, as it stands in the code, and Chinese, from zh/*.po.

A sentence stands in the code in English, as a template. What has no entry in a catalogue stays English. There
are two doors, and one set of catalogues behind them:

say(TEMPLATE, name=value)  where a text is made and shown at once: explorers, pages
in_language(text)          where a text was made in English and is kept so: what checks and commands
                           say. (A report counts a mistake once, also in a class of two languages.) It is
                           recognised line by line when a person reads it (recognise.py).

zh/ROOM.po holds what a room says. `bplab translate --program` brings the files up to the code, and
`bplab build` refuses what does not say the same (authoring/translation/program.py, program_keeper.py):

checks, errors      a line of a message is an entry; `{name}` stands for what fills it, in any order
explorers           a whole template is an entry, as say() gets it
grading, term, ...  lines of what commands print and raise, and their helps; of pages (pages.py) the texts
                    between tags, with what stands within them: `<code>`, `{{ ... }}`, `{% if ... %}`
"""

import os
from functools import cache
from pathlib import Path

ENGLISH, CHINESE = "en", "zh"
LANGUAGES = (ENGLISH, CHINESE)
VARIABLES = ("BPLAB_LANG", "LC_ALL", "LC_MESSAGES", "LANG")  # the first that is set decides
CATALOGUES = Path(__file__).parent
_spoken = ENGLISH


def speak(language):
    """From now on, this process speaks this language, one of LANGUAGES."""
    global _spoken
    if language not in LANGUAGES:
        raise ValueError(f"no language {language!r}: choose from {', '.join(LANGUAGES)}")
    _spoken = language


def spoken():
    """The language that this process speaks."""
    return _spoken


def of_environment():
    """The language that the variables of the environment ask for; English if they ask for none of ours."""
    asked = next(filter(None, map(os.environ.get, VARIABLES)), "")
    return next((language for language in LANGUAGES if asked.lower().startswith(language)), ENGLISH)


def stated(notebook):
    """The language that the metadata of any notebook state; None if they state none of ours."""
    found = notebook
    for name in ("metadata", "bplab", "language"):
        found = found.get(name) if isinstance(found, dict) else None
    return found if isinstance(found, str) and found in LANGUAGES else None


def of_notebook(notebook):
    """The language that a notebook states, or else English."""
    return stated(notebook) or ENGLISH


def in_language(text, language=None):
    """A text that was made in English, in the language of this process or in the one given."""
    language = language or _spoken
    if language == ENGLISH:
        return text
    from bplab.language.recognise import recogniser  # which nobody needs in English

    return recogniser(language).text(text)


def say(template, /, **values):
    """The template in the language of this process, with the values in their places (str.format)."""
    text = template if _spoken == ENGLISH else catalogue(_spoken).get(template, template)
    return text.format(**values) if values else text


@cache
def catalogue(language, without=()):
    """{English template: the same in this language}, of all its files but those of some rooms."""
    import polib  # only who reads another language waits for it

    return {
        entry.msgid: entry.msgstr
        for path in sorted((CATALOGUES / language).glob("*.po"))
        if path.stem not in without
        for entry in polib.pofile(str(path), encoding="utf-8")
        if entry.msgstr and not entry.obsolete and "fuzzy" not in entry.flags
    }
