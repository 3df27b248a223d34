"""What stands on every page: banners and menus, read from the database every few seconds and kept between.

Each web process keeps its own: whoever saves sees the change at once in that process, everybody else within
``KEPT`` seconds. When a banner begins and ends is looked at for each page.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.cache import cache

from pustakota.foundation import clock
from pustakota.sites.pages.models import Banner, Menu

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

KEPT = 10
_KEY = "pages.furniture"


@dataclass(frozen=True, slots=True)
class ShownBanner:
    """A banner as pages show it."""

    text: str
    text_in_english: str
    tone: str
    starts_at: datetime
    ends_at: datetime
    address: str

    def text_in(self, language: str) -> str:
        return (self.text_in_english if language == "en" else "") or self.text


@dataclass(frozen=True, slots=True)
class MenuLink:
    """One link of a menu."""

    words: str
    href: str


@dataclass(frozen=True, slots=True)
class Furniture:
    """All of it."""

    banners: Sequence[ShownBanner] = ()
    menus: Mapping[tuple[str, str], Sequence[MenuLink]] | None = None


def furniture() -> Furniture:
    """As it was at most ``KEPT`` seconds ago."""
    found: Furniture | None = cache.get(_KEY)
    if found is None:
        found = _read(clock.now())
        cache.set(_KEY, found, KEPT)
    return found


def forget() -> None:
    """The next page of this process reads anew."""
    cache.delete(_KEY)


def keep(what: Furniture) -> None:
    """Keep this until it is forgotten."""
    cache.set(_KEY, what, None)


def banners(at: datetime) -> list[ShownBanner]:
    """Those that hold at a moment."""
    return [each for each in furniture().banners if each.starts_at <= at < each.ends_at]


def menu(place: str, language: str) -> Sequence[MenuLink]:
    """The links of a menu; none where staff made no such menu."""
    return (furniture().menus or {}).get((place, language), ())


def _read(at: datetime) -> Furniture:
    rows = Banner.objects.filter(ends_at__gt=at).select_related("page")
    menus = {
        (menu.place, menu.language): [
            MenuLink(link.value["words"], link.value.href) for link in menu.items if link.value.href
        ]
        for menu in Menu.objects.all()
    }
    return Furniture([_shown(row) for row in rows], menus)


def _shown(row: Banner) -> ShownBanner:
    address = (row.page.url or "") if row.page and row.page.live else ""
    return ShownBanner(row.text, row.text_in_english, row.tone, row.starts_at, row.ends_at, address)
