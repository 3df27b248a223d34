"""Failures of protection, and whom they concern."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Incident(models.Model):
    """Personal data that others saw, took, changed or lost, or might have.

    ``how``: when and how, ``handling``: what is done; both stand in the letters. ``telling_since``: the order to tell.
    ``parted``: how many affected persons were forgotten since.
    """

    what = models.CharField(max_length=200)
    data = models.CharField(max_length=500)
    how = models.TextField(blank=True, max_length=1000)
    handling = models.TextField(blank=True, max_length=1000)
    began_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    found_at = models.DateTimeField()
    service_point = models.ForeignKey("organisation.ServicePoint", on_delete=models.PROTECT, related_name="+")
    kept_at = models.DateTimeField()
    kept_by = models.BigIntegerField(null=True, help_text=_("The account that wrote it down."))
    telling_since = models.DateTimeField(null=True)
    agency_told_at = models.DateTimeField(null=True)
    agency_letter = models.CharField(max_length=100, blank=True)
    public_told_at = models.DateTimeField(null=True)
    public_where = models.CharField(max_length=300, blank=True)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.BigIntegerField(null=True, help_text=_("The account that closed it."))
    learnt = models.TextField(blank=True, max_length=1000)
    parted = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | Q(agency_told_at__isnull=False),
                name="closed_incident_was_reported",
            )
        ]
        indexes = [models.Index(fields=["telling_since"], condition=Q(closed_at__isnull=True), name="incidents_open")]

    def __str__(self) -> str:
        return self.what


class Source(models.TextChoices):
    """Why somebody is on the list."""

    SEEN = "seen", _("a member of staff looked at them")
    MEMBERS = "members", _("member of a service point")
    CARDS = "cards", _("card number given")


class Affected(models.Model):
    """A person whom an incident concerns, and when they were told."""

    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="affected")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    source = models.CharField(max_length=10, choices=Source)
    told_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["incident", "person"], name="affected_once")]
        indexes = [models.Index(fields=["incident"], condition=Q(told_at__isnull=True), name="affected_untold")]
