# /// script
# requires-python = ">=3.11"
# dependencies = ["numpy==2.4.6", "pillow==12.0.0", "scipy==1.17.1"]
# ///
"""Make bplab/data/characters.npz: pictures of twelve Chinese characters, rendered from fonts and distorted.

    apt-get install fonts-lxgw-wenkai fonts-noto-cjk fonts-smiley-sans fonts-cns11643-kai \\
        fonts-cns11643-sung fonts-hanazono fonts-wqy-microhei
    uv run tools/make_characters.py            # or python, where the dependencies above are installed
    uv run tools/make_characters.py --check    # make them again and compare with the file

The same fonts and the versions above give the same pictures again, bit by bit. What they are good for is
said in docs/characters.md, which shows some of them, and whose fonts they are in bplab/data/LICENSES.md.
`--fonts DIR` takes the fonts from packages that were only unpacked (`dpkg -x`).
"""

import argparse
import sys
from pathlib import Path
from typing import NamedTuple

import numpy as np
from PIL import Image, ImageDraw, ImageFont
from scipy import ndimage

CHARACTERS = "博学笃志切问近思自由无用"
SIZE = 28  # pixels of a picture's side
FINE = 4  # pixels of the drawn glyph for one of the picture
GLYPH_SIZE = 18  # the longer side of every glyph's ink, in pixels of the picture
DRAWN_SIZE = 320  # of the font, in pixels, before the glyph is made smaller
UNASSIGNED = "\U0010fffd"  # no font has a glyph for it
BASIC = ImageFont.Layout.BASIC
LEVELS = 16  # of grey: four bits keep what a network reads, and halve the file
SEED = 20
ROOT = Path(__file__).parent.parent
DATA = ROOT / "bplab" / "data" / "characters.npz"
EXAMPLES = ROOT / "docs" / "characters.png"


class Font(NamedTuple):
    """A font, and by how much its strokes may grow on each side, in pixels of the drawn glyph."""

    name: str
    family: str
    file: str
    index: int  # of the face in a collection
    growth: tuple


FONTS = (
    Font("Noto Sans CJK SC", "sans", "opentype/noto/NotoSansCJK-Regular.ttc", 2, (0, 1)),
    Font("WenQuanYi Micro Hei", "sans", "truetype/wqy/wqy-microhei.ttc", 0, (0, 1)),
    Font("Smiley Sans", "sans", "truetype/smiley-sans/SmileySans-Oblique.ttf", 0, (0,)),  # bold and narrow
    Font("Noto Serif CJK SC", "serif", "opentype/noto/NotoSerifCJK-Regular.ttc", 2, (0, 1)),
    Font("TW-Sung", "serif", "truetype/cns11643/TW-Sung-98_1.ttf", 0, (0, 1)),
    Font("HanaMinA", "serif", "truetype/hanazono/HanaMinA.ttf", 0, (0, 1)),
    Font("LXGW WenKai", "kai", "truetype/lxgw-wenkai/LXGWWenKai-Regular.ttf", 0, (0, 1)),
    Font("LXGW WenKai Light", "kai", "truetype/lxgw-wenkai/LXGWWenKai-Light.ttf", 0, (0, 1)),
    Font("TW-Kai", "kai", "truetype/cns11643/TW-Kai-98_1.ttf", 0, (0, 1)),
)
# Pictures of each character: kai, the script nearest to handwriting, is the one no network is trained on.
PER_CHARACTER = {"training": 620, "held out": 120}
HELD_OUT = "kai"

# How far a picture may be distorted. Lengths in pixels of the picture.
ROTATION = 15.0  # degrees
STRETCH = 0.18  # logarithm of the scale, for width and height each
SHEAR = 0.23
SHIFT = 2.2
ELASTIC_SMOOTHNESS = (3.0, 4.2)
ELASTIC_AMPLITUDE = (0.5, 1.4)
CONTRAST = (0.75, 1.25)
NOISE = 0.05  # standard deviation, as a part of full ink


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--fonts", type=Path, default=Path("/usr/share/fonts"))
    arguments.add_argument("--check", action="store_true", help="compare with the file, write nothing")
    options = arguments.parse_args()

    arrays = make(options.fonts)
    if options.check:
        with np.load(DATA, allow_pickle=False) as file:
            differing = [name for name in arrays if not np.array_equal(arrays[name], file[name])]
        sys.exit(f"{DATA}: other {', '.join(differing)} than those made now" if differing else 0)
    np.savez_compressed(DATA, **arrays)
    show_examples(arrays).save(EXAMPLES, optimize=True)
    print(f"{DATA}: {len(arrays['y'])} pictures, {DATA.stat().st_size / 1e6:.2f} MB")


