"""Pictures pasted into text cells: kept, found under any name, made small, or missing in words."""

import base64
import copy
import io
import struct
import time
import zlib

import nbformat
import numpy as np
import pytest
from PIL import Image

from bplab.grading.intake import pictures
from bplab.grading.intake.pictures import made_smaller
from bplab.grading.intake.repair import pictures as repair_pictures
from bplab.grading.intake.repair import repair
from tests.repair.notebooks import find, kinds


def picture(kind="PNG", size=(4, 3), noisy=False):
    """A file of a kind, in base64."""
    shape = (size[1], size[0], 3)
    pixels = np.random.default_rng(1).integers(0, 255, shape) if noisy else np.zeros(shape)
    file = io.BytesIO()
    Image.fromarray(pixels.astype("uint8")).save(file, kind)
    return base64.b64encode(file.getvalue()).decode()


def bomb(width, height):
    """A PNG that announces this size, and holds rows of zeros: a few kilobytes for a gigabyte."""

    def chunk(name, data):
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = zlib.compress(bytes(10**7), 9)
    file = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    return base64.b64encode(file).decode()


def repaired(good, released, text, attachments):
    """(the text cell after a repair, kinds of repairs)."""
    cell = nbformat.v4.new_markdown_cell(text, id="own")
    cell["attachments"] = attachments
    good.cells.insert(1, cell)
    notebook, repairs = repair(good, released)
    nbformat.validate(notebook)
    return find(notebook, "own"), kinds(repairs)


@pytest.mark.parametrize("kind", ["png", "jpeg", "gif", "webp", "bmp"])
def test_pictures_that_pages_show_are_kept_as_they_are(good, released, kind):
    attachments = {f"photo.{kind}": {f"image/{kind}": picture(kind.upper())}}
    cell, found = repaired(good, released, f"![photo](attachment:photo.{kind})", attachments)
    assert found == []
    assert cell.source == f"![photo](attachment:photo.{kind})" and cell.attachments == attachments


@pytest.mark.parametrize(
    "text",
    [
        "![x](attachment:p.png 't')",
        "![x][1]\n\n[1]: attachment:p.png",
        "<img src='attachment:p.png' width='3'>",
    ],
)
def test_a_reference_that_leads_to_its_picture_stays_as_it_was_written(good, released, text):
    cell, found = repaired(good, released, text, {"p.png": {"image/png": picture()}})
    assert cell.source == text and found == []


@pytest.mark.parametrize(
    ("name", "reference"),
    [
        ("图片.png", "%E5%9B%BE%E7%89%87.png"),
        ("图片.png", "图片.png"),
        ("%E5%9B%BE%E7%89%87.png", "图片.png"),
        ("my plot, final.png", "my%20plot,%20final.png"),
        ("my plot, final.png", "<my plot, final.png>"),
        ("my plot, final.png", "my plot, final.png"),
        ("plot (1).png", "plot%20(1).png"),
        ("a&b.png", "a&amp;b.png"),
        ("cafe\u0301.png", "caf%C3%A9.png"),
    ],
)
@pytest.mark.parametrize(
    "form", ["![x]({})", '![x]({} "title")', "![x][1]\n\n[1]: {}", '<img src="{}" width="3">']
)
def test_a_picture_is_found_under_any_name(good, released, name, reference, form):
    if "<" in reference and "<img" in form or " " in reference and "[1]" in form:
        pytest.skip("no reference in markdown")
    address = f"<attachment:{reference[1:]}" if reference[0] == "<" else f"attachment:{reference}"
    text = f"before {form.format(address)} after"
    cell, found = repaired(good, released, text, {name: {"image/png": picture()}})
    assert found == ["picture-names"]
    assert list(cell.attachments) == ["picture-1"]
    assert cell.source == f"before {form.format('attachment:picture-1')} after"


