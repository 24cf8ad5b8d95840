"""Python's and NumPy's own errors in a student's words: one table for all units.

A pattern is looked for in "Type: message", followed by a newline and the student's line; the first that is
found counts. Its named groups stand in the sentence.

    syntax  what Python cannot read        calls   what is called with other arguments
    names   what it does not know          shapes  arrays that do not fit
    values  operators, containers, types, and all the rest
"""

from bplab.student_code.errors import calls, names, shapes, syntax, values

# key -> (pattern, sentence)
ERRORS = {**syntax.ERRORS, **names.ERRORS, **calls.ERRORS, **shapes.ERRORS, **values.ERRORS}
