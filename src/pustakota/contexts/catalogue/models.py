"""Records, their former versions, items, and runs of the importer."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Record(models.Model):
    """A bibliographic record: the whole MARC, and the projection of it that pages and lists read.

    ``marc``: the record as compact JSON (``marc.record.to_json``), every tag, indicator and order kept.
    ``original``: the bytes as they came, kept only where encoding ``marc`` again would not give them back.
    ``changed_at`` is the datestamp that harvesters see: it moves with whatever the public could read of the record,
    so with hiding and removing too. A removed record stays hidden for ever; its row tells harvesters that it is gone.
    ``work`` is the number that editions of one work share, by the rule or, where staff decided otherwise, by that; none
    for what stands alone by the rule, below 0 for what staff parted.
    Columns from ``control_number`` on are the projection; they are derived and may be made anew at any time.
    """

    marc = models.TextField()
    original = models.BinaryField(null=True)
    source = models.CharField(max_length=60, blank=True)
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    is_suppressed = models.BooleanField(default=False)
    removed_at = models.DateTimeField(null=True)
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")

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
    work = models.BigIntegerField(null=True)
    details = models.JSONField(default=dict)

    class Meta:
        indexes = [
            models.Index(fields=["source", "control_number"], name="record_by_control_number"),
            models.Index(fields=["title_sort"], name="record_by_title"),
            # With what hides a record, so that editions are counted without reading their wide rows.
            models.Index(fields=["work", "is_suppressed"], condition=Q(work__isnull=False), name="record_by_work"),
            models.Index(fields=["class_number", "title_sort"], name="record_by_class"),
            # Everything by which harvesters choose, so that the wide rows are read for what is delivered alone.
            models.Index(fields=["changed_at", "id", "language", "material"], name="record_by_change"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(removed_at__isnull=True) | Q(is_suppressed=True), name="removed_record_is_hidden"
            ),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | Q(removed_at__isnull=False), name="merged_record_is_removed"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class RecordVersion(models.Model):
    """A record as it was before a change."""

    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="versions")
    marc = models.TextField()
    replaced_at = models.DateTimeField()
    reason = models.CharField(max_length=200, blank=True)


class WorkDecision(models.Model):
    """What staff decided about editions against the rule; in force until it is taken back, and kept after that.

    ``part``: ``record`` is no edition of the work ``old`` and has the number ``new`` for itself. ``join``: whatever has
    the number ``old`` is of the work ``new``, what comes in later too; ``record`` and ``other`` are the titles from
    which somebody saw it.
    """

    class Kind(models.TextChoices):
        PART = "part", _("parted")
        JOIN = "join", _("joined")

    kind = models.CharField(max_length=4, choices=Kind)
    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey(Record, on_delete=models.CASCADE, null=True, related_name="+")
    old = models.BigIntegerField()
    new = models.BigIntegerField()
    reason = models.CharField(max_length=300)
    made_at = models.DateTimeField()
    made_by = models.BigIntegerField(null=True, help_text=_("The account that decided it."))
    ended_at = models.DateTimeField(null=True)
    ended_by = models.BigIntegerField(null=True, help_text=_("The account that took it back."))
    ended_because = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["record"], condition=Q(kind="part", ended_at__isnull=True), name="a_record_is_parted_once"
            ),
            models.UniqueConstraint(
                fields=["old"], condition=Q(kind="join", ended_at__isnull=True), name="a_work_is_joined_to_one"
            ),
        ]
        indexes = [models.Index(fields=["new"], condition=Q(ended_at__isnull=True), name="decisions_by_work")]

    def __str__(self) -> str:
        return f"{self.kind} {self.old} → {self.new}"


class HeadingKind(models.TextChoices):
    """What the collection can be walked through by."""

    AUTHOR = "author", _("author")
    SUBJECT = "subject", _("subject")
    CLASS = "class", _("class")


class Heading(models.Model):
    """An author, a subject or a class of three digits, and on how many public records: derived, counted each night.

    ``see``: nobody is entered under this form; who looks here finds the other one. ``is_also``: somebody is, and the
    other form is near. ``initial``: a to z, "0" for digits,
    "#" for all else. ``sort``: the folded form, in whose order the list stands.
    """

    kind = models.CharField(max_length=8, choices=HeadingKind)
    label = models.CharField(max_length=300)
    see = models.CharField(max_length=300, blank=True)
    is_also = models.BooleanField(default=False)
    initial = models.CharField(max_length=1)
    sort = models.CharField(max_length=120)
    records = models.PositiveIntegerField()
    counted_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "label", "see"], name="one_heading_per_form")]
        indexes = [models.Index(fields=["kind", "initial", "sort"], name="heading_by_letter")]

    def __str__(self) -> str:
        return self.label


class Reference(models.Model):
    """Who looks under ``label`` finds ``see``, the form of the records; ``is_also``: both forms are in use.

    ``origin``: the authority record that says so; empty where staff wrote it.
    """

    LONGEST_ORIGIN = 80

    kind = models.CharField(max_length=8, choices=HeadingKind)
    label = models.CharField(max_length=300)
    see = models.CharField(max_length=300)
    is_also = models.BooleanField(default=False)
    origin = models.CharField(max_length=LONGEST_ORIGIN, blank=True)
    added_at = models.DateTimeField()
    added_by = models.BigIntegerField(null=True, help_text=_("The account that added it."))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "label", "see"], name="a_reference_stands_once")]
        indexes = [models.Index(fields=["origin"], name="reference_by_origin")]

    def __str__(self) -> str:
        return f"{self.label} → {self.see}"


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
        indexes = [
            models.Index(fields=["service_point", "call_number_sort"], name="item_by_shelf_order"),
            models.Index(
                fields=["-acquired_on", "-id"], condition=Q(acquired_on__isnull=False), name="items_acquired_last"
            ),
        ]

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
