"""Blocks of words and pictures, for every page."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock

from pustakota.sites.pages.blocks.links import LinkBlock
from pustakota.sites.pages.blocks.things import PointsBlock, TitlesBlock

WORDS = ["h2", "h3", "bold", "italic", "ol", "ul", "link", "hr"]
"""What rich text may hold: no pictures and nothing of other sites inside the text."""
LEAST_CARDS, MOST_CARDS = 1, 12


class TextBlock(blocks.RichTextBlock):
    """Running text."""

    def __init__(self, **given: Any) -> None:
        super().__init__(**{"features": WORDS, "label": _("text"), **given})

    class Meta:
        template = "pages/blocks/text.html"
        icon = "pilcrow"


class PictureBlock(blocks.StructBlock):
    """A picture with a line beneath; its alternative text belongs to the picture."""

    picture = ImageChooserBlock(label=_("picture"))
    caption = blocks.CharBlock(label=_("line beneath"), required=False, max_length=250)

    class Meta:
        template = "pages/blocks/picture.html"
        icon = "image"
        label = _("picture")


class PhotoBlock(blocks.StructBlock):
    """One photo of a gallery; earlier galleries kept the picture alone."""

    picture = ImageChooserBlock(label=_("picture"))
    caption = blocks.CharBlock(label=_("line beneath"), required=False, max_length=200)

    class Meta:
        icon = "image"
        label = _("photo")

    def to_python(self, value: Any) -> Any:
        return super().to_python(_as_photo(value))

    def bulk_to_python(self, values: Any) -> Any:
        return super().bulk_to_python([_as_photo(value) for value in values])


def _as_photo(value: Any) -> Any:
    return {"picture": value, "caption": ""} if isinstance(value, int) else value


class GalleryBlock(blocks.StructBlock):
    """Photos side by side, each opening large. What waits for consent is left out, and keeps the page from readers."""

    heading = blocks.CharBlock(label=_("heading"), required=False, max_length=80)
    pictures = blocks.ListBlock(PhotoBlock(), label=_("pictures"), min_num=2, max_num=48)

    class Meta:
        template = "pages/blocks/gallery.html"
        icon = "image"
        label = _("gallery")


class QuoteBlock(blocks.StructBlock):
    """Somebody's words."""

    text = blocks.TextBlock(label=_("words"), max_length=400)
    who = blocks.CharBlock(label=_("who said or wrote it"), required=False, max_length=120)

    class Meta:
        template = "pages/blocks/quote.html"
        icon = "openquote"
        label = _("quote")


class CardBlock(blocks.StructBlock):
    """One card of a grid."""

    title = blocks.CharBlock(label=_("title"), max_length=80)
    text = blocks.TextBlock(label=_("text"), required=False, max_length=250)
    link = LinkBlock(label=_("link"), required=False)

    class Meta:
        icon = "doc-empty"
        label = _("card")


class CardsBlock(blocks.StructBlock):
    """Cards side by side, each one a way onward."""

    heading = blocks.CharBlock(label=_("heading"), required=False, max_length=80)
    cards = blocks.ListBlock(CardBlock(), label=_("cards"), min_num=LEAST_CARDS, max_num=MOST_CARDS)

    class Meta:
        template = "pages/blocks/cards.html"
        icon = "grip"
        label = _("cards")


class CallBlock(blocks.StructBlock):
    """One thing to do, with its button."""

    title = blocks.CharBlock(label=_("title"), max_length=100)
    text = blocks.TextBlock(label=_("text"), required=False, max_length=300)
    link = LinkBlock(label=_("button"))

    class Meta:
        template = "pages/blocks/call.html"
        icon = "pick"
        label = _("call to action")


PAGE: list[tuple[str, blocks.Block]] = [
    ("text", TextBlock()),
    ("picture", PictureBlock()),
    ("gallery", GalleryBlock()),
    ("quote", QuoteBlock()),
    ("cards", CardsBlock()),
    ("call", CallBlock()),
    ("titles", TitlesBlock()),
    ("points", PointsBlock()),
]
"""What every page may hold."""
