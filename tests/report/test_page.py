"""The page and the table: what a person wrote is there to be read, and does nothing."""

import csv
import io

from bs4 import BeautifulSoup

from bplab.grading.classrun.standing import UNGRADABLE, Standing
from bplab.grading.gradebook.pages import policy
from bplab.report import term
from bplab.report.page import Report, render
from bplab.report.table import table_of
from tests.browser.hostile_text import HTML, LINKS
from tests.report.making import RELU, class_of, unit_5, work, wrong

EVIL = "\n".join([*HTML, *LINKS, "</pre></script><script>alert(1)</script>", "{{ 7 * 7 }}", "=cmd()"])
FORMULA = "=HYPERLINK(1)"


def hostile():
    """A Report in which all that students write is hostile: names, cells, messages, reasons."""
    texts, _ = unit_5()
    line = "self.z_2 = self.a_1 @ self.weights_2 + self.bias_2"
    shared = "\n".join(
        f"        self.note_{n} = [{n}, '{n}', x] @ np.roll(y - {n}, {n}) ** {n}" for n in range(30)
    )
    cell = texts.solution[RELU].replace(line, f"{line}\n{shared}\n        '''{EVIL}'''")
    message = ("error", f"ReluNeuralNetwork: {EVIL}")
    works = [
        work(EVIL, {"hidden_relu_network_z_2": message}, {RELU: cell}, name=EVIL, repairs=[EVIL]),
        work(FORMULA, {"test_run_experiment": wrong("x")}, {RELU: cell + "\n# mine"}, name="=1+1"),
        *(work(f"s{i}") for i in range(20)),
    ]
    return Report.of(class_of(*works, standings={f"{EVIL}2": Standing(UNGRADABLE, EVIL)}))


def harmless(page):
    soup = BeautifulSoup(page, "html.parser")
    assert soup.find("meta", attrs={"http-equiv": "Content-Security-Policy"})["content"] == policy.FEEDBACK
    allowed = {"href": {"index.html"}, "src": set()}
    for element in soup.find_all(True):
        assert element.name not in (
            "script",
            "iframe",
            "form",
            "object",
            "embed",
            "base",
            "link",
            "img",
            "input",
        )
        for name, value in element.attrs.items():
            assert not name.startswith("on") and name != "srcdoc", element
            if name in allowed:
                assert value.startswith("#") or value.endswith(".html"), element
    return soup


def test_nothing_that_students_wrote_acts_on_a_page():
    report = hostile()
    assert report.similar.pairs, "their cells should stand side by side"
    soup = harmless(render(report))
    text = soup.get_text()
    assert "alert(1)" in text and "{{ 7 * 7 }}" in text and "49" not in text.partition("Questions")[0]
    assert "self.note_29" in text
    harmless(term.render([term.Row(report), term.Row(report)], ["06_curve_fitting"]))


def test_the_table_holds_a_row_for_each_and_no_formula():
    report = hostile()
    rows = list(csv.DictReader(io.StringIO(table_of(report), newline="")))
    kinds = {row["kind"] for row in rows}
    assert {"question", "similar", "repaired", UNGRADABLE} <= kinds
    assert not [
        value for row in rows for value in row.values() if value and value.startswith(("=", "+", "@"))
    ]
    [question] = [row for row in rows if row["name"] == "hidden_relu_network_z_2"]
    assert float(question["share"]) == round(21 / 22, 4) and question["of"] == "22"


def test_the_first_thing_on_a_page_is_what_to_say():
    works = [
        work(f"s{i}", {"hidden_relu_network_a_2": wrong("x", "missing_function", term="relu")})
        for i in range(3)
    ]
    works += [work(f"r{i}") for i in range(7)]
    text = BeautifulSoup(render(Report.of(class_of(*works))), "html.parser").get_text()
    say = text.index("3 of 10 have the same thing wrong in relu_network: relu is not applied.")
    assert (
        text.index("To say in the next lecture") < say < text.index("Needs somebody") < text.index("Points")
    )
    assert "a written answer still waits" in text


def test_a_page_of_a_class_without_mistakes_says_so():
    text = render(Report.of(class_of(*(work(f"s{i}") for i in range(6)))))
    assert "No mistake is common" in text and "Nothing stands out." in text and "No two share more" in text
