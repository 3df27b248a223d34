"""The one change of the demo's own."""

from datetime import datetime

from django.db import transaction

from pustakota.demo.models import StepDone


@transaction.atomic
def note_done(*, name: str, at: datetime) -> None:
    """A step of the making is done."""
    StepDone.objects.create(name=name, done_at=at)
