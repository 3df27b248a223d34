"""Draft the schedule: a stage and a time for each session. Nobody is told before it is published."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from pustakota.contexts.festivals import permissions
from pustakota.contexts.festivals.actions.keeping import refused

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from pustakota.contexts.catalogue.models import Record
    from pustakota.contexts.festivals.models import Session, Stage
    from pustakota.foundation.actors import Actor


@transaction.atomic
def place_session(*, session: Session, stage: Stage | None, starts_at: datetime | None, by: Actor) -> Session:
    """Put it on a stage at a time, or (with neither) aside; collisions are shown and stop only the publishing."""
    permissions.may_plan(by, session.festival.programme.service_point_id)
    if stage is not None and stage.festival_id != session.festival_id:
        raise refused("stage_elsewhere")
    is_whole = stage is not None and starts_at is not None
    session.stage, session.starts_at = (stage, starts_at) if is_whole else (None, None)
    session.save(update_fields=["stage", "starts_at"])
    return session


@transaction.atomic
def change_session(*, session: Session, by: Actor, titles: Sequence[Record] | None = None, **given: Any) -> Session:
    """Its words, length, seats, volunteers needed, and the titles it is about."""
    permissions.may_plan(by, session.festival.programme.service_point_id)
    for name, value in given.items():
        setattr(session, name, value)
    checks = (("title_missing", not session.title.strip()), ("no_length", session.minutes < 1))
    if codes := [code for code, is_so in checks if is_so]:
        raise refused(*codes)
    session.save()
    if titles is not None:
        session.records.set(titles)
    return session
