"""What may be true of a thing: a condition is a tree of these. `selecting` and `fields` make them from text."""

from dataclasses import dataclass
from typing import Literal

Group = Literal["any", "title", "names", "subjects", "text", "series", "publisher"]
CLASSES: dict[Group, tuple[str, ...]] = {
    "any": ("title", "title_rest", "names", "subjects", "text"),
    "title": ("title", "title_rest"),
    "names": ("names",),
    "subjects": ("subjects",),
    "text": ("text",),
    "series": ("series",),
    "publisher": ("publisher",),
}
"""The fields in which a group of words is looked for: weight classes, and parts of `text`."""


@dataclass(frozen=True, slots=True)
class Everything:
    """Every thing there is."""


@dataclass(frozen=True, slots=True)
class Holds:
    """A word stands in the group: as one of ``exact``, or in one of its ``loose`` forms."""

    group: Group
    exact: tuple[str, ...]
    loose: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SideBySide:
    """Words stand in the group in this order, with nothing between them."""

    group: Group
    tokens: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Masked:
    """A word stands in the group that the pattern describes: ``*`` is any number of letters, ``?`` is one."""

    group: Group
    pattern: str


@dataclass(frozen=True, slots=True)
class Titled:
    """The folded words are the whole title."""

    words: str


@dataclass(frozen=True, slots=True)
class Numbered:
    """The thing bears this number: an ISBN in either length, a barcode, a call number."""

    number: str


@dataclass(frozen=True, slots=True)
class Valued:
    """The thing has exactly this value in a facet."""

    facet: str
    value: str


@dataclass(frozen=True, slots=True)
class Classed:
    """Its class number, or that of a copy's call number, begins so: 81 is all of 810 to 819."""

    start: str


@dataclass(frozen=True, slots=True)
class Dated:
    """From year to year, both included; none: without end on that side."""

    first: int | None
    last: int | None

    @classmethod
    def between(cls, one: int | None, other: int | None) -> "Dated":
        """In their order, however they were given."""
        return cls(other, one) if one is not None and other is not None and one > other else cls(one, other)


@dataclass(frozen=True, slots=True)
class Keyed:
    """The thing with this key."""

    number: int


@dataclass(frozen=True, slots=True)
class All:
    conditions: "tuple[Condition, ...]"


@dataclass(frozen=True, slots=True)
class Some:
    """At least one of the conditions."""

    conditions: "tuple[Condition, ...]"


@dataclass(frozen=True, slots=True)
class But:
    condition: "Condition"
    without: "Condition"


Words = Holds | SideBySide | Masked
Fact = Titled | Numbered | Valued | Classed | Dated | Keyed
Condition = Everything | Words | Fact | All | Some | But
