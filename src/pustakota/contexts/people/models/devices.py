"""Machines that ask in nobody's name: a kiosk at an entrance."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class DeviceKind(models.TextChoices):
    """What a device is for; it says what it may do."""

    GUEST_BOOK = "guest_book", _("guest book at the entrance")
    COMPUTER = "computer", _("public computer")
    PHONE = "phone", _("phone at the door and on the road")


class Device(models.Model):
    """A machine of one point, paired once by a short code; afterwards it shows its token. Both are kept as hashes."""

    kind = models.CharField(max_length=20, choices=DeviceKind)
    name = models.CharField(max_length=60)
    service_point = models.ForeignKey("organisation.ServicePoint", on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    added_by = models.BigIntegerField(null=True, help_text=_("The account that added it."))
    code_hash = models.CharField(max_length=64, blank=True)
    code_until = models.DateTimeField(null=True)
    token_hash = models.CharField(max_length=64, blank=True)
    paired_at = models.DateTimeField(null=True)
    last_seen_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["token_hash"], condition=~Q(token_hash=""), name="one_device_per_token"),
            models.UniqueConstraint(fields=["code_hash"], condition=~Q(code_hash=""), name="one_device_per_code"),
            models.CheckConstraint(
                condition=Q(revoked_at__isnull=True) | Q(token_hash="", code_hash=""), name="revoked_device_has_no_key"
            ),
        ]

    def __str__(self) -> str:
        return self.name
