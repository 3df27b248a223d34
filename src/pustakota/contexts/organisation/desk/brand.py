"""How a library shows itself: name, colour, typeface, picture, domain, and the line at the end of its letters."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import cache_control

from pustakota.contexts.organisation import actions, permissions, queries
from pustakota.contexts.organisation.actions import Brand
from pustakota.contexts.organisation.errors import BrandRefused
from pustakota.design import branding
from pustakota.foundation import clock
from pustakota.foundation.forms import refusals_on, status_of
from pustakota.foundation.images import LARGEST, NoPictureError, small_png
from pustakota.foundation.reasons import Reason

if TYPE_CHECKING:
    from django.http import HttpRequest

    from pustakota.contexts.organisation.models import Library, ServicePoint
    from pustakota.foundation.actors import Actor

LONGEST_SIDE = 512
FACES = (("", _("Plus Jakarta Sans")), ("system", _("the device's own")), ("serif", _("with serifs")))


class BrandForm(forms.Form):
    """What a library wears."""

    name = forms.CharField(label=_("Name in full"), max_length=200)
    short_name = forms.CharField(label=_("Short name"), max_length=60, help_text=_("For small places: slips, phones."))
    colour = forms.CharField(
        label=_("Colour"), max_length=7, widget=forms.TextInput({"type": "color"}),
        help_text=_("One colour is enough: links, buttons and the dark scheme follow from it."),
    )  # fmt: skip
    face = forms.ChoiceField(label=_("Typeface of headings"), choices=FACES, required=False)
    picture = forms.FileField(
        label=_("Logo"), required=False,
        help_text=_("PNG, JPEG or WebP; square looks best."),
        widget=forms.FileInput({"accept": "image/png,image/jpeg,image/webp"}),
    )  # fmt: skip
    without_logo = forms.BooleanField(label=_("Without logo"), required=False)
    closing = forms.CharField(
        label=_("Closing line of e-mails"), max_length=200, required=False,
        help_text=_("In your own tone: “Sampai jumpa di perpustakaan!”"),
    )  # fmt: skip
    salutation = forms.ChoiceField(
        label=_("How e-mails and messages begin"), choices=queries.SALUTATIONS, required=False
    )
    host = forms.CharField(
        label=_("Domain"), max_length=253, required=False,
        help_text=_(
            "Visitors of this domain see this library, and its own collection first. "
            "The operator lets the server answer to it."
        ),
    )  # fmt: skip

    def clean_picture(self) -> bytes | None:
        given = self.cleaned_data["picture"]
        if given is None:
            return None
        try:
            return small_png(BytesIO(given.read(LARGEST + 1)[:LARGEST]), longest=LONGEST_SIDE)
        except NoPictureError as error:
            raise ValidationError(BrandRefused.word(Reason("no_picture", overridable=False))) from error

    def brand(self) -> Brand:
        """What was typed; the colour that every library begins with counts as none."""
        given = {name: value for name, value in self.cleaned_data.items() if name != "picture"}
        given["colour"] = given["colour"].lower()
        if given["colour"] == branding.FIRST:
            given["colour"] = ""
        return Brand(**{**given, "host": given["host"].lower(), "logo": self.cleaned_data["picture"]})


def brand(request: HttpRequest, library_id: int = 0, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """The brand of one library, with a specimen beside it; without a number that of the point."""
    library = _library(library_id or at_point.library_id, by)
    form = BrandForm(request.POST or None, request.FILES or None, initial=_worn(library))
    if form.is_valid():
        with refusals_on(form):
            actions.set_brand(library=library, brand=form.brand(), by=by, at=clock.now())
            return redirect("desk:brand_of", library.pk)
    shown = {
        "form": form,
        "library": library,
        "libraries": [each for each in queries.libraries() if by.may_throughout(permissions.EDIT, each.pk)],
        "specimen": _specimen(form["colour"].value(), form["face"].value()),
    }
    return render(request, "organisation/desk/brand.html", shown, status=status_of(form))


def specimen(request: HttpRequest, library_id: int, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """The specimen alone, for a colour and a typeface that nobody has put in force."""
    del at_point
    library = _library(library_id, by)
    shown = {"library": library, "specimen": _specimen(request.GET.get("colour"), request.GET.get("face"))}
    return render(request, "organisation/desk/brand.html#specimen", shown)


@cache_control(max_age=3600)
def specimen_style(request: HttpRequest, colour: str, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """The colours of a specimen as a style sheet, since pages carry no styles of their own."""
    del at_point
    permissions.may_edit(by)
    sheet = branding.specimen_stylesheet(f"#{colour}", request.GET.get("huruf", ""))
    return HttpResponse(sheet, content_type="text/css; charset=utf-8")


def _library(library_id: int, by: Actor) -> Library:
    found = queries.library(library_id)
    if found is None:
        raise Http404
    permissions.may_edit_library(by, found.pk)
    return found


def _worn(library: Library) -> dict[str, Any]:
    worn = {name: getattr(library, name) for name in ("name", "short_name", "face", "closing", "salutation", "host")}
    return {**worn, "colour": library.colour or branding.FIRST}


def _specimen(colour: str | None, face: str | None) -> dict[str, Any]:
    """What the specimen shows: the colours, and how well each can be read."""
    chosen = (colour or "").lower()
    palette = branding.palette(chosen if branding.is_colour(chosen) else branding.FIRST)
    rows = [
        (_("Light: links on paper"), branding.contrast(palette.light.nila, branding.LIGHT.grounds[0])),
        (_("Light: words on a button"), branding.contrast(palette.light.on, palette.light.nila)),
        (_("Dark: links on the ground"), branding.contrast(palette.dark.nila, branding.DARK.grounds[0])),
        (_("Dark: words on a button"), branding.contrast(palette.dark.on, palette.dark.nila)),
    ]
    return {
        "palette": palette,
        "schemes": ("light", "dark"),
        "digits": palette.chosen[1:],
        "face": face or "",
        "rows": rows,
        "title": "Laskar pelangi",
        "author": "Andrea Hirata",
    }
