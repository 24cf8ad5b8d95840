"""A unit as a Python script, the lab sheet's own form of hand-in: `bp_<student id>.py`.

kinds    which units are handed in so, and what their script is called with
commands `bplab script`
files    the notebook that is meant, and the file that is written
writing  a notebook -> the script that students get
running  what that script does when it is run

The way back, from a script to the notebook's cells, is bplab.grading.intake.script.
"""
