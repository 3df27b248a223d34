"""Pages that staff wrote, for those who know nothing of the editor."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page

from pustakota.contexts.search.actions import Document
from pustakota.sites.pages.models import HomePage, NewsPage, SitePage
from pustakota.sites.pages.models.site import plain_text

LANGUAGES = {"id": "ind", "en": "eng"}
MOST_TEXT = 20_000
"""Letters of a page that are searched."""


@dataclass(frozen=True, slots=True)
class WrittenPage:
    """A page that everybody may read."""

    title: str
    address: str
    about: str
    changed_at: datetime | None = None


def search_documents(page_ids: Collection[int] | None = None) -> Iterator[Document]:
    """These pages, or all, as they can be found: what is published and open to everybody. Home is not looked for."""
    for page in _open(page_ids):
        text = " ".join(_texts(page))[:MOST_TEXT]
        language = LANGUAGES.get(page.locale.language_code, "ind")
        yield Document("page", page.pk, {"title": [page.title], "text": [text]}, language=language)


def _open(page_ids: Collection[int] | None) -> Iterator[SitePage]:
    rows = Page.objects.live().public().not_type(HomePage).select_related("locale")
    rows = rows if page_ids is None else rows.filter(pk__in=page_ids)
    return (page for page in rows.specific() if isinstance(page, SitePage))


def _texts(page: SitePage) -> Iterator[str]:
    yield page.search_description
    if isinstance(page, NewsPage):
        yield page.summary
    for field in page._meta.get_fields():  # noqa: SLF001 -- Django's documented API
        if isinstance(field, StreamField):
            value = getattr(page, field.name)
            yield from (plain_text(piece) for piece in value.stream_block.get_searchable_content(value))
        elif isinstance(field, RichTextField):
            yield plain_text(getattr(page, field.name))


def pages(page_ids: Sequence[int]) -> dict[int, WrittenPage]:
    """Published pages by their ids."""
    return {page.pk: _written(page) for page in _open(page_ids)}


def open_page(page_id: int) -> SitePage | None:
    """A page that everybody may read."""
    return next(_open([page_id]), None)


def quote_on(page: SitePage, block_id: str) -> tuple[str, str] | None:
    """The words of a quote on a page, and who said them."""
    for field in page._meta.get_fields():  # noqa: SLF001 -- Django's documented API
        if isinstance(field, StreamField):
            for block in getattr(page, field.name):
                if block.block_type == "quote" and block.id == block_id:
                    return str(block.value["text"]), str(block.value["who"] or "")
    return None


def all_pages() -> list[WrittenPage]:
    """Every published page but home, for lists of all pages."""
    return [_written(page) for page in _open(None)]


def _written(page: SitePage) -> WrittenPage:
    about = page.search_description or (page.summary if isinstance(page, NewsPage) else "")
    return WrittenPage(page.title, page.url or "", about, page.last_published_at)
