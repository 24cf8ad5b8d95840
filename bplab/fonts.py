"""A font with Chinese glyphs for pictures, behind the usual one: Latin letters and formulas look the same.

It is a part of Noto Sans SC (tools/make_font.py, data/LICENSES.md) with all characters of the course and the
most frequent ones: pictures are the same on every machine. What it lacks comes from a font of the system.
"""

from pathlib import Path

import matplotlib
from matplotlib import font_manager

FILE = Path(__file__).parent / "data" / "NotoSansSC.otf"
FAMILY = "Noto Sans SC bplab"
LATIN = "DejaVu Sans"
OF_SYSTEMS = (
    "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "WenQuanYi Micro Hei", "WenQuanYi Zen Hei",
    "Microsoft YaHei", "SimHei", "PingFang SC", "PingFang HK", "Hiragino Sans GB", "Heiti TC",
)  # fmt: skip


def use_chinese():
    """From now on, matplotlib writes Chinese, too."""
    matplotlib.rcParams["font.family"] = families()


def families():
    """The fonts with which matplotlib writes Chinese, too."""
    known = {font.name for font in font_manager.fontManager.ttflist}
    if FAMILY not in known:
        font_manager.fontManager.addfont(FILE)
    return [LATIN, FAMILY, *(name for name in OF_SYSTEMS if name in known)][:3]


def paths(name):
    """The files that a text is set from, the first one that has a character: of the font, and of Chinese."""
    return font_manager.findfont(name), *([str(FILE)] if FILE.exists() else [])
