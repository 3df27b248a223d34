"""What the privacy desk types in."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pustakota.contexts.organisation import queries as organisation
from pustakota.contexts.people import queries as people
from pustakota.contexts.privacy.actions import Facts
from pustakota.contexts.privacy.models import Incident
from pustakota.foundation.forms import moment


class IncidentForm(forms.Form):
    """What is known so far; more can be added later."""

    what = forms.CharField(
        label=_("What happened"), help_text=_("In one line; it stands in the letters."), max_length=200
    )
    which = forms.CharField(
        label=_("Which personal data"),
        help_text=_("For example: names, telephone numbers and addresses."),
        max_length=500,
        widget=forms.Textarea({"rows": 2}),
    )
    found_at = moment(_("Noticed at"), help_text=_("The three days of the law count from here."))
    began_at = moment(_("Since when"), required=False)
    ended_at = moment(_("Until when"), required=False)
    how = forms.CharField(
        label=_("When and how it came about"),
        help_text=_("As it stands in the letter. It may wait until it is known."),
        max_length=1000,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )
    handling = forms.CharField(
        label=_("What the library does about it, and what people can do"),
        max_length=1000,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )

    def facts(self) -> Facts:
        given = dict(self.cleaned_data)
        return Facts(data=given.pop("which"), **given)

    @classmethod
    def of(cls, incident: Incident, data: Any = None) -> "IncidentForm":
        """With what stands now."""
        known = {name: getattr(incident, name) for name in cls.base_fields if name != "which"}
        return cls(data, initial={**known, "which": incident.data})


class SeenForm(forms.Form):
    """What an account looked at in a time."""

    account = forms.TypedChoiceField(label=_("Account of"), required=False, coerce=int, empty_value=None)
    since = moment(_("From"), required=False)
    until = moment(_("To"), required=False)

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        staff = [(account.pk, account.person.name) for account in people.staff_members()]
        self.fields["account"].choices = [("", _("anybody of the staff")), *staff]  # type: ignore[attr-defined]


class MembersForm(forms.Form):
    """The members of service points."""

    points = forms.ModelMultipleChoiceField(
        label=_("Service points"),
        queryset=organisation.service_points(),
        required=False,
        help_text=_("None chosen: all members."),
        widget=forms.CheckboxSelectMultiple,
    )


class CardsForm(forms.Form):
    """Card numbers, as they stand in a list."""

    cards = forms.CharField(
        label=_("Card numbers"), help_text=_("One on each line, or with commas."), widget=forms.Textarea({"rows": 3})
    )


class AgencyForm(forms.Form):
    letter = forms.CharField(label=_("Number of the letter"), max_length=100, required=False)


class PublicForm(forms.Form):
    where = forms.CharField(label=_("Where the public was told"), max_length=300)


class CloseForm(forms.Form):
    learnt = forms.CharField(
        label=_("What changes from now on"), max_length=1000, required=False, widget=forms.Textarea({"rows": 3})
    )