@pytest.mark.parametrize(
    "text",
    [
        "![](attachment:gone.png)",
        '![a [b] c](attachment:gone.png "title")',
        "![](<attachment:gone.png>)",
        "![x][1]\n\n[1]: attachment:gone.png",
        "<img src='attachment:gone.png' width=300>",
        "| a |\n|---|\n| ![](attachment:gone.png) |",
    ],
)
@pytest.mark.parametrize("attachments", [{}, {"gone.png": {"image/svg+xml": "<svg/>"}}, {"gone.png": 3}, 7])
def test_a_reference_without_a_picture_says_so_in_words(good, released, text, attachments):
    cell, found = repaired(good, released, text, attachments)
    assert "pictures" in found and ("attachments" in found) == bool(attachments)
    assert "(picture missing: `gone.png`)" in cell.source
    assert "attachment:" not in cell.source.replace("alt", "") and "attachments" not in cell


def test_a_written_answer_and_a_released_text_say_so_too(networks):
    released, good = networks[0], copy.deepcopy(networks[1])
    answer = find(good, "explain_linear_vs_relu")
    answer.source = "![](attachment:gone.png)"
    notebook, repairs = repair(good, released)
    assert find(notebook, "explain_linear_vs_relu").source == "(picture missing: `gone.png`)"
    assert [found.text for found in repairs if found.kind == "pictures"] == [
        "references to pictures that did not come along say so in words: gone.png"
    ]


def test_a_large_picture_is_made_smaller(good, released):
    large = {"image/png": picture(size=(2400, 800), noisy=True)}
    cell, found = repaired(good, released, "![x](attachment:x.png)", {"x.png": large})
    assert found == ["shrunk"]
    [(kind, text)] = cell.attachments["x.png"].items()
    with Image.open(io.BytesIO(base64.b64decode(text))) as image:
        assert (kind, image.format, image.size) == ("image/jpeg", "JPEG", (1600, 533))
    assert len(text) < len(large["image/png"]) / 5


def test_pictures_that_are_made_smaller_are_bounded_together(good, released, monkeypatch):
    monkeypatch.setattr(pictures, "LARGE", 10)
    monkeypatch.setattr(repair_pictures, "MOST_PIXELS", 30)  # each has 12
    cell, found = repaired(good, released, "", {f"{n}.png": {"image/png": picture()} for n in range(3)})
    assert found == ["attachments", "shrunk"] and list(cell.attachments) == ["0.png", "1.png"]


def test_a_picture_may_be_written_in_lines(good, released):
    data = picture()
    cell, found = repaired(good, released, "", {"p.png": {"image/png": [data[:20], data[20:]]}})
    assert found == [] and cell.attachments == {"p.png": {"image/png": data}}


@pytest.mark.parametrize(
    "text",
    [bomb(60_000, 60_000), bomb(2**31 - 1, 1), picture()[:40], "AAAA", "PHN2Zz4=", "!" * 9, "", "é"],
    ids=["bomb", "wide", "half", "zeros", "svg", "no base64", "empty", "é"],
)
def test_what_is_no_picture_or_a_bomb_harms_nobody(good, released, text):
    begin = time.monotonic()
    attachments = {f"{number}.png": {"image/png": text} for number in range(20)}
    cell, found = repaired(good, released, "![x](attachment:1.png)", attachments)
    assert "attachments" in found and "attachments" not in cell
    assert time.monotonic() - begin < 5


def test_a_feedback_page_makes_pictures_smaller_and_opens_no_bomb():
    with Image.open(io.BytesIO(made_smaller(base64.b64decode(picture(size=(900, 300))), 300))) as small:
        assert (small.format, small.size) == ("JPEG", (300, 100))
    begin = time.monotonic()
    assert made_smaller(base64.b64decode(bomb(12_000, 12_000)), 300) is None
    assert time.monotonic() - begin < 1


@pytest.mark.parametrize(
    "piece", ["![](attachment:", "![", "<img src=attachment:", "[a]: attachment:\n", "![](attachment:(a)"]
)
def test_no_text_takes_long(good, released, piece):
    begin = time.monotonic()
    repaired(good, released, piece * (900_000 // len(piece)), {})
    assert time.monotonic() - begin < 8
