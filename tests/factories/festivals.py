"""A festival of two days, three weeks ahead; its call is open."""

from datetime import date, datetime
from typing import Any

from pustakota.contexts.festivals import actions
from pustakota.contexts.festivals.models import Festival, Proposal, Session, Stage
from pustakota.contexts.festivals.rules import Step
from pustakota.contexts.organisation.models import ServicePoint
from pustakota.foundation.actors import SYSTEM
from tests.factories.moments import NOW, at_clock, later
from tests.factories.organisation import a_point

FIRST, LAST = date(2026, 3, 21), date(2026, 3, 22)
AUTHOR = {"speaker": "Ayu Utami", "email": "ayu@contoh.id", "about": "Tentang sungai.", "language": "en"}


def on_day(clock: str, day: date = FIRST) -> datetime:
    return at_clock(day, clock)


def a_festival(*, at_point: ServicePoint | None = None, title: str = "Festival Literasi", **given: Any) -> Festival:
    told = {"first_on": FIRST, "last_on": LAST, "opens_at": later(days=-1), "closes_at": later(days=10)}
    return actions.call_festival(
        at_point=at_point or a_point(),
        title=title,
        by=SYSTEM,
        at=NOW,
        **(told | given),  # type: ignore[arg-type]
    )


def a_stage(festival: Festival, name: str = "Panggung Utama", **given: Any) -> Stage:
    return actions.keep_stage(stage=Stage(festival=festival, name=name, **given), by=SYSTEM)


def a_draft(festival: Festival | None = None, title: str = "Sungai dan Kota", **given: Any) -> Proposal:
    return actions.begin_proposal(festival=festival or a_festival(), title=title, at=NOW, **(AUTHOR | given))


def a_proposal(festival: Festival | None = None, title: str = "Sungai dan Kota", **given: Any) -> Proposal:
    """Submitted."""
    return actions.take_step(proposal=a_draft(festival, title, **given), step=Step.SUBMIT, at=NOW)


def a_confirmed_session(festival: Festival, title: str = "Sungai dan Kota", **given: Any) -> Session:
    """Accepted, and confirmed by the speaker; not yet placed."""
    proposal = a_proposal(festival, title, **given)
    actions.take_step_as_staff(proposal=proposal, step=Step.ACCEPT, by=SYSTEM, at=NOW)
    actions.take_step(proposal=proposal, step=Step.CONFIRM, at=NOW)
    return Session.objects.get(proposal=proposal)


def a_session(
    festival: Festival, title: str = "Dongeng Pagi", *, stage: Stage | None = None, at: str = "", **given: Any
) -> Session:
    """The library's own; with a stage it is placed there at a time of the first day."""
    made = actions.add_session(festival=festival, title=title, by=SYSTEM, **given)
    return actions.place_session(session=made, stage=stage, starts_at=on_day(at), by=SYSTEM) if stage else made
