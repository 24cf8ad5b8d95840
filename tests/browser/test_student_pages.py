"""What a student wrote, in formgrader and in feedback, in a real browser with the instructor's session."""

import base64
import io
import json
import re
import urllib.parse

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_output, new_raw_cell
from nbgrader.api import Gradebook
from PIL import Image
from playwright.sync_api import expect

from tests.browser.hostile_text import ACT, FILES, PIECES, SVG
from tests.classes import UNIT, DoubleCourse
from tests.test_formgrader import Formgrader

NAME = f"<img src=x onerror={ACT}>"
HONEST = r"""## My answer

**It doubles**: $f(x) = 2x$ and $\frac{\partial L}{\partial W} = \frac1n X^\top e$. See
[the docs](https://numpy.org/doc/stable/), H<sub>2</sub>O, [above](#top).

$$L = -\frac{1}{n} \sum_{i=1}^{n} \log a_i, \qquad W = \begin{pmatrix} 1 & 2 \\ 3 & 4 \end{pmatrix}$$

\begin{align} \hat y &= \sigma(z) \\ e_3 &= \hat y - y \end{align}

| size | accuracy |
|-----:|:---------|
| 20   | `0.95`   |

```python
for epoch in range(10): print(epoch < 3)
```

![my plot](attachment:my%20plot.png) 因为 $a<b$
"""


def picture():
    file = io.BytesIO()
    Image.new("RGB", (60, 30), "red").save(file, "PNG")
    return {"image/png": base64.b64encode(file.getvalue()).decode()}


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    """A course with an honest and a hostile submission, graded."""
    course = DoubleCourse(tmp_path_factory.mktemp("pages"))
    (course.root / "nbgrader_config.py").write_text((course.unit.root / "nbgrader_config.py").read_text())
    for student, answer in (("ana", HONEST), ("mallory", "\n\n".join(PIECES[:5])), ("zoe", "Two times.")):
        notebook = nbformat.from_dict(course.release)
        [cell] = [cell for cell in notebook.cells if cell.id == "explain_double"]
        cell.source = answer
        if student == "ana":
            cell["attachments"] = {"my plot.png": picture()}
        else:
            cell["attachments"] = {"evil.svg": {"image/svg+xml": base64.b64encode(SVG.encode()).decode()}}
        [code] = [cell for cell in notebook.cells if cell.id == "double"]
        code.source = "def double(x):\n    return 2 * x"
        course.submit(student, notebook)
    for name, content in FILES.items():
        course.submit("mallory", content.encode(), name=name)
    assert course.grade().returncode == 0
    with Gradebook(f"sqlite:///{course.root / 'gradebook.db'}") as gradebook:
        mallory = gradebook.find_student("mallory")
        mallory.first_name = mallory.last_name = NAME
        gradebook.db.commit()
    return course


@pytest.fixture(scope="module")
def server(graded):
    formgrader = Formgrader(graded)
    _plant_hostile_cells(graded, formgrader.address.rpartition(":")[2])
    graded.nbgrader("generate_feedback", UNIT)
    yield formgrader
    formgrader.close()


def _plant_hostile_cells(course, port):
    """Text, raw cells and outputs as a plain nbgrader would have left them: no repair has been at them."""
    path = course.root / "autograded" / "mallory" / UNIT / "double.ipynb"
    path.chmod(0o644)
    notebook = nbformat.read(path, 4)
    pieces = [piece.replace("@PORT@", port) for piece in PIECES]
    [answer] = [cell for cell in notebook.cells if cell.id == "explain_double"]
    answer.source = "\n\n".join(pieces)[:15_000]  # of the text cells it is the only one that feedback shows
    evil = "\n\n".join(pieces[20:40])
    types = ("text/html", "text/markdown", "text/latex", "image/svg+xml", "application/javascript")
    outputs = [new_output("display_data", {kind: evil}) for kind in types]
    outputs += [
        new_output("stream", text=evil),
        new_output("error", ename=evil, evalue=evil, traceback=[evil]),
    ]
    outputs.append(new_output("display_data", {"image/png": f'"><script>{ACT}</script>'}))
    view = {"application/vnd.jupyter.widget-view+json": {"model_id": evil}}
    outputs.append(new_output("display_data", view))
    notebook.cells += [
        *(new_markdown_cell(piece) for piece in pieces),
        new_raw_cell(evil, metadata={"raw_mimetype": "text/html", "tags": [f'"><script>{ACT}</script>']}),
        new_code_cell(evil, outputs=outputs, metadata={"tags": [f'"><script>{ACT}</script>']}),
    ]
    notebook.metadata["title"] = f"</title><script>{ACT}</script>"
    nbformat.write(notebook, path)
    for name, content in FILES.items():
        (path.parent / name).write_text(content)


