"""What one scan means: a card opens its member, a barcode is lent, taken back or renewed, words are looked up."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from pustakota.contexts.catalogue import queries as catalogue
from pustakota.contexts.circulation import actions as circulation
from pustakota.contexts.circulation import queries as circulating
from pustakota.contexts.people import permissions as people_permissions
from pustakota.contexts.people import queries as people
from pustakota.foundation.errors import Refusal
from pustakota.sites.desk import answers, finding
from pustakota.sites.desk.answers import Answer

if TYPE_CHECKING:
    from datetime import datetime

    from pustakota.contexts.catalogue.models import Item
    from pustakota.contexts.circulation.models import Loan
    from pustakota.contexts.circulation.permissions import Override
    from pustakota.contexts.organisation.models import ServicePoint
    from pustakota.contexts.people.models import Patron
    from pustakota.foundation.actors import Actor
    from pustakota.sites.desk.finding import Found


class Mode(StrEnum):
    """What a barcode does."""

    LEND = "lend"
    RETURN = "return"
    RENEW = "renew"


@dataclass(frozen=True, slots=True)
class Sitting:
    """What lies on the desk: the mode, and the member who stands before it."""

    mode: Mode = Mode.RETURN
    member: Patron | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """Where a scan led: the sitting after it, its answer, or what was found for words."""

    sitting: Sitting
    answer: Answer | None = None
    found: Found | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Scan:
    """One thing given to the box, by whom, where and when."""

    code: str
    sitting: Sitting
    by: Actor
    point: ServicePoint
    at: datetime
    override: Override | None = None


def take(scan: Scan) -> Step:
    """Do what the scan means. Barcodes come first: they are what is scanned most."""
    if not scan.code:
        return Step(scan.sitting)
    if item := catalogue.item_with_title(scan.code):
        return _with_item(scan, item)
    if patron := people.patron_of_card(scan.code):
        return _with_card(scan, patron)
    if retired := people.retired_card(scan.code):
        return Step(scan.sitting, answers.retired(retired, may_view=scan.by.may("people.view")))
    found = finding.find(scan.code, by=scan.by)
    return Step(scan.sitting, found=found) if found else Step(scan.sitting, answers.unknown(scan.code))


def switched(sitting: Sitting, wished: str) -> Sitting:
    """The sitting after a mode was chosen; returning, and anything unknown, lets the member go."""
    if wished in {Mode.LEND, Mode.RENEW}:
        return Sitting(Mode(wished), sitting.member)
    return Sitting()


def _with_card(scan: Scan, patron: Patron) -> Step:
    """A card opens its member; the same card again closes it."""
    people_permissions.may_view(scan.by)
    if scan.sitting.member == patron:
        closed = Answer(tone="info", word=_("Done"), about=patron.person.greeting, is_logged=False)
        return Step(Sitting(), closed)
    mode = Mode.RENEW if scan.sitting.mode is Mode.RENEW else Mode.LEND
    opened = Answer(tone="info", word=_("Card"), about=patron.person.name, is_logged=False)
    return Step(Sitting(mode, patron), opened)


def _with_item(scan: Scan, item: Item) -> Step:
    title = item.record.title
    try:
        answer = _verb(scan, item, title)
    except Refusal as refusal:
        answer = answers.refused(refusal, about=title, retry=scan.code)
    return Step(scan.sitting, answer)


def _verb(scan: Scan, item: Item, title: str) -> Answer:
    if scan.sitting.mode is Mode.RETURN:
        return take_back(item, by=scan.by, point=scan.point, at=scan.at)
    if scan.sitting.mode is Mode.RENEW:
        loan = circulating.open_loan_of_item(item)
        return renew(loan, by=scan.by, at=scan.at, override=scan.override) if loan else answers.not_out(title)
    if scan.sitting.member is None:
        return answers.card_first(title)
    loan = circulation.check_out(
        item=item,
        patron=scan.sitting.member,
        at_point=scan.point,
        by=scan.by,
        at=scan.at,
        source=circulation.Source.DESK,
        override=scan.override,
    )
    return answers.lent(loan, title=title, at=scan.at)


def take_back(item: Item, *, by: Actor, point: ServicePoint, at: datetime) -> Answer:
    """Take a copy back; where it was caught for somebody, the answer knows for whom."""
    result = circulation.check_in(item=item, at_point=point, by=by, at=at)
    hold = circulating.hold_by_code(result.hold.code) if result.hold else None
    return answers.returned(result, title=item.record.title, hold=hold)


def renew(loan: Loan, *, by: Actor, at: datetime, override: Override | None = None) -> Answer:
    """Renew a loan."""
    title = loan.item.record.title
    return answers.renewed(circulation.renew(loan=loan, by=by, at=at, override=override), title=title)


def undo(loan: Loan, *, by: Actor, point: ServicePoint, at: datetime) -> Answer:
    """Take back a loan that was made by mistake: the copy lies here, so this is an ordinary return."""
    if loan.returned_at is not None:
        return answers.not_out(loan.item.record.title)
    answer = take_back(loan.item, by=by, point=point, at=at)
    return answer if answer.hold else replace(answer, tone="info", word=_("Undone"), detail="", returned_loan=0)


def undo_return(loan: Loan, *, by: Actor, point: ServicePoint, at: datetime) -> Answer:
    """Open a loan again whose copy was scanned back by mistake."""
    title = loan.item.record.title
    try:
        circulation.undo_return(loan=loan, at_point=point, by=by, at=at)
    except Refusal as refusal:
        return answers.refused(refusal, about=title)
    return answers.undone(title, loan_id=loan.pk)
