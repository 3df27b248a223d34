"""What the desk types in about when members are told, topics and news."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pustakota.contexts.notices import queries
from pustakota.contexts.notices.models import KIND_NAMES
from pustakota.contexts.notices.rules import DUTIES, FIRST_DAYS, MOST_LETTERS, Kind
from pustakota.contexts.organisation import queries as organisation
from pustakota.contexts.people import queries as people

if TYPE_CHECKING:
    from pustakota.contexts.notices.models import TimetableRow, Topic

CLOCK = forms.TimeInput(format="%H:%M", attrs={"type": "time"})
DAYS_HINTS = {
    Kind.DUE_SOON: _("Days before the due day, with commas between them; 0 is the day itself."),
    Kind.OVERDUE: _("Days after the due day, with commas between them."),
    Kind.CARD_EXPIRING: _("Days before the membership ends, with commas between them."),
}


class DaysField(forms.CharField):
    """Days as people write them: ``7, 3, 0``."""

    def __init__(self, **given: Any) -> None:
        super().__init__(label=pgettext_lazy("reminders", "Days"), required=False, max_length=100, **given)

    def clean(self, value: Any) -> list[int]:
        """The days as numbers."""
        written = super().clean(value)
        try:
            return [int(day) for day in written.replace(";", ",").split(",") if day.strip()]
        except ValueError as unreadable:
            raise ValidationError(_("Write whole numbers with commas between them: 7, 3."), code="days") from unreadable


class TimetableForm(forms.Form):
    """When a kind of message is told."""

    is_told = forms.BooleanField(label=_("Members are told"), required=False)
    days = DaysField()
    quiet_from = forms.TimeField(
        label=_("Quiet from"), widget=CLOCK, help_text=_("E-mail and messages on devices wait until the morning.")
    )
    quiet_until = forms.TimeField(label=_("Quiet until"), widget=CLOCK)

    def __init__(self, data: Any = None, *, kind: Kind, **more: Any) -> None:
        super().__init__(data, **more)
        if kind in FIRST_DAYS:
            self.fields["days"].help_text = DAYS_HINTS[kind]
        else:
            del self.fields["days"]


class NewTimetableForm(TimetableForm):
    """The same for a case of its own; an empty field covers all."""

    service_point = forms.ModelChoiceField(
        label=_("Service point"), queryset=organisation.service_points(), required=False, empty_label=_("all")
    )
    patron_type = forms.ModelChoiceField(
        label=_("Kind of membership"), queryset=people.patron_types(), required=False, empty_label=_("all")
    )
    field_order = ["service_point", "patron_type"]


def of_timetable(row: TimetableRow) -> dict[str, Any]:
    """What the form starts with."""
    return {
        "is_told": row.is_told,
        "days": ", ".join(map(str, row.days)),
        "quiet_from": row.quiet_from,
        "quiet_until": row.quiet_until,
    }


class KindForm(forms.Form):
    """For which kind of message a rule of its own is made."""

    kind = forms.ChoiceField(
        label=_("Message"),
        choices=[(kind.value, name) for kind, name in KIND_NAMES.items() if kind not in DUTIES],
    )


class LimitForm(forms.Form):
    """How many letters a day; an empty number takes the row of a point away."""

    service_point = forms.ModelChoiceField(
        label=_("Service point"), queryset=organisation.service_points(), required=False, empty_label=_("all")
    )
    letters = forms.IntegerField(
        label=_("Messages a day by each way"),
        help_text=_("What comes up later waits for the next day. Empty: at this point as everywhere."),
        min_value=1,
        max_value=MOST_LETTERS,
        required=False,
    )


class TopicForm(forms.Form):
    """What members may wish to hear of."""

    name = forms.CharField(label=_("Topic"), max_length=80)
    name_en = forms.CharField(label=_("In English"), max_length=80, required=False)
    is_offered = forms.BooleanField(label=_("Members may choose it"), required=False, initial=True)


class NewsForm(forms.Form):
    """News for all who chose a topic."""

    topic = forms.ModelChoiceField(label=_("Topic"), queryset=queries.topics().filter(is_offered=True))
    subject = forms.CharField(label=_("In a few words"), max_length=100)
    text = forms.CharField(
        label=_("Text"),
        help_text=_("At most 600 letters. It stands in the message as it is."),
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    link = forms.URLField(label=_("Address with more"), max_length=300, required=False, assume_scheme="https")


def of_topic(topic: Topic) -> dict[str, Any]:
    """What the form of a topic starts with."""
    return {"name": topic.name, "name_en": topic.name_en, "is_offered": topic.is_offered}
