"""Pages that staff write: the only code that imports wagtail."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, Panel
from wagtail.fields import RichTextField
from wagtail.models import Page


class TextPage(Page):
    """A page of text: rules, opening, contact, services."""

    body = RichTextField(verbose_name=_("text"), blank=True)
    content_panels: ClassVar[list[Panel]] = [*Page.content_panels, FieldPanel("body")]
    template = "pages/text_page.html"

    class Meta:
        verbose_name = _("text page")
