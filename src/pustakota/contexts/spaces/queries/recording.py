"""Who is recorded in a session, what they agreed to, and whether it may begin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from pustakota.contexts.spaces.models import Recorded, RecordedAnswer, RecordingText
from pustakota.foundation.reasons import Reason

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.models import QuerySet

    from pustakota.contexts.spaces.models import Booking


def first_words() -> str:
    """What those who are recorded agree to until the library words it."""
    return _(
        "I agree that my voice and picture are recorded in this session, for whoever booked the studio. I can say no, "
        "and nothing happens to me because of it. The library keeps my name and this answer for 90 days after the "
        "session, then deletes both."
    )


def recording_text() -> RecordingText | None:
    """The words that hold now; none: ours."""
    return RecordingText.objects.order_by("-pk").first()


def recorded_by_code(code: str) -> Recorded | None:
    rows = Recorded.objects.select_related("booking__resource__service_point__library", "text")
    return rows.filter(code=code).first()


def recorded_of(booking: Booking) -> QuerySet[Recorded]:
    """Who is recorded, in the order in which they were named."""
    return booking.recorded.select_related("text").order_by("pk")


def records_people(booking: Booking) -> bool:
    """True where the studio, or something booked with it, records people."""
    return booking.resource.records_people or booking.along.filter(records_people=True).exists()


def reasons_not_to_begin(booking: Booking) -> Iterator[Reason]:
    """Why a session may not begin: somebody who is recorded has not agreed, or nobody was named."""
    if not records_people(booking):
        return
    rows = list(recorded_of(booking))
    if not rows:
        yield Reason("nobody_named", overridable=False)
    if missing := [row.name for row in rows if row.answer != RecordedAnswer.AGREED]:
        yield Reason("consents_missing", {"names": ", ".join(missing)}, overridable=False)
