"""The program's catalogues say what the code says, or `bplab build` says where they do not."""

import re

import polib
import pytest

from bplab.authoring.errors import BuildError
from bplab.authoring.translation import catalogue, program_keeper
from bplab.authoring.translation.program import ROOMS, program_texts
from bplab.authoring.translation.program_keeper import check_program
from bplab.authoring.translation.texts import Text
from bplab.checks import messages
from bplab.language import CATALOGUES, jinja, pages
from tests.conftest import ROOT


def test_the_catalogues_agree_with_the_code():
    said = []
    check_program(ROOT, report=said.append)
    assert said[-1].startswith("bplab/language/zh: ")
    assert {path.stem for path in (CATALOGUES / "zh").glob("*.po")} == set(ROOMS)


def test_every_room_gives_its_sentences():
    checks, term = ({text.english for text in program_texts(room)} for room in ("checks", "term"))
    assert messages.CAUSE_UNKNOWN in checks and "{call}: wrong values" in checks  # a line, not a template
    assert (
        "Set a unit's deadline, or show it, with who is late. Grades follow at once; nothing is run." in term
    )
    assert {"next: bplab grade {unit}", "handed in", "{n} students", "The zip file that is written."} <= term
    assert not any(
        re.search("[\u4e00-\u9fff]", text.english) for room in ROOMS for text in program_texts(room)
    )


def keeper(tmp_path, monkeypatch, english, chinese, kind="room.py HERE", **entry):
    """What the keeper says of a room of two sentences, of which the second is right; "" if of neither."""
    (tmp_path / "zh").mkdir()
    found = polib.POFile()
    found.append(polib.POEntry(msgid=entry.pop("msgid", english), msgstr=chinese, **entry))
    found.append(polib.POEntry(msgid="All is well.", msgstr="都好。"))
    catalogue.write(tmp_path / "zh" / "room.po", found)
    texts = [Text("", text, kind, 0) for text in (english, "All is well.")]
    monkeypatch.setattr(program_keeper, "CATALOGUES", tmp_path)
    monkeypatch.setattr(program_keeper, "ROOMS", ["room"])
    monkeypatch.setattr(program_keeper, "program_texts", lambda room: texts)
    try:
        check_program(ROOT, report=print)
    except BuildError as refused:
        return str(refused)
    return ""


@pytest.mark.parametrize(
    ("english", "chinese", "problem"),
    [
        ("{n} of {most} points", "", "no Chinese yet"),
        ("{n} of {most} points", "得 {n} 分", "placeholders differ: 'most' in English only"),
        (
            "{n} of {most} points",
            "满分 {most} 分，得 {m} 分",
            "placeholders differ: 'n' in English only, 'm'",
        ),
        ("divide by 2 * h", "除以 3 * h", "numbers differ: '2' in English only, '3' in Chinese only"),
        ("`axis` is missing", "少了 `axes`", "code differ: '`axis`' in English only"),
        ("Nothing was computed", "什么也没有 computed", "English words are left: computed"),
        ("Nothing was computed", "Nothing was computed", "English words are left: Nothing, computed, was"),
        ("Look, and wait", "看一看, 等一等", "half-width punctuation after Chinese: '看,'"),
        ("看 this", "看这个", "Chinese in the English text: room.py HERE"),
        ("{n} cells", "{n 个单元格", "is no template: a brace stands alone"),
    ],
)
def test_a_planted_fault_is_refused(tmp_path, monkeypatch, english, chinese, problem):
    assert problem in keeper(tmp_path, monkeypatch, english, chinese)


def test_stale_and_fuzzy_sentences_are_refused(tmp_path, monkeypatch):
    said = keeper(tmp_path, monkeypatch, "a new one", "旧的", msgid="an old one")
    assert "'an old one': no such sentence in the code now" in said and "'a new one': no Chinese yet" in said


def test_a_new_file_may_be_in_english_only(tmp_path, monkeypatch):
    """As a unit without zh.po is: its messages are a file of their own."""
    (tmp_path / "zh").mkdir()
    monkeypatch.setattr(program_keeper, "CATALOGUES", tmp_path)
    monkeypatch.setattr(program_keeper, "ROOMS", ["room"])
    monkeypatch.setattr(
        program_keeper, "program_texts", lambda room: [Text("", "a new one", "new.py ONE", 0)]
    )
    check_program(ROOT, report=print)


