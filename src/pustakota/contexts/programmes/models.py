"""Programmes, their series and occurrences, and who registered."""

import secrets
from datetime import datetime, timedelta

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from pustakota.contexts.programmes import rules
from pustakota.contexts.programmes.rules import WaitingTerms
from pustakota.foundation import periods


def new_code() -> str:
    """A random address for what leads to a person."""
    return secrets.token_urlsafe(9)


class Kind(models.TextChoices):
    """What it is; reports count by it."""

    STORY_TIME = "story_time", _("story time")
    WORKSHOP = "workshop", _("workshop")
    COURSE = "course", _("course")
    BOOK_TALK = "book_talk", _("book discussion")
    SEMINAR = "seminar", _("seminar")
    SCHOOL_VISIT = "school_visit", _("school visit")
    FESTIVAL = "festival", _("festival")
    EXHIBITION = "exhibition", _("exhibition")
    PERFORMANCE = "performance", _("performance")
    ORIENTATION = "orientation", _("how to use the library")
    WELLBEING = "wellbeing", _("wellbeing")
    OUTDOOR = "outdoor", _("outdoor event")
    OTHER = "other", _("other")


class Mode(models.TextChoices):
    NONE = rules.Mode.NONE.value, _("none: just come")
    OPEN = rules.Mode.OPEN.value, _("at once")
    APPROVAL = rules.Mode.APPROVAL.value, _("after an answer")
    LOTTERY = rules.Mode.LOTTERY.value, _("by lot")
    INVITATION = rules.Mode.INVITATION.value, _("by invitation")
    EXTERNAL = rules.Mode.EXTERNAL.value, _("elsewhere, by a link")


class CertificateFor(models.TextChoices):
    """What a certificate asks for; ``certificate_least`` says how much."""

    CAME = rules.CertificateAsks.CAME.value, _("having come")
    SHARE = rules.CertificateAsks.SHARE.value, _("a share of the dates, in per cent")
    MINUTES = rules.CertificateAsks.MINUTES.value, _("so many minutes in all")


class Programme(models.Model):
    """What is offered. ``is_nameless``: nobody's name is ever kept, only how many came.

    Its numbers are what a new occurrence begins with: ``minutes``, ``capacity`` (empty: no end), ``most_in_party``,
    ``most_waiting`` (empty: no end), ``cancel_until`` in minutes before the beginning. ``most_missed``: whoever stayed
    away from more dates than that lately, without an excuse, asks instead of getting a seat at once; empty: nobody.
    ``hold_lasts``: minutes for which seats are held while somebody fills in the form; 0: not at all. One registers from
    ``opens_before`` days before a date (empty: at once), residents ``residents_before`` days earlier still, until
    ``closes_before`` minutes before it (empty: until it begins).
    """

    service_point = models.ForeignKey("organisation.ServicePoint", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=Kind, default=Kind.OTHER)
    title = models.CharField(max_length=160)
    about = models.TextField(max_length=4000, blank=True)
    themes = models.JSONField(default=list, blank=True)
    age_from = models.PositiveSmallIntegerField(null=True)
    age_to = models.PositiveSmallIntegerField(null=True)
    access = models.CharField(max_length=300, blank=True)
    contact = models.CharField(max_length=160, blank=True)
    is_nameless = models.BooleanField(default=False)
    registration = models.CharField(max_length=12, choices=Mode, default=Mode.OPEN)
    link = models.URLField(blank=True)
    minutes = models.PositiveSmallIntegerField(default=90)
    capacity = models.PositiveIntegerField(null=True)
    most_in_party = models.PositiveSmallIntegerField(default=1)
    most_waiting = models.PositiveIntegerField(null=True)
    cancel_until = models.PositiveIntegerField(default=24 * 60)
    offer_before = models.PositiveIntegerField(default=48 * 60)
    offer_lasts = models.PositiveIntegerField(default=24 * 60)
    nothing_within = models.PositiveIntegerField(default=6 * 60)
    hold_lasts = models.PositiveSmallIntegerField(default=15, db_default=15)
    opens_before = models.PositiveSmallIntegerField(null=True, blank=True)
    residents_before = models.PositiveSmallIntegerField(null=True, blank=True)
    closes_before = models.PositiveIntegerField(null=True, blank=True)
    most_in_household = models.PositiveSmallIntegerField(null=True, blank=True)
    fills = models.BooleanField(default=False)
    most_missed = models.PositiveSmallIntegerField(null=True, blank=True)
    partners = models.CharField(max_length=300, blank=True)
    budget_line = models.CharField(max_length=120, blank=True)
    certificate = models.CharField(max_length=8, choices=CertificateFor, blank=True)
    certificate_least = models.PositiveSmallIntegerField(default=0)
    licence_kind = models.ForeignKey("spaces.LicenceKind", on_delete=models.PROTECT, null=True, related_name="+")
    form = models.ForeignKey("forms.Form", on_delete=models.PROTECT, null=True, related_name="+")
    survey = models.ForeignKey("forms.Form", on_delete=models.PROTECT, null=True, related_name="+")
    is_active = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(is_nameless=False) | Q(registration__in=["none", "external"]),
                name="nameless_takes_no_registrations",
                violation_error_message=_("A programme without names takes no registrations: it counts who comes."),
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def waiting_terms(self) -> WaitingTerms:
        return WaitingTerms(
            offer_before=timedelta(minutes=self.offer_before),
            offer_lasts=timedelta(minutes=self.offer_lasts),
            nothing_within=timedelta(minutes=self.nothing_within),
            fills=self.fills,
        )


