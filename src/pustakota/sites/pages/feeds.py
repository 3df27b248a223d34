"""News as feeds: RSS 2.0, Atom 1.0, JSON Feed 1.1."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed, SyndicationFeed
from django.utils.translation import get_language, gettext

from pustakota.sites.pages.models import NewsPage
from pustakota.sites.pages.models.news import newest_first
from pustakota.sites.public.addresses import absolute

if TYPE_CHECKING:
    from collections.abc import Iterable

IN_A_FEED = 30
KINDS: dict[str, type[SyndicationFeed]] = {"rss": Rss201rev2Feed, "atom": Atom1Feed}
JSON_FEED = "https://jsonfeed.org/version/1.1"
TYPES = {"rss": "application/rss+xml", "atom": "application/atom+xml", "json": "application/feed+json"}
NO_DATE = datetime(2000, 1, 1, tzinfo=UTC)
"""The format wants a date of an empty feed, and none is better than a new one at each look."""


def news_in_feed() -> list[NewsPage]:
    """The newest news in the language of the request."""
    return list(newest_first(NewsPage.objects.filter(locale__language_code=get_language()))[:IN_A_FEED])


def written(form: str, site: str) -> str:
    """The feed as text."""
    title = f"{gettext('News')} · {site}"
    own = absolute(reverse("pages:news_feed", args=[form]))
    return _json(title, own) if form == "json" else _xml(KINDS[form], title, own)


def _xml(kind: type[SyndicationFeed], title: str, own: str) -> str:
    rows = news_in_feed()
    feed = kind(
        title=title,
        link=absolute(reverse("public:news")),
        description=title,
        language=get_language(),
        feed_url=own,
        feed_guid=own,
    )
    for page in rows:
        feed.add_item(
            title=page.title,
            link=absolute(page.url),
            unique_id=f"{absolute('')}/berita/{page.pk}",
            unique_id_is_permalink=False,
            description=page.summary,
            author_name=", ".join(_authors(page)) or None,
            pubdate=page.first_published_at,
            updateddate=page.last_published_at,
        )
    if not rows:
        feed.latest_post_date = lambda: NO_DATE  # type: ignore[method-assign]
    return str(feed.writeString("utf-8"))


def _json(title: str, own: str) -> str:
    items = [
        {
            "id": f"{absolute('')}/berita/{page.pk}",
            "url": absolute(page.url),
            "title": page.title,
            "content_text": page.summary,
            "date_published": page.first_published_at.isoformat(),
            "date_modified": page.last_published_at.isoformat(),
            "authors": [{"name": name} for name in _authors(page)],
        }
        for page in news_in_feed()
    ]
    feed = {
        "version": JSON_FEED,
        "title": title,
        "home_page_url": absolute(reverse("public:news")),
        "feed_url": own,
        "language": get_language(),
        "items": items,
    }
    return json.dumps(feed, ensure_ascii=False)


def _authors(page: NewsPage) -> Iterable[str]:
    return [author.name for author in page.authors.all()]
