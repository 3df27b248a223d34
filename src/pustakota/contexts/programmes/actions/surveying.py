"""Ask those who came what they think, and keep what they say without them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from pustakota.contexts.notices import actions as notices
from pustakota.contexts.people import queries as people
from pustakota.contexts.programmes import queries, rules
from pustakota.contexts.programmes.actions.waiting import hold
from pustakota.contexts.programmes.errors import SurveyRefused
from pustakota.contexts.programmes.models import State, Status, SurveyAnswer
from pustakota.foundation import locks, periods
from pustakota.foundation.reasons import Reason

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from pustakota.contexts.forms.models import Version
    from pustakota.contexts.programmes.models import Occurrence, Registration


@transaction.atomic
def invite_to_survey(*, occurrence_id: int, at: datetime) -> int:
    """Once a date is reported, whoever came is asked once; the number asked."""
    occurrence = queries.occurrence(occurrence_id)
    if occurrence is None or occurrence.state != State.REPORTED or occurrence.programme.survey_id is None:
        return 0
    if at > occurrence.ends_at + rules.SURVEY_OPEN_FOR:
        return 0
    came = [row for row in queries.registrations_of(occurrence) if row.status == Status.ATTENDED and row.person_id]
    return notices.queue_all(wanted=[_asking(row) for row in came], at=at)


def _asking(row: Registration) -> notices.ToTell:
    occurrence = row.occurrence
    assert row.person_id is not None
    patron = people.patron_of_person(row.person_id)
    return notices.ToTell(
        template="programmes/event",
        key=f"programmes/survey:{row.pk}",
        because=f"survey:{row.pk}",
        to=row.person_id,
        point=occurrence.service_point,
        facts={
            "news": "survey",
            "event": occurrence.name,
            "starts_at": occurrence.starts_at.isoformat(),
            "page": settings.PUBLIC_URL + reverse("public:survey", args=[row.code]),
        },
        useful_until=periods.local_day(occurrence.ends_at + rules.SURVEY_OPEN_FOR, occurrence.service_point.zone),
        patron_type_id=patron.type_id if patron else None,
    )


@transaction.atomic
def answer_survey(
    *, registration: Registration, version: Version, values: Mapping[str, str | list[str]], at: datetime
) -> None:
    """Keep what was said, by nobody and at no moment; beside the registration only that it has been said.

    Who may: whoever holds the secret link of a registration.
    """
    held = locks.hold(registration)
    held.occurrence = registration.occurrence
    if reasons := queries.reasons_not_to_answer(held, at=at):
        raise SurveyRefused(*reasons)
    if version.form_id != registration.occurrence.programme.survey_id:
        raise SurveyRefused(Reason("no_survey", overridable=False))
    held.has_answered = True
    held.save(update_fields=["has_answered"])
    SurveyAnswer.objects.create(occurrence=registration.occurrence, version=version, values=dict(values))
    notices.withdraw(because=[f"survey:{held.pk}"], at=at)


@transaction.atomic
def answer_openly(
    *, occurrence: Occurrence, version: Version, values: Mapping[str, str | list[str]], at: datetime
) -> None:
    """Keep what somebody said by the link in the room: nobody's, and of no moment. Who may: whoever has the link."""
    held = hold(occurrence)
    if reasons := queries.reasons_not_to_answer_openly(held, at=at):
        raise SurveyRefused(*reasons)
    if version.form_id != held.programme.survey_id:
        raise SurveyRefused(Reason("no_survey", overridable=False))
    SurveyAnswer.objects.create(occurrence=held, version=version, values=dict(values))
