"""What is asked about places and hours. Hours are typed as people write them: 08.00–12.00, 13.00–16.00."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from pustakota.contexts.organisation.models import PointKind, ServicePoint
from pustakota.contexts.organisation.rules import calendar as rules

ZONES = (
    ("Asia/Jakarta", _("WIB (Jakarta)")),
    ("Asia/Makassar", _("WITA (Makassar)")),
    ("Asia/Jayapura", _("WIT (Jayapura)")),
)


class HoursField(forms.CharField):
    """Opening times of a day, typed on one line; empty: closed."""

    def __init__(self, **given: Any) -> None:
        super().__init__(max_length=120, required=False, **given)

    def clean(self, value: Any) -> tuple[rules.Interval, ...]:
        typed = super().clean(value)
        intervals = rules.intervals_of(typed)
        if intervals is None:
            raise ValidationError(_("Write times like 08.00–12.00, 13.00–16.00; leave it empty where it is closed."))
        return intervals


class PointForm(forms.Form):
    """A service point."""

    name = forms.CharField(label=_("Name"), max_length=120)
    kind = forms.ChoiceField(label=_("Kind"), choices=PointKind.choices)
    zone = forms.ChoiceField(label=_("Time zone"), choices=ZONES)
    address = forms.CharField(label=_("Address"), max_length=300, required=False)
    phone = forms.CharField(label=_("Telephone"), max_length=20, required=False)
    latitude = forms.FloatField(
        label=_("Latitude"), help_text=_("From a map; like -7.8712."), min_value=-90, max_value=90, required=False
    )
    longitude = forms.FloatField(label=_("Longitude"), min_value=-180, max_value=180, required=False)
    is_pickup = forms.BooleanField(label=_("Reserved items can be collected here."), required=False, initial=True)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        latitude, longitude = given.get("latitude"), given.get("longitude")
        if (latitude is None) != (longitude is None):
            raise ValidationError(_("Give both latitude and longitude, or neither."))
        given["position"] = None if latitude is None or longitude is None else (latitude, longitude)
        return given

    def facts(self) -> dict[str, Any]:
        """What the actions take."""
        return {
            name: self.cleaned_data[name]
            for name in ("name", "kind", "zone", "address", "phone", "position", "is_pickup")
        }


class NewPointForm(PointForm):
    """A new service point, with the short code that stands in addresses and reports."""

    code = forms.SlugField(
        label=_("Short code"), help_text=_("Small letters, digits and hyphens; it never changes."), max_length=20
    )
    field_order = ["name", "code"]


def of_point(point: ServicePoint) -> dict[str, Any]:
    """What the form starts with."""
    names = ("name", "kind", "zone", "address", "phone", "latitude", "longitude", "is_pickup")
    return {name: getattr(point, name) for name in names}


class WeekForm(forms.Form):
    """One line of hours for each day of the week, Monday first."""

    def __init__(self, *given: Any, week: Mapping[int, tuple[rules.Interval, ...]], **more: Any) -> None:
        super().__init__(*given, **more)
        for day, label in WEEKDAYS.items():
            text = rules.hours_text(week.get(day, ()))
            self.fields[f"day{day}"] = HoursField(label=label, initial=text)

    valid_from = forms.DateField(
        label=_("From"),
        help_text=_("Empty: from today on. Days before keep their hours."),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )
    valid_until = forms.DateField(
        label=_("Until"),
        help_text=_("Only for a time, like Ramadan: afterwards the hours before hold again."),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )
    reason = forms.CharField(label=_("Name"), help_text=_("Like “Ramadan”."), max_length=60, required=False)

    def days(self) -> list[forms.BoundField]:
        """For the page: one line for each weekday."""
        return [self[f"day{day}"] for day in WEEKDAYS]

    def span(self) -> dict[str, Any]:
        """The days on which the week is to hold, and its name."""
        return {name: self.cleaned_data[name] for name in ("valid_from", "valid_until", "reason")}

    def week(self) -> dict[int, tuple[rules.Interval, ...]]:
        """Hours by weekday, 0 = Monday; closed days are left out."""
        hours = {day: self.cleaned_data[f"day{day}"] for day in WEEKDAYS}
        return {day: intervals for day, intervals in hours.items() if intervals}


class _DayForm(forms.Form):
    on = forms.DateField(label=_("Date"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))


class DateForm(_DayForm):
    """Other hours on one date."""

    hours = HoursField(label=_("Hours"), help_text=_("Empty: closed on this day."))
    reason = forms.CharField(label=_("Reason"), help_text=_("Visitors read it."), max_length=200)


class HolidayForm(_DayForm):
    """A day on which the whole network is closed."""

    KINDS = (("national_holiday", _("national holiday")), ("collective_leave", _("collective leave")))
    kind = forms.ChoiceField(label=_("Kind"), choices=KINDS)
    name = forms.CharField(label=_("Name"), max_length=200)
