"""Take what a phone sends: each entry once, by itself, whatever became of those before it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from django.db import transaction

from pustakota.contexts.fieldwork import permissions, queries, rules
from pustakota.contexts.fieldwork.actions.kinds import KINDS
from pustakota.contexts.fieldwork.errors import EntryRefused, SendingRefused
from pustakota.contexts.fieldwork.models import Entry, Outcome
from pustakota.foundation.errors import NotAllowed, Refusal
from pustakota.foundation.reasons import Reason

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from uuid import UUID

    from pustakota.contexts.people.models import Device
    from pustakota.foundation.actors import Actor


class Answer(NamedTuple):
    """What became of an entry, by the name that the phone gave it, with the reasons in words.

    ``registration``: whom it was about, so that a card that walked in is counted once with the list fetched afterwards.
    """

    uuid: str
    outcome: str
    words: list[str]
    registration: int | None = None


def take(*, sent: Any, device: Device, by: Actor, at: datetime) -> list[Answer]:
    """Take a sending ``{"sent_at": …, "entries": […]}``; the same entry again is answered as the first time."""
    permissions.may_send(by, device.service_point_id)
    entries, sent_at = _opened(sent)
    return [_answer(raw, sent_at=sent_at, device=device, by=by, at=at) for raw in entries]


def _opened(sent: Any) -> tuple[Sequence[Any], datetime]:
    given = sent if isinstance(sent, dict) else {}
    entries, sent_at = given.get("entries"), rules.moment(given.get("sent_at"))
    if not isinstance(entries, list) or sent_at is None:
        raise SendingRefused(Reason("unreadable", overridable=False))
    if len(entries) > rules.MOST_AT_ONCE:
        raise SendingRefused(Reason("too_many", {"most": rules.MOST_AT_ONCE}, overridable=False))
    return entries, sent_at


def _answer(raw: Any, *, sent_at: datetime, device: Device, by: Actor, at: datetime) -> Answer:
    """An entry without a name cannot be kept; the phone keeps it."""
    uuid = rules.uuid_of(raw)
    if uuid is None:
        words = [EntryRefused.word(Reason("unreadable", overridable=False))]
        return Answer(str(raw.get("uuid", ""))[:80] if isinstance(raw, dict) else "", Outcome.REFUSED, words)
    row = _kept(uuid, raw, sent_at=sent_at, device=device, by=by, at=at)
    words = queries.words_of(row) if row.outcome == Outcome.REFUSED else []
    about = row.subject.removeprefix("registration:")
    return Answer(str(uuid), row.outcome, words, int(about) if about else None)


@transaction.atomic
def _kept(uuid: UUID, raw: dict[str, Any], *, sent_at: datetime, device: Device, by: Actor, at: datetime) -> Entry:
    row, is_new = Entry.objects.get_or_create(
        uuid=uuid, defaults={"device": device, "received_at": at, "said": _bounded(raw)}
    )
    if not is_new:
        return row
    if reasons := rules.reasons_against(raw):
        return _refused(row, reasons)
    noted = rules.noted(raw, sent_at=sent_at, received_at=at)
    row.seq, row.kind, row.happened_at, row.undoes = noted.seq, noted.kind, noted.at, noted.undoes
    row.about = f"occurrence:{noted.occurrence_id}"
    return act(row, noted, by=by, at=at)


def act(row: Entry, noted: rules.Noted, *, by: Actor, at: datetime) -> Entry:
    """Do what an entry says; where that is refused, nothing is done and the entry is kept with the reasons."""
    try:
        with transaction.atomic():
            row.outcome = KINDS[noted.kind](row, noted, by=by, at=at)
    except Refusal as refusal:
        return _refused(row, refusal.reasons)
    except NotAllowed:
        return _refused(row, (Reason("another_point", overridable=False),))
    row.reasons, row.said = [], {name: value for name, value in row.said.items() if name != "card"}
    row.save()
    return row


def _refused(row: Entry, reasons: Sequence[Reason]) -> Entry:
    row.outcome = Outcome.REFUSED
    row.reasons = [[reason.code, {name: str(fact) for name, fact in reason.facts.items()}] for reason in reasons]
    row.save()
    return row


def _bounded(raw: dict[str, Any]) -> dict[str, Any]:
    """What is kept of an entry: what the product knows, and no longer than that may be."""
    known = ("kind", "seq", "at", "occurrence", "registration", "card", "undoes", "numbers")
    kept = {name: raw[name] for name in known if name in raw}
    return {name: value for name, value in kept.items() if len(str(value)) <= 200 and "\x00" not in str(value)}
