"""What is typed in about titles and copies."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from pustakota.contexts.catalogue import queries
from pustakota.contexts.catalogue.actions import Description, ItemStatus
from pustakota.contexts.catalogue.permissions import EDIT
from pustakota.contexts.catalogue.rules.description import lines
from pustakota.contexts.organisation import queries as organisation

if TYPE_CHECKING:
    from django.http import QueryDict

    from pustakota.contexts.catalogue.models import Item
    from pustakota.foundation.actors import Actor

LONGEST_NUMBER = 18
LANGUAGES = (
    ("ind", _("Indonesian")),
    ("jav", _("Javanese")),
    ("sun", _("Sundanese")),
    ("mad", _("Madurese")),
    ("ban", _("Balinese")),
    ("min", _("Minangkabau")),
    ("eng", _("English")),
    ("ara", _("Arabic")),
    ("zho", _("Chinese")),
    ("nld", _("Dutch")),
)
KIND_WORDS = (
    ("book", _("Book")),
    ("serial", _("Magazine or newspaper")),
    ("map", _("Map")),
    ("video", _("Video")),
    ("sound", _("Sound recording")),
    ("kit", _("Kit or game")),
)
STATUSES = (
    ItemStatus.AVAILABLE,
    ItemStatus.IN_PROCESS,
    ItemStatus.ON_SITE_ONLY,
    ItemStatus.DAMAGED,
    ItemStatus.MISSING,
)
"""What may be chosen by hand; being lost or withdrawn comes by pages of its own."""
_PLAIN = {"autocomplete": "off"}


def _text(label: Any, longest: int = 1_000, **given: Any) -> forms.CharField:
    attrs = _PLAIN | given.pop("attrs", {})
    return forms.CharField(
        label=label, max_length=longest, required=False, widget=forms.TextInput(attrs=attrs), **given
    )


def _lines(label: Any, rows: int, **given: Any) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=20_000, required=False, widget=forms.Textarea(attrs={"rows": rows}), **given
    )


class TitleForm(forms.Form):
    """The fields of a title that most books need; the rest of the MARC stays as it is."""

    isbns = _lines(_("ISBN"), 1, help_text=_("Scan it from the back of the book. Several: one on each line."))
    title = forms.CharField(label=_("Title"), max_length=2_000, widget=forms.TextInput(attrs=_PLAIN))
    subtitle = _text(_("Other title information"), 2_000, help_text=_("What follows the title: a subtitle."))
    author = _text(_("Author"), help_text=_("As a heading: Hirata, Andrea"))
    responsibility = _text(
        _("Statement of responsibility"),
        help_text=_("As the title page has it: Andrea Hirata ; penyunting, Suhindrati"),
    )
    edition = _text(_("Edition"), 100, help_text=_("For example: Cet. 3"))
    place = _text(_("Place of publication"), 100)
    publisher = _text(_("Publisher"))
    year = _text(_("Year"), 40)
    extent = _text(_("Extent"), 100, help_text=_("For example: xii, 529 hlm."))
    language = forms.ChoiceField(label=_("Language"), required=False)
    class_number = _text(_("Class number (DDC)"), 60, help_text=_("It makes the proposed call number: 899.2213"))
    subjects = _lines(_("Subjects"), 3, help_text=_("One on each line."))
    summary = _lines(_("Summary"), 3)
    is_for_children = forms.BooleanField(label=_("For children"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known, own = dict(LANGUAGES), str(self.initial.get("language") or "")
        other = [] if own in known or not own else [(own, own)]
        chosen = self.fields["language"]
        assert isinstance(chosen, forms.ChoiceField)
        chosen.choices = [("", "–"), *LANGUAGES, *other]

    def description(self) -> Description:
        given = self.cleaned_data
        listed = {name: lines(given[name]) for name in ("isbns", "subjects")}
        names = Description.__dataclass_fields__.keys() - listed.keys()
        said: dict[str, Any] = {name: given[name] for name in names} | listed
        return Description(**said)


class NewTitleForm(TitleForm):
    """A title that the catalogue does not have."""

    kind = forms.ChoiceField(label=_("Kind"), choices=KIND_WORDS)
    is_other = forms.BooleanField(
        label=_("It is another edition: add it all the same"), required=False, help_text=_("See the titles above.")
    )
    field_order = ["isbns", "title", "subtitle", "author", "responsibility", "kind"]


class EditTitleForm(TitleForm):
    """A title as it stands. ``seen``: which state was shown."""

    reason = _text(_("Why it is changed"), 200, help_text=_("Kept with the former state. May stay empty."))
    seen = forms.DateTimeField(widget=forms.HiddenInput)


def of_title(description: Description, **more: Any) -> dict[str, Any]:
    """What the form of a title begins with."""
    shown = {name: getattr(description, name) for name in Description.__dataclass_fields__}
    shown |= {name: "\n".join(shown[name]) for name in ("isbns", "subjects")}
    return shown | more


class CopyForm(forms.Form):
    """One copy: what it wears, where it stands; at a point whose copies one may change."""

    barcode = forms.CharField(
        label=_("Barcode"),
        help_text=_("Scan the label that you stick on the copy."),
        max_length=30,
        widget=forms.TextInput(attrs=_PLAIN),
    )
    call_number = _text(
        _("Call number"), 80, help_text=_("Proposed from class, author and title. Change it as your shelves need it.")
    )
    service_point = forms.ModelChoiceField(
        label=_("Service point"), queryset=organisation.service_points(), empty_label=None
    )
    type = forms.ModelChoiceField(label=_("Kind of item"), queryset=queries.item_types(), empty_label=None)
    status = forms.ChoiceField(label=_("Condition"), choices=())
    shelf = _text(_("Shelf"), 60)
    accession_number = _text(
        _("Accession number"), 40, help_text=_("The number in the accession book, if you keep one.")
    )
    price = forms.IntegerField(label=_("Price in rupiah"), min_value=0, max_value=2_000_000_000, required=False)
    acquired_on = forms.DateField(
        label=_("Acquired on"), required=False, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )

    def __init__(self, *args: Any, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own, place = self.initial.get("status"), cast("Any", self.fields["service_point"])
        own_points = [point.pk for point in organisation.points_in_service() if by.may(EDIT, point.pk)]
        place.queryset = place.queryset.filter(pk__in=own_points)
        chosen = self.fields["status"]
        assert isinstance(chosen, forms.ChoiceField)
        shown = (*STATUSES, *([ItemStatus(own)] if own and own not in STATUSES else []))
        chosen.choices = [(status.value, status.label) for status in shown]


def of_copy(item: Item) -> dict[str, Any]:
    """What the form of a copy begins with."""
    return {name: getattr(item, name) for name in CopyForm.base_fields}


class WorkForm:
    """What is sent to part or join editions: the reason, and the number of the other title."""

    def __init__(self, sent: QueryDict) -> None:
        other = sent.get("other", "")
        self.reason = sent.get("reason", "").strip()
        self.other = int(other) if other.isascii() and other.isdecimal() and len(other) < LONGEST_NUMBER else 0
