"""What the desk asks of people: as little as the law and the loan need."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from pustakota.contexts.organisation import queries as organisation
from pustakota.contexts.people import permissions, queries
from pustakota.contexts.people.models import JoiningRule, Organisation
from pustakota.contexts.people.rules import Where
from pustakota.foundation.actors import EVERYWHERE

if TYPE_CHECKING:
    from pustakota.contexts.organisation.models import Library, ServicePoint
    from pustakota.foundation.actors import Actor

CONSENT_TEXT = queries.TEXT_VERSION
"""Version of the consent of parents and guardians that is shown here."""


def _day(label: object, *, required: bool = False) -> forms.DateField:
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    return forms.DateField(label=label, widget=widget, required=required)  # type: ignore[arg-type]


class _PersonForm(forms.Form):
    name = forms.CharField(label=_("Full name"), max_length=150, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    call_name = forms.CharField(
        label=_("Call name"),
        help_text=_("How we greet them, and what stands on the slip."),
        max_length=60,
        required=False,
    )
    born_on = _day(_("Date of birth"))
    type = forms.ModelChoiceField(label=_("Kind of membership"), queryset=queries.patron_types(), empty_label=None)
    card_number = forms.CharField(
        label=_("Card number"), help_text=_("Leave it empty and one is made."), max_length=20, required=False
    )


class MemberForm(_PersonForm):
    """An adult member. ``is_new``: whoever registers has looked at entries alike, and it is none of them."""

    phone = forms.CharField(label=_("Telephone"), help_text=_("Like 0812 3456 7890."), max_length=20, required=False)
    email = forms.EmailField(label=_("E-mail"), required=False)
    address = forms.CharField(label=_("Address"), max_length=300, required=False)
    nik = forms.CharField(
        label=_("Identity number (NIK)"),
        help_text=_("Only where the member wishes it. It is kept sealed."),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
    )
    is_new = forms.BooleanField(label=_("This is none of them: register a new member."), required=False)
    field_order = ["name", "call_name", "born_on", "phone", "email", "address", "type", "card_number", "nik", "is_new"]


class ChildForm(_PersonForm):
    """A child, for whom a parent or guardian agrees."""

    consent = forms.BooleanField(
        label=_("The parent or guardian has read the text on consent and agrees."), required=False
    )
    field_order = ["name", "call_name", "born_on", "type", "card_number", "consent"]


class BlockForm(forms.Form):
    """Why a membership is blocked, in words that the member will read."""

    because = forms.CharField(label=_("Reason"), help_text=_("The member reads it too."), max_length=200)


class AffiliationForm(forms.Form):
    """An organisation that a member belongs to."""

    organisation = forms.ModelChoiceField(label=_("Organisation"), queryset=queries.organisations(), empty_label=None)
    by_agreement = forms.BooleanField(
        label=_("The membership rests on its agreement, and ends with it."), required=False, initial=True
    )


class CardForm(forms.Form):
    """A new card for a lost or damaged one."""

    why = forms.ChoiceField(label=_("What happened to the old card?"), choices=queries.WHY_REPLACED)
    card_number = forms.CharField(
        label=_("New card number"), help_text=_("Leave it empty and one is made."), max_length=20, required=False
    )


class PhoneForm(forms.Form):
    """A telephone number that has changed."""

    phone = forms.CharField(label=_("Telephone"), help_text=_("Like 0812 3456 7890."), max_length=20, required=False)


class CorrectionForm(forms.Form):
    """A person's data as they should be."""

    name = forms.CharField(label=_("Full name"), max_length=150)
    call_name = forms.CharField(label=_("Call name"), max_length=60, required=False)
    born_on = _day(_("Date of birth"))
    address = forms.CharField(label=_("Address"), max_length=300, required=False)
    email = forms.EmailField(label=_("E-mail"), required=False)


