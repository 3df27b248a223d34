"""What components are given: small values that a view makes and a template hands on."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class Link:
    """One place to go: in a tab row, a breadcrumb, a navigation."""

    label: str | Promise
    href: str
    current: bool = False
    count: int | None = None
    icon: str = ""


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One value to narrow a list by; the address already holds the choice (or its undoing when chosen).

    ``without_href``: the address that leaves the value out instead. ``is_part``: of the value above it.
    """

    label: str | Promise
    count: int
    href: str
    chosen: bool = False
    without_href: str = ""
    is_part: bool = False


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Who speaks, at the head of a sheet of paper. ``colour`` can be read on white; ``logo``: a ``data:`` address."""

    name: str
    colour: str
    logo: str = ""
    lines: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Definition:
    """A term and what it is; a missing value is said to be missing by the caller, never left out silently."""

    term: str | Promise
    value: str | Promise
