"""What a service point asks of organisers, who they are, and what they plan."""

import secrets
from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pustakota.contexts.organisers import rules
from pustakota.foundation import periods


def new_code() -> str:
    """A random address for what leads to a person."""
    return secrets.token_urlsafe(9)


class Terms(models.Model):
    """The rule of one service point. ``course``: whoever finished it has learnt how; empty: none is asked.

    ``to_watch``: events at which somebody is there beside staff. ``good_events``: own events, held and reported, before
    the second level. ``most_people``: up to how many seats that level announces alone. ``days_after``: for how long
    after the end of an event its organiser still sees who had a seat.
    """

    service_point = models.OneToOneField("organisation.ServicePoint", on_delete=models.PROTECT, related_name="+")
    is_open = models.BooleanField(default=True)
    words = models.TextField(max_length=1000, blank=True)
    course = models.ForeignKey("programmes.Programme", on_delete=models.PROTECT, null=True, related_name="+")
    to_watch = models.PositiveSmallIntegerField(default=1)
    youngest = models.PositiveSmallIntegerField(default=15)
    valid_months = models.PositiveSmallIntegerField(default=12)
    good_events = models.PositiveSmallIntegerField(default=2)
    most_people = models.PositiveSmallIntegerField(default=30)
    days_after = models.PositiveSmallIntegerField(default=3)
    rooms = models.ManyToManyField("spaces.Resource", related_name="+")

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(valid_months__gt=0), name="organisers_hold_for_a_month")]

    def __str__(self) -> str:
        return str(self.service_point)


class State(models.TextChoices):
    APPLIED = rules.State.APPLIED.value, pgettext_lazy("organiser", "applied")
    TRAINING = rules.State.TRAINING.value, pgettext_lazy("organiser", "in training")
    ORGANISER = rules.State.ORGANISER.value, pgettext_lazy("organiser", "organiser")
    DECLINED = rules.State.DECLINED.value, pgettext_lazy("organiser", "declined")
    WITHDRAWN = rules.State.WITHDRAWN.value, pgettext_lazy("organiser", "withdrawn")


class Organiser(models.Model):
    """Somebody who applied, learns, or organises. ``person`` is empty once nobody needs to know who it was.

    ``credential`` is the one given last; whether it holds is read from it. ``case``: the request that staff answer.
    """

    code = models.CharField(max_length=16, unique=True, default=new_code)
    service_point = models.ForeignKey("organisation.ServicePoint", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=10, choices=State, default=State.APPLIED)
    level = models.PositiveSmallIntegerField(default=rules.FIRST_LEVEL)
    why = models.TextField(max_length=1000)
    wish = models.TextField(max_length=1000)
    experience = models.TextField(max_length=1000, blank=True)
    case = models.OneToOneField("cases.Case", on_delete=models.PROTECT, null=True, related_name="+")
    credential = models.OneToOneField("credentials.Credential", on_delete=models.PROTECT, null=True, related_name="+")
    guardian = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    guardian_agreed_at = models.DateTimeField(null=True)
    applied_at = models.DateTimeField()
    course_on = models.DateField(null=True)
    ended_at = models.DateTimeField(null=True)
    merge_id = models.BigIntegerField(null=True, help_text=_("The merge of two entries that brought it here."))

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["service_point", "person"],
                condition=Q(person__isnull=False) & Q(state__in=["applied", "training", "organiser"]),
                name="one_live_organiser_each",
            ),
            models.CheckConstraint(
                condition=~Q(state="organiser") | Q(credential__isnull=False), name="organiser_has_credential"
            ),
        ]
        indexes = [models.Index(fields=["person"], name="organisers_of_person")]

    def __str__(self) -> str:
        return self.code


class Watched(models.Model):
    """An event at which somebody in training was there beside staff."""

    organiser = models.ForeignKey(Organiser, on_delete=models.CASCADE, related_name="watched")
    occurrence = models.ForeignKey("programmes.Occurrence", on_delete=models.PROTECT, related_name="+")
    noted_at = models.DateTimeField()
    noted_by = models.BigIntegerField(null=True, help_text=_("The account that noted it."))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organiser", "occurrence"], name="an_event_is_watched_once")]


class PlanState(models.TextChoices):
    DRAFT = rules.PlanState.DRAFT.value, _("draft")
    SENT = rules.PlanState.SENT.value, pgettext_lazy("planned event", "waits for the library")
    APPROVED = rules.PlanState.APPROVED.value, _("announced")
    DECLINED = rules.PlanState.DECLINED.value, pgettext_lazy("planned event", "declined")
    WITHDRAWN = rules.PlanState.WITHDRAWN.value, pgettext_lazy("planned event", "withdrawn")


class Registration(models.TextChoices):
    """What an organiser may choose."""

    OPEN = "open", _("at once")
    NONE = "none", _("none: just come")


class OwnEvent(models.Model):
    """What an organiser plans; once announced, ``occurrence`` is its date and says all else.

    ``words``: what staff said last, which the organiser reads. ``report``: how it went, in the organiser's words.
    """

    code = models.CharField(max_length=16, unique=True, default=new_code)
    organiser = models.ForeignKey(Organiser, on_delete=models.PROTECT, related_name="events")
    state = models.CharField(max_length=10, choices=PlanState, default=PlanState.DRAFT)
    title = models.CharField(max_length=160)
    kind = models.CharField(max_length=20, default="other")
    about = models.TextField(max_length=4000, blank=True)
    host = models.CharField(max_length=120, blank=True)
    age_from = models.PositiveSmallIntegerField(null=True, blank=True)
    age_to = models.PositiveSmallIntegerField(null=True, blank=True)
    room = models.ForeignKey("spaces.Resource", on_delete=models.PROTECT, null=True, related_name="+")
    starts_at = models.DateTimeField(null=True)
    ends_at = models.DateTimeField(null=True)
    capacity = models.PositiveSmallIntegerField(null=True)
    registration = models.CharField(max_length=12, choices=Registration, default=Registration.OPEN)
    titles = models.ManyToManyField("catalogue.Record", related_name="+")
    occurrence = models.OneToOneField("programmes.Occurrence", on_delete=models.PROTECT, null=True, related_name="+")
    words = models.TextField(max_length=1000, blank=True)
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.BigIntegerField(null=True, help_text=_("The account that decided."))
    report = models.TextField(max_length=2000, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state="approved", occurrence__isnull=False) | ~Q(state="approved") & Q(occurrence=None),
                name="approved_plan_has_a_date",
            ),
            models.CheckConstraint(
                condition=Q(starts_at=None) | Q(ends_at=None) | Q(ends_at__gt=F("starts_at")),
                name="planned_event_has_a_length",
            ),
        ]
        indexes = [models.Index(fields=["sent_at"], condition=Q(state="sent"), name="plans_that_wait")]

    def __str__(self) -> str:
        return self.title

    @property
    def local(self) -> tuple[datetime | None, datetime | None]:
        """From when until when, on the clock of its service point; each empty while it is not said."""
        zone = self.organiser.service_point.zone
        starts, ends = self.starts_at, self.ends_at
        return starts and periods.local_time(starts, zone), ends and periods.local_time(ends, zone)
