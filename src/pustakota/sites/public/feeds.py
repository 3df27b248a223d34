"""Feeds of new titles: all, of a subject, at a place."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed, SyndicationFeed
from django.utils.translation import get_language, gettext

from pustakota.design.covers import said_name
from pustakota.sites.public.addresses import absolute, address_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pustakota.contexts.catalogue.models import Record
    from pustakota.contexts.organisation.models import ServicePoint

KINDS: dict[str, type[SyndicationFeed]] = {"rss": Rss201rev2Feed, "atom": Atom1Feed}


@dataclass(frozen=True, slots=True)
class Feed:
    """One feed, by what it holds; its forms share the address up to the ending."""

    title: str
    subject: str = ""
    point: str = ""

    def address(self, form: str) -> str:
        chosen = {name: value for name, value in (("subjek", self.subject), ("titik", self.point)) if value}
        path = _path(form, get_language())
        return absolute(f"{path}?{urlencode(chosen)}" if chosen else path)


@cache
def _path(form: str, _language: str | None) -> str:
    return reverse("public:new_titles_feed", args=[form])


def all_new() -> Feed:
    return Feed(gettext("New titles"))


def new_on(subject: str) -> Feed:
    return Feed(gettext("New titles: %(subject)s") % {"subject": subject}, subject=subject)


def new_at(point: ServicePoint) -> Feed:
    return Feed(gettext("New titles: %(subject)s") % {"subject": point.name}, point=point.code)


def written(feed: Feed, form: str, records: Iterable[Record], site: str) -> str:
    """The feed as text. An entry is dated by when the title came into the catalogue."""
    rows = list(records)
    made = KINDS[form](
        title=f"{feed.title} · {site}",
        link=absolute(reverse("public:home")),
        description=feed.title,
        language=get_language(),
        feed_url=feed.address(form),
        feed_guid=feed.address(form),
    )
    for record in rows:
        _add(made, record)
    if not rows:  # the format wants a date, and none is better than a new one at each look
        made.latest_post_date = lambda: datetime(2000, 1, 1, tzinfo=UTC)  # type: ignore[method-assign]
    return str(made.writeString("utf-8"))


def _add(feed: SyndicationFeed, record: Record) -> None:
    address = absolute(address_of(record))
    said = " · ".join(part for part in (", ".join(map(said_name, record.authors)), str(record.year or "")) if part)
    feed.add_item(
        title=record.title,
        link=address,
        unique_id=f"{absolute('')}/katalog/{record.pk}",
        unique_id_is_permalink=False,
        description=record.details.get("summary", "") or said,
        author_name=said_name(record.authors[0]) if record.authors else None,
        pubdate=record.made_at,
        updateddate=record.changed_at,
        categories=record.details.get("subjects", ()),
    )