class Watch:
    """A page of the browser, and all that happens in it and in whatever it opens."""

    def __init__(self, chromium, server):
        self.server = server
        self.context = chromium.new_context(viewport={"width": 1200, "height": 1300}, accept_downloads=True)
        self.dialogs, self.requests, self.opened, self.complaints = [], [], [], []
        self.context.on("request", lambda request: self.requests.append(request.url))
        self.context.on("page", self._watch)
        self.context.on("requestfailed", self._forget_what_the_policy_stopped)
        self.page = self.context.new_page()
        self.page.goto(f"{server.address}/login?token={server.token}&next=/formgrader/manage_students")
        self.page.wait_for_load_state("networkidle")
        self.opened.clear()

    def _watch(self, page):
        self.opened.append(page)
        page.on("dialog", lambda dialog: (self.dialogs.append(dialog.message), dialog.dismiss()))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", lambda message: message.type == "error" and self.complaints.append(message.text))

    def _forget_what_the_policy_stopped(self, request):
        if request.failure == "csp":
            self.requests.remove(request.url)

    def open(self, path):
        self.page.goto(f"{self.server.address}{path}")
        return self.page

    def elsewhere(self):
        """Requests to any host but the server, and those that would change something there."""
        own = self.server.address + "/"
        return [
            url
            for url in self.requests
            if not url.startswith((own, "data:", "file:///"))
            or any(word in url for word in ("logout", "path=", "page.", "/api/contents"))
        ]


@pytest.fixture
def watch(chromium, server):
    watched = Watch(chromium, server)
    yield watched
    watched.context.close()


def submission(server, student):
    rows = json.loads(server.get(f"/formgrader/api/submitted_notebooks/{UNIT}/double"))
    return next(row["id"] for row in rows if row["student"] == student)


def files(course):
    return {path: path.stat().st_mtime_ns for path in course.root.rglob("*") if "gradebook" not in path.name}


def press_everything(page):
    """Click all that a student could have made to be clicked; how many these were."""
    found = page.locator(".text_cell_render, .output, .input_area, blockquote, pre").locator(
        "a, area, button, input, summary, details, [href], [onclick], [tabindex], text, x, iframe"
    )
    for number in range(found.count()):
        found.nth(number).dispatch_event("click")
        found.nth(number).click(force=True, timeout=2000, no_wait_after=True, trial=False)
    page.mouse.move(300, 300)
    page.wait_for_timeout(300)
    return found.count()


def test_nothing_on_a_hostile_page_acts(watch, server, graded):
    before = files(graded)
    page = watch.open(f"/formgrader/submissions/{submission(server, 'mallory')}/")
    title, address = page.title(), page.url
    text = page.locator("#notebook").first.inner_text()
    for word in ("javascript:", "spy.test", "<script>", r"\href", "page.html"):
        assert word in text, f"{word} should be there to be read"
    assert (
        page.locator(".text_cell_render")
        .locator("script, iframe, svg, form, style, link, base, meta")
        .count()
        == 0
    )
    assert page.locator("[onclick]:not(.glyphicon), [onerror], [onload]").count() == 0
    hrefs = page.locator(".text_cell_render a[href], .output a[href]").evaluate_all(
        "links => links.map(link => link.getAttribute('href'))"
    )
    assert hrefs == [], "no link of this page may be followed"
    press_everything(page)
    page.locator(".name-hidden.glyphicon").click()  # shows the name, which is hostile, too
    assert NAME in page.locator(".live-notebook .name-shown").first.inner_text()
    assert (page.title(), page.url) == (title, address)
    assert watch.dialogs == watch.opened == watch.elsewhere() == watch.complaints == []
    assert files(graded) == before


