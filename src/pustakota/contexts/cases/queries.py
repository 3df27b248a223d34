"""Questions about cases. None of them changes anything."""

from __future__ import annotations

from datetime import UTC, timedelta
from datetime import date as datetime_date
from typing import TYPE_CHECKING, Any

from django.db.models import Count, F, Q, QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from pustakota.contexts.cases import rules
from pustakota.contexts.cases.models import Case, Entry, Kind, Promise, State
from pustakota.contexts.cases.rules import OUTCOMES, CaseKind
from pustakota.contexts.organisation import queries as organisation
from pustakota.contexts.people import queries as people
from pustakota.foundation import periods

if TYPE_CHECKING:
    from datetime import date, datetime

    from pustakota.contexts.organisation.models import ServicePoint

OUTCOME_WORDS = {
    "will_be_bought": _("will be bought"),
    "in_collection": _("already in the collection"),
    "not_now": _("not now"),
    "taken_up": _("taken up"),
    "taken_up_changed": _("taken up with changes"),
    "declined": _("declined"),
    "duplicate": _("asked before"),
    "registered": _("registered"),
    "done": _("done"),
    "corrected": _("corrected"),
    "deleted": _("deleted"),
}
"""What each outcome is called."""

__all__ = ["OUTCOME_WORDS", "Kind", "State"]


def outcomes_of(kind: str) -> list[tuple[str, Any]]:
    """How a case of a kind may end: code and words."""
    return [(code, OUTCOME_WORDS[code]) for code in OUTCOMES[CaseKind(kind)]]


def promise_for(kind: str) -> Promise | None:
    """What the library promises for a kind."""
    return Promise.objects.filter(kind=kind).first()


def due_at(point: ServicePoint, *, hours: int, at: datetime) -> datetime | None:
    """When so many of the point's opening hours have passed; nothing where it opens too seldom to tell. One query."""
    start = periods.local_time(at, point.zone)
    calendar = organisation.calendar_of(point, start.date(), start.date() + timedelta(days=rules.LOOK_AHEAD))

    def spans_on(day: date) -> rules.Spans:
        return [(interval.opens, interval.closes) for interval in calendar.intervals_on(day)]

    due = rules.due_after(start, hours, spans_on)
    return due.astimezone(UTC) if due else None


def due_of(kind: str, point: ServicePoint, *, promise: Promise | None, at: datetime) -> datetime | None:
    """When a case of a kind is to be answered: as the library promised or as the law wants, whichever is sooner."""
    promised = due_at(point, hours=promise.working_hours, at=at) if promise else None
    lawful = at + rules.LAWFUL[CaseKind(kind)] if CaseKind(kind) in rules.LAWFUL else None
    return min((due for due in (promised, lawful) if due), default=None)


def open_case_of(person_id: int, kind: str) -> Case | None:
    """What somebody asked of a kind, while it is not closed."""
    return _cases().filter(asker__in=_entries([person_id]), kind=kind).exclude(state=State.CLOSED).first()


def said_in(case: Case) -> dict[str, str]:
    """What was said in a case's form, by field."""
    return {answer["field"]: answer["value"] for answer in case.answers}


OF_A_GROUP = "lembaga"
"""The form by which a class or an organisation asks for cards by agreement."""


def is_of_group(case: Case) -> bool:
    """True where a class or an organisation asks: nobody is registered from it, a list is brought in."""
    return case.form == OF_A_GROUP


def is_of_child(case: Case, *, at: datetime) -> bool:
    """True for somebody under eighteen who asks to become a member."""
    born = said_in(case).get("born_on", "")
    try:
        born_on = datetime_date.fromisoformat(born)
    except ValueError:
        return False
    is_child = people.is_child(periods.local_day(at, case.service_point.zone), born_on)
    return case.kind == Kind.REGISTRATION and is_child


def waits_for_guardian(case: Case, *, at: datetime) -> bool:
    """True for a child's request for a membership to which no parent or guardian has agreed."""
    said = said_in(case)
    agreed = said.get("guardian_agrees") == "yes" and bool(said.get("guardian"))
    return case.state != State.CLOSED and is_of_child(case, at=at) and not agreed


def case_by_code(code: str) -> Case | None:
    """The case of an address."""
    return _cases().filter(code=code).first()


def last_words(case_id: int) -> str:
    """What the library said last to whoever asked."""
    rows = Entry.objects.filter(case=case_id, by_staff=True).exclude(words="").order_by("-pk")
    return rows.values_list("words", flat=True).first() or ""


def cases_of(person_ids: list[int]) -> QuerySet[Case]:
    """What somebody and their wards asked, the newest first."""
    return _cases().filter(asker__in=_entries(person_ids)).order_by("-opened_at", "-pk")


def inbox(
    point_ids: list[int], *, owner_id: int | None = None, kind: str = "", overdue_at: datetime | None = None
) -> QuerySet[Case]:
    """What is not closed at these points, what falls due first at the top; without a due moment, last."""
    rows = _cases().filter(service_point__in=point_ids).exclude(state=State.CLOSED)
    if owner_id is not None:
        rows = rows.filter(owner=owner_id)
    if kind:
        rows = rows.filter(kind=kind)
    if overdue_at is not None:
        rows = rows.filter(state=State.OPEN, due_at__lt=overdue_at)
    return rows.order_by(F("due_at").asc(nulls_last=True), "pk")


def answered_form(code: str, point_ids: list[int]) -> QuerySet[Case]:
    """What came in by a form at these points, the newest first."""
    return _cases().filter(form=code, service_point__in=point_ids).order_by("-opened_at", "-pk")


def closed_cases(point_ids: list[int]) -> QuerySet[Case]:
    """What ended at these points, the latest first."""
    return _cases().filter(service_point__in=point_ids, state=State.CLOSED).order_by("-closed_at", "-pk")


def waiting_counts(point_id: int, *, at: datetime) -> dict[str, int]:
    """How many cases wait for a first answer at a point, and how many of them too long; one query."""
    late = Count("pk", filter=Q(due_at__lt=at))
    return Case.objects.filter(service_point=point_id, state=State.OPEN).aggregate(open=Count("pk"), late=late)


def kept_about(person_id: int) -> dict[str, list[dict[str, Any]]]:
    """What is kept about a person here, under a heading, in words they can read."""
    return {gettext("Requests"): [_shown(case) for case in cases_of([person_id]).prefetch_related("history")]}


def _shown(case: Case) -> dict[str, Any]:
    return {
        gettext("kind"): case.get_kind_display(),
        gettext("subject"): case.subject,
        gettext("text"): case.text,
        **{answer["asked"]: answer["value"] for answer in case.answers},
        gettext("state"): case.get_state_display(),
        gettext("asked on"): case.opened_at,
        gettext("said"): "\n".join(entry.words for entry in case.history.all() if entry.words),
    }


def _cases() -> QuerySet[Case]:
    return Case.objects.select_related("service_point", "asker", "owner")


def _entries(person_ids: list[int]) -> list[int]:
    """These persons, and what was merged into them."""
    return [key for person_id in person_ids for key in people.entries_of(person_id)]
