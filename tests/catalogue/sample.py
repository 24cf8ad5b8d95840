"""The answers of a unit that are graded in the sandbox as well."""

SIZE = 10
WITH_ERRORS = ("syntax-error",)  # in which a test ends with an error of its own and not with a failed check


def sample(answers, size=SIZE):
    """About ten: what is untouched, what ends in an error, and others, right and wrong, of all the catalogue.

    The catalogue is in order, first what is right, then the mistakes task by task.
    """
    must = [answer for answer in answers if answer.untouched or answer.name in WITH_ERRORS]
    others = [answer for answer in answers if answer not in must]
    count = size - len(must)
    return [*must, *(others[(2 * place + 1) * len(others) // (2 * count)] for place in range(count))]
