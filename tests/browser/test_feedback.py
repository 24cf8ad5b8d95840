"""A student's page in a real browser, from the disk: narrow, by keyboard, on paper, for a screen reader."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from bplab.authoring.units import find_units
from bplab.feedback.attempts import Attempt
from bplab.feedback.check import page_of as page_full_of
from tests.catalogue.oneprocess import texts_of
from tests.conftest import ROOT
from tests.feedback.making import page_of, record_of, unit_of

[UNIT] = find_units(ROOT, ["03_backpropagation"])
TEXT = """## My answer

$$\\frac{\\partial L}{\\partial W} = \\frac1n X^\\top e$$

| a | b |
|---|---|
| 1 | 2 |

```python
x = 1
```
"""


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    """name -> file: of a wrong answer and its next attempt, of a right one, of all there can be."""
    texts, folder = texts_of(UNIT), tmp_path_factory.mktemp("pages")
    known = unit_of(texts, UNIT.name)
    right = next(answer for answer in texts.answers if answer.is_right)
    wrong = next(answer for answer in texts.answers if answer.loses and not answer.untouched)
    made = {}
    for name, answer in (("right", right), ("wrong", wrong)):
        notebook, record = texts.plant(answer), record_of(texts, answer)
        [written] = [cell for cell in notebook.cells if cell.id.startswith("explain_")]
        written.source = TEXT
        record.submission, record.repairs = (
            name,
            [{"text": "the notebook is called copy.ipynb: graded as it is"}],
        )
        made[name] = page_of(known, notebook, record)
        before = {verdict.grade_id: 0 for verdict in record.verdicts}
        made[f"{name} again"] = page_of(known, notebook, record, last=Attempt("other", before))
    made["full"] = page_full_of(TEXT)
    paths = {name: folder / f"{name}.html" for name in made}
    for name, page in made.items():
        paths[name].write_text(page, encoding="utf-8")
    return paths


@pytest.fixture
def page(chromium):
    page = chromium.new_page(viewport={"width": 700, "height": 900})
    page.complaints = []
    page.on("console", lambda message: page.complaints.append(message.text))
    page.on("request", lambda request: request.url.startswith("http") and page.complaints.append(request.url))
    yield page
    page.close()


@pytest.mark.parametrize("name", ["wrong", "wrong again", "right", "full"])
def test_a_page_can_be_read_by_everybody(name, pages, page):
    page.goto(f"file://{pages[name]}")
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= 700
    assert page.complaints == []


def test_a_page_leads_to_the_mistake_by_keyboard(pages, page):
    page.goto(f"file://{pages['wrong']}")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to what to look at first"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    target = page.evaluate("document.activeElement.getAttribute('href')")
    page.keyboard.press("Enter")
    assert page.locator(target).evaluate("e => e.classList.contains('wrong')")
    assert page.locator(target).evaluate("e => e.getBoundingClientRect().top") < 900
    for link in page.locator("a[href^='#']").all():
        assert page.locator(f"[id='{link.get_attribute('href')[1:]}']").count() == 1


def test_formulas_are_shown_and_a_page_prints(pages, page):
    page.goto(f"file://{pages['wrong again']}")
    assert page.locator("blockquote math mfrac").count() == 2
    assert "Since your last attempt" in page.locator("main").inner_text()
    paper = page.pdf(format="A4")
    assert paper.startswith(b"%PDF") and len(paper) < 500_000