def test_the_policy_holds_where_the_sanitiser_would_not(watch, server, graded):
    before = files(graded)
    page = watch.open(f"/formgrader/submissions/{submission(server, 'mallory')}/")
    evil = f"""<img src=x onerror="{ACT}"><img src="http://spy.test/x.png">
        <a id=press href="javascript:{ACT}">x</a><iframe srcdoc="<script>parent.{ACT}</script>"></iframe>
        <iframe src="page.html"></iframe><embed src="page.svg"><form id=send action="page.html"></form>
        <a id=go onclick="{ACT}">y</a><base href="http://spy.test/">"""
    page.evaluate("html => document.body.insertAdjacentHTML('beforeend', html)", evil)
    page.evaluate(
        """() => { const own = document.createElement('script'); own.textContent = "document.title='owned'";
        document.body.append(own); document.getElementById('send').submit(); }"""
    )
    page.evaluate("['press', 'go'].forEach(name => document.getElementById(name).click())")
    page.wait_for_timeout(500)
    assert page.title() != "owned" and watch.dialogs == watch.opened == []
    assert [url for url in watch.elsewhere() if "page." not in url] == []
    assert len(watch.complaints) >= 7  # the browser says what it has refused
    assert files(graded) == before


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_was_handed_in_is_no_page(watch, server, graded, name):
    before = files(graded)
    path = f"/formgrader/submissions/{submission(server, 'mallory')}/{name}"
    answer = watch.context.request.get(f"{server.address}{path}?token={server.token}")
    assert answer.status == 200 and "sandbox" in answer.headers["content-security-policy"]
    assert answer.headers["content-disposition"] == "attachment"
    assert answer.headers["x-content-type-options"] == "nosniff"
    with pytest.raises(Exception, match="Download is starting|ERR_ABORTED"):
        watch.open(path)
    assert watch.page.title() != "owned" and files(graded) == before


def test_formgrader_opens_no_course_in_what_was_handed_in(watch, server, graded):
    for path in (
        f"submitted/mallory/{UNIT}",
        f"./submitted/../submitted/mallory/{UNIT}",
        f"autograded/mallory/{UNIT}",
    ):
        answer = watch.context.request.get(
            f"{server.address}/formgrader?path={urllib.parse.quote(path)}&token={server.token}"
        )
        assert answer.status == 403, path
    answer = watch.context.request.get(
        f"{server.address}/formgrader?path=.&token={server.token}", headers={"Sec-Fetch-Site": "cross-site"}
    )
    assert answer.status == 403
    assert not list(graded.root.rglob("owned.txt"))


def test_nothing_in_the_feedback_acts(watch, server, graded):
    folder = graded.root / "feedback" / "mallory" / UNIT
    assert {path.name for path in folder.iterdir()} == {"double.html", "data.csv", "nbgrader_config.py"}
    before = files(graded)
    watch.page.goto(f"file://{folder / 'double.html'}")
    assert "spy.test" in watch.page.locator("main").inner_text()
    assert watch.page.locator("script, iframe, svg, form, base, link").count() == 0
    press_everything(watch.page)
    assert (
        watch.page.title() == f"{UNIT}: feedback for mallory"
        and watch.dialogs == watch.opened == watch.elsewhere() == []
    )
    assert watch.complaints == [] and files(graded) == before


def reads_right(text):
    assert text.locator("math").count() == 5
    assert text.locator("math mfrac").count() == 3 and text.locator("math mtable").count() == 2
    assert text.locator("td").first.inner_text() == "20" and text.locator("sub").inner_text() == "2"
    assert text.locator(".highlight .k").first.inner_text() == "for"
    image = text.locator("img")
    assert image.evaluate("image => [image.naturalWidth, image.alt]") == [60, "my plot"]
    link = text.get_by_text("the docs")
    assert link.get_attribute("href") == "https://numpy.org/doc/stable/"
    assert link.get_attribute("rel") == "noopener noreferrer" and link.get_attribute("target") == "_blank"


