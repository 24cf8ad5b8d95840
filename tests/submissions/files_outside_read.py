# Whatever can be found outside the work folder is printed: home, gradebook, sources, the shadow file.
# %% first
import glob
import os
import sys

import bplab

PATHS = [
    "@HOME@/**",
    "@HOME@/.*",
    "@COURSE@/**",
    "@CHECKOUT@/**",
    "@CHECKOUT@/.git/*",
    "/root/**",
    "/root/.*",
]
PATHS += ["/home/*/*", "/etc/shadow", "/etc/passwd", "/work/*", "/mnt/*", "/srv/*", "/var/mail/*", "/run/*/*"]
OWN = (os.getcwd(), os.path.expanduser("~"), os.path.dirname(bplab.__file__), sys.prefix, sys.base_prefix)
for pattern in PATHS:
    for path in glob.iglob(pattern, recursive=True):
        if os.path.isfile(path) and not path.startswith(OWN):
            print("GOT", path)
            if "CANARY" in (text := open(path, errors="replace").read(50_000)):
                print(text)
