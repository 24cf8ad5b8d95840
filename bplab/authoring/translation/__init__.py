"""A lesson in Chinese, from the same source: `lessons/NN_topic/zh.po` holds what a person reads, no more.

Code, ids, points, tests, figures and order exist once, in lecture.py and assignment.py. An entry of the file
is one markdown cell, or one comment, docstring or string of a code cell (texts.py). It is tied to its
English: msgctxt is the part and the cell's id, msgid the English text. Who changes the English makes the
entry stale, and `bplab build` refuses it (keeper.py) until `bplab translate` has marked it and somebody has
looked at it.

Why gettext, and why polib: every tool for translators reads the format, an entry remembers the English it was
made from, and polib writes neither dates nor versions, so that the file changes with the text alone (Babel's
header changes with each run). Why whole cells: a good sentence of one language is often two of the other, and
formulas may change places within a paragraph; numbers, formulas and tables are compared over the cell.
"""
