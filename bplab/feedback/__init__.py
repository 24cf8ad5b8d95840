"""What a student gets back: one page, which teaches and gives nothing of the hidden tests away.

unit        a unit as its page shows it: parts, tasks, checks and what each claims
lectures    which section of the lecture a task stands on
sentences   what may be said of a message that student code may have had a hand in
cells       the student's own cells: which stopped, and where
findings    what was found, check by check, and what to look at first
marks       what the gradebook knows of one submission
attempts    what changed since the attempt before
texts       written answers and comments, in a page of bounded size
page        all of this as HTML
converter   in the place of nbgrader's generate_feedback
commands    `bplab feedback`
check       a page full of what must not act: for `bplab doctor`

What a page may show before the deadline follows from the order in which a submission is graded: its cells and
tests run in the notebook's order, in one process. From the first hidden test on, that process has seen hidden
inputs. Whatever student code returns, raises, prints or stores from there on may hold them, also in a later
cell, and in the answer to a later visible check. So of all that comes after it a page shows the text of the
submission itself, points, one of the statuses of verdicts.py, and sentences of a list that was there before
(sentences.py): no text, number, shape, name or line that student code chose. What came before the first
hidden test is shown as it is. A syntax error is found in the text alone, and is always shown.

What is left to who wants to know the inputs is what grades always tell: which checks pass, and which of the
listed sentences their own wrong answer calls forth.
"""
