"""Where student code runs. The first part is the grader's side, the second runs inside.

bubblewrap       the sandbox and its limits
kernels          where a grader gets its kernels from: forked warm, or started cold
kernel           one kernel from outside: started, watched, ended
forkserver       the server that forks kernels, from outside
process          the processes of one sandbox: counted from the topmost, ended all at once
usage            how much they use together
cells            cells run from outside, and what they show
bounded          a process of the grader's own for what a student decides the size of
wire             the language between the two sides (on both)

kernel_main      limits, then these two:
jupyter_kernel   the student's kernel
judge_server     the server in it that runs cells and answers the judge
described        what the judge is told of objects and exceptions
forkserver_main  the server that forks kernels
namespaces       a sandbox for each of these
seccomp          the system calls that are denied
shown            what a cell shows, bounded
absent           what stands for modules that hold right answers
screen           there is none
unattended       nobody types
"""

from bplab import moved

__getattr__ = moved.refusing(__name__)
