"""Cases, their history, and what the library promises for each kind."""

import secrets

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pustakota.contexts.cases import rules


def new_code() -> str:
    """A random address for what leads to a person."""
    return secrets.token_urlsafe(9)


class Kind(models.TextChoices):
    SUGGESTION = rules.CaseKind.SUGGESTION.value, _("suggestion for the collection")
    REGISTRATION = rules.CaseKind.REGISTRATION.value, _("membership")
    QUESTION = rules.CaseKind.QUESTION.value, _("question")
    COMPLAINT = rules.CaseKind.COMPLAINT.value, _("complaint")
    PROPOSAL = rules.CaseKind.PROPOSAL.value, _("proposal")
    CORRECTION = rules.CaseKind.CORRECTION.value, _("correction of data")
    DELETION = rules.CaseKind.DELETION.value, _("deletion of data")
    APPLICATION = rules.CaseKind.APPLICATION.value, _("application to organise events")


class State(models.TextChoices):
    OPEN = rules.CaseState.OPEN.value, _("open")
    ANSWERED = rules.CaseState.ANSWERED.value, _("answered")
    CLOSED = rules.CaseState.CLOSED.value, pgettext_lazy("request", "closed")


class Source(models.TextChoices):
    """How a case reached us."""

    WEB = "web", _("website")
    DESK = "desk", _("desk")
    DEMO = "demo", _("demo")


class Promise(models.Model):
    """Within how many opening hours a kind of case is answered, and by which role at the point."""

    kind = models.CharField(max_length=20, choices=Kind, unique=True)
    working_hours = models.PositiveSmallIntegerField()
    role = models.CharField(max_length=30)

    def __str__(self) -> str:
        return self.kind


class Case(models.Model):
    """Something asked. ``code`` is its address outside. ``about``: a thing it is about, as ``record:12``.

    ``answers``: what a form asked and was told, each as ``{"field", "asked", "value"}``, with the form's code and
    version where it was one of ours. ``contact_…``: of an asker who has no account here.
    """

    code = models.CharField(max_length=16, unique=True, default=new_code)
    kind = models.CharField(max_length=20, choices=Kind)
    service_point = models.ForeignKey("organisation.ServicePoint", on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=30)
    owner = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    asker = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    contact_name = models.CharField(max_length=150, blank=True)
    contact_email = models.EmailField(blank=True)
    contact_phone = models.CharField(max_length=20, blank=True)
    subject = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    about = models.CharField(max_length=60, blank=True)
    form = models.CharField(max_length=40, blank=True)
    form_version = models.PositiveSmallIntegerField(null=True)
    answers = models.JSONField(default=list)
    source = models.CharField(max_length=10, choices=Source)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    opened_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True, help_text=_("When the asker was first told something."))
    closed_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=20, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state="closed", closed_at__isnull=False) & ~Q(outcome="")
                | ~Q(state="closed") & Q(closed_at__isnull=True, outcome=""),
                name="closed_case_has_outcome",
            ),
        ]
        indexes = [
            models.Index(fields=["service_point", "due_at"], condition=~Q(state="closed"), name="open_cases_of_point"),
            models.Index(fields=["asker", "-opened_at"], name="cases_of_asker"),
            models.Index(fields=["owner"], condition=~Q(state="closed"), name="open_cases_of_owner"),
        ]

    def __str__(self) -> str:
        return self.subject

    @property
    def asked_by(self) -> str:
        """The name of whoever asked; empty for somebody who gave none."""
        return self.asker.name if self.asker else self.contact_name


class Entry(models.Model):
    """One line of a case's history; none is ever changed. ``words`` are read by the asker, ``note`` by staff alone."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="history")
    step = models.CharField(max_length=10, choices=[(step.value, step.value) for step in rules.Step])
    at = models.DateTimeField()
    account_id = models.BigIntegerField(null=True)
    by_staff = models.BooleanField()
    words = models.TextField(blank=True)
    note = models.TextField(blank=True)
