"""Records, their former versions, items, and runs of the importer."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Record(models.Model):
    """A bibliographic record: the whole MARC, and the projection of it that pages and lists read.

    ``marc``: the record as compact JSON (``marc.record.to_json``), every tag, indicator and order kept.
    ``original``: the bytes as they came, kept only where encoding ``marc`` again would not give them back.
    Columns from ``control_number`` on are the projection; they are derived and may be made anew at any time.
    """

    marc = models.TextField()
    original = models.BinaryField(null=True)
    source = models.CharField(max_length=60, blank=True)
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    is_suppressed = models.BooleanField(default=False)

    control_number = models.CharField(max_length=60, blank=True)
    title = models.TextField()
    subtitle = models.TextField(blank=True)
    title_sort = models.CharField(max_length=200)
    responsibility = models.TextField(blank=True)
    authors = models.JSONField(default=list)
    year = models.SmallIntegerField(null=True)
    language = models.CharField(max_length=3, blank=True)
    publisher = models.CharField(max_length=300, blank=True)
    isbns = models.JSONField(default=list)
    class_number = models.CharField(max_length=60, blank=True)
    class_source = models.CharField(max_length=12, blank=True)
    material = models.CharField(max_length=20, blank=True)
    audience = models.CharField(max_length=12, blank=True)
    details = models.JSONField(default=dict)

    class Meta:
        indexes = [
            models.Index(fields=["source", "control_number"], name="record_by_control_number"),
            models.Index(fields=["title_sort"], name="record_by_title"),
        ]

    def __str__(self) -> str:
        return self.title


class RecordVersion(models.Model):
    """A record as it was before a change."""

    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="versions")
    marc = models.TextField()
    replaced_at = models.DateTimeField()
    reason = models.CharField(max_length=200, blank=True)


class ItemStatus(models.TextChoices):
    """The condition of a copy. Being lent, on the hold shelf or in transit is circulation's knowledge."""

    AVAILABLE = "available", _("available")
    IN_PROCESS = "in_process", _("in processing")
    MISSING = "missing", _("missing")
    LOST = "lost", _("lost")
    DAMAGED = "damaged", _("damaged")
    WITHDRAWN = "withdrawn", _("withdrawn")
    ON_SITE_ONLY = "on_site_only", _("for use in the library only")


class ItemType(models.Model):
    """A kind of item that policies may treat differently: book, reference, magazine, kit."""

    code = models.SlugField(max_length=20, unique=True)
    name = models.CharField(max_length=60)

    def __str__(self) -> str:
        return self.name


class Item(models.Model):
    """One copy. ``accession_number`` is the *nomor induk*; ``price`` in whole rupiah; empty where unknown."""

    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="items")
    barcode = models.CharField(max_length=30, unique=True)
    accession_number = models.CharField(max_length=40, blank=True)
    type = models.ForeignKey(ItemType, on_delete=models.PROTECT, related_name="+")
    service_point = models.ForeignKey("organisation.ServicePoint", on_delete=models.PROTECT, related_name="+")
    shelf = models.CharField(max_length=60, blank=True)
    call_number = models.CharField(max_length=80, blank=True)
    call_number_sort = models.CharField(max_length=120, blank=True)
    status = models.CharField(max_length=20, choices=ItemStatus, default=ItemStatus.AVAILABLE)
    price = models.PositiveIntegerField(null=True)
    acquired_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["accession_number"], condition=~Q(accession_number=""), name="one_item_per_accession_number"
            )
        ]
        indexes = [models.Index(fields=["service_point", "call_number_sort"], name="item_by_shelf_order")]

    def __str__(self) -> str:
        return self.barcode


class ImportRun(models.Model):
    """One file on its way in. ``position`` counts the records of the file that are committed, good and bad."""

    file_name = models.CharField(max_length=300)
    fingerprint = models.CharField(max_length=64, unique=True, help_text=_("SHA-256 of the file."))
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    position = models.PositiveIntegerField(default=0)
    added = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    rejected = models.PositiveIntegerField(default=0)


class ImportReject(models.Model):
    """A record that could not be taken, or was taken with a doubt: where it stands and why."""

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="rejects")
    ordinal = models.PositiveIntegerField(help_text=_("Which record of the file, counted from 1."))
    offset = models.PositiveBigIntegerField(help_text=_("Byte where it begins."))
    code = models.CharField(max_length=40)
    reason = models.TextField()
    taken = models.BooleanField(default=False)
    raw = models.BinaryField(null=True)
