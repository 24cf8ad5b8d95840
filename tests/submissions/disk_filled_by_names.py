# A million empty files and folders take no bytes, but places in the file system and memory of the machine.
# honest: all
# %% first
import os

assert not os.path.exists("@COURSE@")  # not outside of a sandbox
count = 0
try:
    for _ in range(300_000):
        os.mkdir("d")
        os.chdir("d")
        open("f" * 200, "w").close()
        count += 1
except OSError as error:
    print(count, error)
if count > 50_000:
    print("GOT", count, "folders")
