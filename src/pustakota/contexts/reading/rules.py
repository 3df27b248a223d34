"""What may be saved and listed, and which questions are the same. Plain Python."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pustakota.foundation.reasons import Reason

RECOMMEND = "reading.recommend"
"""The permission to keep the lists that a service point recommends to everybody: what a query itself asks for."""

MOST_SEARCHES = 30
LONGEST_NAME = 80
LONGEST_QUESTION = 2_000
"""Characters of a whole question, with its filters, as the address of the search page writes it."""


def digest(asked: Mapping[str, Any]) -> str:
    """The same for the same question, whatever the order of its parts."""
    return hashlib.sha256(json.dumps(asked, sort_keys=True).encode()).hexdigest()[:32]


def said(text: str) -> str:
    """Words as they are kept: on one line, without spaces around."""
    return " ".join(text.replace("\0", " ").split())


@dataclass(frozen=True, slots=True, kw_only=True)
class SavingSituation:
    """Everything that decides whether a question is saved. ``others``: the different questions saved before."""

    says_something: bool
    name: str
    others: int
    length: int = 0


def reasons_not_to_save(situation: SavingSituation) -> tuple[Reason, ...]:
    """Every reason against saving a search; none: it may be."""
    return tuple(_reasons(situation))


def _reasons(situation: SavingSituation) -> Iterator[Reason]:
    if not situation.says_something:
        yield Reason("question_empty", overridable=False)
    if situation.length > LONGEST_QUESTION:
        yield Reason("question_too_long", overridable=False)
    if not situation.name or len(situation.name) > LONGEST_NAME:
        yield Reason("name_wrong", {"longest": LONGEST_NAME}, overridable=False)
    if situation.others >= MOST_SEARCHES:
        yield Reason("too_many_searches", {"most": MOST_SEARCHES}, overridable=False)


# Lists

MOST_LISTS, MOST_TITLES = 50, 200
LONGEST_TITLE, LONGEST_TEXT, LONGEST_NOTE = 100, 600, 300


def reasons_not_to_name(*, title: str, text: str) -> tuple[Reason, ...]:
    """Every reason against a list's words."""
    reasons = []
    if not title or len(title) > LONGEST_TITLE:
        reasons.append(Reason("title_wrong", {"longest": LONGEST_TITLE}, overridable=False))
    if len(text) > LONGEST_TEXT:
        reasons.append(Reason("text_too_long", {"longest": LONGEST_TEXT}, overridable=False))
    return tuple(reasons)


def reasons_not_to_make(*, title: str, text: str, others: int) -> tuple[Reason, ...]:
    """Every reason against a new list of somebody who has so many others."""
    full = (Reason("too_many_lists", {"most": MOST_LISTS}, overridable=False),) if others >= MOST_LISTS else ()
    return (*reasons_not_to_name(title=title, text=text), *full)


def reasons_not_to_add(*, titles: int) -> tuple[Reason, ...]:
    """Every reason against one more title in a list of so many."""
    return (Reason("too_many_titles", {"most": MOST_TITLES}, overridable=False),) if titles >= MOST_TITLES else ()


def reasons_not_to_note(note: str) -> tuple[Reason, ...]:
    """Every reason against what is said about a title."""
    reason = Reason("note_too_long", {"longest": LONGEST_NOTE}, overridable=False)
    return (reason,) if len(note) > LONGEST_NOTE else ()


def reasons_not_to_share(*, titles: int) -> tuple[Reason, ...]:
    """Every reason against showing a list to others."""
    return () if titles else (Reason("nothing_to_share", overridable=False),)


def moved(order: Sequence[int], key: int, steps: int) -> list[int]:
    """The same keys with one of them so many steps further down (or, below 0, up), at most to the end."""
    others = [each for each in order if each != key]
    place = min(max(order.index(key) + steps, 0), len(others))
    return [*others[:place], key, *others[place:]]