class IdentityForm(forms.Form):
    """An identity number that somebody wishes to be kept."""

    nik = forms.CharField(
        label=_("Identity number (NIK)"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
    )


class PhotoForm(forms.Form):
    """A photo, and that the member or a guardian agrees to it."""

    picture = forms.FileField(label=_("Photo"), widget=forms.FileInput(attrs={"accept": "image/*"}))
    consent = forms.BooleanField(
        label=_("The member, or a parent or guardian, has read the text and agrees."), required=False
    )


class HousemateForm(forms.Form):
    """Somebody a member lives with."""

    card = forms.CharField(label=_("Card number"), max_length=20, widget=forms.TextInput(attrs={"autocomplete": "off"}))


class MergeForm(forms.Form):
    """Which of two entries stays, and why they are one person."""

    keep = forms.TypedChoiceField(label=_("Which entry stays?"), coerce=int, widget=forms.RadioSelect)
    because = forms.CharField(label=_("Why are they one person?"), max_length=300)

    def __init__(self, *args: object, entries: list[tuple[int, str]], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["keep"].choices = entries  # type: ignore[attr-defined]


class OrganisationForm(forms.ModelForm[Organisation]):
    """An organisation outside and its agreement."""

    agreement_ends_on = _day(_("Agreement ends on"))

    class Meta:
        model = Organisation
        fields = ["name", "kind", "address", "phone", "email", "agreement", "agreement_ends_on"]
        labels = {
            "name": _("Name"),
            "kind": _("Kind"),
            "address": _("Address"),
            "phone": _("Telephone"),
            "email": _("E-mail"),
            "agreement": _("Agreement"),
        }


class SeenForm(forms.Form):
    """Somebody was compared with a document. ``card_number``: of a card that bears one already."""

    type = forms.ModelChoiceField(label=_("Kind of membership"), queryset=queries.patron_types(), empty_label=None)
    card_number = forms.CharField(
        label=_("Card number"),
        help_text=_("Scan the card that you hand over. Left empty, the provisional number stays."),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    is_seen = forms.BooleanField(
        label=_("I compared name and date of birth with an identity document. Nothing of it is kept.")
    )


class JoiningRuleForm(forms.ModelForm[JoiningRule]):
    """How a library takes in members from home."""

    class Meta:
        model = JoiningRule
        fields = ["provisional_type", "adult_type", "child_type", "days", "approves_confirmed", "address_words"]
        labels = {
            "provisional_type": _("Kind of membership until somebody was seen"),
            "adult_type": _("Kind of membership of adults afterwards"),
            "child_type": _("Kind of membership of children afterwards"),
            "days": _("Days until a registration lapses"),
            "approves_confirmed": _("Take in adults without the desk once their e-mail address is confirmed"),
            "address_words": _("… only where one of these words stands in the address"),
        }
        help_texts = {
            "provisional_type": _("What they may do stands in the lending rules of this kind."),
            "address_words": _("Like names of the city and its districts, separated by commas. Empty: any address."),
        }


class ClassForm(forms.Form):
    """A class and its list, pasted from a spreadsheet."""

    name = forms.CharField(label=_("Name of the class"), help_text=_("Like 5A."), max_length=40)
    school_year = forms.CharField(label=_("School year"), help_text=_("Like 2026/2027."), max_length=9)
    type = forms.ModelChoiceField(label=_("Kind of membership"), queryset=queries.patron_types(), empty_label=None)
    text = forms.CharField(
        label=_("List"),
        help_text=_(
            "One pupil a line: name, call name, date of birth, parent or guardian, telephone, agreed (yes). Paste it "
            "from a spreadsheet, or with semicolons between."
        ),
        widget=forms.Textarea(attrs={"rows": 12, "spellcheck": "false"}),
    )


LIBRARY, ALL = "library-", "everywhere"
"""What stands before the number of a library where a role is given for all of it; and for all libraries."""
USUAL = "sirkulasi"


class RoleForm(forms.Form):
    """A role, and where: at a point, in a whole library, or everywhere, as far as one gives roles oneself.

    It begins with little, at one's own point: the widest role is chosen, never left standing.
    """

    role = forms.ChoiceField(label=_("Role"), initial=USUAL)
    place = forms.ChoiceField(label=_("Where"))

    def __init__(self, *args: object, by: Actor, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        role, place = cast("Any", self.fields["role"]), cast("Any", self.fields["place"])
        role.choices = list(queries.ROLE_WORDS.items())
        is_everywhere = permissions.gives_roles_at(by, Where())
        self._libraries = _libraries_to_give(by)
        self._points = {str(point.pk): point for point in organisation.points_in_service() if _gives_at(by, point)}
        place.choices = _places(self._libraries, self._points, is_everywhere=is_everywhere)
        place.initial = str(by.station_id)

    def clean_place(self) -> ServicePoint | Library | None:
        given: str = self.cleaned_data["place"]
        return self._libraries.get(given) or self._points.get(given)


def _libraries_to_give(by: Actor) -> dict[str, Library]:
    """Whole libraries, where there are several to tell apart; of one alone only for whom it is all there is."""
    every = list(organisation.libraries())
    if len(every) == 1 and by.may(permissions.ROLES, EVERYWHERE):
        return {}
    return {f"{LIBRARY}{each.pk}": each for each in every if permissions.gives_roles_at(by, queries.place_of(each))}


def _gives_at(by: Actor, point: ServicePoint) -> bool:
    return permissions.gives_roles_at(by, queries.place_of(point))


def _places(
    libraries: dict[str, Library], points: dict[str, ServicePoint], *, is_everywhere: bool
) -> list[tuple[Any, Any]]:
    wide = [(ALL, _("everywhere"))] if is_everywhere else []
    whole = [(value, _("all of %(library)s") % {"library": each.name}) for value, each in libraries.items()]
    at_points = [(_("One service point"), [(value, each.name) for value, each in points.items()])] if points else []
    return [*wide, *whole, *at_points]


class StaffForm(RoleForm):
    """A new member of staff with a first role."""

    username = forms.CharField(
        label=_("Account name"), max_length=40, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    name = forms.CharField(label=_("Full name"), max_length=150)
    field_order = ["username", "name", "role", "place"]
