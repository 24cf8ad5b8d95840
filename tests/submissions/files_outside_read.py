# Whatever can be found outside the work folder is printed: home, gradebook, sources, the shadow file.
# %% first
import glob
import os

PATHS = [
    "@HOME@/*",
    "@HOME@/.*",
    "~/*",
    "~/.*",
    "@COURSE@/**",
    "@CHECKOUT@/lessons/**",
    "@CHECKOUT@/source/**",
]
PATHS += [
    "@CHECKOUT@/*",
    "/root/.*",
    "/home/*/*",
    "/etc/shadow",
    "/work/*",
    "/mnt/*",
    "/srv/*",
    "/var/mail/*",
]
for pattern in PATHS:
    for path in glob.glob(os.path.expanduser(pattern), recursive=True)[:2000]:
        if not path.startswith(os.getcwd()):
            print("GOT", path)
            if os.path.isfile(path) and "CANARY" in (text := open(path, errors="replace").read(50_000)):
                print(text)
