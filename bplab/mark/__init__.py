"""Written answers, marked one question at a time, on a page of this machine.

commands   `bplab mark`
server     the local server: who may ask it, and what it answers
desk       what is on the page: a question, its answers, their marks
questions  the written questions of a unit, from source/: text, model answer, list of points
written    what students wrote; identical answers are one
shown      an answer as HTML in which nothing acts
points     the list of points; what follows from ticks: points, and a comment that names them
marks      marks in the gradebook: read, written by one grader at a time, and again when the list changes
page/      what the browser gets

A mark is nbgrader's own, `manual_score` and `manual_comment`, as formgrader writes it. Which items were
ticked stands beside it in the same gradebook (bplab/grading/gradebook/ticks.py).
"""
