"""The tests of one submission: they run on this side, and ask for the student's names.

judge     one notebook: the student's cells in their process, the tests in the bounded one
examine   one test, in the bounded process
student   the conversation with their process
remote    the student's objects, as the tests hold them
given     what given cells bring to the tests, as it was released
causes    why a name is missing: the cell that would have defined it
verdicts  what was found, and the file in which it stands
"""

from bplab import moved

__getattr__ = moved.refusing(__name__)
