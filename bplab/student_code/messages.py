"""Every sentence of this room, as templates in one place."""

AT_LINE = "\n  line {number}:  {text}"