class Series(models.Model):
    """The rule by which occurrences were made, on the clock of the service point; see ``rules.Recurrence``."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="series")
    rule = models.CharField(max_length=200)
    first = models.DateField()
    last = models.DateField()
    starts = models.TimeField()
    minutes = models.PositiveSmallIntegerField()
    without = models.JSONField(default=list, blank=True)


class Subject(models.Model):
    """What a programme, or one date of it, is about: a title, or an author or publisher as the catalogue has it."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="subjects")
    occurrence = models.ForeignKey("Occurrence", on_delete=models.CASCADE, null=True, related_name="subjects")
    record = models.ForeignKey("catalogue.Record", on_delete=models.CASCADE, null=True, related_name="+")
    author = models.CharField(max_length=200, blank=True)
    publisher = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(record__isnull=False, author="", publisher="")
                | (Q(record=None, publisher="") & ~Q(author=""))
                | (Q(record=None, author="") & ~Q(publisher="")),
                name="subject_is_one_thing",
            ),
            models.UniqueConstraint(
                F("programme"),
                Coalesce(F("occurrence"), 0),
                Coalesce(F("record"), 0),
                F("author"),
                F("publisher"),
                name="subject_named_once",
            ),
        ]
        indexes = [
            models.Index(fields=["author"], condition=~Q(author=""), name="subjects_by_author"),
            models.Index(fields=["publisher"], condition=~Q(publisher=""), name="subjects_by_publisher"),
        ]

    def __str__(self) -> str:
        return str(self.record) if self.record else self.author or self.publisher


class State(models.TextChoices):
    DRAFT = "draft", _("draft")
    PUBLISHED = "published", _("announced")
    POSTPONED = "postponed", _("postponed")
    CANCELLED = "cancelled", _("cancelled")
    REPORTED = "reported", _("reported")


SHOWN = (State.PUBLISHED, State.POSTPONED, State.CANCELLED, State.REPORTED)
"""What the public sees: a cancelled date stands, with its reason."""


