"""Pictures that students hand in: looked at before they are decoded, and made small where they are large."""

from __future__ import annotations

import io
import re
import unicodedata
import warnings
from dataclasses import dataclass
from html import unescape
from urllib.parse import unquote

from PIL import Image, ImageOps

OUTPUTS = ("image/png", "image/jpeg", "image/gif")  # of a cell
BASE64 = re.compile(r"[A-Za-z0-9+/=\s]*")
KINDS = {  # Pillow's name for it: the media type
    "BMP": "image/bmp",
    "GIF": "image/gif",
    "JPEG": "image/jpeg",
    "PNG": "image/png",
    "WEBP": "image/webp",
}
LARGEST_PICTURE = 30 * 2**20  # of a file
MOST_PIXELS = 25_000_000  # four bytes each; of these a few hundred bytes of a file can be made
MOST_PIXELS_OF_JPEG = 100_000_000  # it is decoded at an eighth of its size, if need be
LARGE = 500_000  # bytes: larger ones are made smaller, so that a page of them can be looked at ...
SIDE = 1600  # ... to this many pixels on the longer side


@dataclass(frozen=True)
class Picture:
    """kind: its media type. data: the file. pixels: how many it had if it was made smaller, else 0."""

    kind: str
    data: bytes
    pixels: int = 0


def checked(data: bytes, most_pixels: int = MOST_PIXELS_OF_JPEG) -> Picture | None:
    """The Picture that a file holds, made smaller if it is large.

    None if it is none, has too many pixels, or would have to be made smaller and has more than most_pixels.
    """
    if len(data) > LARGEST_PICTURE:
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of sizes, which are looked at here
            with Image.open(io.BytesIO(data), formats=list(KINDS)) as image:
                pixels = image.width * image.height
                if _is_too_large(image):
                    return None
                if len(data) <= LARGE and pixels <= MOST_PIXELS:
                    return Picture(KINDS[str(image.format)], data)
                if pixels > most_pixels:
                    return None
                return Picture("image/jpeg", _smaller(image, SIDE), pixels)
    except Exception:  # Pillow raises what it happens to meet in a file
        return None


def made_smaller(data: bytes, side: int) -> bytes | None:
    """A JPEG file with at most so many pixels on its longer side; None of what `checked` refuses."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(data), formats=list(KINDS)) as image:
                return None if _is_too_large(image) else _smaller(image, side)
    except Exception:
        return None


def _is_too_large(image: Image.Image) -> bool:
    return image.width * image.height > (MOST_PIXELS_OF_JPEG if image.format == "JPEG" else MOST_PIXELS)


def _smaller(image: Image.Image, side: int) -> bytes:
    """A JPEG file; what was transparent is white."""
    image.draft("RGB", (side, side))
    upright = ImageOps.exif_transpose(image)
    upright.thumbnail((side, side))
    if upright.mode not in ("RGB", "L"):
        whole = Image.new("RGBA", upright.size, "white")
        upright = Image.alpha_composite(whole, upright.convert("RGBA")).convert("RGB")
    file = io.BytesIO()
    upright.save(file, "JPEG", quality=85)
    return file.getvalue()


def same_name(one: str, other: str) -> bool:
    """Whether two names of an attachment mean the same: editors write them with and without percent codes."""
    return plain_name(one) == plain_name(other)


def plain_name(name: str) -> str:
    """A name without percent codes and entities, in the usual form of Unicode."""
    return unicodedata.normalize("NFC", unquote(unescape(name))).strip().strip("<>")
