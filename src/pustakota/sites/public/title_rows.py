"""Titles as rows of a list: made here and not in a template, since a page shows twenty."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.text import Truncator

from pustakota.contexts.catalogue import queries as catalogue
from pustakota.contexts.circulation import queries as circulation
from pustakota.design.covers import said_name
from pustakota.design.languages import language_name
from pustakota.design.markup import filled
from pustakota.design.templatetags import ui
from pustakota.sites.public import wording
from pustakota.sites.public.addresses import address_of, cover_address

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from django.utils.safestring import SafeString

    from pustakota.contexts.catalogue.models import Record

LONGEST_SUBTITLE = 110


def title_rows(records: Sequence[Record], points: Mapping[str, str]) -> list[SafeString]:
    """Each title with its cover and whether it can be had now; what many of them share is worded once."""
    keys = [record.pk for record in records]
    free, copies = circulation.availability(keys), catalogue.copies_by_point(keys)
    numbers = {key: (sum(free[key].values()), sum(copies[key].values())) for key in keys}
    states = {pair: wording.availability(*pair) for pair in set(numbers.values())}
    languages = {code: language_name(code) for code in {record.language for record in records}}
    return [
        _row(
            record,
            language=languages[record.language],
            state=states[numbers[record.pk]],
            where=", ".join(points.get(str(point), "") for point in free[record.pk]),
        )
        for record in records
    ]


def _row(record: Record, *, language: str, state: SafeString, where: str) -> SafeString:
    byline = (said_name(record.authors[0]) if record.authors else "", str(record.year or ""), language)
    return filled(
        '{}<div><h2 class="hit-title"><a href="{}">{}</a></h2>{}<p class="soft">{}</p>'
        '<p>{} <span class="soft small">{}</span></p></div>',
        ui.cover_image(cover_address(record.pk)),
        address_of(record),
        record.title,
        filled('<p class="hit-subtitle soft">{}</p>', _shortened(record.subtitle)) if record.subtitle else "",
        " · ".join(part for part in byline if part),
        state,
        where,
    )


def _shortened(text: str) -> str:
    return Truncator(text).chars(LONGEST_SUBTITLE) if len(text) > LONGEST_SUBTITLE else text
