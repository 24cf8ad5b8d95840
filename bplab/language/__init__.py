"""The languages that the program speaks: English, as it stands in the code, and Chinese, from zh/*.po.

A sentence stands in the code in English, as a template, and is put into words where somebody reads it:
`say(TEMPLATE, name=value)`. What has no entry stays English.
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


def say(template, /, **values):
    """The template in the language of this process, with the values in their places (str.format)."""
    text = template if _spoken == ENGLISH else catalogue(_spoken).get(template, template)
    return text.format(**values) if values else text


@cache
def catalogue(language):
    """{English template: the same in this language}, of all its files."""
    import polib  # only who reads another language waits for it

    return {
        entry.msgid: entry.msgstr
        for path in sorted((CATALOGUES / language).glob("*.po"))
        for entry in polib.pofile(str(path), encoding="utf-8")
        if entry.msgstr and not entry.obsolete and "fuzzy" not in entry.flags
    }
