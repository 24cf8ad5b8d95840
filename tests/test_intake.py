"""What comes in, in whatever form: which notebook counts, and from where."""

import io
import json
import zipfile

import nbformat
import pytest

from bplab.authoring.units import Unit
from bplab.grading.intake.reading import Ungradable, decode
from bplab.grading.intake.submissions import read_submission
from bplab.grading.intake.uploads import take
from tests.conftest import ROOT
from tests.repair.notebooks import find, load

NAME = "softmax_cross_entropy.ipynb"
UNIT = Unit(ROOT, "02_softmax_cross_entropy")


@pytest.fixture(scope="module")
def softmax():
    return load(UNIT)


@pytest.fixture
def full(softmax):
    return nbformat.writes(softmax[1]).encode()


@pytest.fixture
def half(softmax):
    notebook = nbformat.from_dict(softmax[1])
    find(notebook, "softmax").source = find(softmax[0], "softmax").source
    return nbformat.writes(notebook).encode()


@pytest.fixture
def hand_in(tmp_path, softmax):
    """Hand files in, a dict path -> bytes; the Submission that is graded."""

    def submission(files):
        for path, content in files.items():
            (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / path).write_bytes(content)
        return read_submission(take(tmp_path, [NAME]), UNIT.name, NAME, softmax[0])

    return submission


def packed(files, **how):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content, **how)
    return buffer.getvalue()


@pytest.mark.parametrize(
    "path",
    [
        "softmax_cross_entropy.IPYNB",
        "Softmax_Cross_Entropy.ipynb",
        f"{NAME}.json",
        f"{NAME}.txt",
        f"{NAME}(1)",
        "softmax_cross_entropy (1).ipynb",
        "softmax_cross_entropy(1).ipynb.txt",
        "softmax_cross_entropy.json",
        "softmax_cross_entropy.txt",
        "homework",
        f"homework/{NAME}",
        f"my work/unit 2/{NAME}",
        "作业.ipynb",
    ],
)
def test_a_notebook_under_another_name_or_in_a_folder_is_graded(hand_in, full, path):
    found = hand_in({path: full})
    assert found.filled == 4
    assert [(repair.kind, path in repair.text) for repair in found.repairs] == [("renamed", True)]


@pytest.mark.parametrize("path", [NAME, f"homework/{NAME}", f"a/b/c/{NAME.upper()}", "my notebook (2).ipynb"])
def test_a_zip_file_is_unpacked(hand_in, full, path):
    litter = {f"__MACOSX/._{NAME}": b"\0\5\x16\7", f".ipynb_checkpoints/{NAME}": b"{"}
    found = hand_in({"homework.zip": packed({path: full, "homework/data.csv": b"1,2"} | litter)})
    assert found.filled == 4
    assert [repair.kind for repair in found.repairs] == ["renamed"]


def test_a_zip_file_in_a_zip_file_is_unpacked(hand_in, full):
    data = packed(
        {"notes.txt": b"see inside", "bad.zip": b"PK\3\4 no zip", "work/h.zip": packed({NAME: full})}
    )
    found = hand_in({"h.zip": data})
    assert found.filled == 4 and f"h.zip/work/h.zip/{NAME}" in found.repairs[1].text
    assert "h.zip/bad.zip" in found.repairs[0].text and hand_in({"h.zip": nested(full)}).filled == 4


def test_names_in_a_chinese_zip_file_are_read(hand_in, full):
    data = packed({"xxxx.ipynb": full}).replace(b"xxxx", "作业".encode("gbk"))
    assert "作业.ipynb" in hand_in({"h.zip": data}).repairs[0].text


def test_files_lie_beside_the_notebook_that_is_graded(hand_in, full, tmp_path):
    files = {f"h/{NAME}": full, "h/a.csv": b"1", "h/sub/b.py": b"2", "other.txt": b"3"}
    found = hand_in({"h.zip": packed(files)})
    data = [("h.zip", False, b""), ("a.csv", False, b"the course's")]
    unpacked = take(tmp_path, [NAME]).unpacked
    assert found.files(data, unpacked) == [*data, ("sub/b.py", False, b"2")]
    assert hand_in({NAME: full}).files(data, unpacked) == data


