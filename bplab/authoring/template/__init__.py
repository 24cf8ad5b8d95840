"""The unit that `bplab new-unit` copies: topic_of_unit stands where the new unit's topic comes."""
