"""The pages on which others see what a student wrote, formgrader's and the feedback: nothing in them acts.

A text is rendered from lists of what may stand in it (allowed.py). Should anything get past that, a policy
tells the browser to run nothing but formgrader's own scripts (policy.py).
"""


def install():
    """Have formgrader and `nbgrader generate_feedback` make such pages; raises Gone if they cannot."""
    from bplab.grading.pages import feedback, formgrader  # a whole server: nothing that only grades needs it

    formgrader.install()
    feedback.install()
