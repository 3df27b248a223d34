"""What all pages have in common: their head, their other language, and pictures that may be shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.models import Page

from pustakota.sites.pages.models.pictures import Picture
from pustakota.sites.public.head import Head

if TYPE_CHECKING:
    from collections.abc import Iterable

    from wagtail.models import PageQuerySet

PUBLISHING = ("action-publish", "action-submit", "action-workflow-action")
PHONE = 360


class SitePageForm(WagtailAdminPageForm):
    """Says at publishing what would be missing on the page; a draft may hold anything."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        if any(name in self.data for name in PUBLISHING):
            self._refuse_without_consent(cleaned)
        return cleaned

    def _refuse_without_consent(self, cleaned: dict[str, Any]) -> None:
        for name, keys in pictures_in(cleaned).items():
            for picture in Picture.objects.filter(pk__in=keys):
                if not picture.may_be_shown:
                    said = _(
                        "“%(title)s” shows people whose consent is not kept. Add it at the picture, or take another."
                    )
                    self.add_error(name, said % {"title": picture.title})


def pictures_in(values: dict[str, Any]) -> dict[str, set[int]]:
    """The pictures that each field of a page's form holds, by their keys."""
    found = {name: set(_pictures_of(value)) for name, value in values.items()}
    return {name: keys for name, keys in found.items() if keys}


def _pictures_of(value: object) -> Iterable[int]:
    if isinstance(value, Picture):
        yield value.pk
    elif hasattr(value, "stream_block"):
        for model, key, _path, _content in value.stream_block.extract_references(value):
            if model is Picture:
                yield int(key)


def plain_text(html: object) -> str:
    """The words of a text that was written with an editor."""
    return strip_tags(str(html).replace("<", " <")).strip()


class SitePage(Page):
    """Every kind of page of the site."""

    base_form_class = SitePageForm

    class Meta:
        abstract = True

    @property
    def preview_sizes(self) -> list[dict[str, Any]]:
        """The phone comes first: it is what most readers hold."""
        phone = {"name": "mobile", "icon": "mobile-alt", "device_width": PHONE, "label": gettext_lazy("On a phone")}
        return [phone, *Page.DEFAULT_PREVIEW_SIZES[1:]]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        languages = self.addresses()
        return context | {"head": self.head(languages), "addresses_in": languages}

    def head(self, languages: dict[str, str]) -> Head:
        """What machines are told."""
        image = reverse("pictures:page_card", args=[self.pk, "lebar"]) if self.pk and self.live else ""
        title, said = self.seo_title or self.title, self.search_description or self.beginning
        return Head(title=title, description=said, image=image, languages=languages)

    @property
    def beginning(self) -> str:
        """Its first words, for a page that nobody summed up."""
        return ""

    def addresses(self) -> dict[str, str]:
        """Where this page stands in each language that has it."""
        rows: PageQuerySet = self.get_translations(inclusive=True).live().select_related("locale")
        return {page.locale.language_code: page.url for page in rows if page.url}
