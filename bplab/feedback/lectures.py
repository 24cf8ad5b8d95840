"""Where the lecture of a unit explains a task: the heading, without its number. Only where it is one section.

A page cannot link there, since nobody knows where a student keeps the lectures; it names file and section.
"""

SECTIONS = {
    "01_forward_pass": {
        "dense": "A whole batch at once",
        "relu": "Activations and their slopes",
        "sigmoid": "Activations and their slopes",
    },
    "02_softmax_cross_entropy": {
        "one_hot": "What a wrong answer costs",
        "softmax": "From scores to shares",
        "softmax_stable": "When exp overflows",
        "softmax_large": "When exp overflows",
        "softmax_shift": "Only differences count",
        "cross_entropy": "What a wrong answer costs",
        "cross_entropy_chance": "The loss of knowing nothing",
        "output_error": "What changes for a batch",
    },
    "03_backpropagation": {
        "relu_derivative": "From edges to matrices",
        "numerical_gradient": "Measure a gradient",
        "relu_network": "From edges to matrices",
        "linear_network": "Another loss, another activation, any depth",
        "error_terms": "Two paths add up",
    },
    "04_petals": {
        "initialize_parameters": "The start",
        "forward_propagation": "Training in eight steps",
        "compute_cost": "Training in eight steps",
        "backward_propagation": "Training in eight steps",
        "update_parameters": "Training in eight steps",
        "nn_model": "Training in eight steps",
        "hidden_size": "One, two, three, ... twenty hidden neurons",
    },
    "05_linear_vs_relu": {
        "run_experiment": "The experiment, twenty times",
        "linear_vs_relu": "How far a linear score gets",
    },
    "06_curve_fitting": {
        "loss": "The squared error",
        "fit_sine": "An output that cannot say no",
    },
    "07_characters": {
        "network": "From one layer to many",
        "network_start": "The start",
        "network_spread": "The start",
        "network_zero_biases": "The start",
        "network_train": "Mini-batches",
        "network_batches": "Mini-batches",
        "network_shuffled": "Mini-batches",
        "network_l2": "Holding back: L2 and dropout",
        "network_train_l2": "Holding back: L2 and dropout",
        "network_dropout": "Holding back: L2 and dropout",
        "network_train_dropout": "Holding back: L2 and dropout",
        "network_train_masks": "Holding back: L2 and dropout",
        "overfitting": "Holding back: L2 and dropout",
    },
}
KINDS = ("test_", "hidden_", "explain_")  # begin the names of checks


def section_of(unit, check):
    """The heading for a Check, or None: that of the longest name which is its task's, and more of its own."""
    sections = SECTIONS.get(unit, {})
    name = next((check.name.removeprefix(kind) for kind in KINDS if check.name.startswith(kind)), check.name)
    known = [key for key in sections if _begins(name, key) and (check.written or _begins(key, check.task))]
    return sections[max(known, key=len)] if known else None


def _begins(name, beginning):
    return name == beginning or name.startswith(f"{beginning}_")
