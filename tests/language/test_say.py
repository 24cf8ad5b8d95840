"""A sentence is said in the language of the process; what has no entry stays English."""

import pytest

from bplab import language


@pytest.fixture
def chinese(tmp_path, monkeypatch):
    """A process that speaks Chinese, with a catalogue of one sentence."""
    (tmp_path / "zh").mkdir()
    text = 'msgid "{n} of {most} points"\nmsgstr "满分 {most} 分，得 {n} 分"\n'
    (tmp_path / "zh" / "one.po").write_text(text, encoding="utf-8")
    monkeypatch.setattr(language, "CATALOGUES", tmp_path)
    monkeypatch.setattr(language, "_spoken", language.ENGLISH)
    language.catalogue.cache_clear()
    language.speak(language.CHINESE)
    yield
    language.catalogue.cache_clear()


def test_a_sentence_is_said_in_chinese_with_its_values_where_they_belong(chinese):
    assert language.say("{n} of {most} points", n=3, most=5) == "满分 5 分，得 3 分"


def test_what_has_no_entry_stays_english(chinese):
    assert language.say("{n} cells", n=2) == "2 cells"


def test_without_another_language_the_code_speaks_english():
    assert language.say("{n} of {most} points", n=3, most=5) == "3 of 5 points"


def test_a_text_without_values_keeps_its_braces():
    assert language.say("a set {1, 2}") == "a set {1, 2}"


def test_an_unknown_language_is_refused_with_those_there_are():
    with pytest.raises(ValueError, match=r"no language 'fr': choose from en, zh"):
        language.speak("fr")


@pytest.mark.parametrize(
    ("variables", "expected"),
    [
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "zh_CN.UTF-8", "BPLAB_LANG": "en"}, "en"),
        ({"LANG": "en_US.UTF-8", "BPLAB_LANG": "zh"}, "zh"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LC_ALL": "C", "LANG": "zh_CN"}, "en"),
        ({}, "en"),
    ],
)
def test_the_environment_decides(variables, expected, monkeypatch):
    for name in language.VARIABLES:
        monkeypatch.setenv(name, variables.get(name, ""))
    assert language.of_environment() == expected
