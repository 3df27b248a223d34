"""Blocks that stand at home only."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock

from pustakota.contexts.catalogue import queries as catalogue
from pustakota.foundation import clock
from pustakota.sites.pages.blocks.links import LinkBlock
from pustakota.sites.pages.blocks.words import PAGE
from pustakota.sites.public.opening import openings

FEWEST, MOST_TITLES, MOST_NEWS = 3, 20, 9


class SearchBlock(blocks.StructBlock):
    """The one big thing: the question, the box, and who is open now."""

    heading = blocks.CharBlock(label=_("question above the box"), required=False, max_length=80)

    class Meta:
        template = "pages/blocks/search.html"
        icon = "search"
        label = _("search")

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        places = openings(clock.now())
        return context | {
            "main_point": places[0] if places else None,
            "open_now": sum(place.closes_at is not None for place in places),
        }


class NewTitlesBlock(blocks.StructBlock):
    """What came into the collection last."""

    heading = blocks.CharBlock(label=_("heading"), required=False, max_length=80)
    number = blocks.IntegerBlock(label=_("how many"), default=10, min_value=FEWEST, max_value=MOST_TITLES)

    class Meta:
        template = "pages/blocks/new_titles.html"
        icon = "date"
        label = _("new titles")

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        return context | {"newest": catalogue.newest_records(value["number"] or FEWEST)}


class NewsBlock(blocks.StructBlock):
    """The newest news."""

    heading = blocks.CharBlock(label=_("heading"), required=False, max_length=80)
    number = blocks.IntegerBlock(label=_("how many"), default=3, min_value=1, max_value=MOST_NEWS)

    class Meta:
        template = "pages/blocks/news.html"
        icon = "doc-full"
        label = _("news")


class PartnerBlock(blocks.StructBlock):
    """One partner: with a logo, or by name alone."""

    name = blocks.CharBlock(label=_("name"), max_length=120)
    logo = ImageChooserBlock(label=_("logo"), required=False)
    link = LinkBlock(label=_("link"), required=False)

    class Meta:
        icon = "group"
        label = _("partner")


class PartnersBlock(blocks.StructBlock):
    """Those who work with the library."""

    heading = blocks.CharBlock(label=_("heading"), required=False, max_length=80)
    partners = blocks.ListBlock(PartnerBlock(), label=_("partners"), min_num=1, max_num=24)

    class Meta:
        template = "pages/blocks/partners.html"
        icon = "group"
        label = _("partners")


HOME: list[tuple[str, blocks.Block]] = [
    ("search", SearchBlock()),
    ("new_titles", NewTitlesBlock()),
    ("news", NewsBlock()),
    ("partners", PartnersBlock()),
    *PAGE,
]
"""What home may hold."""
