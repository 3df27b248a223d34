"""What people agreed to, the keys of statistics, and who looked."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pustakota.contexts.people.models.persons import Person


class How(models.TextChoices):
    """How a wish about one's own data reached us."""

    DESK = "desk", _("at the desk")
    WEB = "web", _("in the account")
    PAPER = "paper", _("on paper")
    API = "api", _("by an application")
    NEWER_TEXT = "newer_text", _("replaced by a newer text")
    GROWN_UP = "grown_up", _("came of age")
    MERGE = "merge", _("entries of one person were merged")
    DEMO = "demo", _("demo")


class Consent(models.Model):
    """A line of the ledger: what was agreed to, in which words, by whom, when and how – and when it was withdrawn.

    Lines are added and ended, never changed otherwise. ``said_by``: the person, or the guardian who spoke for them.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="consents")
    purpose = models.CharField(max_length=20)
    text_version = models.CharField(max_length=40)
    said_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField()
    given_how = models.CharField(max_length=10, choices=How)
    given_by = models.BigIntegerField(null=True, help_text=_("The account that noted it."))
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_how = models.CharField(max_length=10, choices=How, blank=True)
    withdrawn_by = models.BigIntegerField(null=True, help_text=_("The account that noted the withdrawal."))

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "purpose", "said_by"],
                condition=Q(withdrawn_at__isnull=True),
                name="one_standing_consent_per_voice",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gte=models.F("given_at")),
                name="consent_ends_after_it_began",
            ),
        ]
        indexes = [
            models.Index(fields=["purpose", "person"], condition=Q(withdrawn_at__isnull=True), name="standing_consents")
        ]


class YearKey(models.Model):
    """The key under which persons are counted in one statistics year; empty once the year was closed."""

    year = models.PositiveSmallIntegerField(unique=True)
    secret = models.CharField(max_length=64, blank=True)
    destroyed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(destroyed_at__isnull=True) | Q(secret=""), name="destroyed_year_key_is_empty"
            )
        ]


class PersonSeen(models.Model):
    """A member of staff looked at a person's data; the person reads it in their account, by role and point."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    account_id = models.BigIntegerField(null=True, help_text=_("The account of whoever looked."))
    service_point = models.ForeignKey(
        "organisation.ServicePoint", on_delete=models.PROTECT, null=True, related_name="+"
    )
    what = models.CharField(max_length=20)

    class Meta:
        indexes = [models.Index(fields=["person", "-at"], name="seen_of_person")]