def test_a_sentence_whose_english_has_changed_is_refused(tmp_path, monkeypatch):
    assert "changed since" in keeper(tmp_path, monkeypatch, "a new one", "新的", flags=["fuzzy"])


@pytest.mark.parametrize(
    ("chinese", "problem"),
    [
        ("第 {{ n }} 行：{% if a %}对{% endif %}", "tags, statements and values differ: '</code>', '<code>'"),
        ("第 {{ m }} 行：{% if a %}<code>x</code>{% endif %}", "'{{ n }}' in English only"),
        ("第 {{ n }} 行：<code>x</code>", "'{% if a %}'"),
    ],
)
def test_of_a_page_the_markup_is_compared(tmp_path, monkeypatch, chinese, problem):
    english = 'line{{ "s" if n > 1 }} {{ n }}: {% if a %}<code>x</code>{% endif %}'
    assert problem in keeper(tmp_path, monkeypatch, english, chinese, kind="templates/page.html.j2 page")


def test_a_template_is_read_with_its_words_in_another_order():
    source = '<p>{% if a %}\n  It is <b>{{ x }}</b> of {{ y }}{{ "s" if y }}.\n{% endif %}</p><pre>{{ c }}'
    (text,) = pages.segments(source)
    assert text == 'It is <b>{{ x }}</b> of {{ y }}{{ "s" if y }}.'
    found = pages.page_in(source, "zh", {text: "{{ y }} 之中的 <b>{{ x }}</b>。"})
    assert found == "<p>{% if a %}\n  {{ y }} 之中的 <b>{{ x }}</b>。\n{% endif %}</p><pre>{{ c }}"


def test_values_put_together_as_a_sentence_are_a_text_too():
    source = '<li>{{ n }} {{ state }}: {{ meaning }}.</li><p>{{ a ~ ": " if a }}</p><p>{{ b }} {{ c }}</p>'
    assert pages.segments(source) == ["{{ n }} {{ state }}: {{ meaning }}.", '{{ a ~ ": " if a }}']


def test_what_a_tag_holds_is_not_said_but_for_what_is_read_to_people(monkeypatch):
    monkeypatch.setattr(jinja, "catalogue", lambda language: {})
    monkeypatch.setattr(jinja, "in_language", lambda text, language: text.replace("right", "对"))
    source = (
        '<li class="{{ "right" if a else "wrong" }}" aria-label="{{ word }}"{% if a %} id="{{- word -}}"'
        "{% endif %}>{{ word }} {{ word | e }} {{ nothing }}</li>"
    )
    page = jinja.environment("bplab.feedback", "zh").from_string(source).render(a=True, word="right")
    assert page == '<li class="right" aria-label="对" id="right">对 right </li>'


def test_a_script_is_sent_with_its_texts_and_no_others():
    source = 'let a = "No answers", b = "no-answers";\n// "Not this one"\nsay(`Answer ${at} of`);'
    assert pages.script_texts(source) == ["No answers", "Answer ${at} of"]
    assert 'a = "没有答案", b = "no-answers"' in pages.script_in(source, {"No answers": "没有答案"})
    source = 'f({type: "button", textContent: "Remove"}, n ? ", saving …" : "", `${n} points`, "Enter");'
    assert pages.script_texts(source) == ["Remove", ", saving …", "${n} points"]


def test_an_update_keeps_what_is_translated_and_marks_what_has_changed(tmp_path):
    old = catalogue.read(tmp_path / "none.po")
    first = [Text("", "one sentence of {n} words", "a.py A", 0), Text("", "gone", "a.py B", 0)]
    old = catalogue.updated(old, first)
    old[0].msgstr, old[1].msgstr = "{n} 个词的一句话", "没了"
    new = catalogue.updated(old, [Text("", "one sentence of {n} long words", "a.py A", 0)])
    assert [(entry.msgid, entry.msgstr, entry.flags) for entry in new] == [
        ("one sentence of {n} long words", "{n} 个词的一句话", ["fuzzy"])
    ]


def test_what_agrees_is_not_refused(tmp_path, monkeypatch):
    english, chinese = "`x` is {n} of {most}, after 2 epochs", "2 轮之后，`x` 在 {most} 之中是 {n}"
    assert keeper(tmp_path, monkeypatch, english, chinese) == ""


def test_the_words_of_a_list_that_a_template_goes_through_are_said():
    source = '{% for n, word in ((a, "wait for a person"), (b, "missing")) if n %}{{ word }}{% endfor %}'
    assert list(pages.listed(source)) == ["wait for a person", "missing"]
