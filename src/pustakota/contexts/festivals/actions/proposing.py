"""Propose, change, submit; review; accept, decline, confirm, withdraw, cancel."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from pustakota.contexts.festivals import permissions, queries, rules
from pustakota.contexts.festivals.errors import ProposalRefused
from pustakota.contexts.festivals.events import ProposalChanged
from pustakota.contexts.festivals.models import Proposal, Score, Session, State
from pustakota.contexts.festivals.rules import Step
from pustakota.foundation import locks, outbox
from pustakota.foundation.reasons import Reason

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from pustakota.contexts.festivals.models import Festival
    from pustakota.contexts.people.models import Person
    from pustakota.foundation.actors import Actor

SPEAKERS, STAFF = (Step.SUBMIT, Step.CONFIRM, Step.WITHDRAW), (Step.ACCEPT, Step.REJECT, Step.CANCEL)
NEEDS_REASON = (Step.REJECT, Step.CANCEL)


def _refused(code: str, **facts: object) -> ProposalRefused:
    return ProposalRefused(Reason(code, facts, overridable=False))


@transaction.atomic
def begin_proposal(
    *, festival: Festival, title: str, at: datetime, person: Person | None = None, **given: Any
) -> Proposal:
    """A draft of anybody's; only whoever has its secret address sees it until it is submitted."""
    proposal = Proposal(
        festival=festival, title=" ".join(title.split()), person=person, made_at=at, changed_at=at, **given
    )
    if reasons := rules.reasons_not_to_submit(queries.said(proposal, at=at)):
        early = [each for each in reasons if each.code in {"call_not_open", "call_closed", "title_missing"}]
        if early:
            raise ProposalRefused(*early)
    proposal.save()
    return proposal


@transaction.atomic
def change_proposal(*, proposal: Proposal, at: datetime, **given: Any) -> Proposal:
    """Other words while it is a draft; what was submitted stays as it was read."""
    held = _held(proposal)
    if held.state != State.DRAFT:
        raise _refused("not_possible", state=held.get_state_display())
    for name, value in given.items():
        setattr(held, name, value)
    held.changed_at = at
    held.save()
    return held


@transaction.atomic
def take_step(*, proposal: Proposal, step: Step, at: datetime) -> Proposal:
    """Submit, confirm or withdraw, by whoever holds the secret address."""
    held = _may(proposal, step, SPEAKERS)
    if step is Step.SUBMIT and (reasons := rules.reasons_not_to_submit(queries.said(held, at=at))):
        raise ProposalRefused(*reasons)
    _become(held, step, at=at)
    if step is Step.WITHDRAW:
        Session.objects.filter(proposal=held).update(is_off=True)
    return held


@transaction.atomic
def take_step_as_staff(*, proposal: Proposal, step: Step, by: Actor, at: datetime, because: str = "") -> Proposal:
    """Accept (it becomes a session of the draft), decline or cancel; a no has a reason."""
    permissions.may_plan(by, proposal.festival.programme.service_point_id)
    held = _may(proposal, step, STAFF)
    if step in NEEDS_REASON and not because.strip():
        raise _refused("reason_missing")
    _become(held, step, at=at, because=because)
    if step is Step.ACCEPT:
        words = {name: getattr(held, name) for name in ("kind", "title", "about", "speaker", "minutes")}
        Session.objects.update_or_create(proposal=held, defaults={"festival": held.festival, "is_off": False, **words})
    elif step is Step.CANCEL:
        Session.objects.filter(proposal=held).update(is_off=True)
    return held


@transaction.atomic
def give_score(*, proposal: Proposal, points: int, by: Actor, at: datetime, words: str = "") -> Score:
    """What one reviewer thinks; said again, it takes the place of what they said before."""
    permissions.may_host(by, proposal.festival.programme.service_point_id)
    if proposal.state != State.SUBMITTED:
        raise _refused("not_reviewed_now")
    if not 1 <= points <= rules.MOST_POINTS:
        raise _refused("points_wrong", most=rules.MOST_POINTS)
    given = {"points": points, "words": words.strip(), "given_at": at}
    score, _is_new = Score.objects.update_or_create(proposal=proposal, account_id=by.account_id or 0, defaults=given)
    return score


def _held(proposal: Proposal) -> Proposal:
    held = locks.hold(proposal)
    held.festival = proposal.festival
    return held


def _may(proposal: Proposal, step: Step, whose: Iterable[Step]) -> Proposal:
    held = _held(proposal)
    if step not in whose or not rules.may_step(held.state, step):
        raise _refused("not_possible", state=held.get_state_display())
    return held


def _become(held: Proposal, step: Step, *, at: datetime, because: str = "") -> None:
    held.state, held.changed_at, held.because = State(rules.state_after(held.state, step)), at, because.strip()
    held.save(update_fields=["state", "changed_at", "because"])
    outbox.announce(ProposalChanged(proposal_id=held.pk, state=held.state), at=at)
