"""What the editor shows of ours: choosers, banners, menus, authors."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from pustakota.sites.pages.choosers import CHOOSERS
from pustakota.sites.pages.models import Author, Banner, Menu


class Banners(SnippetViewSet):
    """Disruptions."""

    model = Banner
    icon = "warning"
    list_display = ("text", "tone", "starts_at", "ends_at")


class Menus(SnippetViewSet):
    """Links at the head and the foot."""

    model = Menu
    icon = "list-ul"
    list_display = ("place", "language")


class Authors(SnippetViewSet):
    """Who signs texts."""

    model = Author
    icon = "user"
    list_display = ("name", "comes_from")


class OnEveryPage(SnippetViewSetGroup):
    """Their place in the editor's navigation."""

    items = (Banners, Menus, Authors)
    menu_label = _("Whole site")
    menu_icon = "site"
    menu_order = 250


register_snippet(OnEveryPage)


@hooks.register("register_admin_viewset")  # type: ignore[untyped-decorator]
def choosers() -> list[Any]:
    """Titles and service points can be picked."""
    return list(CHOOSERS)
