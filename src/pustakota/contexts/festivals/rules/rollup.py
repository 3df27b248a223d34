"""All sessions of a festival in one sum; what is not known is not guessed. Plain Python."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

BANDS = ("0-12", "13-18", "19-59", "60+")
"""The age bands of the calendar."""


def band_of(age: int | None) -> str:
    """Empty where an age is not known."""
    if age is None:
        return ""
    return BANDS[0] if age <= 12 else BANDS[1] if age <= 18 else BANDS[2] if age < 60 else BANDS[3]


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """One session. ``heads``: who came, empty where nobody noted it; ``minutes``: its length.

    ``ages`` and ``sexes`` hold what is known of some of the heads.
    """

    heads: int | None
    minutes: int
    titles: frozenset[int] = frozenset()
    ages: Mapping[str, int] = field(default_factory=dict)
    sexes: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class RollUp:
    """The sum. ``missing``: sessions without a number; ``attended_minutes``: heads times minutes."""

    sessions: int
    missing: int
    heads: int | None
    minutes: int
    attended_minutes: int
    titles: int
    ages: Mapping[str, int]
    sexes: Mapping[str, int]

    @property
    def ages_unknown(self) -> int:
        return max(0, (self.heads or 0) - sum(self.ages.values()))

    @property
    def sexes_unknown(self) -> int:
        return max(0, (self.heads or 0) - sum(self.sexes.values()))


def roll_up(rows: Iterable[Counted]) -> RollUp:
    """Of all sessions; ``heads`` is empty where no session has a number."""
    counted = list(rows)
    known = [row for row in counted if row.heads is not None]
    return RollUp(
        sessions=len(counted),
        missing=len(counted) - len(known),
        heads=sum(row.heads or 0 for row in known) if known else None,
        minutes=sum(row.minutes for row in counted),
        attended_minutes=sum((row.heads or 0) * row.minutes for row in known),
        titles=len(frozenset().union(*(row.titles for row in counted))),
        ages=_added(row.ages for row in counted),
        sexes=_added(row.sexes for row in counted),
    )


def _added(parts: Iterable[Mapping[str, int]]) -> dict[str, int]:
    total: dict[str, int] = {}
    for part in parts:
        for name, number in part.items():
            total[name] = total.get(name, 0) + number
    return total
