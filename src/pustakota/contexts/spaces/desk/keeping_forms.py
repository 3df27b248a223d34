"""What the desk types in about what can be booked, and on which terms."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.forms import formset_factory
from django.utils.translation import gettext_lazy as _

from pustakota.contexts.forms import queries as asked_forms
from pustakota.contexts.spaces import queries
from pustakota.contexts.spaces.models import Access, Blackout, Layout, Policy, Quota, Resource
from pustakota.contexts.spaces.models.arranging import WEEKDAYS

if TYPE_CHECKING:
    from pustakota.contexts.organisation.models import ServicePoint

MOST_QUOTAS = 3


class ResourceForm(forms.ModelForm[Resource]):
    """Something of a point that can be booked."""

    access = forms.MultipleChoiceField(
        label=_("Access"),
        help_text=_("Tick only what was looked at: people rely on it."),
        choices=Access.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    class Meta:
        model = Resource
        fields = (
            *("name", "kind", "part_of", "policy", "mode", "seats", "about", "equipment", "access", "access_notes"),
            *("contact", "is_pool", "records_people", "is_active"),
        )
        labels = {
            "name": _("Name"),
            "kind": _("What it is"),
            "part_of": _("Part of"),
            "policy": _("Terms"),
            "mode": _("How it is booked"),
            "seats": _("People"),
            "about": _("About it"),
            "equipment": _("What is there"),
            "access_notes": _("More about access"),
            "contact": _("Who knows more"),
            "is_pool": _("Its parts are alike: who books it has any one of them"),
            "records_people": _("People are recorded here: it begins once they agreed"),
            "is_active": _("In service"),
        }
        help_texts = {
            "part_of": _("Half a room is part of the room: who books the room has both halves."),
            "seats": _("How many there is room for. Empty: nobody counts."),
            "equipment": _("One thing a line."),
            "access_notes": _("Width of doors, how heavy they are, where the lift is, who opens."),
            "contact": _("A telephone number or an e-mail address of the library."),
            "is_active": _("Without it nobody sees or books it; what is booked stays."),
        }
        widgets = {
            "about": forms.Textarea(attrs={"rows": 3}),
            "equipment": forms.Textarea(attrs={"rows": 4}),
            "access_notes": forms.Textarea(attrs={"rows": 2}),
        }

    def __init__(self, *args: Any, at_point: ServicePoint, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        whole: Any = self.fields["part_of"]
        whole.queryset = queries.wholes_for(self.instance if self.instance.pk else None, at_point)
        whole.required = False
        whole.empty_label = _("nothing: it is a whole")
        self.fields["policy"].queryset = queries.policies()  # type: ignore[attr-defined]
        if not self.instance.pk:
            del self.fields["is_active"]

    def _post_clean(self) -> None:
        """The rules judge it, not the table: they say all that is wrong at once."""


class TermsForm(forms.ModelForm[Policy]):
    """Terms of booking: minutes, days and numbers, each with what it means."""

    class Meta:
        model = Policy
        fields = (
            *("name", "step", "shortest", "longest", "lead", "window_days", "before", "after"),
            *("cancel_until", "release_after", "remind_before", "most_open", "most_a_day", "gap"),
            *("fewest_people", "youngest", "oldest", "most_days", "steps", "answer_within", "form"),
        )
        labels = {
            "name": _("Name"),
            "step": _("Begins every … minutes"),
            "shortest": _("Shortest, in minutes"),
            "longest": _("Longest, in minutes"),
            "lead": _("Booked at least … minutes before"),
            "window_days": _("Booked at most … days ahead"),
            "before": _("Kept free before, in minutes"),
            "after": _("Kept free after, in minutes"),
            "cancel_until": _("Cancelled at the latest … minutes before"),
            "release_after": _("Free again when nobody came after … minutes"),
            "remind_before": _("Reminded … minutes before"),
            "most_open": _("Bookings ahead for each person"),
            "most_a_day": _("Minutes a day for each person"),
            "gap": _("Minutes between two bookings of one person"),
            "fewest_people": _("At least so many people"),
            "youngest": _("From … years"),
            "oldest": _("Up to … years"),
            "most_days": _("Taken home for at most … days"),
            "steps": _("How many say yes to a request"),
            "answer_within": _("Open days until a request is late"),
            "form": _("What a request asks"),
        }
        help_texts = {
            "step": _("Counted from opening: 30 gives 9.00, 9.30, 10.00."),
            "lead": _("A day is 1440. 0: until the last minute."),
            "before": _("For cleaning or airing. Setting up is said with each layout."),
            "release_after": _("Empty: it stays theirs even when nobody comes."),
            "remind_before": _("A day is 1440. Empty: nobody is reminded."),
            "most_open": _("Empty: as many as they like."),
            "most_a_day": _("Empty: as long as they like."),
            "gap": _("Of the same kind, at any service point."),
            "most_days": _("Of equipment that is handed out. Empty: it stays in the house."),
            "steps": _("1: whoever keeps the room. 2: then the head too."),
            "answer_within": _("A late request stands loudly at the desk. Empty: never late."),
            "form": _("A form of the library with its questions: purpose, openness, risks. Written under Forms."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["form"].queryset = asked_forms.forms_asked()  # type: ignore[attr-defined]
        self.fields["form"].empty_label = _("nothing but the purpose")  # type: ignore[attr-defined]
        may_be_empty = ("release_after", "remind_before", "most_open", "most_a_day", "answer_within", "form")
        for name in (*may_be_empty, "fewest_people", "youngest", "oldest", "most_days"):
            self.fields[name].required = False

    def _post_clean(self) -> None:
        """The rules judge it."""


class QuotaForm(forms.Form):
    """One limit for a person; empty numbers: no limit."""

    most_bookings = forms.IntegerField(label=_("Bookings"), min_value=1, required=False)
    most_minutes = forms.IntegerField(label=_("Minutes"), min_value=1, required=False)
    per = forms.ChoiceField(label=_("In which time"), choices=list(queries.PER.items()))
    scope = forms.ChoiceField(label=_("Of what"), choices=Quota.Scope.choices, initial=Quota.Scope.KIND)


QuotaForms = formset_factory(QuotaForm, extra=MOST_QUOTAS, max_num=MOST_QUOTAS)


class LayoutForm(forms.ModelForm[Layout]):
    """A way to set a room up."""

    class Meta:
        model = Layout
        fields = ("name", "shape", "seats", "before", "after", "is_active")
        labels = {
            "name": _("Name"),
            "shape": _("Drawing"),
            "seats": _("People"),
            "before": _("Minutes to set it up"),
            "after": _("Minutes to clear it away"),
            "is_active": _("In use"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance.pk:
            del self.fields["is_active"]

    def _post_clean(self) -> None:
        """The rules judge it."""


class PictureForm(forms.Form):
    """A photo, and what it shows."""

    picture = forms.FileField(label=_("Photo"), widget=forms.FileInput(attrs={"accept": "image/*"}))
    words = forms.CharField(
        label=_("What it shows"), help_text=_("For those who do not see it: one sentence."), max_length=200
    )


class BlackoutForm(forms.ModelForm[Blackout]):
    """When something, or everything of a point, is given to nobody."""

    weekday = forms.TypedChoiceField(
        label=_("How often"),
        choices=[("", _("on these days only")), *enumerate(WEEKDAYS)],
        coerce=int,
        empty_value=None,
        required=False,
    )

    class Meta:
        model = Blackout
        fields = ("words", "resource", "weekday", "first_on", "last_on", "begins", "ends")
        labels = {
            "words": _("Why"),
            "resource": _("What"),
            "first_on": _("From"),
            "last_on": _("Until"),
            "begins": _("From … o'clock"),
            "ends": _("Until … o'clock"),
        }
        help_texts = {
            "words": _("Whoever wants to book then reads it."),
            "last_on": _("Empty: that day only; of a day of the week, until you end it."),
            "begins": _("Both hours empty: all day."),
        }
        widgets = {
            "first_on": forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
            "last_on": forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
            "begins": forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
            "ends": forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
        }

    def __init__(self, *args: Any, at_point: ServicePoint, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        what: Any = self.fields["resource"]
        what.queryset = queries.wholes_for(None, at_point)
        what.empty_label = _("everything of this service point")
        for name in ("resource", "last_on", "begins", "ends"):
            self.fields[name].required = False

    def _post_clean(self) -> None:
        """The rules judge it."""
