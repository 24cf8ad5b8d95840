"""The pictures of twelve characters keep the data sets' contract, and so do a class's own."""

import io
import re
import time
import zlib
from importlib import resources

import numpy as np
import pytest
from PIL import Image

import bplab.characters
from bplab.datasets import CHARACTERS, character_fonts, characters, load_image_folder
from bplab.network import Network

PARTS = ("train", "test", "held out")


@pytest.mark.parametrize(("part", "per_class"), [("train", 558), ("test", 62), ("held out", 120)])
def test_every_part_has_rows_of_pictures_and_as_many_of_each_class(part, per_class):
    X, y = characters(part)
    assert X.shape == (12 * per_class, 784) and X.dtype == np.float64
    assert X.min() == 0 and X.max() == 1
    assert y.dtype == np.int64 and np.bincount(y).tolist() == 12 * [per_class]
    assert np.count_nonzero(np.diff(y)) > 0.8 * len(y)  # in random order
    assert len(CHARACTERS) == 12


def test_training_and_test_pictures_are_the_same_ones_shared_out_otherwise():
    def sorted_rows(*parts):
        rows = np.concatenate([X for X, _ in parts])
        return rows[np.lexsort(rows.T)]

    nine_to_one = sorted_rows(characters("train"), characters("test"))
    one_to_nine = sorted_rows(characters("train", 0.1, seed=4), characters("test", 0.1, seed=4))
    assert np.array_equal(nine_to_one, one_to_nine)
    assert len(np.unique(nine_to_one, axis=0)) == 12 * 620  # so none is in both parts
    assert len(characters("train", 0.1)[0]) == 12 * 62


def test_a_seed_gives_the_same_pictures_and_another_seed_others():
    for part in PARTS:
        X, y = characters(part)
        X_again, y_again = characters(part)
        assert np.array_equal(X, X_again) and np.array_equal(y, y_again)
        assert not np.array_equal(X, characters(part, seed=1)[0])


def test_who_changes_a_picture_changes_their_own_copy():
    X, y = characters("test")
    X[:], y[:] = 7, 7
    assert characters("test")[0].max() == 1 and characters("test")[1].max() == 11


def test_the_held_out_family_is_in_no_other_part():
    assert set(character_fonts("train")[1]) == set(character_fonts("test")[1]) == {"sans", "serif"}
    fonts, families = character_fonts("held out")
    assert set(families) == {"kai"}
    assert {name: np.sum(fonts == name) for name in set(fonts)} == {
        "LXGW WenKai": 480, "LXGW WenKai Light": 480, "TW-Kai": 480,
    }  # fmt: skip


def test_fonts_come_in_the_order_of_the_pictures():
    X, _ = characters("test")
    fonts, families = character_fonts("test")
    ink = X.mean(axis=1)
    assert ink[families == "sans"].mean() > 1.2 * ink[families == "serif"].mean()  # thicker strokes
    assert max(set(fonts), key=lambda name: ink[fonts == name].mean()) == "WenQuanYi Micro Hei"


@pytest.mark.parametrize("function", [characters, character_fonts])
def test_parts_and_fractions_that_do_not_exist_are_refused_by_name(function):
    with pytest.raises(ValueError, match="'validation'.*'train', 'test', 'held out'"):
        function("validation")
    for fraction in (0, 1, -0.5, float("nan")):
        with pytest.raises(ValueError, match="train_fraction must lie between 0.001 and 0.999"):
            function("train", fraction)


def test_the_file_is_small_and_read_quickly():
    file = resources.files("bplab") / "data" / "characters.npz"
    assert len(file.read_bytes()) < 5e6
    bplab.characters._data.cache_clear()
    start = time.process_time()
    characters()
    assert time.process_time() - start < 0.3


def test_a_single_layer_reads_half_of_the_pictures_and_fewer_of_the_held_out_family():
    X, y = characters("train", train_fraction=0.5)
    network = Network((784, 12)).train(X, np.eye(12)[y], epochs=60, learning_rate=0.5)
    known, held_out = network.accuracy(*characters("test", 0.5)), network.accuracy(*characters("held out"))
    assert 0.55 < known < 0.75
    assert 0.45 < held_out < known - 0.03


# Pictures of a class's own


@pytest.fixture
def folder(tmp_path):
    """Two classes: a black stroke on white in 2/1.png, 2/2.bmp and 2/10.jpg; 10/1.png is white on black."""
    for name in ("2/1.png", "2/2.bmp", "2/10.jpg"):
        save(tmp_path / name, stroke(at=int(name[2:].split(".")[0])))
    save(tmp_path / "10/1.png", 255 - stroke(at=20))
    return tmp_path


def stroke(at):
    grey = np.full((28, 28), 255, dtype=np.uint8)
    grey[4:24, at : at + 3] = 0
    return grey


