"""`bplab grade`: a class graded side by side.

command     from the command line to all of it
run         the way of every submission, from its folder into the gradebook: begin here
plan        whose submissions are due, and what is sent to who grades them
task        what is sent, and what comes back
cluster     sends tasks to worker processes, here or elsewhere, and brings back their results
recorder    results into the gradebook, one at a time
journal     what an interrupted run had finished
progress    what the person sees, and the summary
deaf        what local workers load first
errors      what ends a run before its end
"""
