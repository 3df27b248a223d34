"""What people fill in on the public site."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.conf import settings
from django.contrib.auth.forms import AuthenticationForm
from django.utils.translation import gettext_lazy as _

from pustakota.contexts.notices import queries as notices
from pustakota.contexts.notices.actions import CHOOSABLE, Channel, Kind
from pustakota.contexts.people import queries as people

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from pustakota.contexts.organisation.models import ServicePoint
    from pustakota.contexts.people.models import Patron


LONGEST_EMAIL = 254
"""RFC 5321; Django would stop typing at the length of a card number."""


class SignInForm(AuthenticationForm):
    """Card number or e-mail, and password."""

    error_messages = {
        "invalid_login": _("This card number and password do not belong together. Check both and try again."),
        "inactive": _("This account has been closed. Ask at a service point."),
    }

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["username"].widget.attrs["maxlength"] = LONGEST_EMAIL
        self.fields["username"].label = _("Card number or e-mail")
        self.fields["username"].help_text = _("The number is printed under the barcode of your card.")
        self.fields["password"].label = _("Password")


class CodeForm(forms.Form):
    """A code of the generator, or a recovery code."""

    code = forms.CharField(
        label=_("Code"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "autocapitalize": "none"}),
    )


class ContactForm(forms.Form):
    """How somebody wishes to be told things."""

    way = forms.ChoiceField(
        label=_("Tell me things"),
        choices=[("", _("as the library sees fit")), *people.ContactWay.choices],
        required=False,
    )


class NumberForm(forms.Form):
    """Whether the telephone number still holds."""

    phone = forms.CharField(
        label=_("Is this still your number?"),
        help_text=_("Change it here, or leave it."),
        max_length=20,
        required=False,
    )


class CorrectionForm(forms.Form):
    """What is kept about me, as it should read."""

    name = forms.CharField(label=_("Full name"), max_length=150)
    call_name = forms.CharField(label=_("Call name"), max_length=60, required=False)
    born_on = forms.CharField(
        label=_("Date of birth"), required=False, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    phone = forms.CharField(label=_("Telephone"), max_length=20, required=False)
    email = forms.EmailField(label=_("E-mail"), required=False)
    address = forms.CharField(label=_("Address"), max_length=300, required=False)
    remark = forms.CharField(
        label=_("Anything else that is wrong"), max_length=1000, required=False, widget=forms.Textarea({"rows": 3})
    )

    def wished(self) -> dict[str, tuple[str, str]]:
        """Each field with its name and what was written in it."""
        names = [name for name in self.fields if name != "remark"]
        return {name: (str(self.fields[name].label), self.cleaned_data[name]) for name in names}


class DeletionForm(forms.Form):
    """That everything is to be deleted, and perhaps why."""

    remark = forms.CharField(
        label=_("Do you wish to say anything?"), max_length=500, required=False, widget=forms.Textarea({"rows": 3})
    )


class MessageForm(forms.Form):
    """In which language and how openly somebody is written to, and a tick for each kind of message and way."""

    language = forms.ChoiceField(label=_("Language of messages"), choices=settings.LANGUAGES)
    names_titles = forms.BooleanField(
        label=_("Name the titles in messages"),
        help_text=_("Others may read your screen. Without a tick, messages say only how many items."),
        required=False,
    )

    topics = forms.MultipleChoiceField(
        label=_("News of the library"),
        help_text=_("Only what you tick is sent to you, by the ways ticked for news. You can end it at any time."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, data: object, *, reader: notices.Reader, topics: Collection[int] = ()) -> None:
        super().__init__(data, initial={"language": reader.language, "names_titles": reader.names_titles})  # type: ignore[arg-type]
        self.channels = [way for way in CHOOSABLE if way == Channel.WHATSAPP or way in notices.offered()]
        shown = [topic for topic in notices.topics() if topic.is_offered or topic.pk in topics]
        self.fields["topics"].choices = [(topic.code, notices.name_of(topic)) for topic in shown]  # type: ignore[attr-defined]
        mine = [topic.code for topic in shown if topic.pk in topics and reader.reach.agrees_to_news]
        self.fields["topics"].initial = mine
        self.standing = notices.kinds_chosen(reader.reach)
        for kind, chosen in self.standing.items():
            for way in self.channels:
                words = f"{notices.KIND_NAMES[kind]}: {notices.CHANNEL_NAMES[way]}"
                self.fields[f"{kind}-{way}"] = forms.BooleanField(label=words, required=False, initial=chosen[way])

    def rows(self) -> list[tuple[object, list[forms.BoundField]]]:
        """Each kind with its ticks, in the order of the channels."""
        return [(notices.KIND_NAMES[kind], [self[f"{kind}-{way}"] for way in self.channels]) for kind in self.standing]

    def channel_names(self) -> list[object]:
        """What stands above the ticks."""
        return [notices.CHANNEL_NAMES[way] for way in self.channels]

    def ways(self) -> dict[tuple[Kind, Channel], bool]:
        """What was ticked and what was not."""
        return {(kind, way): self.cleaned_data[f"{kind}-{way}"] for kind in self.standing for way in self.channels}


class ReserveForm(forms.Form):
    """For whom, and where to collect."""

    patron = forms.TypedChoiceField(label=_("For whom?"), coerce=int, widget=forms.RadioSelect)
    pickup = forms.TypedChoiceField(label=_("Where will you collect it?"), coerce=int, widget=forms.RadioSelect)

    def __init__(
        self, data: object, *, patrons: Iterable[Patron], points: Iterable[ServicePoint], home: ServicePoint
    ) -> None:
        super().__init__(data, initial={"pickup": home.pk})  # type: ignore[arg-type]
        members = [(patron.pk, patron.person.name) for patron in patrons]
        self.fields["patron"].choices = members  # type: ignore[attr-defined]
        self.fields["pickup"].choices = [(point.pk, point.name) for point in points]  # type: ignore[attr-defined]
        self.fields["patron"].initial = members[0][0]
        self.is_for_one = len(members) == 1
        if self.is_for_one:
            self.fields["patron"].required = False
