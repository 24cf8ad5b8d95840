"""The pictures that a text may show: its attachments, and picture files that lie beside the notebook."""

import base64
import os
import re
import stat
from pathlib import Path
from urllib.parse import unquote

from bplab.grading.intake.pictures import LARGEST_PICTURE, checked, same_name
from bplab.grading.intake.texts.allowed import PICTURE

FILE = re.compile(r"(?:\./)?[\w() -][\w.() -]*\.(?:png|jpe?g|gif|webp|bmp)", re.IGNORECASE)


class Pictures:
    """attachments: of a cell; folder: where the notebook lies, or None."""

    def __init__(self, attachments, folder=None):
        self.attachments, self.folder = attachments, folder

    def find(self, address):
        """The data: address of a picture; None if there is none. No address is ever fetched."""
        scheme, colon, name = address.partition(":")
        if colon and scheme == "attachment":
            bundles = [bundle for key, bundle in self.attachments.items() if same_name(key, name)]
            found = (f"data:{kind};base64,{''.join(text.split())}" for kind, text in _texts(bundles))
            return next((data for data in found if PICTURE.fullmatch(data)), None)
        return None if colon or self.folder is None else self._beside(address)

    def _beside(self, address):
        name = unquote(address)
        if not FILE.fullmatch(name):
            return None
        path = Path(self.folder, name)
        try:
            status = os.lstat(path)
            if not stat.S_ISREG(status.st_mode) or status.st_size > LARGEST_PICTURE:
                return None
            found = checked(path.read_bytes())
        except OSError:
            return None
        return found and f"data:{found.kind};base64,{base64.b64encode(found.data).decode()}"


def _texts(bundles):
    """(kind, text) of every picture in these attachments, of whatever type their values are."""
    for bundle in bundles:
        for kind, text in bundle.items() if isinstance(bundle, dict) else ():
            if isinstance(text, str):
                yield kind, text