@pytest.mark.parametrize(
    ("files", "counts", "kinds"),
    [
        ({NAME: "half", "softmax_final.ipynb": "full"}, "softmax_final.ipynb", ["renamed", "ignored"]),
        ({NAME: "half", "h.zip": "full"}, f"h.zip/{NAME}", ["renamed", "ignored"]),
        ({NAME: "full", "softmax_final.ipynb": "half"}, NAME, ["ignored"]),
        ({NAME: "full", "softmax_copy.ipynb": "full"}, NAME, ["ignored"]),
        ({f"b/{NAME}": "full", "c.ipynb": "full"}, "c.ipynb", ["renamed", "ignored"]),
        ({NAME: "other", "final.ipynb": "full"}, "final.ipynb", ["renamed"]),
        ({NAME: "broken", "final.ipynb": "half"}, "final.ipynb", ["renamed", "unreadable"]),
        ({NAME: "full", "scratch.ipynb": "other", ".ipynb_checkpoints/x.ipynb": "full"}, NAME, []),
    ],
    ids=str,
)
def test_the_notebook_with_most_tasks_filled_in_counts_and_the_log_says_so(
    hand_in, full, half, files, counts, kinds
):
    other = nbformat.writes(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("1")])).encode()
    content = {"full": full, "half": half, "other": other, "broken": b'{"cells": ['}
    found = hand_in(
        {name: packed({NAME: full}) if name == "h.zip" else content[kind] for name, kind in files.items()}
    )
    assert [repair.kind for repair in found.repairs] == kinds
    assert found.filled == (3 if "half" in files.values() and "full" not in files.values() else 4)
    if counts != NAME:
        assert counts in found.repairs[0].text


def encrypted(data):
    """What says in both places of a zip file that its first member is encrypted."""
    data = bytearray(data)
    data[6] |= 1
    data[data.index(b"PK\1\2") + 8] |= 1
    return bytes(data)


def nested(data):
    """Zip files in zip files, as deep as is looked."""
    data = data if data.startswith(b"PK") else packed({NAME: data})
    return packed({"homework.zip": packed({"unit 2/h.zip": data})})


def linked():
    member = zipfile.ZipInfo(NAME)
    member.external_attr = 0o120777 << 16
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(member, "/etc/passwd")
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (lambda full: b"PK\3\4 no zip", "it is not a zip file, or a damaged one"),
        (lambda full: packed({NAME: full})[:-30], "it is not a zip file, or a damaged one"),
        (lambda full: encrypted(packed({NAME: full})), "it is encrypted"),
        (lambda full: packed({NAME: bytes(150 * 2**20)}), "larger than 100 MiB"),
        (
            lambda full: packed({f"{n}": b"" for n in range(30_000)} | {NAME: full}),
            "more than 20000 files",
        ),
        (lambda full: nested(nested(full)), "there is no notebook in it"),
        (lambda full: nested(encrypted(packed({NAME: full}))), "there is no notebook in it"),
        (lambda full: packed({NAME: full, NAME.upper(): full}), "differ in upper and lower case only"),
        (lambda full: packed({f"../{NAME}": full}), "there is no notebook in it"),
        (lambda full: packed({f"/{NAME}": full}), "there is no notebook in it"),
        (lambda full: packed({f"C:\\{NAME}": full}), "there is no notebook in it"),
        (lambda full: linked(), "there is no notebook in it"),
        (lambda full: packed({"data.csv": b"1"}), "there is no notebook in it"),
    ],
)
def test_a_zip_file_that_cannot_be_used_is_a_line(hand_in, full, make, reason):
    with pytest.raises(Ungradable) as problem:
        hand_in({"h.zip": make(full)})
    assert str(problem.value).startswith("h.zip cannot be unpacked: ") and reason in str(problem.value)


def test_a_bomb_beside_the_notebook_is_left_out_with_a_line(hand_in, full):
    data = packed({NAME: full, "a.csv": b"1", "bomb.bin": bytes(80 * 2**20), "../out.csv": b"2"})
    found = hand_in({"h.zip": data})
    assert found.filled == 4
    [line] = [repair.text for repair in found.repairs if repair.kind == "unpacked"]
    assert "h.zip/bomb.bin" in line and "h.zip/../out.csv" in line and "a.csv" not in line


@pytest.mark.parametrize(
    ("text", "encoding", "read_as"),
    [
        ("# 计算每一行的最大值", "gbk", "GB18030"),
        ("# 先减去最大值，再求指数；否则会溢出 → softmax", "gb18030", "GB18030"),
        ("# Größe der Übergabe, façon", "latin-1", "LATIN-1"),
        ("# déjà vu: élève à l'Île", "latin-1", "LATIN-1"),
        ("# Ñandú, ¿qué?", "cp1252", "LATIN-1"),
        ("# 计算", "utf-16", "UTF-16"),
        ("# 计算", "utf-8", None),
    ],
)
def test_an_encoding_is_told_by_what_it_gives(text, encoding, read_as):
    data = json.dumps({"source": text}, ensure_ascii=False).encode(encoding)
    found, repairs = decode(data)
    assert json.loads(found)["source"] == text
    assert [read_as in repair.text for repair in repairs] == ([True] if read_as else [])
