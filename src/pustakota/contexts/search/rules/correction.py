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
_COMMON = 0.08
"""A word ten times as common is worth so much of a slip, times the natural logarithm of ten."""


_ALIKE = ("pfv", "kqc", "szx", "jyd", "td", "iy", "bp", "gk", "uw")
_ALPHABET = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class Correction:
    word: str
    cost: float
    frequency: int


def corrections(typed: str, known: Mapping[str, int], *, most: int) -> list[Correction]:
    """The likeliest of the known words (with the number of things that hold them), the best first.

    A slip is a letter lost, added, changed or two swapped. Words that sound the same are one slip apart at most.
    """
    ranked = [
        Correction(word, cost - _COMMON * math.log(frequency), frequency)
        for word, frequency in known.items()
        if frequency and word != typed and (cost := _cost(typed, word)) < FAR
    ]
    return sorted(ranked, key=lambda each: (each.cost, each.word))[:most]


def likely_starts(typed: str) -> list[str]:
    """How the meant word probably begins: as typed, its first two letters swapped, or one of them wrong by ear."""
    first, second, third = typed[0], typed[1:2], typed[2:3]
    heard = [other + second for group in _ALIKE if first in group for other in group if other != first]
    return list(dict.fromkeys(start for start in (first, second + first, second + third, *heard) if start))


def other_starts(typed: str) -> list[str]:
    """How it begins where the first letter was lost or is wrong."""
    return [letter + typed[at : at + 1] for at in (0, 1) for letter in _ALPHABET]


def plausible(typed: str, word: str) -> bool:
    """Whether two words can be few slips apart: a quick look before the distance is counted."""
    slips = tolerance(typed)
    return -slips <= len(typed) - len(word) <= slips and len(set(typed) ^ set(word)) <= 2 * slips


def _cost(typed: str, word: str) -> float:
    slips = damerau_levenshtein(typed, word, at_most=tolerance(typed))
    if len(typed) >= spelling.SHORTEST_SOUND and spelling.sound(typed) == spelling.sound(word):
        slips = min(slips, 1)
    if slips == FAR:
        return FAR
    same_consonants = typed.translate(_VOWELS) == word.translate(_VOWELS)
    return slips + _ANOTHER_FIRST_LETTER * (typed[0] != word[0]) - _SAME_CONSONANTS * same_consonants
