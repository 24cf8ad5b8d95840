# Null bytes, lone surrogates and terminal codes in values, names, messages and outputs.
# honest: output_error, softmax
# %% first
BAD = "\x00 \ud800 \x1b]0;title\x07 \u202e \r"
print("planted", BAD)


# %% one_hot
def one_hot(labels, n_classes):
    raise type("Error\x00\ud800".replace("\x00", ""), (Exception,), {})(BAD)


# %% cross_entropy
def cross_entropy(y_pred, y):
    return BAD


# %% last
from IPython.display import HTML, display

display(HTML(f"<script>{BAD}</script>"))
display({"text/plain": BAD, BAD: BAD}, raw=True)
raise ValueError(BAD)
