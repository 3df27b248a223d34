"""Whose a case is, what is answered, how it ends, and that it may go on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from pustakota.contexts.cases import permissions, rules
from pustakota.contexts.cases.actions.keeping import held_for, keep_entry
from pustakota.contexts.cases.errors import CaseRefused
from pustakota.contexts.cases.events import CaseAnswered, CaseClosed, CaseReopened
from pustakota.contexts.cases.rules import CaseKind, Step
from pustakota.contexts.people import queries as people
from pustakota.foundation import outbox
from pustakota.foundation.reasons import Reason

if TYPE_CHECKING:
    from datetime import datetime

    from pustakota.contexts.cases.models import Case
    from pustakota.contexts.people.models import Person
    from pustakota.foundation.actors import Actor


@transaction.atomic
def assign_case(*, case: Case, to: Person | None, by: Actor, at: datetime, note: str = "") -> Case:
    """Give a case to a member of staff who may answer here, or back to the role."""
    permissions.may_answer(by, case.service_point_id)
    case, state = held_for(case, Step.ASSIGNED)
    if to is not None and not _answers_here(to, case):
        raise CaseRefused(Reason("not_here", {"point": case.service_point.name}, overridable=False))
    case.owner, case.state = to, state
    case.save(update_fields=["owner", "state"])
    keep_entry(case, Step.ASSIGNED, by=by, at=at, note=note)
    return case


def _answers_here(person: Person, case: Case) -> bool:
    account = person.account
    return account is not None and people.actor_of(account).may(permissions.ANSWER, case.service_point_id)


@transaction.atomic
def answer_case(*, case: Case, words: str, by: Actor, at: datetime, note: str = "") -> Case:
    """Tell the asker something; the clock of the promise stops with the first answer."""
    permissions.may_answer(by, case.service_point_id)
    case, state = held_for(case, Step.ANSWERED)
    if not words.strip():
        raise CaseRefused(Reason("words_missing", overridable=False))
    case.state, case.answered_at = state, case.answered_at or at
    case.save(update_fields=["state", "answered_at"])
    keep_entry(case, Step.ANSWERED, by=by, at=at, words=words, note=note)
    outbox.announce(CaseAnswered(case_id=case.pk, kind=case.kind, service_point_id=case.service_point_id), at=at)
    return case


@transaction.atomic
def close_case(*, case: Case, outcome: str, words: str, by: Actor, at: datetime, note: str = "") -> Case:
    """End a case with one of the outcomes of its kind, said in words that the asker reads."""
    permissions.may_answer(by, case.service_point_id)
    case, state = held_for(case, Step.CLOSED)
    if reasons := rules.reasons_not_to_close(CaseKind(case.kind), outcome, words):
        raise CaseRefused(*reasons)
    case.state, case.outcome, case.closed_at = state, outcome, at
    case.answered_at = case.answered_at or at
    case.save(update_fields=["state", "outcome", "closed_at", "answered_at"])
    keep_entry(case, Step.CLOSED, by=by, at=at, words=words, note=note)
    closed = CaseClosed(
        case_id=case.pk,
        kind=case.kind,
        service_point_id=case.service_point_id,
        outcome=outcome,
        about=case.about,
    )
    outbox.announce(closed, at=at)
    return case


@transaction.atomic
def reopen_case(*, case: Case, words: str, by: Actor, at: datetime) -> Case:
    """Go on with a case that was answered or closed: the asker asks further, or staff look again."""
    permissions.may_read(by, case)
    case, state = held_for(case, Step.REOPENED)
    if not words.strip():
        raise CaseRefused(Reason("words_missing", overridable=False))
    case.state, case.outcome, case.closed_at = state, "", None
    case.save(update_fields=["state", "outcome", "closed_at"])
    keep_entry(case, Step.REOPENED, by=by, at=at, words=words)
    outbox.announce(CaseReopened(case_id=case.pk, kind=case.kind, service_point_id=case.service_point_id), at=at)
    return case
