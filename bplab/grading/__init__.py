"""Grading, in five rooms: a submission comes in, is run, is judged and is recorded; a class is many of these.

commands        the command line: what these commands are called with
grade           `bplab grade`: from these words to a graded class
chosen          which unit and which students are meant
doctor          tries every promise on this machine; canary is the submission that it has nbgrader grade
nbgrader_patch  all that is put in nbgrader's place, checked
classrun/       many submissions: who is due, who grades, who records (begin with classrun/run.py)
gradebook/      what nbgrader knows and shows: steps, recording, results in their place, pages
judge/          the tests of one submission, run outside of the student's process; verdicts
sandbox/        where student code runs: bubblewrap, kernels, what they use, the language they speak
intake/         what was handed in: read, repaired, never run

An import only ever points down this list (tests/test_arrows.py).
"""
