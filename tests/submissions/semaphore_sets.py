# Semaphores, message queues and shared memory of System V are memory of the system: 300 sets take 600 MB.
# honest: all
# %% first
import ctypes

libc = ctypes.CDLL(None, use_errno=True)
made = [libc.semget(0, 32_000, 0o600) for _ in range(300)]
made += [libc.msgget(0, 0o600), libc.shmget(0, 4096, 0o600), libc.mq_open(b"/queue", 0o102, 0o600, None)]
if any(number != -1 for number in made):
    print("GOT", sum(number != -1 for number in made), "of them")