class Occurrence(models.Model):
    """One date of a programme. ``sequence`` grows with each change that calendars must follow (RFC 5545).

    ``own_changes``: changed by itself, so that changes of its series leave it. ``because``: why it was cancelled or
    moved. ``booking``: the room that is claimed for it.
    """

    code = models.CharField(max_length=16, unique=True, default=new_code)
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="occurrences")
    series = models.ForeignKey(Series, on_delete=models.PROTECT, null=True, related_name="occurrences")
    service_point = models.ForeignKey("organisation.ServicePoint", on_delete=models.PROTECT, related_name="+")
    booking = models.ForeignKey("spaces.Booking", on_delete=models.PROTECT, null=True, related_name="+")
    title = models.CharField(max_length=160, blank=True)
    place = models.CharField(max_length=160, blank=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    registration = models.CharField(max_length=12, choices=Mode)
    capacity = models.PositiveIntegerField(null=True)
    opens_at = models.DateTimeField(null=True)
    residents_at = models.DateTimeField(null=True)
    closes_at = models.DateTimeField(null=True)
    sequence = models.PositiveSmallIntegerField(default=0)
    own_changes = models.BooleanField(default=False)
    because = models.CharField(max_length=200, blank=True)
    least_staff = models.PositiveSmallIntegerField(default=0, db_default=0)
    planned_by = models.BigIntegerField(null=True, help_text=_("The account that planned it."))
    reported_at = models.DateTimeField(null=True)
    reported_by = models.BigIntegerField(null=True, help_text=_("The account that reported."))

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="occurrence_has_a_length")]
        indexes = [
            models.Index(fields=["starts_at"], name="occurrences_by_time"),
            models.Index(fields=["service_point", "starts_at"], name="occurrences_of_point"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """Its own title, or that of the programme."""
        return self.title or self.programme.title

    @property
    def is_full(self) -> bool:
        """Whether no seat is left; only of rows that ``queries.shown_between`` counted."""
        return self.capacity is not None and getattr(self, "taken", 0) >= self.capacity

    @property
    def local_start(self) -> datetime:
        """On the clock of its service point."""
        return periods.local_time(self.starts_at, self.service_point.zone)

    @property
    def local_end(self) -> datetime:
        return periods.local_time(self.ends_at, self.service_point.zone)

    @property
    def window(self) -> rules.Window:
        """When one registers, on the same clock."""
        moments = {"opens_at": self.opens_at, "residents_at": self.residents_at, "closes_at": self.closes_at}
        zone = self.service_point.zone
        return rules.Window(**{name: at and periods.local_time(at, zone) for name, at in moments.items()})


class Residents(models.Model):
    """Whom a library counts as its residents: kinds of membership by their code, words of addresses."""

    library = models.OneToOneField("organisation.Library", on_delete=models.CASCADE, related_name="+")
    type_codes = models.JSONField(default=list, blank=True)
    address_words = models.CharField(max_length=300, blank=True)

    def __str__(self) -> str:
        return str(self.library)

    @property
    def residency(self) -> rules.Residency:
        words = [word.strip() for word in self.address_words.split(",")]
        return rules.Residency(type_codes=self.type_codes, address_words=[word for word in words if word])


class Need(models.Model):
    """A room, machine or other thing that a date needs; ``booking`` once it is claimed for it."""

    occurrence = models.ForeignKey(Occurrence, on_delete=models.CASCADE, related_name="needs")
    resource = models.ForeignKey("spaces.Resource", on_delete=models.PROTECT, related_name="+")
    booking = models.ForeignKey("spaces.Booking", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["occurrence", "resource"], name="one_need_of_a_thing")]


class Duty(models.Model):
    """A member of staff who is there on a date; ``person`` is empty once they are forgotten."""

    occurrence = models.ForeignKey(Occurrence, on_delete=models.CASCADE, related_name="duties")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["occurrence", "person"], name="one_duty_on_a_date")]


class Status(models.TextChoices):
    HELD = rules.Status.HELD.value, _("fills in the form")
    LEFT = rules.Status.LEFT.value, _("the form was not sent")
    PENDING = rules.Status.PENDING.value, _("waits for an answer")
    CONFIRMED = rules.Status.CONFIRMED.value, _("registered")
    WAITLISTED = rules.Status.WAITLISTED.value, _("on the waiting list")
    OFFERED = rules.Status.OFFERED.value, _("a seat is offered")
    ATTENDED = rules.Status.ATTENDED.value, _("came")
    NO_SHOW = rules.Status.NO_SHOW.value, _("did not come")
    CANCELLED = rules.Status.CANCELLED.value, _("cancelled")
    WITHDRAWN = rules.Status.WITHDRAWN.value, _("cancelled by the library")
    LAPSED = rules.Status.LAPSED.value, _("the offer was not answered")
    REJECTED = rules.Status.REJECTED.value, _("declined")


