"""What the figures of a period say in plain sentences: how much, more or less than before, what is not known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pustakota.contexts.insights import queries, rules
from pustakota.contexts.insights.rules import PeriodKind
from pustakota.design.wording import grouped

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pustakota.contexts.insights.desk.asked import Asked
    from pustakota.contexts.insights.queries import FigureSums, Meaning, Overview


def story_of(found: Overview, wanted: Asked, meanings: dict[str, Meaning]) -> list[str]:
    """The sentences, for the points that are shown."""
    return [*_main(found, wanted), *_best(found, meanings[wanted.figure]), *_unknown(found)]


def _main(found: Overview, wanted: Asked) -> Iterator[str]:
    visits, loans = found.figure("visits"), found.figure("loans")
    facts = {
        "period": queries.words_of(found.period),
        "visits": grouped(visits.total.value or 0),
        "loans": grouped(loans.total.value or 0),
    }
    if visits.total.value is None:
        yield _("%(period)s: nobody has written down who came. %(loans)s copies were lent.") % facts
        return
    if wanted.is_running:
        yield _("%(period)s so far: people came %(visits)s times, and %(loans)s copies were lent.") % facts
    else:
        yield _("%(period)s: people came %(visits)s times, and %(loans)s copies were lent.") % facts
    yield from _against(visits, found, wanted)


def _against(visits: FigureSums, found: Overview, wanted: Asked) -> Iterator[str]:
    change = rules.change(visits.total.value, visits.before)
    if change is None or change.percent is None:
        return
    before = queries.words_of(rules.period_around(found.earlier.kind, found.earlier.first))
    facts = {"percent": abs(change.percent), "before": before, "number": grouped(visits.before or 0)}
    if not change.percent:
        yield _("That is about as many visits as in %(before)s (%(number)s).") % facts
    elif wanted.is_running:
        more = _("That is %(percent)s%% more visits than in the same days of %(before)s (%(number)s).")
        less = _("That is %(percent)s%% fewer visits than in the same days of %(before)s (%(number)s).")
        yield (more if change.percent > 0 else less) % facts
    else:
        more = _("That is %(percent)s%% more visits than in %(before)s (%(number)s).")
        less = _("That is %(percent)s%% fewer visits than in %(before)s (%(number)s).")
        yield (more if change.percent > 0 else less) % facts


def _best(found: Overview, meaning: Meaning) -> Iterator[str]:
    known = [(total.value, step) for step, total in found.course if total.value]
    if len(known) < 2:
        return
    value, step = max(known, key=lambda pair: (pair[0], -pair[1].first.toordinal()))
    is_month = step.kind is PeriodKind.MONTH
    facts = {
        "figure": meaning.name,
        "day": date_format(step.first, "F" if is_month else "l, j F"),
        "value": grouped(value),
    }
    if is_month:
        yield _("%(figure)s: the best month was %(day)s with %(value)s.") % facts
    else:
        yield _("%(figure)s: the best day was %(day)s with %(value)s.") % facts


def _unknown(found: Overview) -> Iterator[str]:
    if gaps := found.gaps:
        days = sum(gaps.values())
        yield ngettext(
            "One service point wrote nothing down on %(days)s open days: the true numbers are higher.",
            "%(points)s service points wrote nothing down on %(days)s open days together: the true numbers are higher.",
            len(gaps),
        ) % {"points": len(gaps), "days": days}
