"""What is written here without the editor: the first pages of a library, and those of the demo city."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from io import BytesIO
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db import transaction
from wagtail.models import Locale, Page, Revision, Site

from pustakota.foundation.actors import SYSTEM
from pustakota.sites.pages import first_words
from pustakota.sites.pages.models import (
    Author,
    Banner,
    FaqPage,
    FormPage,
    HomePage,
    Menu,
    NewsIndexPage,
    NewsPage,
    Picture,
    ServiceStandardsPage,
    SitePage,
    TextPage,
)
from pustakota.sites.pages.models.pictures import ShowsPeople

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from pustakota.foundation.actors import Actor

__all__ = ["SYSTEM", "Draft", "add_author", "add_picture", "keep_the_schedule", "make_first_pages", "publish",
           "set_menu", "show_banner", "write_home"]  # fmt: skip

EDIT = "site.edit"
MAIN, OTHER = "id", "en"
NEWS = "berita"
KINDS: Mapping[str, type[SitePage]] = {
    "text": TextPage,
    "questions": FaqPage,
    "standards": ServiceStandardsPage,
    "news": NewsPage,
    "form": FormPage,
}
Blocks = list[dict[str, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A page to be published. ``fields`` are those of its kind; blocks are given as plain lists.

    In another language than the site's own it stands beside the page of the same kind and slug.
    """

    kind: str
    slug: str
    title: str
    language: str = MAIN
    fields: Mapping[str, Any] = field(default_factory=dict)
    authors: Sequence[str] = ()


@transaction.atomic
def make_first_pages(*, library: str, by: Actor, at: datetime) -> None:
    """A home in both languages, a list of news, and a page about the library; nothing where a home stands."""
    by.need(EDIT)
    if HomePage.objects.exists():
        return
    for code in (MAIN, OTHER):
        Locale.objects.get_or_create(language_code=code)
    home = _first_home(library, at)
    _under(home, NewsIndexPage(title=first_words.NEWS[MAIN], slug=NEWS), at)
    for page in (home, NewsIndexPage.objects.get()):
        _in_english(page, at)
    for code, words in first_words.ABOUT.items():
        fields = {"body": words["body"] % {"library": library}}
        publish(
            draft=Draft(kind="text", slug="tentang", title=words["title"], language=code, fields=fields), by=by, at=at
        )


def _first_home(library: str, at: datetime) -> HomePage:
    """In the place of the page that the editor's own tables begin with."""
    root = Page.get_first_root_node()
    assert root is not None, "the editor's tables begin with a root"
    home = HomePage(title=library, slug="beranda", body=json.dumps(first_words.HOME), locale=Locale.get_default())
    root.add_child(instance=home)
    _publish(home, at)
    public = urlsplit(settings.PUBLIC_URL)
    site = Site.objects.get(is_default_site=True)
    welcome = site.root_page
    site.root_page, site.site_name = home, library
    site.hostname, site.port = public.hostname or "localhost", public.port or (443 if public.scheme == "https" else 80)
    site.save()
    if welcome is not None and type(welcome.specific) is Page:
        welcome.delete()
    return home


def _in_english(page: SitePage, at: datetime) -> None:
    twin = page.copy_for_translation(Locale.objects.get(language_code=OTHER)).specific
    if isinstance(twin, HomePage):
        twin.body = json.dumps(first_words.HOME)
    else:
        twin.title, twin.slug = first_words.NEWS[OTHER], page.slug
    _publish(twin, at)


def _under(parent: Page, page: SitePage, at: datetime) -> None:
    page.locale = parent.locale
    parent.add_child(instance=page)
    _publish(page, at)


def _publish(page: SitePage, at: datetime) -> None:
    page.first_published_at = page.first_published_at or at
    page.live = True
    page.save_revision().publish()


@transaction.atomic
def write_home(*, title: str, blocks: Blocks, by: Actor, at: datetime, language: str = MAIN) -> None:
    """What home is made of from now on."""
    by.need(EDIT)
    home = HomePage.objects.get(locale__language_code=language)
    home.title, home.body = title, json.dumps(blocks)
    _publish(home, at)


@transaction.atomic
def publish(*, draft: Draft, by: Actor, at: datetime) -> SitePage:
    """Write a page and publish it, dated as of then."""
    by.need(EDIT)
    page = _twin(draft) if draft.language != MAIN else None
    kind = KINDS[draft.kind]
    page = page or kind(slug=draft.slug)
    page.title, page.first_published_at = draft.title, at
    for name, value in draft.fields.items():
        setattr(page, name, json.dumps(value) if isinstance(value, list) else value)
    if page.pk is None:
        parent = _parent(draft)
        page.locale = parent.locale
        parent.add_child(instance=page)
    if isinstance(page, NewsPage):
        page.authors.set(Author.objects.filter(name__in=draft.authors))
    _publish(page, at)
    return page


def _twin(draft: Draft) -> SitePage | None:
    """The page in the other language, beside the one of the same slug; none where that one does not stand."""
    original = KINDS[draft.kind].objects.filter(slug=draft.slug, locale__language_code=MAIN).first()
    if original is None:
        return None
    twin: SitePage = original.copy_for_translation(Locale.objects.get(language_code=draft.language)).specific
    twin.slug = draft.slug
    return twin


def _parent(draft: Draft) -> Page:
    kind = NewsIndexPage if draft.kind == "news" else HomePage
    return kind.objects.get(locale__language_code=draft.language)


@transaction.atomic
def add_author(*, name: str, comes_from: str, about: str, by: Actor) -> None:
    """Somebody who signs texts."""
    by.need(EDIT)
    Author.objects.get_or_create(name=name, defaults={"comes_from": comes_from, "about": about})


@transaction.atomic
def add_picture(*, title: str, alternative: str, content: bytes, name: str, by: Actor, credit: str = "") -> int:
    """A picture that shows nobody; its key."""
    by.need(EDIT)
    picture = Picture(title=title, alternative=alternative, credit=credit, shows_people=ShowsPeople.NO)
    picture.file.save(name, ContentFile(BytesIO(content).getvalue()), save=False)
    picture.save()
    return int(picture.pk)


@transaction.atomic
def show_banner(
    *, text: str, text_in_english: str, starts_at: datetime, ends_at: datetime, by: Actor, tone: str = Banner.Tone.WAIT
) -> None:
    """Tell everybody of a disruption."""
    by.need(EDIT)
    Banner.objects.create(text=text, text_in_english=text_in_english, tone=tone, starts_at=starts_at, ends_at=ends_at)


@transaction.atomic
def set_menu(*, place: str, links: Sequence[tuple[str, str]], by: Actor, language: str = MAIN) -> None:
    """The links of a menu: words and address."""
    by.need(EDIT)
    items = [{"type": "link", "value": {"words": words, "page": None, "address": address}} for words, address in links]
    Menu.objects.update_or_create(place=place, language=language, defaults={"items": json.dumps(items)})


def keep_the_schedule(*, by: Actor, at: datetime) -> int:
    """Publish what is due and take away what has ended; how many pages there were. The editor looks at the clock."""
    by.need(EDIT)
    due: int = Page.objects.filter(live=True, expire_at__lt=at).count()
    due += Revision.objects.filter(approved_go_live_at__lt=at).count()
    call_command("publish_scheduled", verbosity=0)
    return due
