"""What is said of a message on a page that everybody may see."""

from bplab.feedback.sentences import public_sentences
from bplab.student_code.errors import ERRORS

PRODUCT = ERRORS["product"][1]


def test_a_sentence_of_which_only_masked_numbers_are_left_is_not_said():
    [said] = public_sentences(PRODUCT.format(one=3, other=4), frozenset())
    assert said == PRODUCT.partition(" Here")[0] and said.endswith("outer ones remain.")
