"""The weights that were put in force, and the questions that staff judge an order of answers by."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pustakota.contexts.search.rules.judging import CLEARLY, EXACTLY, MARGINALLY


class WeightsVersion(models.Model):
    """One set of weights, never changed: the newest is in force, and the first in the code is version 0.

    ``values`` holds what differs from version 0. ``replaces``: the version that was in force before, so that two who
    change the same one do not overwrite each other. ``again``: the earlier version that was gone back to.
    """

    values = models.JSONField(default=dict)
    reason = models.CharField(max_length=300)
    replaces = models.BigIntegerField(unique=True)
    again = models.BigIntegerField(null=True)
    made_at = models.DateTimeField()
    changed_by = models.BigIntegerField(null=True, help_text=_("The account that put it in force."))

    def __str__(self) -> str:
        return f"{self.pk}: {self.reason}"


class Grade(models.IntegerChoices):
    """How well a thing answers a question."""

    EXACTLY = EXACTLY, _("exactly this")
    CLEARLY = CLEARLY, _("fits clearly")
    MARGINALLY = MARGINALLY, _("fits a little")


class JudgedQuery(models.Model):
    """A line that people type, for which somebody has said what should be found."""

    text = models.CharField(max_length=200, unique=True)
    added_at = models.DateTimeField()
    added_by = models.BigIntegerField(null=True, help_text=_("The account that added it."))

    def __str__(self) -> str:
        return self.text


class Expected(models.Model):
    """A thing that a question should find. What it is called is known to the context that owns it."""

    query = models.ForeignKey(JudgedQuery, on_delete=models.CASCADE, related_name="expected")
    kind = models.CharField(max_length=20)
    number = models.BigIntegerField()
    grade = models.PositiveSmallIntegerField(choices=Grade)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["query", "kind", "number"], name="a_thing_is_expected_once"),
            models.CheckConstraint(condition=Q(grade__in=[1, 2, 3]), name="expected_grades_from_one_to_three"),
        ]

    def __str__(self) -> str:
        return f"{self.kind}:{self.number}"
