# A figure a turn, displayed for ever, each a large image.
# honest: all
# %% first
from IPython.display import Image, display

png = b"\x89PNG\r\n\x1a\n" + b"x" * 300_000
while True:
    display(Image(data=png, format="png"))
