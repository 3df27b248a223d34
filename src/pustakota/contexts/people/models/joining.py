"""Becoming a member from home: what a library gives before anybody was seen, and who waits to be seen."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pustakota.contexts.people.models.persons import Patron, PatronType


class JoiningRule(models.Model):
    """How a library takes in members from home; without a row it asks by its own form, and the desk does the rest.

    What a provisional member may do stands in the lending rules of ``provisional_type``. ``address_words``, separated
    by commas: one of them stands in the address of whoever is taken in without the desk; empty: any address will do.
    """

    library = models.OneToOneField("organisation.Library", on_delete=models.PROTECT, related_name="+")
    provisional_type = models.ForeignKey(PatronType, on_delete=models.PROTECT, related_name="+")
    adult_type = models.ForeignKey(PatronType, on_delete=models.PROTECT, related_name="+")
    child_type = models.ForeignKey(PatronType, on_delete=models.PROTECT, related_name="+")
    days = models.PositiveSmallIntegerField(default=30)
    approves_confirmed = models.BooleanField(default=False)
    address_words = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(days__range=(1, 180)), name="joining_lasts_a_while")]


class HowEnded(models.TextChoices):
    """What became of a registration from home."""

    DESK = "desk", _("checked at the desk")
    RULE = "rule", _("taken in by the library's rule")
    DECLINED = "declined", _("declined")
    LAPSED = "lapsed", _("nobody came")


TAKEN_IN = (HowEnded.DESK, HowEnded.RULE)


class Registration(models.Model):
    """A membership from home that was not checked yet, or was; nothing of an identity document is kept.

    ``patron`` is provisional while ``ended_at`` is empty. ``email`` becomes the account's once it is confirmed.
    ``is_proved``: the browser did the work that programs shun; without it only the desk takes somebody in.
    """

    patron = models.OneToOneField(Patron, on_delete=models.PROTECT, related_name="registration")
    wanted_type = models.ForeignKey(PatronType, on_delete=models.PROTECT, related_name="+")
    text_version = models.CharField(max_length=40)
    email = models.EmailField(blank=True)
    email_confirmed_at = models.DateTimeField(null=True)
    language = models.CharField(max_length=5, default="id")
    is_proved = models.BooleanField()
    asked_at = models.DateTimeField()
    until = models.DateField()
    ended_at = models.DateTimeField(null=True)
    ended_how = models.CharField(max_length=10, choices=HowEnded, blank=True)
    ended_by = models.BigIntegerField(null=True, help_text=_("The account that checked or declined it."))

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_how="") | (Q(ended_at__isnull=False) & ~Q(ended_how="")),
                name="registration_ended_somehow",
            )
        ]
        indexes = [
            models.Index(fields=["asked_at"], condition=Q(ended_at__isnull=True), name="registrations_waiting"),
        ]
