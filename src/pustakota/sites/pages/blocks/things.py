"""Blocks that show things of ours, as they are at this moment."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from pustakota.contexts.catalogue import queries as catalogue
from pustakota.foundation import clock
from pustakota.sites.pages import choosers
from pustakota.sites.public.opening import openings
from pustakota.sites.public.title_rows import title_rows

MOST_TITLES, MOST_POINTS = 12, 12

TitleChooserBlock = choosers.titles.get_block_class("TitleChooserBlock", module_path=__name__)
PointChooserBlock = choosers.points.get_block_class("PointChooserBlock", module_path=__name__)


class TitlesBlock(blocks.StructBlock):
    """Chosen titles as cards, each with whether it can be had now."""

    heading = blocks.CharBlock(label=_("heading"), required=False, max_length=80)
    titles = blocks.ListBlock(TitleChooserBlock(), label=_("titles"), min_num=1, max_num=MOST_TITLES)

    class Meta:
        template = "pages/blocks/titles.html"
        icon = "openquote"
        label = _("titles of the catalogue")

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        """Titles that were hidden or merged since are left out."""
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        keys = [record.pk for record in value["titles"] if record is not None]
        shown = catalogue.records(keys)
        points = {str(opening.point.pk): opening.point.name for opening in openings(clock.now())}
        return context | {"rows": title_rows([shown[key] for key in keys if key in shown], points)}


class PointsBlock(blocks.StructBlock):
    """Service points as cards with their hours; none chosen: all."""

    heading = blocks.CharBlock(label=_("heading"), required=False, max_length=80)
    points = blocks.ListBlock(
        PointChooserBlock(),
        label=_("service points"),
        min_num=0,
        max_num=MOST_POINTS,
        help_text=_("None: all of them."),
    )

    class Meta:
        template = "pages/blocks/points.html"
        icon = "site"
        label = _("service points and whether they are open")

    def get_default(self) -> Any:
        """A new block begins with no point chosen, and so with all of them."""
        value = super().get_default()
        value["points"] = self.child_blocks["points"].to_python([])
        return value

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        wanted = [point.pk for point in value["points"] if point is not None]
        rows = [opening for opening in openings(clock.now()) if not wanted or opening.point.pk in wanted]
        return context | {"openings": rows}
