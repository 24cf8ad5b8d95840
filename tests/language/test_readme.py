"""README.md and README.zh.md give the same commands, and lead to each other."""

import re

import pytest

from tests.conftest import ROOT

FENCED = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
ROLE = re.compile(
    r"^(# %% \S+.*?)(?:  +.*)?$"
)  # of a cell's marker, with what is said of it behind two spaces


def commands(text):
    """The lines of the code blocks, without what is said of them."""
    lines = [line for _, block in FENCED.findall(text) for line in block.splitlines()]
    found = (ROLE.sub(r"\1", line) if line.startswith("# %%") else line.partition("#")[0] for line in lines)
    return [line.strip() for line in found if line.strip()]


def counted(text):
    """Units and their numbers of points, as tables and lists give them."""
    return re.findall(r"^\| `(\w+)` \|", text, re.MULTILINE)


@pytest.fixture(scope="module")
def texts():
    return [(ROOT / name).read_text("utf-8") for name in ("README.md", "README.zh.md")]


def test_both_give_the_same_commands(texts):
    english, chinese = map(commands, texts)
    assert len(chinese) > 20 and chinese == english


def test_a_command_that_differs_is_seen(texts):
    assert commands(texts[0]) != commands(texts[0].replace("bplab grade 05", "bplab grades 05"))
    assert commands("```\nmake lab   # one\n```\n") == commands("```\nmake lab # 一\n```\n") == ["make lab"]


def test_both_have_the_same_units_and_name_each_other(texts):
    english, chinese = texts
    assert counted(english) == counted(chinese) != []
    assert "(README.zh.md)" in english[:300] and "(README.md)" in chinese[:300]


def test_what_the_chinese_one_links_to_is_there(texts):
    places = re.findall(r"\]\((?!https?:)([^)#]+)", texts[1])
    assert places and not [place for place in places if not (ROOT / place).exists()]
