"""The term around the grading: from the learning platform (LMS) into submitted/, and back with the grades.

course      the course as nbgrader has it configured: folders, gradebook, units
tables      tables as text: any delimiter and encoding; what is not changed stays byte for byte
headings    what columns are called, in several languages, and whose table it is
encodings   ... that are neither UTF-8 nor UTF-16
matching    which student is meant by an id, an e-mail address, a name, the name of a file
roster      `bplab roster`: the class, from a table into the gradebook
downloads   the files of a download, from a folder or a zip file of unknown origin
shapes      how Moodle, Canvas, Blackboard and people name what students hand in
times       the times in an LMS's files, whose zone is the course's
whose       who the owner of each file of a download is
attempts    what a student has handed in at one time
placing     where it goes, and what lay there before
collect     `bplab collect`: the latest attempt into submitted/, the others into attempts/
deadlines   `bplab deadline`, `bplab extend`
grades      what each student has, with the late penalty taken off
export      `bplab export`: a table of all, or the LMS's own file filled in
feedback    the feedback as the zip file that Moodle takes back
best        an earlier attempt with more points back into submitted/, if the best one counts
correct     `bplab correct`: questions that come or go, with a backup of the gradebook
traces      where a student's data are
forget      `bplab forget`: a student's data, or what is older than it is kept
student_data  `bplab student-data`: a student's data as a zip file
report      tables and lines for the person at the terminal
options     what the commands share: the course they are about, options, problems as lines
commands    the command line of all these; privacy_commands: that of forget and student_data
after_grading  what `bplab grade` does with the term: better attempts, who is late
"""
