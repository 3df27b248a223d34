"""Home, pages of text, answers to questions, service standards."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, Panel
from wagtail.fields import RichTextField, StreamField

from pustakota.sites.pages.blocks import HOME, PAGE, QUESTIONS, SERVICES, WORDS
from pustakota.sites.pages.models.site import SitePage, plain_text
from pustakota.sites.public import feeds, linked_data
from pustakota.sites.public.mine import waiting_for_me
from pustakota.sites.public.naming import name_of_site

if TYPE_CHECKING:
    from django.http import HttpRequest

    from pustakota.sites.public.head import Head


class HomePage(SitePage):
    """The first page of the site, built of blocks."""

    body = StreamField(HOME, verbose_name=_("blocks"), blank=True)
    content_panels: ClassVar[list[Panel]] = [*SitePage.content_panels, FieldPanel("body")]
    template = "pages/home_page.html"
    parent_page_types: ClassVar[list[str]] = ["wagtailcore.Page"]
    max_count_per_parent = None

    class Meta:
        verbose_name = _("home")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """With a heading of its own where the first block is not the search, since a page has one heading."""
        context = super().get_context(request, *args, **kwargs)
        first = self.body[0].block_type if len(self.body) else ""
        return context | {
            "has_hero": first == "search",
            "mine": waiting_for_me(request),
            "head": self._head(context["head"], name_of_site(request)),
        }

    def _head(self, head: Head, name: str) -> Head:
        """As the built-in home: the site itself, and how it is searched."""
        said = self.search_description or gettext("Search the collection of %(library)s") % {"library": name}
        return replace(
            head, title=name, description=said, feeds=[feeds.all_new()], linked_data=linked_data.website(name)
        )


class TextPage(SitePage):
    """A page of text and blocks: rules, contact, services."""

    body = RichTextField(verbose_name=_("text"), blank=True, features=WORDS)
    blocks = StreamField(PAGE, verbose_name=_("blocks"), blank=True)
    content_panels: ClassVar[list[Panel]] = [*SitePage.content_panels, FieldPanel("body"), FieldPanel("blocks")]
    template = "pages/text_page.html"

    class Meta:
        verbose_name = _("text page")

    @property
    def beginning(self) -> str:
        return plain_text(self.body)


class FaqPage(SitePage):
    """Questions that people ask often, each with its answer."""

    intro = models.TextField(verbose_name=_("introduction"), blank=True)
    questions = StreamField(QUESTIONS, verbose_name=_("questions"), blank=True)
    content_panels: ClassVar[list[Panel]] = [*SitePage.content_panels, FieldPanel("intro"), FieldPanel("questions")]
    template = "pages/faq_page.html"

    class Meta:
        verbose_name = _("questions and answers")

    @property
    def beginning(self) -> str:
        return self.intro

    def head(self, languages: dict[str, str]) -> Head:
        pairs = [
            (str(one.value["question"]), plain_text(one.value["answer"].source))
            for one in self.questions
            if one.block_type == "question"
        ]
        return (
            replace(super().head(languages), linked_data=linked_data.questions(pairs))
            if pairs
            else super().head(languages)
        )


class ServiceStandardsPage(SitePage):
    """*Standar Pelayanan*: what each service asks, gives, takes and costs (UU 25/2009, PermenPANRB 15/2014)."""

    intro = models.TextField(verbose_name=_("introduction"), blank=True)
    services = StreamField(SERVICES, verbose_name=_("services"), blank=True)
    content_panels: ClassVar[list[Panel]] = [*SitePage.content_panels, FieldPanel("intro"), FieldPanel("services")]
    template = "pages/service_standards_page.html"

    class Meta:
        verbose_name = _("service standards")

    @property
    def beginning(self) -> str:
        return self.intro
