"""The ledger of person × activity."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class ActivityKind(models.TextChoices):
    """What was taken part in."""

    EVENT = "event", _("event")
    COURSE = "course", _("course")
    BOOKING = "booking", _("use of a room or equipment")
    COMPUTER = "computer", _("session at a public computer")
    SHIFT = "shift", _("volunteer shift")
    CHALLENGE = "challenge", _("reading challenge")
    CONSULTATION = "consultation", _("consultation")


class Part(models.TextChoices):
    """As what somebody took part."""

    ATTENDEE = "attendee", _("participant")
    SPEAKER = "speaker", _("speaker")
    VOLUNTEER = "volunteer", _("volunteer")
    ORGANISER = "organiser", _("organiser")


class Band(models.TextChoices):
    """How old those counted looked, as far as it was told apart."""

    CHILD = "child", _("children")
    TEEN = "teen", _("teenagers")
    ADULT = "adult", _("adults")


class Method(models.TextChoices):
    """How it was found."""

    SCAN = "scan", _("scanned")
    COUNT = "count", _("counted")
    ESTIMATE = "estimate", _("estimated")


class Source(models.TextChoices):
    """How a fact reached us."""

    DESK = "desk", _("desk")
    WEB = "web", _("website")
    API = "api", _("API")
    FIELD = "field", _("service log")
    DEMO = "demo", _("demo")


class ParticipationRows(models.QuerySet["Participation"]):
    def standing(self, as_of: datetime | None = None) -> ParticipationRows:
        """What counts: not corrected. With a moment: what counted then."""
        if as_of is None:
            return self.filter(corrected_at__isnull=True)
        return self.filter(Q(corrected_at__isnull=True) | Q(corrected_at__gt=as_of), noted_at__lte=as_of)


class Participation(models.Model):
    """One person, or ``number`` people of a group, in one activity (``ref``: ``occurrence:12``) on a point's day.

    ``minutes``: how long, where it is known; ``band``: of counted people, where it was told apart. ``replaces``: the
    row that this one corrects.
    """

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    person_key = models.CharField(max_length=32, blank=True)
    number = models.PositiveIntegerField(default=1)
    kind = models.CharField(max_length=20, choices=ActivityKind)
    ref = models.CharField(max_length=60)
    part = models.CharField(max_length=10, choices=Part, default=Part.ATTENDEE)
    band = models.CharField(max_length=5, choices=Band, blank=True)
    minutes = models.PositiveSmallIntegerField(null=True)
    service_point = models.ForeignKey("organisation.ServicePoint", on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    at = models.DateTimeField()
    method = models.CharField(max_length=10, choices=Method)
    source = models.CharField(max_length=10, choices=Source)
    noted_at = models.DateTimeField()
    noted_by = models.BigIntegerField(null=True, help_text=_("The account that noted it."))
    corrected_at = models.DateTimeField(null=True)
    corrected_by = models.BigIntegerField(null=True, help_text=_("The account that corrected it."))
    correction = models.CharField(max_length=200, blank=True, help_text=_("Why it was corrected."))
    replaces = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="+")

    objects = ParticipationRows.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(number=1) | Q(number__gt=1, person__isnull=True), name="person_takes_part_as_one"
            ),
            models.CheckConstraint(
                condition=Q(corrected_at__isnull=True) | ~Q(correction=""), name="corrected_part_has_reason"
            ),
            models.UniqueConstraint(
                fields=["person", "kind", "ref", "part"],
                condition=Q(person__isnull=False, corrected_at__isnull=True),
                name="one_part_per_person_and_activity",
            ),
        ]
        indexes = [
            models.Index(fields=["service_point", "on"], name="parts_of_point_and_day"),
            models.Index(fields=["kind", "ref"], name="parts_of_activity"),
            models.Index(fields=["at"], condition=Q(person__isnull=False), name="parts_with_person"),
        ]
