# A file with holes, a terabyte long, that a grader which copies or hashes the folder would read to the end.
# honest: all
# %% first
import os

for name in ("holes.bin", "/tmp/planted_by_student", "/dev/shm/planted_by_student"):
    try:
        with open(name, "wb") as file:
            file.truncate(2**40)
        print("GOT", name)
    except OSError as error:
        print(name, error)
