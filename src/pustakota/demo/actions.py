"""The changes of the demo's own."""

from datetime import datetime
from typing import Any

from django.db import transaction

from pustakota.demo.models import ExerciseLaid, StepDone


@transaction.atomic
def note_done(*, name: str, at: datetime) -> None:
    """A step of the making is done."""
    StepDone.objects.create(name=name, done_at=at)


@transaction.atomic
def lay_out(*, number: int, facts: dict[str, Any]) -> None:
    """An exercise lies ready."""
    ExerciseLaid.objects.create(number=number, facts=facts)


@transaction.atomic
def note_exercise(*, row: ExerciseLaid, at: datetime) -> None:
    """Somebody did an exercise; it stays done whatever becomes of its things."""
    row.done_at = at
    row.save(update_fields=["done_at"])
