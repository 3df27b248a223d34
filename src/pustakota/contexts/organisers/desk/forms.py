"""What the desk types in about organisers and what they plan."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from pustakota.contexts.organisers.models import Terms
from pustakota.foundation.forms import clock_time, day, text

if TYPE_CHECKING:
    from pustakota.contexts.organisers.models import OwnEvent


class WordsForm(forms.Form):
    """An answer that somebody reads."""

    def __init__(self, data: object = None, *, name: str = "answer") -> None:
        super().__init__(data, auto_id=f"{name}-%s")  # type: ignore[arg-type]

    words = text(_("Answer"), most=1000, help_text=_("The person who asked reads it."))


class BecauseForm(forms.Form):
    because = text(_("Why"), most=300, help_text=_("Whoever checks the credential reads it."))


class GuardianForm(forms.Form):
    """Which parent or guardian said yes at the desk."""

    guardian = forms.TypedChoiceField(label=_("Parent or guardian who agreed on paper"), coerce=int)

    def __init__(self, data: object = None, *, guardians: list[tuple[int, str]]) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        field: Any = self.fields["guardian"]
        field.choices = guardians


class TermsForm(forms.ModelForm[Terms]):
    """What a service point asks of organisers."""

    rooms: Any = forms.ModelMultipleChoiceField(
        label=_("Rooms that are open to organisers"),
        queryset=None,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = Terms
        fields = (
            *("is_open", "words", "course", "to_watch", "youngest", "valid_months"),
            *("good_events", "most_people", "days_after"),
        )
        labels = {
            "is_open": _("Takes applications"),
            "words": _("To those who think of applying"),
            "course": _("Course that organisers take"),
            "to_watch": _("Events to be watched beside staff"),
            "youngest": _("From how many years"),
            "valid_months": _("Months for which a credential holds"),
            "good_events": _("Own events, held and reported, before somebody announces alone"),
            "most_people": _("Seats up to which somebody announces alone"),
            "days_after": _("Days after an event for which its organiser still sees who was registered"),
        }
        help_texts = {
            "course": _("Whoever has its certificate, or came where it gives none, has taken it. Empty: no course."),
        }

    def __init__(self, *given: Any, programmes: Any, rooms: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        fields: Any = self.fields
        fields["course"].queryset, fields["course"].required = programmes, False
        fields["rooms"].queryset = rooms
        fields["valid_months"].min_value = 1


class ReviewForm(forms.Form):
    """What staff change before they announce; the rest stays in the organiser's words."""

    title = forms.CharField(label=_("Title"), max_length=160)
    about = text(_("What happens there?"), most=4000, rows=5)
    room: Any = forms.ModelChoiceField(label=_("Room"), queryset=None)
    on = day(_("Day"))
    begins = clock_time(_("From"))
    ends = clock_time(_("Until"))
    capacity = forms.IntegerField(label=_("Seats"), min_value=1, max_value=1000, required=False)
    staff = forms.TypedMultipleChoiceField(
        label=_("Staff who are there"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    words = text(_("To the organiser"), most=1000, required=False)

    def __init__(
        self, data: object = None, *, plan: OwnEvent, rooms: Any, staff: list[tuple[int, str]], zone: str
    ) -> None:
        starts, ends = plan.local
        known = {name: getattr(plan, name) for name in ("title", "about", "capacity")} | {"room": plan.room_id}
        known |= {"on": starts and starts.date(), "begins": starts and starts.time(), "ends": ends and ends.time()}
        super().__init__(data, initial=known)  # type: ignore[arg-type]
        fields: Any = self.fields
        fields["room"].queryset, fields["staff"].choices = rooms, staff
        self.zone = zone

    def said(self) -> dict[str, Any]:
        """What the plan keeps of it."""
        given, zone = self.cleaned_data, ZoneInfo(self.zone)
        return {name: given[name] for name in ("title", "about", "room", "capacity")} | {
            "starts_at": datetime.combine(given["on"], given["begins"], zone),
            "ends_at": datetime.combine(given["on"], given["ends"], zone),
        }
