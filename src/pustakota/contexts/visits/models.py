"""Visits, uses in place, and days on which nothing was to be counted."""

from datetime import datetime
from typing import Self, TypeVar
from uuid import uuid4

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from pustakota.contexts.visits.rules import Level


class VisitKind(models.TextChoices):
    """Who came."""

    MEMBER = "member", _("member")
    GUEST = "guest", _("guest")
    GROUP = "group", _("group")
    GATE = "gate", _("through the gate")


class Method(models.TextChoices):
    """How a number was found."""

    SCAN = "scan", _("scanned")
    COUNT = "count", _("counted")
    ESTIMATE = "estimate", _("estimated")


class NotedIn(models.TextChoices):
    """How a fact reached us."""

    DESK = "desk", _("guest book at the desk")
    KIOSK = "kiosk", _("kiosk")
    API = "api", _("API")
    DEMO = "demo", _("demo")
    GATE = "gate", _("gate counter")


LEVEL_WORDS = [
    (Level.EARLY.value, _("under 6")),
    (Level.CHILD.value, _("child, 6–12")),
    (Level.TEEN.value, _("teenager, 13–18")),
    (Level.ADULT.value, _("adult, 19–59")),
    (Level.ELDER.value, _("senior, 60 and over")),
]

M = TypeVar("M", bound="Noted")


class NotedRows(models.QuerySet[M]):
    def standing(self, as_of: datetime | None = None) -> Self:
        """What counts: not corrected. With a moment: what counted then."""
        if as_of is None:
            return self.filter(corrected_at__isnull=True)
        return self.filter(Q(corrected_at__isnull=True) | Q(corrected_at__gt=as_of), noted_at__lte=as_of)


class Noted(models.Model):
    """A fact at a point. ``on``: its day there. A corrected row stays and no longer counts."""

    service_point = models.ForeignKey("organisation.ServicePoint", on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    at = models.DateTimeField()
    method = models.CharField(max_length=10, choices=Method)
    source = models.CharField(max_length=10, choices=NotedIn)
    noted_at = models.DateTimeField()
    noted_by = models.BigIntegerField(null=True, help_text=_("The account that noted it."))
    corrected_at = models.DateTimeField(null=True)
    corrected_by = models.BigIntegerField(null=True, help_text=_("The account that corrected it."))
    correction = models.CharField(max_length=200, blank=True, help_text=_("Why it was corrected."))

    class Meta:
        abstract = True


class Visit(Noted):
    """People who came together, of one level; or what a gate counted in a day.

    ``entry``: what was noted at once; a group of several levels shares it.

    ``person`` leads to the member for some days; ``person_key`` tells persons apart within one statistics year.
    ``replaces``: the row that this one corrects.
    """

    entry = models.UUIDField(default=uuid4)
    kind = models.CharField(max_length=10, choices=VisitKind)
    level = models.CharField(max_length=10, choices=LEVEL_WORDS, blank=True)
    female = models.PositiveIntegerField(default=0)
    male = models.PositiveIntegerField(default=0)
    unstated = models.PositiveIntegerField(default=0)
    people = models.PositiveIntegerField()
    group_name = models.CharField(max_length=100, blank=True)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    person_key = models.CharField(max_length=32, blank=True)
    replaces = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="+")

    objects = NotedRows["Visit"].as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["entry", "level"], name="one_visit_per_entry_and_level"),
            models.CheckConstraint(
                condition=Q(people=F("female") + F("male") + F("unstated"), people__gte=1), name="heads_add_up"
            ),
            models.CheckConstraint(
                condition=Q(kind=VisitKind.MEMBER, people=1)
                | ~Q(kind=VisitKind.MEMBER) & Q(person=None, person_key=""),
                name="only_members_are_known",
            ),
            models.CheckConstraint(
                condition=Q(corrected_at__isnull=True) | ~Q(correction=""), name="corrected_visit_says_why"
            ),
            models.UniqueConstraint(
                fields=["service_point", "on"],
                condition=Q(kind=VisitKind.GATE, corrected_at__isnull=True),
                name="one_gate_count_per_day",
            ),
        ]
        indexes = [
            models.Index(fields=["on", "service_point"], name="visits_by_day"),
            models.Index(fields=["person", "-at"], condition=Q(person__isnull=False), name="visits_of_person"),
            models.Index(fields=["on", "service_point"], condition=Q(kind=VisitKind.GATE), name="gate_counts"),
            models.Index(
                fields=["on", "service_point", "person_key"],
                condition=Q(corrected_at__isnull=True) & ~Q(person_key=""),
                name="visitors_by_day",
            ),
        ]


class InPlaceUse(Noted):
    """Copies read in the library and left on a table; without ``item``: what carries no barcode, by its number."""

    item = models.ForeignKey("catalogue.Item", on_delete=models.PROTECT, null=True, related_name="+")
    copies = models.PositiveIntegerField(default=1)
    what = models.CharField(max_length=60, blank=True)

    objects = NotedRows["InPlaceUse"].as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(item__isnull=True, copies__gte=1) | Q(item__isnull=False, copies=1),
                name="a_copy_is_used_singly",
            ),
            models.CheckConstraint(
                condition=Q(corrected_at__isnull=True) | ~Q(correction=""), name="corrected_use_says_why"
            ),
        ]
        indexes = [
            models.Index(fields=["on", "service_point"], name="uses_by_day"),
            models.Index(fields=["item", "-at"], condition=Q(item__isnull=False), name="uses_of_item"),
        ]


class Subject(models.TextChoices):
    """What a day may have none of."""

    VISITS = "visits", _("visits")
    READING = "reading", _("reading in place")


class NothingNoted(models.Model):
    """Staff say that a point was open and there was nothing to count: a true 0, where silence would be missing."""

    service_point = models.ForeignKey("organisation.ServicePoint", on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    what = models.CharField(max_length=10, choices=Subject)
    noted_at = models.DateTimeField()
    noted_by = models.BigIntegerField(null=True, help_text=_("The account that noted it."))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["service_point", "on", "what"], name="one_nothing_per_day_and_subject")
        ]
