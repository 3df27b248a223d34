"""Machine licences: what somebody must have been shown before they book a machine."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class LicenceKind(models.Model):
    """A licence for one machine or for all of a kind. ``how``: how to get one, in the words of staff; ``link``: where.

    ``needs_guardian``: somebody under eighteen uses the machine only where a guardian agreed.
    """

    name = models.CharField(max_length=120, unique=True)
    how = models.CharField(max_length=500)
    link = models.CharField(max_length=300, blank=True)
    valid_days = models.PositiveSmallIntegerField(null=True, blank=True)
    needs_guardian = models.BooleanField(default=True)

    def __str__(self) -> str:
        return self.name


class MachineLicence(models.Model):
    """What a credential licenses; its holder, expiry and revocation stand there."""

    kind = models.ForeignKey(LicenceKind, on_delete=models.PROTECT, related_name="licences", verbose_name=_("Licence"))
    credential = models.OneToOneField("credentials.Credential", on_delete=models.PROTECT, related_name="+")
