"""Passing on a page that staff wrote, or a quote that stands on one."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from django.http import Http404
from django.urls import reverse

from pustakota.design.cards import Card
from pustakota.sites.pages import queries
from pustakota.sites.pages.models import NewsPage
from pustakota.sites.public import sharing
from pustakota.sites.public.sharing import Passed

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from pustakota.design.cards import Shape
    from pustakota.sites.pages.models import SitePage

PICTURE = "fill-1080x880|format-jpeg"
SHORT_NAME = 40


def share_page(request: HttpRequest, page_id: int) -> HttpResponse:
    """The page's link, and its card in each shape."""
    page = _page_or_404(page_id)
    return sharing.share_page(
        request, Passed(page.title, page.url or "/", page.slug, partial(page_card_address, page.pk))
    )


def share_quote(request: HttpRequest, page_id: int, block: UUID) -> HttpResponse:
    """The link to the page with the quote, and the quote's card in each shape."""
    page = _page_or_404(page_id)
    words, _who = _quote_or_404(page, str(block))
    title = f"{page.title}: {words[:SHORT_NAME].strip()}…" if len(words) > SHORT_NAME else f"{page.title}: {words}"
    own = partial(_quote_card_address, page.pk, str(block))
    return sharing.share_page(request, Passed(title, page.url or "/", f"{page.slug}-kutipan", own))


def page_card(request: HttpRequest, page_id: str, shape: Shape) -> HttpResponse:
    """The page's card; its picture is on it where it may be shown."""
    page = _page_or_404(int(page_id))
    summary = page.summary if isinstance(page, NewsPage) else ""
    card = Card("page", page.title, page.search_description or summary, picture=_picture(page))
    return sharing.drawn(request, card, shape)


def quote_card(request: HttpRequest, page_id: str, block: str, shape: Shape) -> HttpResponse:
    """The quote's card."""
    words, who = _quote_or_404(_page_or_404(int(page_id)), block)
    return sharing.drawn(request, Card("quote", words, who), shape)


def page_card_address(page_id: int, shape: Shape) -> str:
    """Where a page's card is drawn."""
    return reverse("pictures:page_card", args=[page_id, shape])


def _quote_card_address(page_id: int, block: str, shape: Shape) -> str:
    return reverse("pictures:quote_card", args=[page_id, block, shape])


def _picture(page: SitePage) -> bytes:
    picture = page.shown_picture if isinstance(page, NewsPage) else None
    if picture is None:
        return b""
    with picture.get_rendition(PICTURE).file.open("rb") as opened:
        return bytes(opened.read())


def _page_or_404(page_id: int) -> SitePage:
    if page := queries.open_page(page_id):
        return page
    raise Http404


def _quote_or_404(page: SitePage, block: str) -> tuple[str, str]:
    if found := queries.quote_on(page, block):
        return found
    raise Http404
