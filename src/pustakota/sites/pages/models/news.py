"""News and blog: one list, written by staff and by people of the city."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar

from django.core.paginator import Paginator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, Panel
from wagtail.fields import StreamField

from pustakota.sites.pages.blocks import PAGE
from pustakota.sites.pages.models.pictures import Picture
from pustakota.sites.pages.models.site import SitePage
from pustakota.sites.pages.widgets import Ticks
from pustakota.sites.public import linked_data
from pustakota.sites.public.addresses import absolute

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest
    from wagtail.models import PageQuerySet

    from pustakota.sites.public.head import Head

ON_A_PAGE = 10
CARD = "fill-1200x630|format-jpeg"


class Author(models.Model):
    """Whoever signs a text, under the name they wish to be read by."""

    class From(models.TextChoices):
        """Where an author comes from."""

        STAFF = "staff", _("staff of the library")
        COMMUNITY = "community", _("from the community")
        PARTNER = "partner", _("publisher or partner")

    name = models.CharField(verbose_name=_("name"), max_length=120)
    comes_from = models.CharField(verbose_name=_("who"), max_length=12, choices=From.choices, default=From.STAFF)
    about = models.CharField(verbose_name=_("about the author"), max_length=300, blank=True)
    panels: ClassVar[list[Panel]] = [FieldPanel("name"), FieldPanel("comes_from"), FieldPanel("about")]

    class Meta:
        verbose_name = _("author")
        verbose_name_plural = _("authors")
        ordering: ClassVar[list[str]] = ["name"]

    def __str__(self) -> str:
        return self.name


class NewsIndexPage(SitePage):
    """All news, the newest first."""

    intro = models.TextField(verbose_name=_("introduction"), blank=True)
    content_panels: ClassVar[list[Panel]] = [*SitePage.content_panels, FieldPanel("intro")]
    template = "pages/news_index_page.html"
    subpage_types: ClassVar[list[str]] = ["pages.NewsPage"]

    class Meta:
        verbose_name = _("list of news")

    @property
    def beginning(self) -> str:
        return self.intro

    def news(self) -> PageQuerySet:
        """What is published below this page and open to everybody."""
        return newest_first(NewsPage.objects.child_of(self))

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        return context | {"shown": Paginator(self.news(), ON_A_PAGE).get_page(request.GET.get("hal"))}


def newest_first(rows: PageQuerySet) -> PageQuerySet:
    """Published news with what a list shows of them, in three queries however many they are."""
    found = rows.live().public().select_related("picture", "locale").prefetch_related("authors")
    return found.order_by("-first_published_at", "-pk")


class NewsPage(SitePage):
    """A piece of news, or a post of the blog."""

    summary = models.TextField(
        verbose_name=_("summary"), max_length=300, help_text=_("Two sentences: shown in lists and feeds.")
    )
    picture = models.ForeignKey(
        Picture, verbose_name=_("picture"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    authors = ParentalManyToManyField(Author, verbose_name=_("authors"), blank=True, related_name="news")
    body = StreamField(PAGE, verbose_name=_("text"), blank=True)
    content_panels: ClassVar[list[Panel]] = [
        *SitePage.content_panels,
        FieldPanel("summary"),
        FieldPanel("picture"),
        FieldPanel("authors", widget=Ticks),
        FieldPanel("body"),
    ]
    template = "pages/news_page.html"
    parent_page_types: ClassVar[list[str]] = ["pages.NewsIndexPage"]
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("news")

    @property
    def shown_picture(self) -> Picture | None:
        """The picture, if it may be shown."""
        return self.picture if self.picture and self.picture.may_be_shown else None

    @property
    def dated(self) -> datetime | None:
        """When it was first published; a draft has no date."""
        return self.first_published_at  # type: ignore[no-any-return]

    def head(self, languages: dict[str, str]) -> Head:
        picture = self.shown_picture
        head = super().head(languages)
        return replace(
            head,
            description=self.search_description or self.summary,
            kind="article",
            image=picture.get_rendition(CARD).url if picture else head.image,
            linked_data=linked_data.news(
                self.title,
                self.summary,
                absolute(self.url or ""),
                self.dated,
                [author.name for author in self.authors.all()],
            ),
        )
