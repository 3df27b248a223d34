"""What the desk types in about bookings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from pustakota.foundation.forms import moment

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet

    from pustakota.contexts.spaces.models import Resource


class BookForm(forms.Form):
    """A time for a member, or for the library itself."""

    start = moment(_("From"))
    end = moment(_("Until"))
    card = forms.CharField(
        label=_("Card number"),
        help_text=_("Empty: the library takes the time for itself, for cleaning, repairs or a meeting."),
        max_length=20,
        required=False,
    )
    purpose = forms.CharField(label=_("Purpose"), max_length=200, required=False)
    along = forms.TypedMultipleChoiceField(
        label=_("Together with"),
        help_text=_("All of it is had, or nothing."),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, others: Iterable[Resource], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.others = list(others)
        self.fields["along"].choices = [(each.pk, each.name) for each in self.others]  # type: ignore[attr-defined]

    def things(self) -> list[Resource]:
        """What was ticked."""
        return [each for each in self.others if each.pk in self.cleaned_data["along"]]


class MoveForm(forms.Form):
    """Another time, or another thing, for a booking."""

    start = moment(_("From"))
    end = moment(_("Until"))
    to: forms.ModelChoiceField[Resource] = forms.ModelChoiceField(label=_("What"), queryset=None, empty_label=None)
    because = forms.CharField(
        label=_("Why"),
        help_text=_("Whoever booked reads it. With it you may go beyond the terms."),
        max_length=200,
        required=False,
    )

    def __init__(self, *args: Any, things: QuerySet[Resource], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("forms.ModelChoiceField[Resource]", self.fields["to"]).queryset = things


class AnswerForm(forms.Form):
    """Why, where whoever booked is to read it."""

    because = forms.CharField(label=_("Why"), max_length=200, required=False)
    to_rivals = forms.CharField(
        label=_("Words to the others"),
        help_text=_("Empty: “Somebody else was given that time.”"),
        max_length=200,
        required=False,
    )


class CloseForm(forms.Form):
    """Why a day is closed, in the words that everybody reads whose booking this touches."""

    because = forms.CharField(
        label=_("Why"),
        help_text=_("Stands at the opening hours and in each message."),
        max_length=80,
    )


class PeriodForm(forms.Form):
    """From when until when it is looked at."""

    dari = forms.DateField(
        label=_("From"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}), required=False
    )
    sampai = forms.DateField(
        label=_("Until"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}), required=False
    )


class DayForm(forms.Form):
    """Which day is looked at."""

    tanggal = forms.DateField(
        label=_("Day"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}), required=False
    )
