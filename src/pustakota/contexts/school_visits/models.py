"""What is offered to schools, and the classes that come."""

import secrets

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pustakota.contexts.school_visits import rules
from pustakota.contexts.school_visits.rules import CountedIn, Terms


def new_code() -> str:
    """A random address for what leads to a person."""
    return secrets.token_urlsafe(12)


class Phase(models.TextChoices):
    FOUNDATION = rules.Phase.FOUNDATION.value, _("foundation phase (before school)")
    A = rules.Phase.A.value, _("phase A (grades 1–2)")
    B = rules.Phase.B.value, _("phase B (grades 3–4)")
    C = rules.Phase.C.value, _("phase C (grades 5–6)")
    D = rules.Phase.D.value, _("phase D (grades 7–9)")
    E = rules.Phase.E.value, _("phase E (grade 10)")
    F = rules.Phase.F.value, _("phase F (grades 11–12)")
    HIGHER = rules.Phase.HIGHER.value, _("higher education")


class Language(models.TextChoices):
    """In which a visit can be held."""

    INDONESIAN = "id", _("Indonesian")
    JAVANESE = "jv", _("Javanese")
    ENGLISH = "en", _("English")
    SIGN = "sign", _("Indonesian sign language (BISINDO)")


class Unit(models.TextChoices):
    GROUPS = rules.CountedIn.GROUPS.value, _("classes")
    PUPILS = rules.CountedIn.PUPILS.value, _("pupils")


class Offer(models.Model):
    """A programme as schools book it. ``arrival``: what a class is told before it comes; ``lunch``: where it may eat.

    ``days_before``: how long before a date a school may still ask. ``at_once``: a free date needs no answer of staff.
    """

    programme = models.OneToOneField("programmes.Programme", on_delete=models.PROTECT, related_name="+")
    phases = models.JSONField(default=list)
    outcomes = models.TextField(max_length=2000, blank=True)
    languages = models.JSONField(default=list)
    lunch = models.CharField(max_length=200, blank=True)
    arrival = models.TextField(max_length=1000, blank=True)
    fewest = models.PositiveSmallIntegerField(default=5)
    most = models.PositiveSmallIntegerField(default=36)
    pupils_per_adult = models.PositiveSmallIntegerField(null=True, blank=True, default=15)
    counted_in = models.CharField(max_length=6, choices=Unit, default=Unit.GROUPS)
    days_before = models.PositiveSmallIntegerField(default=7)
    at_once = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(fewest__gt=0) & Q(most__gte=models.F("fewest")), name="group_sizes_fit"),
            models.CheckConstraint(
                condition=Q(pupils_per_adult__isnull=True) | Q(pupils_per_adult__gt=0), name="adults_for_some_pupils"
            ),
        ]

    def __str__(self) -> str:
        return str(self.programme)

    @property
    def terms(self) -> Terms:
        return Terms(
            phases=frozenset(self.phases),
            fewest=self.fewest,
            most=self.most,
            pupils_per_adult=self.pupils_per_adult,
            counted_in=CountedIn(self.counted_in),
            days_before=self.days_before,
        )

    @property
    def phase_words(self) -> list[str]:
        return [str(Phase(code).label) for code in Phase.values if code in self.phases]

    @property
    def language_words(self) -> list[str]:
        return [str(Language(code).label) for code in Language.values if code in self.languages]


class Status(models.TextChoices):
    REQUESTED = rules.Status.REQUESTED.value, _("asked for a date")
    WISHED = rules.Status.WISHED.value, _("named days")
    QUEUED = rules.Status.QUEUED.value, _("waits for the next term")
    OFFERED = rules.Status.OFFERED.value, _("a date is kept")
    CONFIRMED = rules.Status.CONFIRMED.value, _("date agreed")
    CAME = rules.Status.CAME.value, _("was here")
    ABSENT = rules.Status.ABSENT.value, _("did not come")
    DECLINED = rules.Status.DECLINED.value, _("declined")
    CANCELLED = rules.Status.CANCELLED.value, _("cancelled by the school")
    WITHDRAWN = rules.Status.WITHDRAWN.value, _("cancelled by the library")


