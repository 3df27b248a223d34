"""Which word was probably meant."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from pustakota.contexts.search.rules import spelling
from pustakota.contexts.search.rules.distance import FAR, damerau_levenshtein, tolerance

_VOWELS = str.maketrans(dict.fromkeys("aiueo"))
_ANOTHER_FIRST_LETTER = 0.4
_SAME_CONSONANTS = 0.5
"""People drop vowels sooner than consonants."""
_COMMON = 0.12
"""A word ten times as common is worth so much of a slip, times the natural logarithm of ten."""


@dataclass(frozen=True, slots=True)
class Correction:
    word: str
    cost: float
    frequency: int


def corrections(typed: str, known: Mapping[str, int], *, most: int = 4) -> list[Correction]:
    """The likeliest of the known words (with the number of things that hold them), the best first.

    A slip is a letter lost, added, changed or two swapped. Words that sound the same are one slip apart at most.
    """
    ranked = [
        Correction(word, cost - _COMMON * math.log(frequency), frequency)
        for word, frequency in known.items()
        if frequency and word != typed and (cost := _cost(typed, word)) < FAR
    ]
    return sorted(ranked, key=lambda each: (each.cost, each.word))[:most]


def _cost(typed: str, word: str) -> float:
    slips = damerau_levenshtein(typed, word, at_most=tolerance(typed))
    if len(typed) >= spelling.SHORTEST_SOUND and spelling.sound(typed) == spelling.sound(word):
        slips = min(slips, 1)
    if slips == FAR:
        return FAR
    same_consonants = typed.translate(_VOWELS) == word.translate(_VOWELS)
    return slips + _ANOTHER_FIRST_LETTER * (typed[0] != word[0]) - _SAME_CONSONANTS * same_consonants
