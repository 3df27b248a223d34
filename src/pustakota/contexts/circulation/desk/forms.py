"""What the desk types in about holds and lending rules."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pustakota.contexts.catalogue import queries as catalogue
from pustakota.contexts.circulation.models import PolicyRow
from pustakota.contexts.organisation import queries as organisation
from pustakota.contexts.people import queries as people


class HoldForm(forms.Form):
    """A reservation for a member: whose card, and where it will be collected."""

    card = forms.CharField(label=_("Card number"), max_length=20, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    pickup_point = forms.ModelChoiceField(
        label=_("Collected at"), queryset=organisation.pickup_points(), empty_label=None
    )
    reason = forms.CharField(
        label=_("Reserve all the same, because"),
        help_text=_("Kept with your name. Only for those who may overrule the lending rules."),
        max_length=300,
        required=False,
    )


def _day(label: Any, **given: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}), **given)


def _number(label: Any, **given: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=0, max_value=1000, **given)


class AlsoBorrowedForm(forms.Form):
    """How many households it takes; the verb knows the bounds."""

    fewest = _number(
        _("Households that borrowed both titles"), help_text=_("At least five: fewer could tell of persons.")
    )


class PolicyForm(forms.Form):
    """What a lending rule says, and from when."""

    name = forms.CharField(label=_("Name"), help_text=_("It stands in every answer of the desk."), max_length=100)
    is_lendable = forms.BooleanField(label=_("May be taken home"), required=False)
    max_loans = _number(_("Loans at one time"), initial=3)
    loan_days = _number(_("Days"), initial=7)
    max_renewals = _number(_("Renewals"), initial=2)
    max_holds = _number(_("Reservations at one time"), initial=3)
    pickup_days = _number(_("Open days on the hold shelf"), initial=3)
    blocks_while_overdue = forms.BooleanField(
        label=_("No new loan while something is overdue"), required=False, initial=True
    )
    fine_per_day = forms.IntegerField(
        label=_("Fine a day, in rupiah"), help_text=_("0 unless a regulation says otherwise."), min_value=0, initial=0
    )
    basis = forms.ModelChoiceField(
        label=_("Legal basis of the fine"),
        help_text=_("A regulation from the list of legal bases; without one the fine stays 0."),
        queryset=organisation.documents(),
        required=False,
        empty_label=_("none"),
    )
    max_open_charges = _number(
        _("No new loan with more open obligations than"), help_text=_("Empty: they do not matter."), required=False
    )
    max_owed = forms.IntegerField(
        label=_("No new loan while more is owed than, in rupiah"),
        help_text=_("Empty: it does not matter."),
        min_value=0,
        required=False,
    )
    valid_from = _day(_("In force from"))
    valid_until = _day(_("In force until"), required=False)


class NewPolicyForm(PolicyForm):
    """A lending rule with the case it covers; an empty field covers all."""

    service_point = forms.ModelChoiceField(
        label=_("Service point"), queryset=organisation.service_points(), required=False, empty_label=_("all")
    )
    patron_type = forms.ModelChoiceField(
        label=_("Kind of membership"), queryset=people.patron_types(), required=False, empty_label=_("all")
    )
    item_type = forms.ModelChoiceField(
        label=_("Kind of item"), queryset=catalogue.item_types(), required=False, empty_label=_("all")
    )
    field_order = ["name", "service_point", "patron_type", "item_type"]


def of_policy(row: PolicyRow) -> dict[str, Any]:
    """What the form starts with when a rule is changed."""
    return {name: getattr(row, name) for name in PolicyForm.base_fields if name not in {"valid_from", "valid_until"}}
