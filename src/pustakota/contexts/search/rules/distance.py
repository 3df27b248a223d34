"""How many slips of the finger lie between two words."""

FAR = 99


def damerau_levenshtein(one: str, other: str, *, at_most: int = FAR) -> int:
    """Letters inserted, lost, changed, or swapped with a neighbour (optimal string alignment).

    More than `at_most` is FAR.
    """
    if abs(len(one) - len(other)) > at_most:
        return FAR
    one, other = _differing(one, other)
    before: list[int] = []
    last = list(range(len(other) + 1))
    for i, letter in enumerate(one):
        row = _next_row(other, letter, one[i - 1] if i else "", (before, last))
        if min(row) > at_most and min(last) > at_most:
            return FAR
        before, last = last, row
    return last[-1] if last[-1] <= at_most else FAR


def is_near(one: str, other: str) -> bool:
    """Whether at most one slip lies between two words; much quicker than counting."""
    one, other = _differing(one, other)
    return (len(one) <= 1 and len(other) <= 1) or (len(one) == 2 and one == other[::-1])


def _differing(one: str, other: str) -> tuple[str, str]:
    """The two words without what they begin and end with alike."""
    start, shorter = 0, min(len(one), len(other))
    while start < shorter and one[start] == other[start]:
        start += 1
    end = 0
    while end < shorter - start and one[-1 - end] == other[-1 - end]:
        end += 1
    return one[start : len(one) - end], other[start : len(other) - end]


def _next_row(other: str, letter: str, previous: str, above: tuple[list[int], list[int]]) -> list[int]:
    """Distances of the letters so far (the last two are `previous` and `letter`) to each beginning of `other`."""
    before, last = above
    row = [last[0] + 1]
    for j, against in enumerate(other, start=1):
        cost = min(last[j] + 1, row[-1] + 1, last[j - 1] + (letter != against))
        if previous and j > 1 and letter == other[j - 2] and previous == against:
            cost = min(cost, before[j - 2] + 1)
        row.append(cost)
    return row


def tolerance(word: str) -> int:
    """Slips allowed in a word: none in three letters, one up to five, else two."""
    if len(word) <= 3:
        return 0
    return 1 if len(word) <= 5 else 2
