# The built-in functions themselves are replaced, for every module in this process.
# honest: all
# %% last
import builtins


def refuse(*args, **kwargs):
    raise SystemExit("not today")


kept = {"__build_class__", "__import__", "len", "isinstance", "range"}
for name in dir(builtins):
    if name.islower() and name not in kept and callable(getattr(builtins, name)):
        setattr(builtins, name, refuse)
