"""Which of the checks' sentences a message holds, by the keys of their templates."""

import functools
import importlib
import pkgutil
import re

from bplab.checks import messages
from bplab.student_code import errors
from bplab.student_code import messages as of_calls

SLOT = re.compile(r"\\\{\w*(?::[^}]*)?\\\}")
# What is said where no mistake was recognised: a true word, and no name.
GENERAL = (
    *("CAUSE_UNKNOWN", "CAUSE_CONSTANT", "CAUSE_ZEROS", "CAUSE_SPOT", "CAUSE_SAME_ROWS", "CAUSE_FIGURE"),
    *("CAUSE_STEP_SHAPE", "CAUSE_NOT_FINITE", "NOTHING_COMPUTED", "CAUSE_OTHER_SHAPE", "CAUSE_ACCURACY"),
    *("ONE_PER_ROW", "ROW_PER_SAMPLE", "ROWS_ALONE", "SUBTRACT_MAXIMUM", "ONE_NUMBER", "LOG_OF_TRUE_CLASS"),
    *("CAUSE_NOT_LEARNED", "CAUSE_CHANCE", "CAUSE_TOO_LITTLE", "CAUSE_STUCK", "CAUSE_FLOOR"),
    *("ERROR_ROWS_CANCEL", "ERROR_ROWS_ALONE", "STEP_OFF", "KEEP_SHAPE"),
)
# What names a mistake and stands alone: no sentence beneath a frame.
WHOLE = (
    *(
        "EMPTY",
        "EMPTY_ITEM",
        "HOLDS_NONE",
        "RETURNS_NONE",
        "RETURNED_NONE",
        "MISSING",
        "OVERWRITES",
        "NOT_ONE_NUMBER",
    ),
    *("NO_PAIR", "NO_KEY", "START_BIAS", "START_EQUAL", "START_REPEATED", "START_MEAN", "ONE_SIDED"),
    *("NOT_RESTORED", "NOT_AROUND_ZERO", "BIASES_NOT_ZERO", "CAUSE_WEIGHTS_SHAPE", "CAUSE_BIASES_SHAPE"),
    *("NOTHING_DROPPED", "CAUSE_NOT_SCALED", "MASK_ALONE", "NO_LEARNING"),
)


# What stands in such a template is told from elsewhere.
FRAMES = ("{cause}", "{causes}", "{edit}", "{error}", "{first}")
LETTERS = 25  # of a constant that is a sentence, and no label


def spoken(text):
    """The keys of all sentences in it, general ones too; where one is part of another, the longer."""
    found = [(key, match.span()) for key, pattern in _sentences() if (match := pattern.search(text))]
    return sorted({key for key, span in found if not any(_holds(other, span) for _, other in found)})


def _holds(span, part):
    return span != part and span[0] <= part[0] and part[1] <= span[1]


def keys(text):
    """(keys of the sentences in it that name something, whether a general one is in it)."""
    named = [key for key, pattern in _templates() if pattern.search(text)]
    return [key for key in named if key not in GENERAL], any(key in GENERAL for key in named)


@functools.cache
def _templates():
    """(key, pattern) of every sentence, the longest first."""
    return _patterns(lambda name, text: name in (*GENERAL, *WHOLE))


@functools.cache
def _sentences():
    """(key, pattern) of every sentence, those beneath a frame too."""
    return _patterns(
        lambda name, text: (
            not name.endswith("DONE")
            and text.endswith((".", "?"))
            and len(re.sub(r"{.*?}", "", text)) > LETTERS
            and not any(slot in text for slot in FRAMES)
        )
    )


def _patterns(is_sentence):
    """is_sentence: of a constant's name and text; what stands in a dict, always is one."""
    found = []
    for module in (messages, errors, of_calls, *_modules()):
        for name, value in vars(module).items():
            if isinstance(value, dict) and name.isupper():
                found += [(key, each[1] if isinstance(each, tuple) else each) for key, each in value.items()]
            elif isinstance(value, str) and name.isupper() and is_sentence(name, value):
                found.append((name, value))
    return [(key, re.compile(SLOT.sub(".+", re.escape(text)))) for key, text in found]


def _modules():
    for each in pkgutil.iter_modules(messages.__path__):
        yield importlib.import_module(f"{messages.__name__}.{each.name}")
