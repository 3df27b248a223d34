"""Tell the author what became of a proposal, supporters of the answer and of other words, and staff of what is late."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from pustakota.contexts.community import permissions, queries, rules
from pustakota.contexts.community.models import Proposal
from pustakota.contexts.notices import actions as notices
from pustakota.contexts.people import queries as people
from pustakota.foundation import locks, periods

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

VERSION = "version"
TOLD = frozenset(state for state in rules.SHOWN if state is not rules.State.PUBLISHED) | {VERSION}
PAGE = 200


@transaction.atomic
def tell_of_proposal(*, proposal_id: int, state: str, news: str, at: datetime) -> int:
    """The author learns of each decision, those who support of it and of other words; read anew."""
    proposal = queries.proposal(proposal_id)
    if proposal is None or proposal.state != state or news not in TOLD:
        return 0
    readers = queries.supporters_of(proposal)
    if news != VERSION and proposal.author_id is not None:
        readers = [proposal.author_id, *readers]
    number = proposal.version if news == VERSION else f"{at:%Y%m%d%H%M}"
    return _tell(proposal, readers, f"{news}:{number}", {"news": news, "words": proposal.answer}, at)


@transaction.atomic
def remind_staff(*, at: datetime) -> int:
    """Once a week staff who may answer are told what waits too long; the number of proposals."""
    late = queries.to_remind(at=at)
    for proposal in late:
        held = locks.hold(proposal)
        held.reminded_on = periods.local_day(at, proposal.service_point.zone)
        held.save(update_fields=["reminded_on"])
        _tell(proposal, _staff_of(proposal), f"late:{held.reminded_on}", {"news": "late"}, at)
    return len(late)


def _staff_of(proposal: Proposal) -> list[int]:
    """Who may answer at the point itself; who may everywhere is not written to."""
    return [
        account.person.pk
        for account in people.staff_members()
        if permissions.PLAN in people.actor_of(account).permissions.get(proposal.service_point_id, ())
    ]


def _tell(proposal: Proposal, readers: Collection[int], key: str, facts: dict[str, Any], at: datetime) -> int:
    page = settings.PUBLIC_URL + reverse("public:citizen_proposal", args=[proposal.pk])
    patrons = people.patrons_of_persons(readers)
    wanted = [
        notices.ToTell(
            template="community/event",
            key=f"community/event:{proposal.pk}:{reader}:{key}",
            because=f"citizen_proposal:{proposal.pk}",
            to=reader,
            point=proposal.service_point,
            facts={"proposal": proposal.title, "page": page, **facts},
            patron_type_id=patrons[reader].type_id if reader in patrons else None,
        )
        for reader in readers
    ]
    return sum(notices.queue_all(wanted=wanted[n : n + PAGE], at=at) for n in range(0, len(wanted), PAGE))
