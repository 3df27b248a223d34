"""Note how many came to a session, and what is seen of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from pustakota.contexts.festivals import permissions
from pustakota.contexts.festivals.actions.keeping import refused
from pustakota.contexts.festivals.models import Tally
from pustakota.contexts.programmes import actions as programmes

if TYPE_CHECKING:
    from datetime import datetime

    from pustakota.contexts.festivals.models import Session
    from pustakota.contexts.programmes.actions import Method, Source
    from pustakota.foundation.actors import Actor


@transaction.atomic
def note_tally(
    *,
    session: Session,
    number: int,
    by: Actor,
    at: datetime,
    source: Source,
    age_band: str = "",
    sex: str = "",
    method: Method | None = None,
) -> None:
    """So many came; the ledger of participation has the number, here stands what is known of their age and sex."""
    permissions.may_host(by, session.festival.programme.service_point_id)
    if session.occurrence is None:
        raise refused("not_published")
    programmes.count(occurrence=session.occurrence, number=number, by=by, at=at, source=source, method=method)
    if age_band or sex:
        Tally.objects.create(
            session=session, number=number, age_band=age_band, sex=sex, noted_at=at, noted_by=by.account_id
        )
