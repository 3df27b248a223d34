"""A page with one of the library's own forms; whatever is sent becomes a request at the desk, and is kept as one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, Panel
from wagtail.fields import RichTextField

from pustakota.contexts.cases.actions import Kind
from pustakota.contexts.forms import queries as forms_of_ours
from pustakota.sites.pages import asking
from pustakota.sites.pages.blocks import WORDS
from pustakota.sites.pages.models.site import SitePage, SitePageForm, plain_text

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

KINDS = (Kind.QUESTION, Kind.COMPLAINT, Kind.PROPOSAL)
"""What staff may ask for on a page; all else has a page of its own, with its own rules."""


def offered_forms() -> list[tuple[str, str]]:
    """The forms that may stand on a page: code and title."""
    language = get_language() or "id"
    rows = forms_of_ours.current_versions()
    named = [(row.form.code, forms_of_ours.AskedForm(row, language=language).title) for row in rows]
    return [("", "---------"), *(each for each in named if each[0] != forms_of_ours.JOINING)]


class FormPageForm(SitePageForm):
    """Offers the forms that are published at this moment."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "form" in self.fields:
            self.fields["form"] = forms.ChoiceField(
                label=_("form"),
                choices=offered_forms,
                help_text=_("Forms are written at the desk, under “Forms”."),
            )


class FormPage(SitePage):
    """Questions that readers answer on a page of the site, without an account and without scripts."""

    intro = RichTextField(verbose_name=_("introduction"), blank=True, features=WORDS)
    form = models.CharField(verbose_name=_("form"), max_length=40)
    kind = models.CharField(
        verbose_name=_("what it becomes at the desk"),
        max_length=20,
        choices=[(kind.value, kind.label) for kind in KINDS],
        default=Kind.QUESTION.value,
    )
    point = models.ForeignKey(
        "organisation.ServicePoint",
        verbose_name=_("service point that answers"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    base_form_class = FormPageForm
    content_panels: ClassVar[list[Panel]] = [
        *SitePage.content_panels,
        FieldPanel("intro"),
        FieldPanel("form"),
        FieldPanel("kind"),
        FieldPanel("point"),
    ]
    template = "pages/form_page.html"

    class Meta:
        verbose_name = _("page with a form")

    @property
    def beginning(self) -> str:
        return plain_text(self.intro)

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the form, or take in what was sent."""
        del args, kwargs
        return asking.asked(request, self)
