"""What the community announces: facts, in the past tense."""

from dataclasses import dataclass

from pustakota.foundation.outbox import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class CitizenProposalChanged(Event):
    """A proposal came to a state, or (``news`` is ``version``) its words were changed after somebody supported them."""

    proposal_id: int
    state: str
    news: str = ""

    @property
    def subject(self) -> str:
        return f"citizen_proposal:{self.proposal_id}"