class ClassVisit(models.Model):
    """One class. ``code`` is its secret address. ``term``: which it waits for, like ``2026-2``.

    ``registration`` has its seats while a date is kept or agreed. ``person``: the member who arranged it, empty for a
    contact of the school, and once forgotten. ``wishes``: days as ``[2026-12-01, "morning"]``.
    """

    code = models.CharField(max_length=24, unique=True, default=new_code)
    offer = models.ForeignKey(Offer, on_delete=models.PROTECT, related_name="visits")
    occurrence = models.ForeignKey("programmes.Occurrence", on_delete=models.PROTECT, null=True, related_name="+")
    registration = models.OneToOneField(
        "programmes.Registration", on_delete=models.PROTECT, null=True, related_name="+"
    )
    status = models.CharField(max_length=10, choices=Status)
    organisation = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, null=True, related_name="+")
    school = models.CharField(max_length=150)
    class_name = models.CharField(max_length=40, blank=True)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    contact_name = models.CharField(max_length=150, blank=True)
    contact_email = models.EmailField(blank=True)
    contact_phone = models.CharField(max_length=20, blank=True)
    language = models.CharField(max_length=5, default="id")
    adults = models.PositiveSmallIntegerField(default=0)
    adults_came = models.PositiveSmallIntegerField(null=True)
    wishes = models.JSONField(default=list)
    term = models.CharField(max_length=6, blank=True)
    wants_cards = models.BooleanField(default=False)
    wants_lunch = models.BooleanField(default=False)
    note = models.CharField(max_length=500, blank=True)
    made_at = models.DateTimeField()
    offered_until = models.DateTimeField(null=True)
    because = models.CharField(max_length=300, blank=True)
    ended_at = models.DateTimeField(null=True)
    reminded_at = models.DateTimeField(null=True)
    came_at = models.DateTimeField(null=True)
    done = models.TextField(max_length=2000, blank=True)
    next_step = models.CharField(max_length=500, blank=True)
    shown = models.ManyToManyField("catalogue.Record", related_name="+")
    reported_at = models.DateTimeField(null=True)
    reported_by = models.BigIntegerField(null=True, help_text=_("The account that wrote the report."))

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(status__in=["offered", "confirmed", "came"])
                | Q(registration__isnull=False, occurrence__isnull=False),
                name="agreed_visit_has_seats",
            ),
            models.CheckConstraint(
                condition=Q(reported_at__isnull=True) | Q(status="came"), name="only_who_came_is_reported"
            ),
        ]
        indexes = [
            models.Index(fields=["status", "made_at"], name="class_visits_by_status"),
            models.Index(fields=["offered_until"], condition=Q(status="offered"), name="kept_dates_that_end"),
        ]

    def __str__(self) -> str:
        return f"{self.school} {self.class_name}".strip()

    @property
    def has_seats(self) -> bool:
        return self.status in rules.SEATED

    @property
    def is_open(self) -> bool:
        return self.status in rules.OPEN

    @property
    def term_asked(self) -> rules.Term | None:
        return rules.Term.read(self.term) if self.term else None


class PupilGroup(models.Model):
    """Pupils of one grade in a visit: announced, and (once they were here) how many came."""

    visit = models.ForeignKey(ClassVisit, on_delete=models.CASCADE, related_name="groups")
    grade = models.CharField(max_length=6)
    girls = models.PositiveSmallIntegerField(default=0)
    boys = models.PositiveSmallIntegerField(default=0)
    girls_came = models.PositiveSmallIntegerField(null=True)
    boys_came = models.PositiveSmallIntegerField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["visit", "grade"], name="one_line_of_a_grade")]
