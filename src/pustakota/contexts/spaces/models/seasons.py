"""Rooms that clubs have every week of a season: a round of applications, what each is given, and each of its dates."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from pustakota.contexts.spaces.models.arranging import WEEKDAYS
from pustakota.contexts.spaces.models.bookings import Booking, new_code
from pustakota.contexts.spaces.models.resources import Resource


class Season(models.Model):
    """A round: who asks between two days, and for which weeks. ``published_at``: when its dates became bookings."""

    service_point = models.ForeignKey("organisation.ServicePoint", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=80)
    about = models.CharField(max_length=500, blank=True)
    opens_on = models.DateField()
    closes_on = models.DateField()
    first_on = models.DateField()
    last_on = models.DateField()
    published_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["service_point", "name"], name="one_season_of_a_name"),
            models.CheckConstraint(condition=Q(closes_on__gte=F("opens_on")), name="season_can_be_asked_for"),
            models.CheckConstraint(condition=Q(last_on__gte=F("first_on")), name="season_has_weeks"),
        ]

    def __str__(self) -> str:
        return self.name


class Application(models.Model):
    """A group asks for a place in every week. ``person``: who answers for it; empty once they are forgotten."""

    code = models.CharField(max_length=16, unique=True, default=new_code)
    season = models.ForeignKey(Season, on_delete=models.PROTECT, related_name="applications")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    group = models.CharField(max_length=120)
    purpose = models.CharField(max_length=200)
    people = models.PositiveSmallIntegerField()
    made_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["season", "person", "group"], condition=Q(withdrawn_at=None), name="one_application_of_a_group"
            )
        ]

    def __str__(self) -> str:
        return self.group


class Weekly(models.Model):
    """Some hours of a day of the week (Monday 0)."""

    weekday = models.PositiveSmallIntegerField()
    begins = models.TimeField()
    ends = models.TimeField()

    class Meta:
        abstract = True

    @property
    def day_words(self) -> str:
        """On which day, in words."""
        return str(WEEKDAYS[self.weekday])


class Wish(Weekly):
    """What a group would have, the first wish first. ``resource`` empty: any that has room for them."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="wishes")
    rank = models.PositiveSmallIntegerField()
    resource = models.ForeignKey(Resource, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["application", "rank"], name="one_wish_of_a_rank"),
            models.CheckConstraint(condition=Q(ends__gt=F("begins"), weekday__lt=7), name="wish_has_hours"),
        ]


class Allotment(Weekly):
    """What staff give a group every week, before it is published."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="allotments")
    resource = models.ForeignKey(Resource, on_delete=models.PROTECT, related_name="+")
    given_by = models.BigIntegerField(null=True, help_text=_("The account that gave it."))

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends__gt=F("begins"), weekday__lt=7), name="allotment_has_hours")
        ]


class SeasonDate(models.Model):
    """One date of an allotment: its booking, or the reasons why there is none, in words that stay."""

    allotment = models.ForeignKey(Allotment, on_delete=models.CASCADE, related_name="dates")
    on = models.DateField()
    booking = models.OneToOneField(Booking, on_delete=models.PROTECT, null=True, related_name="season_date")
    skipped = models.JSONField(default=list)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["allotment", "on"], name="one_date_of_an_allotment")]
