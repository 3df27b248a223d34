"""What phones noted, as it came, and what became of it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pustakota.contexts.fieldwork import rules


class Outcome(models.TextChoices):
    TAKEN = rules.Outcome.TAKEN.value, _("accepted")
    AGREED = rules.Outcome.AGREED.value, _("noted before by somebody else")
    UNDONE = rules.Outcome.UNDONE.value, _("undone")
    SUPERSEDED = rules.Outcome.SUPERSEDED.value, _("counted on since")
    REFUSED = rules.Outcome.REFUSED.value, _("refused")
    SETTLED = rules.Outcome.SETTLED.value, _("settled at the desk")


class Entry(models.Model):
    """One line of a phone's log. ``said``: as it came; of what was taken, without the card number.

    ``subject``: whom it was about, as other ledgers name it (``registration:5``); ``made_fact``: its arrival is the one
    that stands in the ledger of participation. ``reasons``: why it was refused, ``[[code, facts], …]``.
    """

    uuid = models.UUIDField(unique=True)
    device = models.ForeignKey("people.Device", on_delete=models.PROTECT, related_name="+")
    seq = models.BigIntegerField(default=0)
    kind = models.CharField(max_length=20, blank=True)
    about = models.CharField(max_length=60, blank=True)
    subject = models.CharField(max_length=60, blank=True)
    undoes = models.UUIDField(null=True)
    said = models.JSONField(default=dict)
    happened_at = models.DateTimeField(null=True)
    received_at = models.DateTimeField()
    outcome = models.CharField(max_length=12, choices=Outcome, blank=True)
    reasons = models.JSONField(default=list)
    made_fact = models.BooleanField(default=False)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.BigIntegerField(null=True, help_text=_("The account that settled it."))
    settlement = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["subject"], condition=~Q(subject=""), name="entries_of_subject"),
            models.Index(fields=["undoes"], condition=Q(undoes__isnull=False), name="entries_that_undo"),
            models.Index(fields=["device", "about", "seq"], name="entries_of_device"),
            models.Index(fields=["received_at"], condition=Q(outcome="refused"), name="entries_to_settle"),
        ]

    def __str__(self) -> str:
        return str(self.uuid)
