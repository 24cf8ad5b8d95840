"""What was handed in: taken as plain data, read without trust, repaired, never run.

uploads      where in a folder notebooks may be; what it holds
unpacking    zip files
reading      a notebook file of unknown origin
submissions  which of the notebooks is graded
repair/      a submitted notebook becomes what the released one was
script/      a Python file that stands for a notebook
data_files   the files beside it
listed       the kinds of files that may stand beside results
pictures     pictures, looked at before they are decoded
texts/       a student's text as harmless HTML
timestamps   when it came in
"""
