"""Tables in the language of the process: their cells are put into it before the columns are measured."""

from rich.console import Console as RichConsole
from rich.table import Table
from rich.text import Text

from bplab.language import in_language


class Console(RichConsole):
    """What it prints, the cells of tables too, is in the language of the process."""

    def print(self, *objects, **options):
        super().print(*map(_said, objects), **options)


def _said(shown):
    if isinstance(shown, str):
        return in_language(shown)
    if isinstance(shown, Text) and not shown.spans:
        return Text(in_language(shown.plain), style=shown.style)
    if isinstance(shown, Table):
        for column in shown.columns:
            column.header = _said(column.header)
            column._cells[:] = map(_said, column._cells)
    return shown
