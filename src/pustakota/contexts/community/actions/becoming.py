"""The one way in which a proposal comes to a state, with its line in the public log."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pustakota.contexts.community.errors import ProposalRefused
from pustakota.contexts.community.events import CitizenProposalChanged
from pustakota.contexts.community.models import Decision
from pustakota.foundation import locks, outbox
from pustakota.foundation.reasons import Reason

if TYPE_CHECKING:
    from datetime import datetime

    from pustakota.contexts.community.models import Proposal, State


def refused(code: str) -> ProposalRefused:
    return ProposalRefused(Reason(code, overridable=False))


def held_proposal(proposal: Proposal) -> Proposal:
    """The proposal, read again and held, with what was known of it."""
    held = locks.hold(proposal)
    held.service_point, held.author, held.case = proposal.service_point, proposal.author, proposal.case
    return held


def decide(held: Proposal, state: State, *, at: datetime, words: str = "", account_id: int | None = None) -> Proposal:
    """Write the state and its line."""
    held.state = state
    held.save()
    Decision.objects.create(proposal=held, at=at, state=state, words=words.strip(), account_id=account_id)
    outbox.announce(CitizenProposalChanged(proposal_id=held.pk, state=state, news=state), at=at)
    return held
