"""Library cards to print: the size of a bank card (ISO/IEC 7810 ID-1), each by itself or ten on a sheet."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from django.conf import settings

from pustakota.contexts.organisation import queries as organisation
from pustakota.contexts.people.models import Patron
from pustakota.design.parts import Letterhead
from pustakota.foundation import print as paper

LONG_NAME = 26
"""From so many letters on a name stands in smaller type, on two lines."""


@dataclass(frozen=True, slots=True)
class CardShown:
    """What stands on a card; nothing else of its member does."""

    patron: Patron
    head: Letterhead
    qr: str
    is_long: bool


def cards_pdf(patrons: Iterable[Patron], *, on_sheets: bool) -> bytes:
    """Cards as PDF in the brand of each member's library.

    Each on a page of 85.60 × 53.98 mm for a card printer, or ten to cut out of a sheet of A4.
    """
    heads = cache(organisation.letterhead)
    cards = [
        CardShown(
            patron,
            heads(patron.home_point.library),
            paper.qr_picture(patron.card_number),
            len(patron.person.name) >= LONG_NAME,
        )
        for patron in patrons
    ]
    facts = {"cards": cards, "on_sheets": on_sheets}
    return paper.pdf("people/print/cards.html", facts, language=settings.LANGUAGE_CODE)
