"""Make bplab/data/NotoSansSC.otf: the Chinese glyphs of a free font that pictures of the course need.

    apt-get install fonts-noto-cjk
    .venv/bin/python tools/make_font.py     # --fonts DIR: of a package that was only unpacked

It holds every character of the texts in Chinese (lessons and the program) and, for plots of students', the
3755 most frequent ones (level 1 of GB 2312). Run it when tests/test_fonts.py misses one. Its licence is
named in bplab/data/LICENSES.md.
"""

import argparse
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTCollection

ROOT = Path(__file__).parent.parent
FONT = ROOT / "bplab" / "data" / "NotoSansSC.otf"
SOURCE, INDEX = "opentype/noto/NotoSansCJK-Regular.ttc", 2  # its face for simplified Chinese
TEXTS = ("lessons/*/zh.po", "bplab/language/zh/*.po")
LEVEL_1 = [bytes([row, cell]) for row in range(0xB0, 0xD8) for cell in range(0xA1, 0xFF)]


def wanted():
    """The characters of the font; Latin letters, too, so that it can stand alone."""
    texts = "".join(path.read_text(encoding="utf-8") for place in TEXTS for path in sorted(ROOT.glob(place)))
    frequent = b"".join(LEVEL_1).decode("gb2312", errors="ignore")
    return {sign for sign in texts + frequent if sign.isprintable() or sign == "\u3000"}  # a wide space


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--fonts", type=Path, default=Path("/usr/share/fonts"))
    font = TTCollection(arguments.parse_args().fonts / SOURCE).fonts[INDEX]
    options = subset.Options(hinting=False, layout_features=[], name_IDs=[0, 1, 2, 3, 4, 5, 6, 13, 14])
    options.drop_tables += ["vhea", "vmtx", "VORG", "BASE"]
    options.recalc_timestamp = False
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=map(ord, wanted()))
    subsetter.subset(font)
    for name in font["name"].names:  # never taken for the whole font that a system may have
        if name.nameID in (1, 4, 6):
            name.string = "NotoSansSC-bplab" if name.nameID == 6 else "Noto Sans SC bplab"
    font.save(FONT)
    print(f"{FONT}: {len(font.getBestCmap())} characters, {FONT.stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
