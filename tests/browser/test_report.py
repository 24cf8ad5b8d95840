"""The report in a real browser, from the disk: read by everybody, narrow, on paper; nothing in it acts."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from bplab.report import term
from bplab.report.page import Report, render
from tests.browser.hostile_text import ACT
from tests.report.making import class_of, work, wrong
from tests.report.test_page import hostile


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    """name -> file: of a class with a bit of everything, of one in which all is hostile, of the term."""
    folder = tmp_path_factory.mktemp("pages")
    message = wrong("x", "missing_function", term="relu")
    works = [work(f"student-{i}", {"hidden_relu_network_a_2": message}) for i in range(6)]
    works += [work(f"right-{i}") for i in range(6)]
    report, evil = Report.of(class_of(*works)), hostile()
    made = {
        "class": render(report),
        "hostile": render(evil),
        "index": term.render([term.Row(report), term.Row(evil)], []),
    }
    for name, page in made.items():
        (folder / f"{name}.html").write_text(page, encoding="utf-8")
    return {name: folder / f"{name}.html" for name in made}


@pytest.fixture
def page(chromium):
    page = chromium.new_page(viewport={"width": 700, "height": 900})
    page.complaints = []
    page.on("console", lambda message: page.complaints.append(message.text))
    page.on("dialog", lambda dialog: (page.complaints.append(dialog.message), dialog.dismiss()))
    page.on("request", lambda request: request.url.startswith("http") and page.complaints.append(request.url))
    yield page
    page.close()


@pytest.mark.parametrize("name", ["class", "hostile", "index"])
def test_a_report_can_be_read_by_everybody_and_nothing_in_it_acts(name, pages, page):
    page.goto(f"file://{pages[name]}")
    for details in page.locator("details").all():
        details.evaluate("e => e.open = true")
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= 700
    assert page.title().startswith("Report: ") and ACT not in page.title()
    assert page.complaints == []
    for link in page.locator("a[href^='#']").all():
        assert page.locator(f"[id='{link.get_attribute('href')[1:]}']").count() == 1
    assert page.pdf(format="A4").startswith(b"%PDF")


def test_what_to_say_is_on_the_first_screen(pages, page):
    page.goto(f"file://{pages['class']}")
    said = page.get_by_text("6 of 12 have the same thing wrong in relu_network: relu is not applied.")
    assert said.bounding_box()["y"] < 500
    assert page.locator("svg").get_attribute("role") == "img"
