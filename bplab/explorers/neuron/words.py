"""All words of `explore_neuron`; shown through `bplab.language.say`."""

SUBJECT = "The plane of inputs, the weighted sum, and the activation with its slope"
ACTIVATION = "activation"
NO_LINE = "w = (0, 0): no line, one answer to every input"
WEIGHTED_SUM, WEIGHTED_SUM_Z, ACTIVATION_A = "weighted sum", "weighted sum z", "activation a"
EDGES = "line to the sum: thick, a large weight; dashed, a negative one"
CURVE = "{activation}: a = {a:.2f}, slope da/dz = {slope:.2f}"
BEYOND = "   ○ beyond the edge"
LOW, HIGH = "a = -1 or less", "1 or more"
MARKS = "line: z = 0      dot: the input x"
TURN_LINE, SHIFT_LINE = "turn the line", "shift the line"
MOVE_WEIGHTS, MOVE_INPUT = "weights w, tip of the arrow", "input x, the dot"
ANGLE = "w points at {angle:.0f}°"
QUESTION = (
    "<b>Question.</b> Drag the line: which settings turn it, which shift it, and which leave it where it is? "
    "Choose relu, and find weights and a bias for which the slope is 0 at <i>every</i> input of the plane. "
    "(By keyboard: Tab to a ring, then arrow keys.)"
)
