"""All words of `explore_descent`; shown through `bplab.language.say`."""

START_W, START_B, RATE, STEPS, BIAS = "start w", "start b", "learning rate", "steps", "bias b, too"
SUBJECT = "The loss and the way down, the line it has found, the loss step by step"
LOSS, STEP = "loss", "step"
# What the descent does.
ARRIVED = "has arrived: the slope is 0, and so is every further step"
DIVERGES = "diverges: each step multiplies the distance by {left:.2f}"
JUMPS = "jumps to and fro for ever: each step lands as far away on the other side"
ZIGZAGS = "zigzags: each step multiplies the distance by {left:.2f}"
ZIGZAGS_ACROSS = (
    "zigzags: each step multiplies the distance by {left:.2f} across the valley; {along:.0%} is left along it"
)
CRAWLS = "crawls: each step leaves {left:.0%} of the distance"
CRAWLS_ALONG = "crawls: each step leaves {left:.0%} of the way along the valley"
COMES_DOWN = "comes down: each step leaves {left:.0%} of the distance"
COMES_DOWN_ALONG = "comes down: each step leaves {left:.0%} of the way along the valley"
VERDICT = "rate {rate:g} {verdict}"
# Beside the parts of the picture.
AFTER = "after {steps} steps   {place}"
PLACE, PLACE_AND_BIAS = "w = {w}", "w = {w}   b = {b}"
LOSS_NOW = "loss {loss}"
SLOPE, SLOPES = "slope {w}", "slopes {w} along w, {b} along b"
MARKS = "○ start    ● now, with the tangent"
MARKS_OF_MAP = "○ start    ● now    + the lowest loss"
BEYOND = "    ● is beyond the edge"
THE_LINE = "the line {line} and the three points"
LOWEST = "dotted: the lowest loss, {loss:.3f}"
# What can be dragged.
MOVE_START, MOVE_ALONG = "the start ○", "how many steps, ● along the way"
STEPS_NOW = "after {steps} steps"
QUESTION = (
    "<b>Question.</b> Drag the start ○. With w alone, which rate is the best, and from which one on does the "
    "descent run away? Tick <i>bias b, too</i>: why must the largest rate now be smaller, and why does it "
    "need so many steps?"
)
