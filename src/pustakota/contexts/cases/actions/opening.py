"""Take in what somebody asks, with the promise of when it is answered."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from pustakota.contexts.cases import permissions, queries, rules
from pustakota.contexts.cases.actions.keeping import keep_entry
from pustakota.contexts.cases.errors import CaseRefused
from pustakota.contexts.cases.events import CaseOpened
from pustakota.contexts.cases.models import Case, Promise
from pustakota.contexts.cases.rules import Step
from pustakota.contexts.organisation import permissions as organisation
from pustakota.foundation import outbox

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from pustakota.contexts.cases.models import Kind, Source
    from pustakota.contexts.organisation.models import ServicePoint
    from pustakota.contexts.people.models import Person
    from pustakota.foundation.actors import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """How to reach an asker who has no account here; all may be empty."""

    name: str = ""
    email: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Answered:
    """One question of a form, in the words in which it was asked, and what was said."""

    field: str
    asked: str
    value: str


@transaction.atomic
def open_case(
    *,
    kind: Kind,
    subject: str,
    at_point: ServicePoint,
    by: Actor,
    at: datetime,
    source: Source,
    asker: Person | None = None,
    contact: Contact | None = None,
    text: str = "",
    answers: Sequence[Answered] = (),
    form: tuple[str, int] | None = None,
    about: str = "",
) -> Case:
    """Take in a case; anybody may ask, in their own name or in nobody's. ``form``: code and version of a form."""
    permissions.may_ask_for(by, asker.pk if asker else None)
    if reasons := rules.reasons_not_to_open(subject=subject):
        raise CaseRefused(*reasons)
    promise = queries.promise_for(kind)
    reached = contact or Contact()
    case = Case.objects.create(
        kind=kind,
        service_point=at_point,
        role=promise.role if promise else "",
        asker=asker,
        contact_name=" ".join(reached.name.split()),
        contact_email=reached.email.strip(),
        contact_phone=reached.phone.strip(),
        subject=" ".join(subject.split()),
        text=text.strip(),
        about=about,
        form=form[0] if form else "",
        form_version=form[1] if form else None,
        answers=[asdict(answer) for answer in answers],
        source=source,
        opened_at=at,
        due_at=queries.due_of(kind, at_point, promise=promise, at=at),
    )
    keep_entry(case, Step.OPENED, by=by, at=at)
    outbox.announce(CaseOpened(case_id=case.pk, kind=case.kind, service_point_id=at_point.pk), at=at)
    return case


@transaction.atomic
def set_promise(*, kind: Kind, working_hours: int, role: str, by: Actor) -> Promise:
    """Within how many opening hours a kind of case is to be answered, and by which role; holds for new cases."""
    organisation.may_edit(by)
    promise, _ = Promise.objects.update_or_create(kind=kind, defaults={"working_hours": working_hours, "role": role})
    return promise