class Registration(models.Model):
    """A party for an occurrence. ``person``: who takes part; empty once they are forgotten.

    ``waiting_since`` gives the place on the waiting list, not the age of the row: who leaves and comes back waits anew.
    ``answers``: what they were asked at registering, as field, question and answer; ``has_answered``: the survey
    afterwards, whose answers lead to nobody. ``held_until``: seats are kept so long while the form is filled in;
    ``held_times``: how often they were, ``held_longer``: whether once for longer.
    """

    code = models.CharField(max_length=16, unique=True, default=new_code)
    occurrence = models.ForeignKey(Occurrence, on_delete=models.PROTECT, related_name="registrations")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    party = models.PositiveSmallIntegerField(default=1)
    status = models.CharField(max_length=10, choices=Status)
    made_at = models.DateTimeField()
    made_by = models.BigIntegerField(null=True, help_text=_("The account that registered."))
    waiting_since = models.DateTimeField(null=True)
    priority = models.SmallIntegerField(default=0)
    offered_until = models.DateTimeField(null=True)
    held_until = models.DateTimeField(null=True)
    held_times = models.PositiveSmallIntegerField(default=0, db_default=0)
    held_longer = models.BooleanField(default=False, db_default=False)
    came_at = models.DateTimeField(null=True)
    left_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    reminded_at = models.DateTimeField(null=True)
    merge_id = models.BigIntegerField(null=True, help_text=_("The merge of two entries that brought it here."))
    was_late = models.BooleanField(default=False)
    is_excused = models.BooleanField(default=False)
    form_version = models.ForeignKey("forms.Version", on_delete=models.PROTECT, null=True, related_name="+")
    answers = models.JSONField(default=list, db_default=[])
    has_answered = models.BooleanField(default=False)
    because = models.CharField(max_length=200, blank=True)
    participation = models.ForeignKey(
        "participation.Participation", on_delete=models.PROTECT, null=True, related_name="+"
    )
    companions = models.ForeignKey("participation.Participation", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(party__gt=0), name="party_has_people"),
            models.UniqueConstraint(
                fields=["occurrence", "person"],
                condition=Q(person__isnull=False)
                & Q(status__in=["held", "pending", "confirmed", "waitlisted", "offered", "attended"]),
                name="one_live_registration_each",
            ),
        ]
        indexes = [
            models.Index(fields=["occurrence", "status", "waiting_since"], name="registrations_in_order"),
            models.Index(fields=["person", "made_at"], name="registrations_of_person"),
            models.Index(fields=["offered_until"], condition=Q(status="offered"), name="offers_that_end"),
            models.Index(fields=["held_until"], condition=Q(status="held"), name="holds_that_end"),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def local_held_until(self) -> datetime | None:
        """Until when seats are held for the form, on the clock of the place."""
        return self.held_until and periods.local_time(self.held_until, self.occurrence.service_point.zone)


class Tally(models.Model):
    """What one counter (a phone, the desk) has counted of a band at an occurrence; the ledger keeps the number."""

    occurrence = models.ForeignKey(Occurrence, on_delete=models.PROTECT, related_name="tallies")
    counter = models.CharField(max_length=40)
    band = models.CharField(max_length=5)
    participation = models.OneToOneField("participation.Participation", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["occurrence", "counter", "band"], name="one_tally_per_counter_and_band")
        ]

    def __str__(self) -> str:
        return f"{self.occurrence_id}:{self.counter}:{self.band}"


class Certificate(models.Model):
    """That somebody was given a certificate for a date or a course (``ref``: ``occurrence:12``, ``series:3``).

    ``credential``: the letter that was given first; a letter written anew stands beside it among the credentials.
    """

    ref = models.CharField(max_length=60)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    part = models.CharField(max_length=10)
    credential = models.OneToOneField("credentials.Credential", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["ref", "person", "part"],
                condition=Q(person__isnull=False),
                name="one_certificate_each",
            )
        ]

    def __str__(self) -> str:
        return f"{self.ref}:{self.part}"


class SurveyAnswer(models.Model):
    """What somebody who came said of an occurrence: nobody's, and of no moment."""

    occurrence = models.ForeignKey(Occurrence, on_delete=models.PROTECT, related_name="survey_answers")
    version = models.ForeignKey("forms.Version", on_delete=models.PROTECT, related_name="+")
    values = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"{self.occurrence_id}"
