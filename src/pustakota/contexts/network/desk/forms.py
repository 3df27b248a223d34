"""What is typed in about sources and targets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pustakota.contexts.network.rules.sru_answers import ISBN_QUERY, VERSIONS, WORDS_QUERY

if TYPE_CHECKING:
    from pustakota.contexts.network.models import Source, Target

_PLAIN = {"autocomplete": "off"}
INTERVALS = (
    (6, _("every six hours")),
    (24, _("every day")),
    (168, _("every week")),
    (720, _("every thirty days")),
)


def _address(label: Any, **given: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=500, widget=forms.URLInput(attrs=_PLAIN), **given)


class NewSourceForm(forms.Form):
    """Another library's catalogue; the rest is asked of its repository."""

    name = forms.CharField(label=_("Name of the library"), max_length=120, widget=forms.TextInput(attrs=_PLAIN))
    base_url = _address(
        _("Address of its OAI-PMH"), help_text=_("For example https://pustaka.example.go.id/oai. It is asked at once.")
    )
    set_spec = forms.CharField(
        label=_("Set"), max_length=200, required=False, help_text=_("Only where not everything is wanted.")
    )


class SourceForm(forms.Form):
    """What can be changed of a source."""

    name = forms.CharField(label=_("Name of the library"), max_length=120, widget=forms.TextInput(attrs=_PLAIN))
    site = _address(_("Its own catalogue on the web"), required=False)
    pattern = forms.CharField(
        label=_("Address of a record there"),
        max_length=500,
        required=False,
        widget=forms.TextInput(attrs=_PLAIN),
        help_text=_(
            "With {local} for the last part of the identifier or {control} for the control number: "
            "https://pustaka.example.go.id/katalog/{local}/. Empty: the address that the record itself gives."
        ),
    )
    metadata = forms.ChoiceField(label=_("Format"))
    every_hours = forms.TypedChoiceField(label=_("Harvested"), choices=INTERVALS, coerce=int)
    contact = forms.CharField(label=_("Contact"), max_length=200, required=False)
    is_on = forms.BooleanField(label=_("Harvest it"), required=False)

    def __init__(self, *args: Any, source: Source, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {name: getattr(source, name) for name in self.base_fields if name != "metadata"}
        self.initial["metadata"] = source.prefix
        chosen = self.fields["metadata"]
        assert isinstance(chosen, forms.ChoiceField)
        chosen.choices = [(each, each) for each in dict.fromkeys([*source.offers, source.prefix])]

    def facts(self) -> dict[str, Any]:
        """What was typed, by the names of a source."""
        given = dict(self.cleaned_data)
        given["prefix"] = given.pop("metadata")
        return given


class TargetForm(forms.Form):
    """A catalogue that is asked by SRU."""

    name = forms.CharField(label=_("Name"), max_length=120, widget=forms.TextInput(attrs=_PLAIN))
    base_url = _address(_("Address of its SRU"), help_text=_("For example https://pustaka.example.go.id/sru"))
    version = forms.ChoiceField(label=_("Version"), choices=[(each, each) for each in VERSIONS], initial="1.2")
    schema = forms.CharField(label=_("Schema"), max_length=120, required=False, initial="marcxml")
    isbn_query = forms.CharField(label=_("Query for an ISBN"), max_length=200, initial=ISBN_QUERY)
    words_query = forms.CharField(label=_("Query for words of the title"), max_length=200, initial=WORDS_QUERY)
    place = forms.IntegerField(label=_("Place in the order"), min_value=0, max_value=999, initial=0)
    is_on = forms.BooleanField(label=_("Ask it"), required=False, initial=True)


def of_target(target: Target) -> dict[str, Any]:
    """What the form of a target begins with."""
    return {name: getattr(target, name) for name in TargetForm.base_fields}


class JoinForm(forms.Form):
    """Another title of the union, by its number or its address."""

    other = forms.CharField(
        label=_("The other title"),
        max_length=500,
        widget=forms.TextInput(attrs=_PLAIN),
        help_text=_("Its number, or the address of its page."),
    )
    reason = forms.CharField(label=_("Why"), max_length=200, required=False, widget=forms.TextInput(attrs=_PLAIN))

    def clean_other(self) -> int:
        found = [part for part in self.cleaned_data["other"].rstrip("/").split("/") if part.isdecimal()]
        if not found or len(found[-1]) > 18:
            raise forms.ValidationError(_("Give the number of a title of the union."))
        return int(found[-1])
