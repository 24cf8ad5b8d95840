"""Commands in Chinese: what they print, explain and refuse, by BPLAB_LANG or the course."""

import io
import os

import pytest
from rich.table import Table

from bplab import language
from bplab.language import terminal
from bplab.language.tables import Console
from tests.test_cli import bplab

CATALOGUE = """
msgid "bplab: no command {name!r}: choose from {names}"
msgstr "bplab：没有 {name!r} 这个命令，可用的有：{names}"

msgid "handed in"
msgstr "上交时间"

msgid "{n} students"
msgstr "{n} 名学生"
"""


@pytest.fixture
def chinese(tmp_path, monkeypatch):
    """A process that speaks Chinese, with a small catalogue of its own."""
    from bplab.language.recognise import recogniser

    (tmp_path / "zh").mkdir()
    (tmp_path / "zh" / "one.po").write_text(CATALOGUE, encoding="utf-8")
    monkeypatch.setattr(language, "CATALOGUES", tmp_path)
    monkeypatch.setattr(language, "_spoken", language.CHINESE)
    language.catalogue.cache_clear()
    recogniser.cache_clear()
    yield
    language.catalogue.cache_clear()
    recogniser.cache_clear()


def test_a_stream_says_its_lines_in_chinese_and_leaves_the_rest(chinese):
    out = io.StringIO()
    stream = terminal.Translated(out)
    print("12 students", file=stream)
    stream.writelines(["bplab: no command 'foo': choose from build, check\n", "\x1b[2K 12 of 40 \r", "x"])
    assert out.getvalue() == (
        "12 名学生\nbplab：没有 'foo' 这个命令，可用的有：build、check\n\x1b[2K 12 of 40 \rx"
    )


def test_the_cells_of_a_table_are_measured_in_chinese(chinese):
    out, table = io.StringIO(), Table(box=None)
    table.add_column("handed in")
    table.add_column("12 students")
    table.add_row("ana", "x")
    Console(file=out, width=80).print(table)
    head, row = out.getvalue().splitlines()
    assert head.split() == ["上交时间", "12", "名学生"]
    assert (
        row.split() == ["ana", "x"] and row.index("x") == 1 + 8 + 2
    )  # four characters are eight columns wide


@pytest.mark.parametrize(
    ("variable", "config", "expected"),
    [
        (None, "", "en"),
        (None, 'c = get_config()\nc.BPLab.language = "zh"\n', "zh"),
        ("en", 'c.BPLab.language = "zh"\n', "en"),
        ("zh_CN.UTF-8", "", "zh"),
        (None, '# c.BPLab.language = "zh"\n', "en"),
        (None, "c.BPLab.language = 'fr'\n", "fr"),
    ],
)
def test_the_language_is_that_of_the_variable_else_of_the_course(
    tmp_path, monkeypatch, variable, config, expected
):
    for name in language.VARIABLES:
        monkeypatch.delenv(name, raising=False)
    if variable:
        monkeypatch.setenv("BPLAB_LANG", variable)
    (tmp_path / "nbgrader_config.py").write_text(config, encoding="utf-8")
    assert terminal.of_course(os.environ, tmp_path) == expected


def test_a_course_in_a_language_that_there_is_not_is_told_so(tmp_path):
    (tmp_path / "nbgrader_config.py").write_text('c.BPLab.language = "fr"\n')
    done = bplab("--help", cwd=tmp_path, BPLAB_LANG="")
    assert done.returncode == 2 and done.stdout == ""
    assert done.stderr == "bplab: c.BPLab.language is 'fr', which bplab does not speak: choose from en, zh\n"


def test_english_and_chinese_help_name_the_same_commands():
    """Two processes, 3 s."""
    english, chinese = (bplab("grade", "--help", BPLAB_LANG=asked) for asked in ("en", "zh"))
    assert english.returncode == chinese.returncode == 0
    for option in ("--students", "--jobs", "--regrade", "--only-missing"):
        assert option in english.stdout and option in chinese.stdout
