"""Titles by hand: a new one from a few fields, and changes of these fields that leave the rest of the MARC alone."""

from datetime import datetime

from django.db import transaction

from pustakota.contexts.catalogue import permissions
from pustakota.contexts.catalogue.actions.records import add_record, change_record
from pustakota.contexts.catalogue.errors import DescriptionRefused
from pustakota.contexts.catalogue.marc.json_form import from_json
from pustakota.contexts.catalogue.marc.record import MarcRecord
from pustakota.contexts.catalogue.models import Record
from pustakota.contexts.catalogue.rules import description as rules
from pustakota.contexts.catalogue.rules.copying import without_local
from pustakota.contexts.catalogue.rules.description import KINDS, Description
from pustakota.foundation import locks
from pustakota.foundation.actors import Actor
from pustakota.foundation.reasons import Reason

__all__ = ["KINDS", "Description", "describe_record", "describe_title", "take_title"]


@transaction.atomic
def describe_title(*, description: Description, kind: str, by: Actor, at: datetime) -> Record:
    """A new title from what was typed, or every reason why not."""
    permissions.may_edit(by)
    accepted = _accepted(description)
    return add_record(marc=rules.new_record(accepted, kind=kind, entered_on=f"{at:%y%m%d}"), by=by, at=at)


@transaction.atomic
def take_title(*, marc: MarcRecord, description: Description, by: Actor, at: datetime) -> Record:
    """A new title from another library's record: all of it but what is local there, with what was typed over it."""
    permissions.may_edit(by)
    taken, accepted = without_local(marc), _accepted(description)
    return add_record(marc=rules.edited(taken, rules.described(taken), accepted), by=by, at=at)


@transaction.atomic
def describe_record(
    *, record: Record, description: Description, seen: datetime, by: Actor, at: datetime, reason: str = ""
) -> Record:
    """Change what differs from the record and nothing else. ``seen``: ``changed_at`` of the state that was edited."""
    permissions.may_edit(by)
    record = locks.hold(record)
    if record.changed_at != seen:
        raise DescriptionRefused(Reason("changed_meanwhile", overridable=False))
    marc, accepted = from_json(record.marc), _accepted(description)
    changed = rules.edited(marc, rules.described(marc), accepted)
    return change_record(record=record, marc=changed, by=by, at=at, reason=reason)


def _accepted(description: Description) -> Description:
    checked, wrong = rules.with_isbns_checked(description)
    reasons = [Reason("isbn_wrong", {"isbn": isbn}, overridable=False) for isbn in wrong]
    if not description.title.strip():
        reasons.append(Reason("title_empty", overridable=False))
    if reasons:
        raise DescriptionRefused(*reasons)
    return checked
