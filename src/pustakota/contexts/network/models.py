"""Sources and their runs; entries of the union, their groups, what staff decided; targets for copying."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Source(models.Model):
    """Another library's catalogue, harvested by OAI-PMH.

    ``prefix`` is the format in use; ``repository``, ``by_seconds`` and ``deletions`` are what Identify said, ``offers``
    the formats that can be read here. ``pattern`` makes the address of a record's page there (see ``rules.linking``).
    ``harvested_to``: the changes up to this moment, by the repository's own clock, are in the union; ``whole_at``: when
    everything was last harvested. ``due_at``: when the worker harvests next; ``failures``: runs in a row that came to
    nothing.
    """

    name = models.CharField(max_length=120, unique=True)
    base_url = models.CharField(max_length=500)
    set_spec = models.CharField(max_length=200, blank=True)
    prefix = models.CharField(max_length=60)
    pattern = models.CharField(max_length=500, blank=True)
    site = models.CharField(max_length=500, blank=True)
    contact = models.CharField(max_length=200, blank=True)
    every_hours = models.PositiveSmallIntegerField(default=24)
    is_on = models.BooleanField(default=True)
    repository = models.CharField(max_length=200, blank=True)
    by_seconds = models.BooleanField(default=False)
    deletions = models.CharField(max_length=12, blank=True)
    offers = models.JSONField(default=list)
    harvested_to = models.DateTimeField(null=True)
    whole_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField()
    failures = models.PositiveSmallIntegerField(default=0)
    added_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["base_url", "set_spec"], name="one_source_per_address_and_set")]
        indexes = [models.Index(fields=["due_at"], condition=Q(is_on=True), name="sources_that_are_due")]

    def __str__(self) -> str:
        return self.name


class RunState(models.TextChoices):
    """How a run stands."""

    RUNNING = "running", _("running or interrupted")
    DONE = "done", _("done")
    FAILED = "failed", _("came to nothing")


class HarvestRun(models.Model):
    """One harvest of a source, in as many sittings as it takes. ``token`` is where it goes on; it is written together
    with the records of the page before it. ``is_whole``: everything was asked for, not only changes ``since``.
    ``answered_at``: what the repository's clock said when the run began. Counts are of records as they came.
    """

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="runs")
    state = models.CharField(max_length=8, choices=RunState, default=RunState.RUNNING)
    is_whole = models.BooleanField()
    prefix = models.CharField(max_length=60)
    since = models.DateTimeField(null=True)
    token = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)
    began_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    size = models.PositiveIntegerField(null=True)
    pages = models.PositiveIntegerField(default=0)
    seen = models.PositiveIntegerField(default=0)
    added = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    deleted = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    restarts = models.PositiveSmallIntegerField(default=0)
    said = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source"], condition=Q(state="running"), name="one_open_run_per_source")
        ]
        indexes = [models.Index(fields=["source", "-began_at"], name="runs_of_source")]


class HarvestRemark(models.Model):
    """What was wrong in a run and where: page and place on it, both from 1. ``taken``: the record came in."""

    run = models.ForeignKey(HarvestRun, on_delete=models.CASCADE, related_name="remarks")
    page = models.PositiveIntegerField()
    ordinal = models.PositiveIntegerField()
    identifier = models.CharField(max_length=500, blank=True)
    code = models.CharField(max_length=20)
    reason = models.CharField(max_length=300)
    taken = models.BooleanField(default=False)


class Group(models.Model):
    """One edition, as the union shows it. ``merged_into``: where most of its entries went when it ended."""

    made_at = models.DateTimeField()
    merged_into = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="+")


class Entry(models.Model):
    """One library's record in the union: a harvested one, or one of our own titles, which is only pointed to.

    ``raw``: the harvested XML as it came, packed by zlib; a deleted entry keeps none, and no group. ``run_id``: the
    last run that brought it; ``link``: its page in its own library's catalogue. ``main`` and ``part``: the folded title
    and the volume, for matching. ``keys``: see ``rules.matching``. The columns from ``title`` on are those of our own
    records.
    """

    source = models.ForeignKey(Source, on_delete=models.PROTECT, null=True, related_name="entries")
    record = models.OneToOneField("catalogue.Record", on_delete=models.PROTECT, null=True, related_name="+")
    identifier = models.CharField(max_length=500, blank=True)
    datestamp = models.DateTimeField(null=True)
    run_id = models.BigIntegerField(null=True)
    raw = models.BinaryField(null=True)
    is_deleted = models.BooleanField(default=False)
    changed_at = models.DateTimeField()
    group = models.ForeignKey(Group, on_delete=models.PROTECT, null=True, related_name="entries")
    link = models.CharField(max_length=500, blank=True)

    keys = models.JSONField(default=list)
    main = models.CharField(max_length=300, blank=True)
    part = models.CharField(max_length=20, blank=True)
    title = models.TextField(blank=True)
    subtitle = models.TextField(blank=True)
    responsibility = models.TextField(blank=True)
    authors = models.JSONField(default=list)
    year = models.SmallIntegerField(null=True)
    language = models.CharField(max_length=3, blank=True)
    publisher = models.CharField(max_length=300, blank=True)
    isbns = models.JSONField(default=list)
    control_number = models.CharField(max_length=60, blank=True)
    class_number = models.CharField(max_length=60, blank=True)
    material = models.CharField(max_length=20, blank=True)
    audience = models.CharField(max_length=12, blank=True)
    details = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["source", "identifier"], condition=Q(source__isnull=False), name="one_entry_per_identifier"
            ),
            models.CheckConstraint(
                condition=Q(source__isnull=True, record__isnull=False) | Q(source__isnull=False, record__isnull=True),
                name="entry_of_a_source_or_our_own",
            ),
            models.CheckConstraint(
                condition=Q(is_deleted=False) | Q(group__isnull=True, raw__isnull=True), name="deleted_entry_is_empty"
            ),
        ]
        indexes = [models.Index(fields=["source", "run_id"], name="entries_by_run")]

    def __str__(self) -> str:
        return self.title


class EntryKey(models.Model):
    """By what an entry is found among others: the same as its ``keys``, one a row."""

    key = models.CharField(max_length=80)
    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["key", "entry"], name="entries_by_key")]


class Decision(models.Model):
    """Staff said of two entries that they are one edition, or that they are not. ``one`` has the smaller number."""

    one = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="+")
    other = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="+")
    together = models.BooleanField()
    reason = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["one", "other"], name="one_decision_per_pair"),
            models.CheckConstraint(condition=Q(one__lt=models.F("other")), name="decision_in_order"),
        ]


class Target(models.Model):
    """A catalogue that is asked by SRU while somebody catalogues. Queries hold ``{isbn}`` or ``{words}``."""

    name = models.CharField(max_length=120, unique=True)
    base_url = models.CharField(max_length=500)
    version = models.CharField(max_length=3, default="1.2")
    schema = models.CharField(max_length=120, blank=True)
    isbn_query = models.CharField(max_length=200)
    words_query = models.CharField(max_length=200)
    place = models.PositiveSmallIntegerField(default=0)
    is_on = models.BooleanField(default=True)

    def __str__(self) -> str:
        return self.name
