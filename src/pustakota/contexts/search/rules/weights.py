"""What counts more: the weights that a librarian may change, and what each of them means.

These are the weights of a new installation (version 0). `docs/reference/search.md` prints them.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from functools import cached_property
from typing import Any

from pustakota.contexts.search.rules import same_words
from pustakota.foundation.reasons import Reason

LONGEST_PLACE, MOST_PLACES = 60, 30
LONGEST_LINE, MOST_LINES = 200, 300


@dataclass(frozen=True, kw_only=True)
class Weights:
    """One set of weights.

    A word found as typed counts by the class it stands in (`title` to `text`), `loose` is the share of that for a stem,
    another spelling or an equivalent, `other_classes` the share that what else holds it, in any form, adds to the best.
    `whole_title`: the typed words are the whole title; `title_phrase`, `near_phrase`: they stand side by side in the
    title, or in the rest of it or a subject; `identifier`: the line is the thing's number.
    `recent`, `available` and `local` are points added once: to what came out in the last five years (half of them in
    the last ten), to what is on a shelf now, and to what names one of `places` in its title or subjects. `popular` is
    what the titles lent most gain; each step below, of some three times fewer loans, gains a sixth less. Loans of the
    last `popular_months` count.
    `same` holds lines of words that mean one thing here ("wr = warung rakyat"), beside those of `same_words`.
    """

    title: float = 10.0
    title_rest: float = 5.0
    names: float = 4.0
    subjects: float = 4.0
    text: float = 1.0
    loose: float = 0.35
    other_classes: float = 0.3
    whole_title: float = 60.0
    title_phrase: float = 12.0
    near_phrase: float = 6.0
    identifier: float = 500.0
    recent: float = 0.0
    available: float = 0.0
    local: float = 0.0
    popular: float = 2.0
    popular_months: float = 12.0
    places: tuple[str, ...] = ()
    same: tuple[str, ...] = ()

    @cached_property
    def exact(self) -> Mapping[str, float]:
        """The weight of a word found as typed, by weight class."""
        return {name: getattr(self, name) for name in CLASSES}


CLASSES = ("title", "title_rest", "names", "subjects", "text")
RANGES: Mapping[str, tuple[float, float]] = {
    "title": (0.1, 100),
    "title_rest": (0, 100),
    "names": (0, 100),
    "subjects": (0, 100),
    "text": (0, 100),
    "loose": (0, 1),
    "other_classes": (0, 1),
    "whole_title": (0, 500),
    "title_phrase": (0, 100),
    "near_phrase": (0, 100),
    "identifier": (100, 1000),
    "recent": (0, 100),
    "available": (0, 100),
    "local": (0, 100),
    "popular": (0, 10),
    "popular_months": (1, 60),
}
"""Least and most of each weight. A word in the title always counts, and so does a typed number."""

ENGLISH, OWN = 0.0005, 0.2
"""What an English spelling of a loanword is worth of the word itself: enough to put in order what is found by nothing
else. What says the word in a form of its own has the points beside, more than English ever comes to."""

_LISTS = ("places", "same")
FIRST = Weights()


def reasons_against(weights: Weights) -> tuple[Reason, ...]:
    """Every reason not to use these weights; none: they may be."""
    return tuple(_reasons(weights))


LONGEST_REASON = 300


def reasons_not_to_replace(weights: Weights, old: Weights, *, why: str, begun_from: int, now: int) -> list[Reason]:
    """Every reason against putting weights in force instead of others; `begun_from` is the version they come from."""
    found = list(reasons_against(weights))
    if not why or len(why) > LONGEST_REASON:
        found.append(Reason("no_reason", overridable=False))
    if begun_from != now:
        found.append(Reason("changed_meanwhile", overridable=False))
    if weights == old:
        found.append(Reason("nothing_changed", overridable=False))
    return found


def _reasons(weights: Weights) -> Iterator[Reason]:
    for name, (least, most) in RANGES.items():
        if not least <= getattr(weights, name) <= most:
            yield Reason("out_of_range", {"weight": name, "least": least, "most": most}, overridable=False)
    if len(weights.places) > MOST_PLACES:
        yield Reason("too_many_places", {"most": MOST_PLACES}, overridable=False)
    if any(len(place) > LONGEST_PLACE for place in weights.places):
        yield Reason("long_place", {"most": LONGEST_PLACE}, overridable=False)
    if weights.local and not weights.places:
        yield Reason("no_places", overridable=False)
    if len(weights.same) > MOST_LINES:
        yield Reason("too_many_lines", {"most": MOST_LINES}, overridable=False)
    if any(len(line) > LONGEST_LINE for line in weights.same):
        yield Reason("long_line", {"most": LONGEST_LINE}, overridable=False)
    for line in weights.same:
        if len(same_words.ways_in(line)) < 2:
            yield Reason("lone_way", {"line": line}, overridable=False)


def as_values(weights: Weights) -> dict[str, Any]:
    """For keeping: only what differs from the first weights, so that a new weight begins as it does elsewhere."""
    values = {field.name: getattr(weights, field.name) for field in fields(Weights)}
    changed = {name: value for name, value in values.items() if value != getattr(FIRST, name)}
    return {name: list(value) if name in _LISTS else value for name, value in changed.items()}


def from_values(values: Mapping[str, Any]) -> Weights:
    """What was kept; names that are no longer known are left out."""
    known = {name: float(value) for name, value in values.items() if name in RANGES}
    lists: dict[str, Any] = {name: tuple(values.get(name, ())) for name in _LISTS}
    return replace(FIRST, **(lists | known))