def make(folder):
    """The arrays of the file: pictures (n, 784) in LEVELS greys, y and font (n,), and the fonts' names."""
    rng = np.random.default_rng(SEED)
    pictures, y, fonts = [], [], []
    for part, count in PER_CHARACTER.items():
        of_part = [f for f, font in enumerate(FONTS) if (font.family == HELD_OUT) == (part == "held out")]
        for position, f in enumerate(of_part):
            face = load_face(folder, FONTS[f])
            for c, character in enumerate(CHARACTERS):
                glyphs = [draw_glyph(face, FONTS[f].name, character, growth) for growth in FONTS[f].growth]
                # 620 is no multiple of six: the first fonts draw one picture more than the others.
                for _ in range(position, count, len(of_part)):
                    pictures.append(distort(glyphs[rng.integers(len(glyphs))], rng))
                    y.append(c)
                    fonts.append(f)
    return {
        "pictures": np.array(pictures).reshape(len(pictures), -1),
        "y": np.array(y, dtype=np.uint8),
        "font": np.array(fonts, dtype=np.uint8),
        "font_names": np.array([font.name for font in FONTS]),
        "font_families": np.array([font.family for font in FONTS]),
    }


def load_face(folder, font):
    try:
        # Basic layout, whether or not a library for complex scripts is installed.
        return ImageFont.truetype(folder / font.file, DRAWN_SIZE, font.index, layout_engine=BASIC)
    except OSError:
        sys.exit(f"{font.name}: no font at {folder / font.file}; the packages are named in {__file__}")


def draw_glyph(face, name, character, growth):
    """A glyph in the middle of a field of SIZE * FINE pixels, its ink between 0 and 1, its strokes grown."""
    canvas = draw(face, character)
    box = canvas.getbbox()
    # A font may claim a character and draw nothing, or the box that stands for a character it lacks.
    if box is None or canvas == draw(face, UNASSIGNED):
        sys.exit(f"{name} has no ink for {character}")
    ink = canvas.crop(box)
    ink.thumbnail((GLYPH_SIZE * FINE, GLYPH_SIZE * FINE))
    field = Image.new("L", (SIZE * FINE, SIZE * FINE))
    field.paste(ink, [(SIZE * FINE - n) // 2 for n in ink.size])
    disc = np.hypot(*np.mgrid[-growth : growth + 1, -growth : growth + 1]) <= growth + 0.5
    grown = ndimage.grey_dilation(np.asarray(field) / 255, footprint=disc)
    return ndimage.gaussian_filter(grown, 0.4 * FINE)  # or thin strokes fall between the picture's pixels


def draw(face, character):
    canvas = Image.new("L", (2 * DRAWN_SIZE, 2 * DRAWN_SIZE))
    ImageDraw.Draw(canvas).text((DRAWN_SIZE, DRAWN_SIZE), character, font=face, fill=255, anchor="mm")
    return canvas


def distort(glyph, rng):
    """One picture (SIZE, SIZE) of a glyph: turned, stretched, sheared, shifted, bent, and noisy.

    One warp does it all: each of the picture's pixels looks up where in the glyph it comes from. Bending
    adds a smooth random field to these places (Simard, Steinkraus and Platt, 2003).
    """
    angle = np.radians(rng.uniform(-ROTATION, ROTATION))
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    stretch = np.diag(np.exp(rng.uniform(-STRETCH, STRETCH, 2)))
    shear = np.array([[1, 0], [rng.uniform(-SHEAR, SHEAR), 1]])
    middle = (SIZE - 1) / 2
    places = np.mgrid[:SIZE, :SIZE] - middle - rng.uniform(-SHIFT, SHIFT, (2, 1, 1))
    places = np.tensordot(turn @ shear @ stretch, places, axes=1) + elastic_field(rng)
    places = (places + middle + 0.5) * FINE - 0.5  # from the picture's pixels to the glyph's
    ink = ndimage.map_coordinates(glyph, places, order=1)
    ink = ink * rng.uniform(*CONTRAST) + NOISE * rng.standard_normal(ink.shape)
    return np.round(ink.clip(0, 1) * (LEVELS - 1)).astype(np.uint8)


def elastic_field(rng):
    smoothness, amplitude = rng.uniform(*ELASTIC_SMOOTHNESS), rng.uniform(*ELASTIC_AMPLITUDE)
    field = ndimage.gaussian_filter(rng.standard_normal((2, SIZE, SIZE)), (0, smoothness, smoothness))
    return field * amplitude / field.std()


def show_examples(arrays):
    """A row for each character: the first picture in each font, at twice its size, dark on white."""
    firsts = [
        [np.flatnonzero((arrays["y"] == c) & (arrays["font"] == f))[0] for f in range(len(FONTS))]
        for c in range(len(CHARACTERS))
    ]
    tiles = arrays["pictures"][firsts].reshape(len(CHARACTERS), len(FONTS), SIZE, SIZE)
    ink = tiles.transpose(0, 2, 1, 3).reshape(len(CHARACTERS) * SIZE, len(FONTS) * SIZE)
    paper = Image.fromarray(255 - ink * (255 // (LEVELS - 1)))
    return paper.resize((2 * paper.width, 2 * paper.height), Image.Resampling.NEAREST)


if __name__ == "__main__":
    main()