def test_an_honest_answer_reads_right_and_is_graded_by_hand(watch, server, graded):
    page = watch.open(f"/formgrader/submissions/{submission(server, 'ana')}/")
    reads_right(page.locator(".text_cell_render").last)
    page.wait_for_load_state("networkidle")  # the marks have come, too
    page.locator("#explain_double").fill("0.5")
    page.locator("#explain_double-comment").fill(
        f"Well done. $x^2$ [x](javascript:{ACT}) <script>{ACT}</script>"
    )
    with page.expect_response(lambda answer: "/api/comment/" in answer.url) as answer:
        page.locator("#explain_double").focus()
    assert answer.value.ok
    with page.expect_response(lambda answer: "/api/grade/" in answer.url) as answer:
        page.locator(".no-credit").first.click()
    assert answer.value.ok
    first, second, _ = sorted(submission(server, student) for student in ("ana", "mallory", "zoe"))
    watch.open(f"/formgrader/submissions/{first}/").get_by_text("Next →").click()
    page.wait_for_url(f"**/{second}/**")
    page.get_by_text("← Prev").click()
    page.wait_for_url(f"**/{first}/**")
    reopened = watch.open(f"/formgrader/submissions/{submission(server, 'ana')}/")
    expect(reopened.locator("#explain_double")).to_have_value("0.5")  # marks and comments come one by one
    expect(reopened.locator("#explain_double-comment")).to_have_value(re.compile(r"Well done\."))
    reopened.locator(".help").click()
    reopened.get_by_text("Keyboard Shortcuts").first.wait_for()
    assert watch.complaints == watch.elsewhere() == []

    graded.nbgrader("generate_feedback", UNIT, "--student=ana", "--force")
    page = watch.context.new_page()
    page.goto(f"file://{graded.root / 'feedback' / 'ana' / UNIT / 'double.html'}")
    reads_right(page.locator("#explain_double blockquote").first)
    comment = page.locator("#explain_double blockquote").last.inner_text()
    assert "Well done." in comment and f"<script>{ACT}</script>" in comment and "no link" in comment
    assert page.title() == f"{UNIT}: feedback for ana" and watch.complaints == watch.elsewhere() == []


def test_the_other_pages_of_formgrader_work_under_the_policy(watch, graded):
    rows = {
        "manage_assignments": UNIT,
        f"manage_submissions/{UNIT}": "mallory",
        "gradebook": UNIT,
        f"gradebook/{UNIT}": "double",
        f"gradebook/{UNIT}/double": "Submission #1",
        "manage_students": "zoe",
        "manage_students/mallory": UNIT,
        f"manage_students/mallory/{UNIT}": "double",
    }
    for path, text in rows.items():
        page = watch.open(f"/formgrader/{path}")
        page.locator("#main-table").get_by_text(text).first.wait_for(timeout=10_000)
        assert "owned" not in page.title()
    watch.open("/formgrader/manage_assignments").get_by_role("link", name="Add new assignment").click()
    watch.page.locator("#add-assignment-modal").wait_for(state="visible")
    watch.open("/formgrader/manage_students").get_by_role("link", name="Add new student").click()
    watch.page.locator("#add-student-modal").wait_for(state="visible")
    watch.open(f"/formgrader/gradebook/{UNIT}/double").get_by_text("Submission #3").wait_for()
    watch.page.locator("#toggle_names").click()
    watch.page.get_by_text(NAME).first.wait_for()
    watch.open("/formgrader/manage_students/%3Cscript%3Edocument.title='owned'%3C%2Fscript%3E")
    watch.page.wait_for_timeout(200)
    assert "owned" not in watch.page.title()
    assert watch.dialogs == watch.opened == watch.elsewhere() == []
    assert [line for line in watch.complaints if "404" not in line] == []
