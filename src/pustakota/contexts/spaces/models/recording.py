"""Those who are recorded in a studio, and what they agreed to. Nothing more about them is kept."""

import secrets

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pustakota.contexts.spaces.models.bookings import Booking


def new_consent_code() -> str:
    """A random address that only whoever is recorded is told."""
    return secrets.token_urlsafe(16)


class RecordingText(models.Model):
    """What those who are recorded agree to: a version of the words, never changed."""

    words = models.TextField(max_length=2000)
    made_at = models.DateTimeField()
    made_by = models.BigIntegerField(null=True, help_text=_("The account that worded it."))


class RecordedAnswer(models.TextChoices):
    OPEN = "open", _("has not answered")
    AGREED = "agreed", _("agrees")
    REFUSED = "refused", _("does not agree")


class RecordedHow(models.TextChoices):
    LINK = "link", _("by the link")
    PAPER = "paper", _("on paper")


class Recorded(models.Model):
    """Somebody who is recorded in a session. ``guardian``: who answered for a child."""

    booking = models.ForeignKey(Booking, on_delete=models.CASCADE, related_name="recorded")
    code = models.CharField(max_length=32, unique=True, default=new_consent_code)
    name = models.CharField(max_length=80)
    is_child = models.BooleanField(default=False)
    guardian = models.CharField(max_length=80, blank=True)
    answer = models.CharField(max_length=8, choices=RecordedAnswer, default=RecordedAnswer.OPEN)
    how = models.CharField(max_length=5, choices=RecordedHow, blank=True)
    text = models.ForeignKey(RecordingText, on_delete=models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    noted_by = models.BigIntegerField(null=True, help_text=_("The account that ticked the paper."))

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(answer="agreed") | Q(text__isnull=False), name="who_agreed_agreed_to_words"
            ),
            models.CheckConstraint(
                condition=~Q(answer="agreed", is_child=True) | ~Q(guardian=""), name="a_guardian_agrees_for_a_child"
            ),
        ]
