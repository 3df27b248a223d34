"""How a room is set up, and what that takes. Plain Python."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Protocol, TypeVar

from pustakota.contexts.spaces.rules.bookings import Terms


class SetUp(Protocol):
    """A layout: who sits, and the minutes that staff need before and after."""

    @property
    def before(self) -> int: ...
    @property
    def after(self) -> int: ...
    @property
    def seats(self) -> int: ...


L = TypeVar("L", bound=SetUp)


def with_layout(terms: Terms, layout: SetUp | None) -> Terms:
    """Terms under which the time of setting up is kept free too."""
    if layout is None:
        return terms
    before, after = timedelta(minutes=layout.before), timedelta(minutes=layout.after)
    return replace(terms, before=terms.before + before, after=terms.after + after)


def layout_for(people: int | None, layouts: Sequence[L]) -> L | None:
    """The smallest that seats so many, of those the one that is set up soonest; for no number, the quickest of all."""
    fitting = [each for each in layouts if people is None or each.seats >= people]
    if people is None:
        return min(fitting, key=lambda each: (each.before + each.after, each.seats), default=None)
    return min(fitting, key=lambda each: (each.seats, each.before + each.after), default=None)
