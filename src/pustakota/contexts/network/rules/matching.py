"""Which entries are one edition: by numbers and a look at the title, else by title, author, year and publisher.

Keys find candidates, the reasons decide. What decides is kept in words of its own (``Evidence``), so that a page can
say why. Staff's decisions weigh more than any rule.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from hashlib import blake2b
from typing import NamedTuple

ENOUGH_ALIKE = 0.75
LONG_ENOUGH = 12
"""Letters of a title that says enough without an author."""
MOST_ALIKE = 200
"""A number that more entries share than this is no number of one edition."""
_WORDS = re.compile(r"[^\W_]+")
_VOLUME = re.compile(r"(?:\b(?:jilid|jil|vol|volume|bagian|bag|buku|seri|part|book|no|nomor)\b\.?\s*)([0-9]+|[ivx]+)\b")
_COMPANY = frozenset({"pt", "cv", "ud", "tbk", "penerbit", "publisher", "publishing", "press", "pustaka", "inc", "ltd"})


class Evidence(StrEnum):
    """What makes two entries one edition, the strongest first."""

    DECIDED = "decided"
    CONTROL = "ctl"
    ISBN = "isbn"
    ISSN = "issn"
    DESCRIPTION = "desc"


STRENGTH = {kind: place for place, kind in enumerate(Evidence)}


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of an entry. ``title`` is folded with its subtitle, ``main`` without, ``part`` its volume."""

    id: int
    keys: tuple[str, ...]
    main: str
    part: str
    material: str
    has_number: bool
    publisher: str = ""


class Reason(NamedTuple):
    kind: Evidence
    value: str


def keys_of(
    *,
    isbns: Iterable[str],
    issns: Iterable[str],
    controls: Iterable[str],
    title: str,
    author: str,
    year: int | None,
) -> tuple[str, ...]:
    """Everything by which an entry can be found among others; ``title`` and the rest are folded words."""
    found = [f"{Evidence.ISBN}:{isbn}" for isbn in isbns]
    found += [f"{Evidence.ISSN}:{issn}" for issn in issns]
    found += [f"{Evidence.CONTROL}:{_squeezed(number)}" for number in controls]
    if key := description_key(title=title, author=author, year=year):
        found.append(f"{Evidence.DESCRIPTION}:{key}")
    return tuple(dict.fromkeys(key[:80] for key in found))


def description_key(*, title: str, author: str, year: int | None) -> str:
    """Title, year, and the author's names in any order; empty where much is missing."""
    words = _WORDS.findall(title)
    names = sorted(_WORDS.findall(author))
    if not words or year is None or (not names and len("".join(words)) < LONG_ENOUGH):
        return ""
    said = "|".join(["".join(words), "".join(names), str(year)])
    return blake2b(said.encode(), digest_size=16).hexdigest()


def _squeezed(number: str) -> str:
    return "".join(number.split()).lower()


def part_of(title: str, part: str) -> str:
    """The number of a volume, from its field or out of the title; Roman ones count too."""
    text = part or ""
    found = re.search(r"[0-9]+", text) or None
    if found:
        return str(int(found[0]))
    named = _VOLUME.search(f"{title} {text}".lower())
    if named is None:
        return ""
    return str(int(named[1])) if named[1].isdigit() else str(_roman(named[1]))


def _roman(text: str) -> int:
    values = {"i": 1, "v": 5, "x": 10}
    numbers = [values[letter] for letter in text]
    return sum(-n if n < after else n for n, after in zip(numbers, [*numbers[1:], 0], strict=True))


def titles_agree(one: str, other: str) -> bool:
    """Whether two folded main titles may be one: equal, one the beginning of the other, or nearly the same letters."""
    if not one or not other:
        return False
    if one == other:
        return True
    short, long = sorted((one, other), key=len)
    if long.startswith(f"{short} ") and len(short) >= 6:
        return True
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= ENOUGH_ALIKE


def reasons(one: Facts, other: Facts) -> list[Reason]:
    """Why two entries are one edition, the strongest first; nothing where they are not."""
    shared = [key for key in one.keys if key in other.keys]
    if not shared or one.part != other.part or _differ(one.material, other.material):
        return []
    agreeing = titles_agree(one.main, other.main)
    found = [Reason(Evidence(kind), value) for kind, _colon, value in (key.partition(":") for key in shared)]
    kept = [reason for reason in found if agreeing and _counts(reason, one, other)]
    return sorted(kept, key=lambda reason: (STRENGTH[reason.kind], reason.value))


def _counts(reason: Reason, one: Facts, other: Facts) -> bool:
    """A description counts only where numbers cannot speak, one of the two having none, and the publishers agree."""
    if reason.kind is not Evidence.DESCRIPTION:
        return True
    return not (one.has_number and other.has_number) and publishers_agree(one.publisher, other.publisher)


def publishers_agree(one: str, other: str) -> bool:
    """Whether two folded names share a word that tells publishers apart; one that is missing agrees with any."""
    first, second = (set(_WORDS.findall(name)) - _COMPANY for name in (one, other))
    return not first or not second or bool(first & second)


def _differ(one: str, other: str) -> bool:
    return bool(one and other) and one != other


Pair = tuple[int, int]


def pair(one: int, other: int) -> Pair:
    return (one, other) if one < other else (other, one)


def grouped(facts: Collection[Facts], *, together: Collection[Pair], apart: Collection[Pair]) -> list[list[int]]:
    """The entries as they belong together, each once; within and among the groups in the order of their ids.

    Pairs are joined from the strongest reason to the weakest, and never two groups of which staff parted a pair. The
    outcome depends on the entries alone, not on the order in which they came.
    """
    belongs = {each.id: each.id for each in sorted(facts, key=lambda each: each.id)}
    members = {number: {number} for number in belongs}
    parted: dict[int, set[int]] = defaultdict(set)
    for one, other in apart:
        parted[one].add(other)
        parted[other].add(one)
    for one, other in _links(facts, together):
        first, second = belongs[one], belongs[other]
        if first == second or any(parted[each] & members[second] for each in members[first]):
            continue
        keep, gone = min(first, second), max(first, second)
        for number in members[gone]:
            belongs[number] = keep
        members[keep] |= members.pop(gone)
    return [sorted(each) for _key, each in sorted(members.items())]


def _links(facts: Collection[Facts], together: Collection[Pair]) -> Iterator[Pair]:
    known = {each.id: each for each in facts}
    yield from sorted(each for each in together if each[0] in known and each[1] in known)
    found: dict[Pair, None] = {}
    for some in _sharing(facts).values():
        for place, one in enumerate(some):
            for other in some[place + 1 :]:
                found.setdefault(pair(one, other), None)
    ranked = []
    for one, other in found:
        if why := reasons(known[one], known[other]):
            ranked.append((STRENGTH[why[0].kind], one, other))
    yield from ((one, other) for _rank, one, other in sorted(ranked))


def _sharing(facts: Iterable[Facts]) -> Mapping[str, Sequence[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for each in facts:
        for key in each.keys:
            found[key].append(each.id)
    return {key: some for key, some in found.items() if 1 < len(some) <= MOST_ALIKE}


def kept_number(members: Sequence[int], before: Mapping[int, int], taken: Collection[int]) -> int | None:
    """The number of the group in which most of the members stood, the smallest of several; nothing for a new one."""
    counts: dict[int, int] = defaultdict(int)
    for member in members:
        if (number := before.get(member)) is not None and number not in taken:
            counts[number] += 1
    return min(counts, key=lambda number: (-counts[number], number)) if counts else None
