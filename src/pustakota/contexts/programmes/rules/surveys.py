"""What a survey of an event shows: counts, never so few that somebody is known by them. Plain Python."""

from collections.abc import Mapping
from datetime import timedelta

FEWEST = 5
"""Fewer answers than this are not shown at all; a choice of fewer is not either."""
OPEN_FOR = timedelta(days=30)
"""How long after the event somebody may answer."""

MOST_OPEN = 500
"""More answers than this are not taken by the open link of one date: nobody knows who gives them."""


def shown_counts(counts: Mapping[str, int]) -> dict[str, int | None]:
    """The counts of the choices of one question; empty: some, but too few to be shown.

    Where one alone would be hidden it could be had by subtraction: the next smallest is hidden with it.
    """
    hidden = {value for value, number in counts.items() if 0 < number < FEWEST}
    if len(hidden) == 1:
        others = [value for value in counts if value not in hidden and counts[value]]
        hidden |= set(sorted(others, key=lambda value: counts[value])[:1])
    return {value: None if value in hidden else number for value, number in counts.items()}
