# Children that left the group, the session and the parent (double fork), and ignore what would end them.
# honest: all
# %% first
import os
import signal
import subprocess
import time

subprocess.Popen(["sleep", "3599"], start_new_session=True)
if os.fork() == 0:
    os.setsid()
    for number in (signal.SIGHUP, signal.SIGTERM, signal.SIGINT):
        signal.signal(number, signal.SIG_IGN)
    if os.fork() == 0:
        time.sleep(3599)
    os._exit(0)
