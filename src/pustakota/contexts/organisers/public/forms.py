"""What an applicant and an organiser fill in."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from pustakota.contexts.organisers.models import OwnEvent, Registration
from pustakota.contexts.programmes.queries import Kind
from pustakota.foundation import periods
from pustakota.foundation.forms import clock_time, day, text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pustakota.contexts.organisers.models import Terms

KINDS = (
    *(Kind.BOOK_TALK, Kind.WORKSHOP, Kind.STORY_TIME, Kind.PERFORMANCE, Kind.EXHIBITION, Kind.OUTDOOR),
    Kind.OTHER,
)
"""What citizens organise; courses, school visits and festivals are the library's."""
KEPT = ("title", "kind", "about", "host", "age_from", "age_to", "registration", "capacity", "room")


class ApplyForm(forms.Form):
    """Why, what, and what somebody has done before."""

    point = forms.TypedChoiceField(label=_("At which service point"), coerce=int)
    why = text(_("Why would you like to organise events?"), most=1000)
    wish = text(_("What would you like to do?"), most=1000, help_text=_("A circle of readers, a workshop, a game …"))
    experience = text(_("What have you organised before?"), most=1000, required=False)

    def __init__(self, data: object = None, *, terms: Sequence[Terms], initial: dict[str, object]) -> None:
        super().__init__(data, initial=initial)  # type: ignore[arg-type]
        self.points = {each.service_point_id: each.service_point for each in terms}
        field: Any = self.fields["point"]
        field.choices = [(key, point.name) for key, point in self.points.items()]


class PlanForm(forms.Form):
    """An event as its organiser plans it; only a title is needed to begin."""

    title = forms.CharField(label=_("Title"), max_length=160)
    kind = forms.ChoiceField(label=_("Kind"), choices=[(kind.value, kind.label) for kind in KINDS])
    about = text(_("What happens there?"), most=4000, rows=5, required=False)
    host = forms.CharField(
        label=_("Who invites"),
        help_text=_("Shown with the event: a group or a name of your choice. Empty: nobody is named."),
        max_length=120,
        required=False,
    )
    age_from = forms.IntegerField(label=_("From how many years"), min_value=0, max_value=120, required=False)
    age_to = forms.IntegerField(label=_("Up to how many years"), min_value=0, max_value=120, required=False)
    room: Any = forms.ModelChoiceField(label=_("Room"), queryset=None, required=False, empty_label=_("not chosen yet"))
    on = day(_("Day"), required=False)
    begins = clock_time(_("From"), required=False)
    ends = clock_time(_("Until"), required=False)
    registration = forms.ChoiceField(label=_("Registration"), choices=Registration.choices)
    capacity = forms.IntegerField(label=_("Seats"), min_value=1, max_value=1000, required=False)

    def __init__(self, data: object = None, *, rooms: Any, zone: str, plan: OwnEvent | None = None) -> None:
        super().__init__(data, initial=_known(plan, zone) if plan else None)  # type: ignore[arg-type]
        self.zone = zone
        field: Any = self.fields["room"]
        field.queryset = rooms

    def said(self) -> dict[str, Any]:
        """Everything that a plan keeps; without a day or a time there is no moment yet."""
        given = self.cleaned_data
        return {name: given[name] for name in KEPT} | {
            "starts_at": self._moment(given["begins"]),
            "ends_at": self._moment(given["ends"]),
        }

    def _moment(self, time: Any) -> datetime | None:
        on: date | None = self.cleaned_data["on"]
        return datetime.combine(on, time, ZoneInfo(self.zone)) if on and time else None


def _known(plan: OwnEvent, zone: str) -> dict[str, Any]:
    known: dict[str, Any] = {name: getattr(plan, name) for name in KEPT if name != "room"} | {"room": plan.room_id}
    for field, moment in (("begins", plan.starts_at), ("ends", plan.ends_at)):
        if moment is not None:
            local = periods.local_time(moment, zone)
            known |= {"on": local.date(), field: local.time()}
    return known


class AdmissionForm(forms.Form):
    admission = forms.CharField(label=_("Ticket"), help_text=_("Scan the code that the guest shows."), max_length=300)


class CountForm(forms.Form):
    """How many came without a name, so far."""

    child = forms.IntegerField(label=_("Children"), min_value=0, max_value=10_000, required=False)
    teen = forms.IntegerField(label=_("Teenagers"), min_value=0, max_value=10_000, required=False)
    adult = forms.IntegerField(label=_("Adults"), min_value=0, max_value=10_000, required=False)


class ReportForm(forms.Form):
    report = text(_("How did it go?"), most=2000, help_text=_("What was done, what went well, what was missing."))
