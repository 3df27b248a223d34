"""What is asked of whoever becomes a member from home: at most twelve fields on three pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from pustakota.contexts.notices import queries as notices
from pustakota.contexts.notices.actions import Channel
from pustakota.contexts.organisation import queries as organisation
from pustakota.contexts.people import queries as people
from pustakota.foundation import clock, periods
from pustakota.foundation.forms import Untouched

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

ADULT, CHILD = "dewasa", "anak"
FIRST_PAGE = ("name", "born_on", "guardian_name", "phone", "email", "address", "point")


def _text(label: object, autocomplete: str, **kwargs: object) -> forms.CharField:
    widget = forms.TextInput(attrs={"autocomplete": autocomplete})
    return forms.CharField(label=label, widget=widget, **kwargs)  # type: ignore[arg-type]


class AboutForm(Untouched):
    """Who becomes a member. ``who``: an adult or a child; ``is_known``: a guardian who has signed in asks."""

    name = _text(_("Full name"), "name", max_length=150)
    born_on = forms.DateField(
        label=_("Date of birth"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "autocomplete": "bday"}),
    )
    guardian_name = _text(_("Your name, as parent or guardian"), "name", max_length=150)
    phone = _text(_("Telephone"), "tel", max_length=20, help_text=_("Like 0812 3456 7890."))
    email = forms.EmailField(
        label=_("E-mail"),
        required=False,
        help_text=_("We send a link to confirm it. With it you can sign in without a password."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    address = _text(_("Address"), "street-address", max_length=300, required=False)
    point = forms.ModelChoiceField(
        label=_("Where will you fetch the card?"), queryset=organisation.service_points(), empty_label=None
    )
    field_order = FIRST_PAGE

    def __init__(self, *args: object, who: str, is_known: bool, libraries: Collection[int], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.who = who
        if Channel.EMAIL not in notices.offered():
            self.fields["email"].help_text = ""
        self.fields["point"].queryset = organisation.service_points().filter(library__in=libraries)  # type: ignore[attr-defined]
        if who == CHILD:
            self.fields["name"].label = _("Full name of the child")
            self.fields["born_on"].label = _("Date of birth of the child")
            for name in ("name", "born_on"):
                self.fields[name].widget.attrs["autocomplete"] = "off"
        left_out = {"guardian_name", "phone", "email", "address"} if is_known else {"guardian_name"}
        for name in left_out if is_known or who == ADULT else ():
            del self.fields[name]

    def clean_phone(self) -> str:
        given: str = self.cleaned_data["phone"]
        if people.plain_phone(given) is None:
            raise forms.ValidationError(_("This is not a telephone number. Write it like 0812 3456 7890."))
        return given

    def clean_born_on(self) -> date:
        day: date = self.cleaned_data["born_on"]
        today = periods.local_day(clock.now(), "Asia/Jakarta")
        if day > today:
            raise forms.ValidationError(_("The date of birth lies in the future."))
        if people.is_child(today, day) and self.who == ADULT:
            raise forms.ValidationError(_("A member under 18 is registered by a parent or guardian."))
        if not people.is_child(today, day) and self.who == CHILD:
            raise forms.ValidationError(_("This is for members under 18. Adults register by themselves."))
        return day

    def kept(self) -> dict[str, str]:
        """What was filled in, as plain text, for the way back."""
        return {name: str(self[name].value() or "") for name in FIRST_PAGE if name in self.fields}


class AgreeForm(Untouched):
    """The last page. ``altcha``: the proof of work that the browser did meanwhile."""

    password = forms.CharField(
        label=_("Choose a password"),
        help_text=_("At least 8 characters. With it and the card number you see your loans and reserve titles."),
        max_length=128,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}, render_value=True),
    )
    wishes_messages = forms.BooleanField(
        label=_("Write to me by e-mail about my loans and reservations."), required=False
    )
    agrees = forms.BooleanField(error_messages={"required": _("Without your agreement there is no membership.")})
    altcha = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: object, who: str, is_known: bool, has_email: bool, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        child = _("I am this child’s parent or guardian. I have read this and agree.")
        self.fields["agrees"].label = child if who == CHILD else _("I have read this and agree.")
        if is_known:
            del self.fields["password"]
        if is_known or not has_email:
            del self.fields["wishes_messages"]

    def clean_password(self) -> str:
        given: str = self.cleaned_data["password"]
        validate_password(given)
        return given


class GroupForm(Untouched):
    """A school class or an organisation that wishes for cards by agreement."""

    group = _text(_("Name of the school or organisation"), "organization", max_length=150)
    what = forms.ChoiceField(
        label=_("What for?"),
        choices=[("class", _("a school class, by list")), ("organisation", _("our organisation, by agreement"))],
        widget=forms.RadioSelect,
    )
    number = forms.IntegerField(label=_("For about how many people?"), min_value=1, max_value=10_000)
    name = _text(_("Your name"), "name", max_length=150)
    phone = _text(_("Telephone"), "tel", max_length=20, help_text=_("Like 0812 3456 7890."))
    email = forms.EmailField(
        label=_("E-mail"), required=False, widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )
    remark = forms.CharField(
        label=_("Anything else"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )
    point = forms.ModelChoiceField(
        label=_("Which service point is nearest?"), queryset=organisation.service_points(), empty_label=None
    )
