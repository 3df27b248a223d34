"""Festivals: proposals, sessions on stages, versions of the schedule, stands, volunteers, counts."""

import secrets

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pustakota.contexts.festivals import rules


def new_code() -> str:
    """A random address for what leads to a person."""
    return secrets.token_urlsafe(12)


class Festival(models.Model):
    """A programme of several days with a call. ``version``: the number of the schedule that is published, 0: none."""

    programme = models.OneToOneField("programmes.Programme", on_delete=models.PROTECT, related_name="+")
    first_on = models.DateField()
    last_on = models.DateField()
    call = models.TextField(max_length=3000, blank=True)
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    version = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(last_on__gte=F("first_on")), name="festival_has_days")]

    def __str__(self) -> str:
        return str(self.programme)


class Stage(models.Model):
    """Where sessions take place. ``resource``: a room of ours, claimed each day from the first session to the last."""

    festival = models.ForeignKey(Festival, on_delete=models.PROTECT, related_name="stages")
    name = models.CharField(max_length=80)
    resource = models.ForeignKey("spaces.Resource", on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["festival", "name"], name="one_stage_of_a_name")]

    def __str__(self) -> str:
        return self.name


class StageDay(models.Model):
    """A room that is claimed for a stage on a day."""

    stage = models.ForeignKey(Stage, on_delete=models.CASCADE, related_name="days")
    on = models.DateField()
    booking = models.ForeignKey("spaces.Booking", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["stage", "on"], name="one_claim_of_a_stage_a_day")]


class Kind(models.TextChoices):
    """What a session is."""

    TALK = "talk", _("talk")
    BOOK = "book", _("book discussion")
    READING = "reading", _("reading")
    WORKSHOP = "workshop", _("workshop")
    PERFORMANCE = "performance", _("performance")
    SIGNING = "signing", _("signing by the author")
    CHILDREN = "children", _("for children")


class State(models.TextChoices):
    DRAFT = rules.State.DRAFT.value, _("draft")
    SUBMITTED = rules.State.SUBMITTED.value, _("submitted")
    ACCEPTED = rules.State.ACCEPTED.value, _("accepted, the speaker has not answered")
    CONFIRMED = rules.State.CONFIRMED.value, _("confirmed by the speaker")
    REJECTED = rules.State.REJECTED.value, pgettext_lazy("proposal", "declined")
    CANCELLED = rules.State.CANCELLED.value, _("cancelled by the library")
    WITHDRAWN = rules.State.WITHDRAWN.value, _("withdrawn by the proposer")


class Proposal(models.Model):
    """What somebody wants to do at a festival. ``code`` is its secret address; ``person``: a member who proposed it."""

    code = models.CharField(max_length=24, unique=True, default=new_code)
    festival = models.ForeignKey(Festival, on_delete=models.PROTECT, related_name="proposals")
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.TALK)
    title = models.CharField(max_length=160)
    about = models.TextField(max_length=4000, blank=True)
    minutes = models.PositiveSmallIntegerField(default=60)
    speaker = models.CharField(max_length=200, blank=True)
    speaker_about = models.TextField(max_length=1000, blank=True)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=20, blank=True)
    language = models.CharField(max_length=5, default="id")
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    because = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(minutes__gt=0), name="proposal_has_a_length")]
        indexes = [models.Index(fields=["festival", "state"], name="proposals_by_state")]

    def __str__(self) -> str:
        return self.title


class Score(models.Model):
    """What one reviewer thinks; points from one to five."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="scores")
    account_id = models.BigIntegerField(help_text=_("The account that reviewed."))
    points = models.PositiveSmallIntegerField()
    words = models.CharField(max_length=500, blank=True)
    given_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["proposal", "account_id"], name="one_score_of_a_reviewer"),
            models.CheckConstraint(condition=Q(points__gte=1) & Q(points__lte=5), name="points_from_one_to_five"),
        ]


class Session(models.Model):
    """What takes place. Stage and time are those of the draft; ``occurrence`` is what is published.

    ``capacity``: with a number people register, without one just come. ``volunteers_needed``: volunteers.
    """

    festival = models.ForeignKey(Festival, on_delete=models.PROTECT, related_name="sessions")
    proposal = models.OneToOneField(Proposal, on_delete=models.PROTECT, null=True, related_name="session")
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.TALK)
    title = models.CharField(max_length=160)
    about = models.TextField(max_length=4000, blank=True)
    speaker = models.CharField(max_length=200, blank=True)
    minutes = models.PositiveSmallIntegerField(default=60)
    stage = models.ForeignKey(Stage, on_delete=models.PROTECT, null=True, related_name="sessions")
    starts_at = models.DateTimeField(null=True)
    capacity = models.PositiveIntegerField(null=True)
    volunteers_needed = models.PositiveSmallIntegerField(default=0)
    is_off = models.BooleanField(default=False)
    occurrence = models.OneToOneField("programmes.Occurrence", on_delete=models.PROTECT, null=True, related_name="+")
    records = models.ManyToManyField("catalogue.Record", related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(minutes__gt=0), name="session_has_a_length"),
            models.CheckConstraint(
                condition=Q(stage__isnull=True, starts_at__isnull=True)
                | Q(stage__isnull=False, starts_at__isnull=False),
                name="stage_and_time_together",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Version(models.Model):
    """A schedule as it was published: each slot with session, title, stage, times and speaker, as plain values."""

    festival = models.ForeignKey(Festival, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    slots = models.JSONField()
    published_at = models.DateTimeField()
    published_by = models.BigIntegerField(null=True, help_text=_("The account that published it."))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["festival", "number"], name="one_version_of_a_number")]


class Stand(models.Model):
    """A stand of somebody who shows or sells. ``resource``: a place of ours, claimed on all days."""

    festival = models.ForeignKey(Festival, on_delete=models.PROTECT, related_name="stands")
    name = models.CharField(max_length=120)
    about = models.CharField(max_length=300, blank=True)
    place = models.CharField(max_length=80, blank=True)
    booking = models.ForeignKey("spaces.Booking", on_delete=models.PROTECT, null=True, related_name="+")
    is_off = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.name

    @property
    def where(self) -> str:
        """In words, or the name of what is claimed for it."""
        return self.place or (str(self.booking.resource) if self.booking else "")


class Volunteer(models.Model):
    """A volunteer in a session; ``person`` is empty once forgotten."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="volunteers")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    task = models.CharField(max_length=80, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["session", "person"], name="helps_once_in_a_session")]


class Sex(models.TextChoices):
    FEMALE = "f", _("women and girls")
    MALE = "m", _("men and boys")


class AgeBand(models.TextChoices):
    CHILDREN = rules.BANDS[0], _("children up to 12")
    TEENS = rules.BANDS[1], _("13 to 18 years")
    ADULTS = rules.BANDS[2], _("adults")
    OLD = rules.BANDS[3], _("60 years and older")


class Tally(models.Model):
    """So many came of whom age or sex is known by looking; the ledger of participation has the same number."""

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="tallies")
    number = models.PositiveIntegerField()
    age_band = models.CharField(max_length=6, choices=AgeBand, blank=True)
    sex = models.CharField(max_length=1, choices=Sex, blank=True)
    noted_at = models.DateTimeField()
    noted_by = models.BigIntegerField(null=True, help_text=_("The account that noted it."))

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(number__gt=0), name="tally_counts_somebody")]
