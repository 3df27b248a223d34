"""What staff decide: review, the public answer, the event that it becomes; and what is promised."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from pustakota.contexts.cases import actions as cases
from pustakota.contexts.community import permissions, queries, rules
from pustakota.contexts.community.actions.becoming import decide, held_proposal
from pustakota.contexts.community.errors import ProposalRefused
from pustakota.contexts.community.models import Promise, Proposal, State
from pustakota.contexts.community.rules import Step
from pustakota.contexts.programmes import actions as programmes
from pustakota.foundation.reasons import Reason

if TYPE_CHECKING:
    from datetime import datetime

    from pustakota.contexts.organisation.models import ServicePoint
    from pustakota.contexts.programmes.models import Occurrence
    from pustakota.foundation.actors import Actor

OUTCOMES = {
    Step.ACCEPT: "taken_up",
    Step.ACCEPT_CHANGED: "taken_up_changed",
    Step.POSTPONE: "not_now",
    Step.DECLINE: "declined",
}
BY_OUTCOME = {outcome: step for step, outcome in OUTCOMES.items()} | {"duplicate": Step.DECLINE}
DRAFT_AHEAD = timedelta(days=30)
"""The draft of an event stands a month ahead, for staff to move."""


@transaction.atomic
def promise(*, at_point: ServicePoint, is_open: bool, answer_within: int, by: Actor) -> Promise:
    """Whether a point takes proposals, and within how many open days it answers."""
    permissions.may_plan(by, at_point.pk)
    given = {"is_open": is_open, "answer_within": max(1, answer_within)}
    return Promise.objects.update_or_create(service_point=at_point, defaults=given)[0]


@transaction.atomic
def answer(*, proposal: Proposal, step: Step, words: str = "", by: Actor, at: datetime) -> Proposal:
    """Take a step; an answer is public, ends the request, and (a yes) makes the draft of an event."""
    permissions.may_plan(by, proposal.service_point_id)
    case = proposal.case
    if step in OUTCOMES and case is not None and case.closed_at is None and words.strip():
        cases.close_case(case=case, outcome=OUTCOMES[step], words=words, by=by, at=at)
    return _stepped(proposal, step, words, by=by, at=at)


@transaction.atomic
def follow_case(*, case_id: int, outcome: str, words: str, by: Actor, at: datetime) -> Proposal | None:
    """A proposal that was answered among the other requests is answered here, too, with the same words."""
    proposal, step = queries.proposal_of_case(case_id), BY_OUTCOME.get(outcome)
    if proposal is None or step is None or rules.State(proposal.state) not in rules.ASKED:
        return None
    return _stepped(proposal, step, words, by=by, at=at)


def _stepped(proposal: Proposal, step: Step, words: str, *, by: Actor, at: datetime) -> Proposal:
    held = held_proposal(proposal)
    state = rules.State(held.state)
    after = rules.state_after(state, step)
    reasons = list(rules.reasons_to_refuse_step(state, step, words))
    if step is Step.SCHEDULE and held.occurrence_id is None:
        reasons.append(Reason("event_missing", overridable=False))
    if reasons or after is None:
        raise ProposalRefused(*reasons)
    if step in rules.ANSWERS:
        held.answer, held.answered_at = words.strip(), at
    if after in rules.ACCEPTED:
        held.occurrence = _draft(held, by=by, at=at)
    return decide(held, State(after), at=at, words=words, account_id=by.account_id)


def _draft(held: Proposal, *, by: Actor, at: datetime) -> Occurrence:
    """A programme with one date that nobody sees yet."""
    programme = programmes.add_programme(
        service_point=held.service_point, title=held.title, about=held.about, by=by, at=at
    )
    return programmes.plan(programme=programme, starts_at=at + DRAFT_AHEAD, is_draft=True, by=by, at=at)
