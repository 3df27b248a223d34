"""Pictures: each says in words what it shows, and whether the people on it agreed."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.images.models import AbstractImage, AbstractRendition


class ShowsPeople(models.TextChoices):
    """Whether somebody can be recognised."""

    NO = "no", _("no, nobody can be recognised")
    YES = "yes", _("yes")


class Picture(AbstractImage):
    """A picture in the library of pictures."""

    alternative = models.CharField(
        verbose_name=_("alternative text"),
        max_length=250,
        help_text=_("What somebody who cannot see the picture is told: one sentence."),
    )
    shows_people = models.CharField(verbose_name=_("are people shown?"), max_length=3, choices=ShowsPeople.choices)
    consent = models.CharField(
        verbose_name=_("where their consent is kept"),
        max_length=200,
        blank=True,
        help_text=_("For example: folder 3, signed on 2 May. Without it a picture with people is not published."),
    )
    credit = models.CharField(
        verbose_name=_("who took or drew it"), max_length=120, blank=True, help_text=_("Shown beneath in galleries.")
    )
    uploaded_by_user = models.ForeignKey(  # as the editor has it, without a way back from the account
        settings.AUTH_USER_MODEL,
        verbose_name=_("uploaded by"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    admin_form_fields = (
        "title", "file", "alternative", "shows_people", "consent", "credit", "collection", "tags",
        "focal_point_x", "focal_point_y", "focal_point_width", "focal_point_height",
    )  # fmt: skip

    class Meta(AbstractImage.Meta):
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")

    @property
    def may_be_shown(self) -> bool:
        """Nobody is shown, or the consent of those shown is kept."""
        return self.shows_people == ShowsPeople.NO or bool(self.consent)

    @property
    def default_alt_text(self) -> str:
        return str(self.alternative)


class Rendition(AbstractRendition):
    """A picture in one size."""

    image = models.ForeignKey(Picture, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"], name="picture_once_in_each_size"
            )
        ]
        indexes = [models.Index(fields=["file"], name="rendition_by_file")]
