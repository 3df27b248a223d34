"""Lockers (*loker*): taken and freed at the desk, for a card or for nobody's name. Nothing is paid as a pledge."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class OpensBy(models.TextChoices):
    KEY = "key", _("key")
    CODE = "code", _("code")


class Locker(models.Model):
    """One locker of a point, by the number on its door. ``code``: what opens it, told to whoever takes it."""

    service_point = models.ForeignKey("organisation.ServicePoint", on_delete=models.PROTECT, related_name="+")
    number = models.CharField(max_length=10)
    place = models.CharField(max_length=60, blank=True)
    opens_by = models.CharField(max_length=5, choices=OpensBy, default=OpensBy.KEY)
    code = models.CharField(max_length=20, blank=True)
    out_because = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["service_point", "number"], name="one_locker_of_a_number")]

    def __str__(self) -> str:
        return self.number


class LockerUse(models.Model):
    """Somebody has a locker, from taking to giving back; it leads to the person only as long."""

    locker = models.ForeignKey(Locker, on_delete=models.PROTECT, related_name="uses")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    on = models.DateField()
    taken_at = models.DateTimeField()
    freed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["locker"], condition=Q(freed_at=None), name="one_use_of_a_locker"),
            models.UniqueConstraint(fields=["person"], condition=Q(freed_at=None), name="one_locker_of_a_person"),
            models.CheckConstraint(
                condition=Q(freed_at__isnull=True) | Q(person__isnull=True), name="freed_locker_is_nobodys"
            ),
        ]
        indexes = [models.Index(fields=["on"], name="locker_uses_of_day")]
