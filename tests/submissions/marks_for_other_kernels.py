# Marks in every place that kernels of one server might share, left before the process ends, looked for after.
# honest: all
# %% first
import ctypes
import fcntl
import os
import socket

libc = ctypes.CDLL(None)
for folder in ("/tmp", "/dev/shm", "/dev", "/var/tmp", "/run", "."):
    try:
        open(f"{folder}/planted_by_student_mark", "w").close()
    except OSError:
        pass
libc.semget(4711, 1, 0o1666)
libc.mq_open(b"/mark", os.O_CREAT | os.O_RDWR, 0o666, None)
for stream in (0, 1, 2):
    fcntl.fcntl(stream, fcntl.F_SETFL, fcntl.fcntl(stream, fcntl.F_GETFL) | os.O_APPEND)
listener = socket.socket(socket.AF_UNIX)
listener.bind("\0mark")
listener.listen()
terminal = os.openpty()
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        listener.accept()
    os._exit(0)
os._exit(0)
# %% last
import ctypes
import fcntl
import os
import socket

libc = ctypes.CDLL(None)
for folder in ("/tmp", "/dev/shm", "/dev", "/var/tmp", "/run", "."):
    if os.path.exists(f"{folder}/planted_by_student_mark"):
        print("GOT", folder)
if libc.semget(4711, 1, 0) != -1 or libc.mq_open(b"/mark", os.O_RDWR) != -1:
    print("GOT a semaphore or a queue")
if any(fcntl.fcntl(stream, fcntl.F_GETFL) & os.O_APPEND for stream in (0, 1, 2)):
    print("GOT the state of a stream")
if os.listdir("/dev/pts") != ["ptmx"]:
    print("GOT a terminal")
try:
    socket.socket(socket.AF_UNIX).connect("\0mark")
    print("GOT a connection")
except OSError:
    pass
