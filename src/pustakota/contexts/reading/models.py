"""Saved searches; lists of titles and what stands in them."""

import secrets

from django.db import models
from django.db.models import Q


def new_code() -> str:
    """A random address for what leads to a person."""
    return secrets.token_urlsafe(9)


def new_address() -> str:
    """A random address that is passed on to others, and that nobody can guess."""
    return secrets.token_urlsafe(16)


class SavedSearch(models.Model):
    """A question that somebody keeps.

    ``asked``: the question as the index takes it, ``digest`` stands for it; ``query``: the same as the address of the
    search page writes it. ``tells``: its owner wishes to hear of new titles. ``asked_to``: the number of the newest
    record that was looked at; new titles are those above it. ``new_after``: what ``asked_to`` was before the last time
    something new was found, on ``new_at``; ``new_titles``: how many there were.
    ``merge_id``: the merge of two entries of one person by which it came to its owner, while that can be undone.
    """

    code = models.CharField(max_length=16, unique=True, default=new_code)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=80)
    asked = models.JSONField(default=dict)
    digest = models.CharField(max_length=32)
    query = models.CharField(max_length=2000)
    tells = models.BooleanField(default=False)
    saved_at = models.DateTimeField()
    asked_to = models.BigIntegerField()
    new_after = models.BigIntegerField(null=True)
    new_at = models.DateTimeField(null=True)
    new_titles = models.PositiveIntegerField(default=0)
    merge_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "digest"], name="one_saved_search_per_question")]
        indexes = [
            models.Index(fields=["person", "asked_to"], condition=Q(tells=True), name="searches_that_tell"),
        ]

    def __str__(self) -> str:
        return self.name


class ReadingList(models.Model):
    """Titles that belong together for somebody: a member, or a service point that recommends them.

    ``code``: its address for whoever keeps it. ``shared_as``: its address for others, while it is shared; a new one
    each time. ``shows_name``: whether others read who made it; of a child they never do.
    ``merge_id``: the merge of two entries of one person by which it came to its owner, while that can be undone.
    """

    code = models.CharField(max_length=16, unique=True, default=new_code)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    point = models.ForeignKey("organisation.ServicePoint", on_delete=models.PROTECT, null=True, related_name="+")
    title = models.CharField(max_length=100)
    text = models.CharField(max_length=600, blank=True)
    shared_as = models.CharField(max_length=30, unique=True, null=True)  # noqa: DJ001 -- unique where there is one
    shared_at = models.DateTimeField(null=True)
    shows_name = models.BooleanField(default=False)
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    merge_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=True, point__isnull=False) | Q(person__isnull=False, point__isnull=True),
                name="list_of_a_person_or_a_point",
            ),
            models.CheckConstraint(
                condition=Q(shared_as__isnull=True) | Q(shared_at__isnull=False), name="shared_list_since_when"
            ),
        ]
        indexes = [
            models.Index(fields=["person", "-changed_at"], condition=Q(person__isnull=False), name="lists_of_person"),
            models.Index(
                fields=["-shared_at"],
                condition=Q(point__isnull=False, shared_as__isnull=False),
                name="lists_recommended",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_shared(self) -> bool:
        return self.shared_as is not None


class ListedTitle(models.Model):
    """A title in a list; the list is read in the order of ``place``."""

    reading_list = models.ForeignKey(ReadingList, on_delete=models.CASCADE, related_name="titles")
    record = models.ForeignKey("catalogue.Record", on_delete=models.PROTECT, related_name="+")
    place = models.PositiveIntegerField()
    note = models.CharField(max_length=300, blank=True)
    added_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["reading_list", "record"], name="one_place_per_title_in_list")]
        indexes = [models.Index(fields=["reading_list", "place"], name="list_in_its_order")]
