"""Pages of long lists by key: the next begins after the last row seen, so that page 1,000 costs what page 1 does."""

from dataclasses import dataclass
from typing import Generic, TypeVar

from django.db.models import Model, QuerySet

M = TypeVar("M", bound=Model)


@dataclass(frozen=True, slots=True)
class KeyPage(Generic[M]):
    """Rows of one page, and the key to ask for the next with (``None``: this was the last)."""

    rows: list[M]
    next_after: int | None


def page_after(rows: QuerySet[M], *, after: int | None, size: int) -> KeyPage[M]:
    """Rows in the order of their keys, newest first, from behind ``after``."""
    ordered = rows.order_by("-pk") if after is None else rows.filter(pk__lt=after).order_by("-pk")
    found = list(ordered[: size + 1])
    return KeyPage(found[:size], found[size - 1].pk if len(found) > size else None)
