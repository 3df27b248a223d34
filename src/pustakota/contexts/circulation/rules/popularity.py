"""How much a title is asked for, in steps so wide that few titles change theirs from one night to the next."""

from math import floor, log10

STEPS_OF_TEN = 2
"""Ten times the loans are two steps."""


def step_of(loans: int, *, most: int) -> int:
    """0 for what nobody borrows; 1 from one loan on, 2 from 4, 3 from 10, 4 from 32, 5 from 100 and so on."""
    return min(most, 1 + floor(STEPS_OF_TEN * log10(loans))) if loans > 0 else 0
