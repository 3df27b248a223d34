"""Which word was probably meant."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pustakota.contexts.search.rules import spelling
from pustakota.contexts.search.rules.distance import damerau_levenshtein, is_near, tolerance

_VOWELS = str.maketrans(dict.fromkeys("aiueo"))
_ANOTHER_FIRST_LETTER = 0.4
_SAME_CONSONANTS = 0.5
"""People drop vowels sooner than consonants."""
_COMMON = 0.08
"""A word ten times as common is worth so much of a slip, times the natural logarithm of ten."""


_SHORTEST_PART = 3
_ALIKE = ("pfv", "kqc", "szx", "jyd", "td", "iy", "bp", "gk", "uw")
_ALPHABET = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class Correction:
    word: str
    cost: float
    frequency: int


def corrections(typed: str, known: Mapping[str, int], *, most: int) -> list[Correction]:
    """The likeliest of the known words (with the number of things that hold them), the best first.

    A slip is a letter lost, added, changed or two swapped. Words two slips away count only where none is nearer.
    """
    others = [word for word, frequency in known.items() if frequency and word != typed]
    near = [(word, 1) for word in others if is_near(typed, word)] if tolerance(typed) else []
    if not near and tolerance(typed) > 1:
        near = [(word, 2) for word in others if damerau_levenshtein(typed, word, at_most=2) <= 2]
    ranked = [Correction(word, _cost(typed, word, slips, known[word]), known[word]) for word, slips in near]
    return sorted(ranked, key=lambda each: (each.cost, each.word))[:most]


def one_slip_away(typed: str) -> set[str]:
    """Every word that one letter lost, added, changed, or swapped with its neighbour makes of this one.

    The letters are the plain ones and those of the word itself. A few hundred words, so that asking an index which of
    them it knows costs the same however many words it holds.
    """
    letters = {*_ALPHABET, *typed}
    parts = [(typed[:at], typed[at:]) for at in range(len(typed) + 1)]
    found = {start + end[1:] for start, end in parts if end}
    found |= {start + end[1] + end[0] + end[2:] for start, end in parts if len(end) > 1}
    found |= {start + letter + end[1:] for start, end in parts if end for letter in letters}
    found |= {start + letter + end for start, end in parts for letter in letters}
    return found - {typed, ""}


def parted(typed: str) -> list[tuple[str, str]]:
    """The two words that it may be, written together."""
    return [(typed[:at], typed[at:]) for at in range(_SHORTEST_PART, len(typed) - _SHORTEST_PART + 1)]


def two_words(pair: tuple[str, str], frequency: int) -> Correction:
    """A forgotten space, as a slip that keeps every letter."""
    return Correction(" ".join(pair), 1 - _SAME_CONSONANTS - _COMMON * math.log(frequency), frequency)


def likely_starts(typed: str) -> list[str]:
    """How the meant word probably begins: as typed, its first two letters swapped, or one of them wrong by ear."""
    first, second, third = typed[0], typed[1:2], typed[2:3]
    heard = [other + second for group in _ALIKE if first in group for other in group if other != first]
    return list(dict.fromkeys(start for start in (first, second + first, second + third, *heard) if start))


def near_starts(typed: str) -> list[str]:
    """The same by two or three letters, so that little is read of a large index: the second may be lost or wrong."""
    first, second, third = typed[0], typed[1:2], typed[2:3]
    two = [first + second, first + third, *(start for start in likely_starts(typed) if len(start) > 1)]
    three = [first + letter + after for letter in _ALPHABET for after in (second, third) if after]
    return list(dict.fromkeys([*two, *(start for start in three if not start.startswith(tuple(two)))]))


def other_starts(typed: str) -> list[str]:
    """How it begins where the first letter was lost or is wrong."""
    return [letter + typed[at : at + 1] for at in (0, 1) for letter in _ALPHABET]


def plausible(typed: str, words: Iterable[tuple[str, int]]) -> dict[str, int]:
    """Of words with their frequencies, those that can be few slips away: a quick look before slips are counted."""
    slips, length, letters = tolerance(typed), len(typed), set(typed)
    shortest, longest, most_others = length - slips, length + slips, 2 * slips
    return {
        word: frequency
        for word, frequency in words
        if shortest <= len(word) <= longest and len(letters.symmetric_difference(word)) <= most_others
    }


def _cost(typed: str, word: str, slips: int, frequency: int) -> float:
    """Slips, less for what makes them likely: the same sound, the same consonants, a common word."""
    if slips > 1 and spelling.sound(typed) == spelling.sound(word):
        slips = 1
    same_consonants = typed.translate(_VOWELS) == word.translate(_VOWELS)
    another_start = _ANOTHER_FIRST_LETTER * (typed[0] != word[0])
    return slips + another_start - _SAME_CONSONANTS * same_consonants - _COMMON * math.log(frequency)
