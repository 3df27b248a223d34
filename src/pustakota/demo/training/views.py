"""The page of exercises at the desk."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.shortcuts import render

from pustakota.demo import actions
from pustakota.demo.models import ExerciseLaid
from pustakota.demo.training.exercises import EXERCISES, Exercise, Facts
from pustakota.foundation import clock

if TYPE_CHECKING:
    from pustakota.sites.desk.gate import DeskRequest


@dataclass(frozen=True, slots=True)
class Shown:
    """One exercise as the page shows it."""

    exercise: Exercise
    task: str
    is_done: bool


def training(request: "DeskRequest", **_desk: Any) -> HttpResponse:
    """Ten exercises, each with its mark as soon as the tables show it; once done, it stays done."""
    laid = {row.number: row for row in ExerciseLaid.objects.all()}
    shown = [_shown(exercise, laid[exercise.number]) for exercise in EXERCISES if exercise.number in laid]
    done = sum(each.is_done for each in shown)
    return render(request, "demo/training.html", {"exercises": shown, "done": done, "all_done": done == len(shown)})


def _shown(exercise: Exercise, row: ExerciseLaid) -> Shown:
    facts = Facts(**row.facts)
    if row.done_at is None and exercise.is_done(facts):
        actions.note_exercise(row=row, at=clock.now())
    return Shown(exercise, str(exercise.task) % facts._asdict(), row.done_at is not None)
