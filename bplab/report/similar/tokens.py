"""Code as tokens: without comments, docstrings and layout, and one word for every name of a student's own.

What is no Python is read as far as it goes. Nothing is parsed or run: a tokenizer's time is that of its text.
"""

import builtins
import io
import keyword
import token
import tokenize

DIGITS = "0123456789"
LONGEST = 30_000  # characters of a cell that are looked at
NAME, STRING = "name", "string"
KEPT = {*keyword.kwlist, *dir(builtins), "self", "np", "plt"}
LEFT_OUT = {
    token.COMMENT, token.NL, token.NEWLINE, token.INDENT, token.DEDENT, token.ENCODING, token.ENDMARKER,
}  # fmt: skip
BEGINS = {token.NEWLINE, token.INDENT, token.DEDENT, token.NL, token.COMMENT, token.ENCODING}
F_STRING = {getattr(token, name, -1) for name in ("FSTRING_MIDDLE", "FSTRING_END")}  # from Python 3.12 on


def tokens(source):
    """[(token, line)]. A name after a dot is another's choice, and stays, but for the layer in it.

    Who writes a line in one way for `z_2` does so for `z_3`: that is one form.
    """
    found, before = [], token.ENCODING
    after_dot = False
    try:
        for kind, text, (line, _), _, _ in tokenize.generate_tokens(io.StringIO(source[:LONGEST]).readline):
            is_docstring = kind == token.STRING and before in BEGINS
            if kind not in LEFT_OUT and kind not in F_STRING and not is_docstring:
                found.append((_normal(kind, text, after_dot), line))
                after_dot = text == "."
            before = kind
    except (tokenize.TokenError, SyntaxError, ValueError):
        pass
    return found


def _normal(kind, text, after_dot):
    if kind == token.NAME and not after_dot and text not in KEPT:
        return NAME
    if kind == token.STRING or token.tok_name[kind] == "FSTRING_START":
        return STRING
    return text.rstrip(DIGITS) if kind == token.NAME else text
