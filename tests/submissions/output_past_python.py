# Endless output that does not go through sys.stdout: descriptors 1 and 2, and a child writing to both.
# honest: all
# %% first
import os
import subprocess

subprocess.Popen(["/bin/sh", "-c", "while :; do echo again; echo again >&2; done"])
while True:
    os.write(1, b"again\n" * 1000)
    os.write(2, b"again\n" * 1000)
