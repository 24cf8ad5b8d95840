"""A class graded side by side: many submissions, one way.

run            the way of every submission, from its folder into the gradebook: begin here
autograde      what nbgrader's commands start: it hands the work to run
plan           whose submissions are due, and what is sent to who grades them
task           what is sent, and what comes back
grader         grades submissions, wherever they are: a Task in, a Result out
workers        processes of this machine that grade side by side
cluster        sends tasks to the workers of a Dask cluster, and brings back their results
recorder       results into the gradebook, one at a time
fingerprints   what a verdict depends on: whether it still holds
journal        what an interrupted run had finished
progress       what the person sees, and the summary
errors         what ends a run before its end
"""
