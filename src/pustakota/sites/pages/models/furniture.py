"""What stands on every page: banners for disruptions, menus."""

from __future__ import annotations

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, Panel
from wagtail.fields import StreamField

from pustakota.sites.pages.blocks import MENU


class Banner(models.Model):
    """A disruption that everybody should know of: closed tomorrow, no network, another entrance."""

    class Tone(models.TextChoices):
        """How loud it speaks."""

        INFO = "info", _("for information")
        WAIT = "wait", _("something is different")
        NO = "no", _("something does not work")

    text = models.CharField(verbose_name=_("text"), max_length=200)
    text_in_english = models.CharField(verbose_name=_("text in English"), max_length=200, blank=True)
    tone = models.CharField(verbose_name=_("kind"), max_length=5, choices=Tone.choices, default=Tone.WAIT)
    starts_at = models.DateTimeField(verbose_name=_("shown from"))
    ends_at = models.DateTimeField(verbose_name=_("shown until"))
    page = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("page with more about it"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    panels: ClassVar[list[Panel]] = [
        FieldPanel("text"),
        FieldPanel("text_in_english"),
        FieldPanel("tone"),
        FieldRowPanel([FieldPanel("starts_at"), FieldPanel("ends_at")]),
        FieldPanel("page"),
    ]

    class Meta:
        verbose_name = _("banner")
        verbose_name_plural = _("banners")
        ordering: ClassVar[list[str]] = ["-starts_at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")), name="banner_ends_after_it_starts"
            )
        ]

    def __str__(self) -> str:
        return self.text

    def clean(self) -> None:
        """Asked by the editor's form; the database keeps the same."""
        if self.starts_at and self.ends_at and self.ends_at <= self.starts_at:
            raise ValidationError({"ends_at": _("It must end after it begins.")})


class Menu(models.Model):
    """The links at the head or the foot of every page, in one language."""

    class Place(models.TextChoices):
        """Where a menu stands."""

        MAIN = "main", _("at the head")
        FOOTER = "footer", _("at the foot")

    class Language(models.TextChoices):
        """For readers of which language."""

        ID = "id", "Bahasa Indonesia"
        EN = "en", "English"

    place = models.CharField(verbose_name=_("place"), max_length=6, choices=Place.choices)
    language = models.CharField(verbose_name=_("language"), max_length=2, choices=Language.choices, default=Language.ID)
    items = StreamField(MENU, verbose_name=_("links"))
    panels: ClassVar[list[Panel]] = [
        FieldRowPanel([FieldPanel("place"), FieldPanel("language")]),
        FieldPanel("items"),
    ]

    class Meta:
        verbose_name = _("menu")
        verbose_name_plural = _("menus")
        constraints = [models.UniqueConstraint(fields=["place", "language"], name="one_menu_a_place_and_language")]

    def __str__(self) -> str:
        return f"{self.get_place_display()} · {self.get_language_display()}"
