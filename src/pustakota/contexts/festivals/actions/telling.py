"""Tell who proposed something what became of it, and speakers what a new version changes for them alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from pustakota.contexts.festivals import queries
from pustakota.contexts.festivals.models import Proposal, Session, State
from pustakota.contexts.notices import actions as notices
from pustakota.contexts.people import queries as people

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

TOLD = frozenset({State.SUBMITTED, State.ACCEPTED, State.REJECTED, State.CANCELLED})


@transaction.atomic
def tell_of_proposal(*, proposal_id: int, state: str, at: datetime) -> int:
    """Tell what the library decided; read anew, so that what is no longer so is not told."""
    proposal = queries.proposal(proposal_id)
    if proposal is None or proposal.state != state or state not in TOLD:
        return 0
    return _tell(proposal, f"{state}:{at:%Y%m%d%H%M}", {"news": state, "because": proposal.because}, at)


@transaction.atomic
def tell_of_version(*, festival_id: int, number: int, session_ids: Sequence[int], at: datetime) -> int:
    """Tell the speakers for whom something differs; the number told."""
    festival = queries.festival(festival_id)
    if festival is None or festival.version != number:
        return 0
    rows = Session.objects.filter(pk__in=session_ids, proposal__state=State.CONFIRMED)
    rows = rows.select_related("proposal__festival__programme__service_point__library", "stage")
    return sum(_tell_of_slot(row, number, at) for row in rows.order_by("pk"))


def _tell_of_slot(row: Session, number: int, at: datetime) -> int:
    assert row.proposal is not None, "asked for with its proposal"
    facts: dict[str, Any] = {"news": "unscheduled"}
    if row.starts_at is not None and not row.is_off:
        facts = {"news": "scheduled", "starts_at": row.starts_at.isoformat(), "stage": str(row.stage)}
    return _tell(row.proposal, f"version:{number}", facts, at)


def _tell(proposal: Proposal, key: str, facts: dict[str, Any], at: datetime) -> int:
    festival = proposal.festival
    page = settings.PUBLIC_URL + reverse("public:my_proposal", args=[proposal.code])
    told: dict[str, Any] = {
        "template": "festivals/event",
        "key": f"festivals/event:{proposal.pk}:{key}",
        "point": festival.programme.service_point,
        "facts": {"festival": str(festival), "proposal": proposal.title, "page": page, **facts},
        "at": at,
    }
    if proposal.person_id is None:
        return notices.write_to(email=proposal.email, name=proposal.speaker, language=proposal.language, **told)
    patron = people.patron_of_person(proposal.person_id)
    return notices.queue(
        to=proposal.person_id,
        because=f"proposal:{proposal.pk}",
        patron_type_id=patron.type_id if patron else None,
        **told,
    )