def save(path, pixels, **options):
    path.parent.mkdir(exist_ok=True)
    Image.fromarray(pixels).save(path, **options)


def test_a_folder_is_read_in_the_order_of_its_numbers(folder):
    X, y, names = load_image_folder(folder)
    assert names == ["2", "10"]
    assert y.tolist() == [0, 0, 0, 1] and y.dtype == np.int64
    assert X.shape == (4, 784) and X.dtype == np.float64
    expected = np.array([1 - stroke(at) / 255.0 for at in (1, 2, 10, 20)]).reshape(4, 784)
    assert np.array_equal(X[[0, 1, 3]], expected[[0, 1, 3]])
    assert np.allclose(X[2], expected[2], atol=0.2)  # jpg


def test_classes_may_have_names_and_paths_may_be_text(folder):
    save(folder / "学" / "b.PNG", stroke(8))
    save(folder / "学" / "3.jpeg", stroke(9))
    X, y, names = load_image_folder(str(folder))
    assert names == ["2", "10", "学"] and y.tolist() == [0, 0, 0, 1, 2, 2]
    assert np.array_equal(X[-1], 1 - stroke(8).ravel() / 255)  # after those with numbers


def test_what_the_system_leaves_and_files_beside_the_classes_are_no_pictures(folder):
    expected = load_image_folder(folder)
    for name in ("Thumbs.db", "desktop.ini", ".DS_Store", "._1.png"):
        (folder / "2" / name).write_bytes(b"not a picture")
    (folder / "__MACOSX").mkdir()
    (folder / ".git").mkdir()
    (folder / "README.txt").write_text("about the pictures")
    found = load_image_folder(folder)
    assert np.array_equal(found[0], expected[0]) and found[2] == expected[2]


def as_mode(mode):
    return Image.fromarray(stroke(5)).convert(mode)


def transparent():
    """Only the stroke is there, black; what is not there is black too, as programs that draw leave it."""
    ink = 255 - stroke(5)
    return Image.merge("LA", [Image.new("L", (28, 28)), Image.fromarray(ink)])


def sixteen_bits():
    return Image.fromarray(stroke(5).astype(np.uint16) * 257)


@pytest.mark.parametrize(
    "image", [*(as_mode(mode) for mode in ("1", "L", "P", "RGB", "RGBA")), transparent(), sixteen_bits()]
)
def test_every_kind_of_picture_gives_the_same_ink(tmp_path, image):
    (tmp_path / "a").mkdir()
    image.save(tmp_path / "a" / "1.png")
    X, _, _ = load_image_folder(tmp_path)
    assert np.array_equal(X[0], 1 - stroke(5).ravel() / 255)


def wrong_size(file):
    save(file, np.zeros((28, 30), dtype=np.uint8))


def cut_off(file):
    data = io.BytesIO()
    Image.fromarray(np.random.default_rng(0).integers(0, 255, (28, 28), dtype=np.uint8)).save(data, "PNG")
    file.write_bytes(data.getvalue()[:300])


def short_header(file):
    """Pillow has an error of its own for a header that says less than a size."""
    data = b"IHDR" + bytes(4)
    crc = zlib.crc32(data).to_bytes(4, "big")
    file.write_bytes(b"\x89PNG\r\n\x1a\n" + (4).to_bytes(4, "big") + data + crc)


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (wrong_size, "has 30 x 28 pixels, not 28 x 28"),
        (cut_off, "cannot be read as a picture"),
        (short_header, "cannot be read as a picture"),
        (lambda file: file.write_text("hello"), "cannot be read as a picture"),
        (lambda file: file.write_bytes(b""), "cannot be read as a picture"),
        (lambda file: file.mkdir(), "cannot be read as a picture"),
    ],
)
def test_a_bad_picture_is_named(folder, spoil, sentence):
    file = folder / "2" / "7.png"
    spoil(file)
    with pytest.raises(ValueError, match=re.escape(f"{file} {sentence}")):
        load_image_folder(folder)


def test_a_file_that_would_be_lost_silently_is_named(folder):
    (folder / "2" / "7.gif").write_bytes(b"GIF89a")
    with pytest.raises(ValueError, match=r"7\.gif is not a picture that can be read here \(\.png"):
        load_image_folder(folder)


def test_empty_classes_and_folders_are_named(tmp_path):
    with pytest.raises(ValueError, match=re.escape(f"{tmp_path} has no folders")):
        load_image_folder(tmp_path)
    (tmp_path / "5").mkdir()
    (tmp_path / "5" / ".DS_Store").write_bytes(b"")
    with pytest.raises(ValueError, match=re.escape(f"{tmp_path / '5'} has no pictures")):
        load_image_folder(tmp_path)
    with pytest.raises(ValueError, match="nowhere is not a folder"):
        load_image_folder(tmp_path / "nowhere")
