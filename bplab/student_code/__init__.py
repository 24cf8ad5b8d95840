"""How student code is called and spoken of: by checks, explorers and the judge, and inside the sandbox.

calling     a call that raises nothing and writes nothing; an exception as text
tracebacks  which lines of a traceback a student wrote
permitted   what an answer must not use of this package
stand_in    right values in the place of a function that computes nothing
errors      what exceptions mean, by their texts
messages    the sentences of this room
"""
