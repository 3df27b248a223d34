"""What citizens proposed, how many support it, and what was decided. None of it changes anything."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import Count, F, Q
from django.utils.translation import gettext as _

from pustakota.contexts.community import rules
from pustakota.contexts.community.models import Decision, Promise, Proposal, State, Support, Version
from pustakota.contexts.organisation import queries as organisation
from pustakota.contexts.people import queries as people
from pustakota.foundation import periods

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import date, datetime

    from django.db.models import QuerySet

    from pustakota.contexts.organisation.models import ServicePoint

__all__ = ["Promise", "Proposal", "State"]
LOOK_AHEAD = timedelta(days=200)
"""Within which so many open days must lie; a point that opens more seldom has no due day."""


def promise_of(point: ServicePoint) -> Promise:
    """What a point promises; where nobody wrote it, proposals are not taken."""
    found = Promise.objects.filter(service_point=point).first()
    return found or Promise(service_point=point, is_open=False)


def points_that_ask() -> list[ServicePoint]:
    """The points that take proposals."""
    open_at = Promise.objects.filter(is_open=True).values_list("service_point", flat=True)
    return [point for point in organisation.points_in_service() if point.pk in set(open_at)]


def due_on(point: ServicePoint, *, at: datetime) -> date | None:
    """The last day for the library's answer to what is published now: so many open days later."""
    today = periods.local_day(at, point.zone)
    days = organisation.open_days(point, today + timedelta(days=1), today + LOOK_AHEAD)
    return rules.due_on(days, promise_of(point).answer_within)


def proposals_shown(state: str = "") -> QuerySet[Proposal]:
    """What everybody sees, what has most support first; with a state, that alone."""
    states = [state] if state in rules.SHOWN else rules.SHOWN
    return _proposals().filter(state__in=states).order_by(F("number_of_supports").desc(), "-published_at", "-pk")


def proposals_at(point_id: int) -> QuerySet[Proposal]:
    """What staff of a point look at, what falls due first at the top."""
    rows = _proposals().filter(service_point=point_id, state__in=rules.SHOWN)
    return rows.order_by(F("answered_at").asc(nulls_first=True), F("due_on").asc(nulls_last=True), "pk")


def proposals_of(person_ids: Collection[int]) -> QuerySet[Proposal]:
    """What somebody wrote, drafts too, the newest first."""
    return _proposals().filter(author__in=person_ids).order_by("-made_at", "-pk")


def proposal(proposal_id: int) -> Proposal | None:
    return _proposals().filter(pk=proposal_id).first()


def proposal_of_case(case_id: int) -> Proposal | None:
    return _proposals().filter(case=case_id).first()


def _proposals() -> QuerySet[Proposal]:
    rows = Proposal.objects.select_related("service_point", "author", "case", "occurrence__programme")
    return rows.select_related("occurrence__service_point").annotate(number_of_supports=Count("supports"))


def is_late(of: Proposal, *, at: datetime) -> bool:
    """Whether the library owes its answer."""
    today = periods.local_day(at, of.service_point.zone)
    return of.state in rules.ASKED and of.due_on is not None and of.due_on < today


def has_supported(of: Proposal, person_id: int | None) -> bool:
    """Whether somebody, by any of their entries, supports it."""
    if person_id is None:
        return False
    return Support.objects.filter(proposal=of, person__in=people.entries_of(person_id)).exists()


def supporters_of(of: Proposal) -> list[int]:
    """Whom to tell; nobody else ever sees them."""
    rows = Support.objects.filter(proposal=of, person__isnull=False).order_by("pk")
    return [row.person_id for row in rows if row.person_id is not None]


def versions_of(of: Proposal) -> list[Version]:
    """The words that stood before, the last first."""
    return list(Version.objects.filter(proposal=of).order_by("-number"))


def decisions_of(of: Proposal) -> list[Decision]:
    return list(Decision.objects.filter(proposal=of).order_by("at", "pk"))


def to_remind(*, at: datetime) -> list[Proposal]:
    """What waits too long, and nobody was reminded of for a week."""
    week_ago = (at - timedelta(days=7)).date()
    rows = _proposals().filter(state__in=rules.ASKED, due_on__lt=at.date())
    return list(rows.filter(Q(reminded_on=None) | Q(reminded_on__lte=week_ago)).order_by("due_on", "pk"))


def kept_about(person_id: int) -> Mapping[str, Sequence[Mapping[str, object]]]:
    """What a person proposed, and what they support."""
    entries = people.entries_of(person_id)
    supports = Support.objects.filter(person__in=entries).select_related("proposal").order_by("pk")
    return {
        _("Proposals to the library"): [
            {_("what"): row.title, _("text"): row.about, _("state"): row.get_state_display()}
            for row in proposals_of(entries)
        ],
        _("Proposals that one supports"): [{_("what"): row.proposal.title, _("at"): row.at} for row in supports],
    }
