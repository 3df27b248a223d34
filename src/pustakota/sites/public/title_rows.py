"""Titles as rows of a list: made here and not in a template, since a page shows twenty."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.text import Truncator
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from pustakota.contexts.catalogue import queries as catalogue
from pustakota.contexts.catalogue.queries import works
from pustakota.contexts.circulation import queries as circulation
from pustakota.design.covers import said_name
from pustakota.design.languages import language_name
from pustakota.design.markup import filled, icon
from pustakota.design.templatetags import ui
from pustakota.sites.public import wording
from pustakota.sites.public.addresses import address_of, addresses_of, cover_address, editions_beneath

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from django.utils.functional import Promise
    from django.utils.safestring import SafeString

    from pustakota.contexts.catalogue.models import Record

LONGEST_SUBTITLE = 110
FORMS: Mapping[str, str | Promise] = {
    "book": _("book"),
    "manuscript": _("manuscript"),
    "braille": _("braille"),
    "electronic": _("electronic"),
    "sound": _("sound recording"),
    "music": _("music"),
    "video": _("video"),
    "map": _("map"),
    "serial": _("magazine or newspaper"),
    "kit": _("kit"),
}
"""What an edition is made as, by the kind of its record."""


def title_rows(
    records: Sequence[Record], points: Mapping[str, str], others: Mapping[int, int] | None = None
) -> list[SafeString]:
    """Each title with its cover and whether it can be had now; what many of them share is worded once.

    ``others``: how many other editions its work has, by title, to be fetched beneath it when somebody opens them.
    """
    editions = others or {}
    keys = [record.pk for record in records]
    free, copies = circulation.availability(keys), catalogue.copies_by_point(keys)
    numbers = [(sum(free[key].values()), sum(copies[key].values())) for key in keys]
    states = {pair: wording.availability(*pair) for pair in set(numbers)}
    languages = {code: language_name(code) for code in {record.language for record in records}}
    summaries = {number: _editions_summary(number) for number in set(editions.values())}
    show = gettext("Show the other editions") if summaries else ""
    rows = []
    for record, key, pair, address in zip(records, keys, numbers, addresses_of(records), strict=True):
        others_of = editions.get(key)
        rows.append(
            _row(
                record,
                cover=cover_address(key),
                address=address,
                language=languages[record.language],
                state=states[pair],
                where=", ".join([points.get(str(point), "") for point in free[key]]),
                more=_editions(summaries[others_of], editions_beneath(address), show) if others_of else "",
            )
        )
    return rows


def _editions_summary(number: int) -> SafeString:
    words = ngettext("%(number)d other edition", "%(number)d other editions", number) % {"number": number}
    return filled("<summary>{}{}</summary>", words, icon("chevron-down"))


def _editions(summary: SafeString, address: str, show: str) -> SafeString:
    """The other editions of a work, closed: they are fetched when opened."""
    return filled(
        '<details class="editions">{}'
        '<p hx-get="{}" hx-trigger="toggle once from:closest details" hx-target="this" hx-swap="outerHTML"'
        ' hx-push-url="false"><a href="{}">{}</a></p></details>',
        summary,
        address,
        address,
        show,
    )


def _edition(row: Record, state: SafeString) -> SafeString:
    facts = edition_in_words(row)
    return filled(
        '<li><a href="{}">{}</a> <span class="soft">{}</span> {}</li>', address_of(row), row.title, facts, state
    )


def edition_rows(records: Sequence[Record]) -> list[SafeString]:
    """Editions of one work for a list: what each is, and whether it can be had."""
    keys = [record.pk for record in records]
    free, copies = circulation.availability(keys), catalogue.copies_by_point(keys)
    numbers = {key: (sum(free[key].values()), sum(copies[key].values())) for key in keys}
    return [_edition(record, wording.availability(*numbers[record.pk])) for record in records]


def free_instead(record: Record) -> list[SafeString]:
    """Where no copy of a title is on a shelf: the other editions of its work of which one is, for the same list."""
    others = works.editions_of(record)
    free = circulation.availability([each.pk for each in (record, *others)]) if others else {}
    if not others or any(free[record.pk].values()):
        return []
    return edition_rows([each for each in others if any(free[each.pk].values())])


def edition_in_words(record: Record) -> str:
    """By what one edition differs from others: language, year, form."""
    form = FORMS.get(record.material, "")
    parts = (language_name(record.language) if record.language else "", str(record.year or ""), str(form))
    return " · ".join(part for part in parts if part)


def _row(
    record: Record, *, cover: str, address: str, language: str, state: SafeString, where: str, more: SafeString | str
) -> SafeString:
    byline = [said_name(record.authors[0]) if record.authors else "", str(record.year or ""), language]
    return filled(
        '{}<div><h2 class="hit-title"><a href="{}">{}</a></h2>{}<p class="soft">{}</p>'
        '<p>{} <span class="soft small">{}</span></p>{}</div>',
        ui.cover_image(cover),
        address,
        record.title,
        filled('<p class="hit-subtitle soft">{}</p>', _shortened(record.subtitle)) if record.subtitle else "",
        " · ".join([part for part in byline if part]),
        state,
        where,
        more,
    )


def _shortened(text: str) -> str:
    return Truncator(text).chars(LONGEST_SUBTITLE) if len(text) > LONGEST_SUBTITLE else text
