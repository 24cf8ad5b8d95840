"""What nbgrader knows of a course, and what others see of it.

released       what students got, and what it is graded with, as plain data
release        `nbgrader generate_assignment`: what is released stays until its successor is whole
preprocessors  our steps: blanks for students, hidden tests back in, the judge, grades saved at once
steps          nbgrader's lists of steps with ours among them: up to the judge, and from there on
recording      what was found, into the gradebook and autograded/
staging        a finished result appears in its place whole or not at all
lateness       the same submission with another time
late_policy    what lateness costs
extensions     who may hand in later
scores         the gradebook as plain numbers
ticks          which items of a list of points a written answer was given
units          what may be meant by a name that the gradebook does not know
database       what keeps the gradebook from being used, in words
pages/         formgrader and feedback: nothing that a student wrote acts in them
"""
