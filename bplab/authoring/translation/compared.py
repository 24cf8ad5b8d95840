"""What two texts that say the same have in common: formulas, numbers, links, code and form."""

import ast
import re
from collections import Counter

FENCED = re.compile(r"```.*?```", re.DOTALL)
FORMULA = re.compile(r"\$\$.*?\$\$|\$[^$]*\$", re.DOTALL)
CODE = re.compile(r"`[^`]+`")
LINK = re.compile(r"\]\(([^)]*)\)|(https?://[^\s)>，。；、）]+)")
TAG = re.compile(r"</?[a-z][^>]*>")
NUMBER = re.compile(r"\d+(?:\.\d+)?(?:e-?\d+)?")
SPACE_IN_NUMBER = re.compile(r"(?<=\d)[ \u202f\u00a0](?=\d{3}(?!\d))")
WORDS_IN_FORMULA = re.compile(r"\\text\{[^{}]*(?:[ \u4e00-\u9fff]|[A-Za-z]{4})[^{}]*\}")  # but for an index
CHINESE = re.compile(r"[\u3400-\u9fff]")
# In straight quotes stands a value, such as "linear"; before a bracket or = a name of the code.
ENGLISH = re.compile(r"(?<![A-Za-z0-9_\"])[A-Za-z][A-Za-z'-]+(?![A-Za-z0-9_(\[\"]|=[^=\s])")
HALF_WIDTH = re.compile(r"[\u3400-\u9fff)）*」”][,;:?!](?!\S*://)|[\u3400-\u9fff]\.(?!\d)")
STARRED = re.compile(r"(\w?)(\*\*?)(?=\S)([^*]+)\2(?=(\w?))")  # bold and italics, and letters beside them
DIFFERENT = "{what} differ: {only_english} in English only, {only_chinese} in Chinese only"
NOTHING = "nothing"
CODE_DIFFERS = "is no literal with the same values in it: {english} became {chinese}"
STILL_ENGLISH = "English words are left: {words} (write them in Chinese, as code, or in docs/terms.md)"
NO_CHINESE = "no Chinese in it"
PUNCTUATION = "half-width punctuation after Chinese: {found!r}"
STARS = "{found!r} is not shown as bold or italics: between a letter and stars stands punctuation"
WRONG_TERM = "says {other!r}; docs/terms.md has {chinese!r} for {english!r}"


def differences(text, chinese, kept):
    """What is wrong with the Chinese of a texts.Text, a sentence each; kept: Latin words that it may use."""
    kept = kept | text.names
    if text.kind == "string":
        return _literals(text.english, chinese, kept)
    pairs = zip(_form(text.english).items(), _form(chinese).values(), strict=True)
    found = [problem for (what, english), other in pairs for problem in different(what, english, other)]
    return [*found, *_language(text.english, chinese, kept), *_stars(text.kind, chinese)]


def _stars(kind, chinese):
    """`**（一）**和`: between Chinese letters no space says where bold begins and ends."""
    text = FORMULA.sub("$", CODE.sub("`", FENCED.sub(" ", chinese)))
    for starred in STARRED.finditer(text) if kind == "markdown" else ():
        before, _, inside, after = starred.groups()
        if before and not inside[0].isalnum() or after and not inside[-1].isalnum():
            yield STARS.format(found=starred[0])


def _language(english, chinese, kept):
    """What is left of English in a Chinese text, and how it is written."""
    if left := _to_be_translated(chinese, kept):
        yield STILL_ENGLISH.format(words=", ".join(left))
    elif not CHINESE.search(chinese) and _to_be_translated(english, kept):
        yield NO_CHINESE
    if half := half_width(_prose(chinese)):
        yield PUNCTUATION.format(found=half)


def half_width(prose):
    """Half-width punctuation after Chinese, the first that is found; None if there is none."""
    found = HALF_WIDTH.search(prose)
    return found and found[0]


def _to_be_translated(text, kept):
    return sorted({word for word in ENGLISH.findall(_prose(text)) if not {word, word.lower()} & kept})


def _form(text):
    """{what: how often each stands in a markdown text}."""
    without_code = CODE.sub(" ", FENCED.sub(" ", text))
    prose = _prose(text)
    lines = text.split("\n")
    return {
        "formulas": Counter(map(_formula, FORMULA.findall(without_code))),
        "numbers": Counter(NUMBER.findall(SPACE_IN_NUMBER.sub("", prose))),
        "links": Counter(a or b for a, b in LINK.findall(text)),
        "names and code": Counter([*FENCED.findall(text), *_names(FENCED.sub(" ", text))]),
        "tables": Counter(_tables(lines)),
        "headings": Counter(line.split()[0] for line in lines if re.match(r"#+ ", line)),
        "items of lists": Counter(line[:2] for line in lines if re.match(r"[-*] ", line)),
        "HTML": Counter(TAG.findall(FORMULA.sub(" ", without_code))),
    }


def _prose(text):
    for other in (FENCED, CODE, FORMULA, TAG):
        text = other.sub(" ", text)
    return LINK.sub("]", text)


def _formula(text):
    """A formula without spaces, words of a language and the punctuation of the sentence around it."""
    text = WORDS_IN_FORMULA.sub(r"\\text{}", text)
    return re.sub(r"\s|\\[,; ]", "", text.strip("$")).rstrip(".,;，。；")


def _names(text):
    return (" ".join(code.split()) for code in CODE.findall(text))


def _tables(lines):
    """`rows x columns` of each table."""
    size, columns = 0, 0
    for line in [*lines, ""]:
        if line.startswith("|"):
            size, columns = size + 1, columns or line.count("|") - 1
        elif size:
            yield f"{size} x {columns}"
            size, columns = 0, 0


def different(what, english, chinese):
    """A sentence if two Counters differ."""
    if english != chinese:
        yield DIFFERENT.format(
            what=what, only_english=_listed(english - chinese), only_chinese=_listed(chinese - english)
        )


def _listed(counter):
    return ", ".join(map(repr, sorted(counter.elements()))) or NOTHING


def _literals(english, chinese, kept):
    """A string stays a string: the same kind, the same values in it, the same code."""
    if _values(english) != _values(chinese):
        return [CODE_DIFFERS.format(english=english, chinese=chinese)]
    said, meant = (_said(each) for each in (chinese, english))
    numbers = (Counter(NUMBER.findall(each)) for each in (meant, said))
    return [*different("numbers", *numbers), *_language(meant, said, kept)]


def _literal(code):
    try:
        return ast.parse(f"(\n{code}\n)", mode="eval").body  # which may go over several lines
    except SyntaxError:
        return None


def _values(code):
    """What tells a literal's kind and the values in it, in any order; None where it is no literal."""
    node = _literal(code)
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return ["str"]
    if isinstance(node, ast.JoinedStr):
        values = (each for each in node.values if not isinstance(each, ast.Constant))
        return ["f-str", *sorted(map(ast.unparse, values))]
    return None


def _said(code):
    node = _literal(code)
    if isinstance(node, ast.Constant):
        return node.value
    return " ".join(each.value for each in node.values if isinstance(each, ast.Constant))


def wrong_terms(chinese, terms):
    """Words of a Chinese text that docs/terms.md has other ones for."""
    prose = _prose(chinese)
    for term in terms.rows:
        for other in term.instead_of:
            if other in prose:
                yield WRONG_TERM.format(other=other, chinese=term.chinese, english=term.english)
