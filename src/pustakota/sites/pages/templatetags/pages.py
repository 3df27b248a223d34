"""What templates ask of the pages that staff write: pictures, news, banners, menus."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from pustakota.design.markup import filled
from pustakota.foundation import clock
from pustakota.sites.pages import furniture
from pustakota.sites.pages.models import NewsPage
from pustakota.sites.pages.models.news import newest_first

if TYPE_CHECKING:
    from pustakota.sites.pages.models import Picture

register = template.Library()
Place = Literal["wide", "narrow", "logo"]
WIDTHS: dict[str, tuple[Sequence[int], str]] = {
    "wide": ((360, 720, 1080), "(min-width: 46rem) 42rem, 100vw"),
    "narrow": ((240, 480), "(min-width: 46rem) 15rem, 50vw"),
    "logo": ((160, 320), "10rem"),
}
"""For each place: the widths in which a picture is made, and how wide it is shown."""
LARGE = "max-1600x1600|format-webp"


@register.simple_tag
def picture_image(picture: Picture, place: Place, silent: bool = False, alternative: str = "") -> SafeString:
    """A picture in several sizes, loaded when it comes near; ``silent``: the words beside it say the same."""
    if not picture.may_be_shown:
        return SafeString("")
    widths, sizes = WIDTHS[place]
    made = picture.get_renditions(*(f"width-{width}|format-webp" for width in widths))
    each = list(dict.fromkeys((one.url, one.width, one.height) for one in made.values()))
    url, width, height = each[0]
    return filled(
        '<img src="{}" srcset="{}" sizes="{}" width="{}" height="{}" alt="{}" loading="lazy" decoding="async">',
        url,
        ", ".join(f"{address} {wide}w" for address, wide, _high in each),
        sizes,
        width,
        height,
        "" if silent else alternative or picture.alternative,
    )


@register.simple_tag
def picture_address(picture: Picture) -> str:
    """Where a picture lies as large as it is shown."""
    return str(picture.get_rendition(LARGE).url)


@register.simple_tag
def newest_news(number: int) -> list[NewsPage]:
    """The newest news in the language of the page."""
    rows = newest_first(NewsPage.objects.filter(locale__language_code=get_language()))
    return list(rows[: number or 1])


@register.simple_tag
def site_banners() -> list[tuple[str, str, str]]:
    """What everybody should know now: text, tone, address with more."""
    language = get_language() or "id"
    return [(each.text_in(language), each.tone, each.address) for each in furniture.banners(clock.now())]


@register.simple_tag
def site_menu(place: str) -> Sequence[furniture.MenuLink]:
    """The links that staff chose for a place; none: the built-in ones stand there."""
    return furniture.menu(place, get_language() or "id")
