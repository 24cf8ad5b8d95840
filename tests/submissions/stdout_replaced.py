# sys.stdout, sys.stderr and the display hooks raise, or are gone, whenever anybody else uses them.
# honest: all
# %% first
import sys


class Refuses:
    def __getattr__(self, name):
        raise SystemExit("no output")


sys.stdout = sys.__stdout__ = Refuses()
sys.stderr = sys.__stderr__ = None
sys.displayhook = sys.excepthook = sys.stdin = Refuses()
get_ipython().display_pub = get_ipython().displayhook = Refuses()
