"""`bplab grade`: a class graded side by side.

cluster     sends submissions to worker processes, here or elsewhere, and brings back what they found
run         what is graded and what is not, and the recording, one result at a time
journal     what an interrupted run had finished
progress    what the person sees, and the summary
command     from the command line to all of it
"""
