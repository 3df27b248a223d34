"""What a service point promises to those who propose, what they propose, and what was decided."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pustakota.contexts.community import rules


class Promise(models.Model):
    """The rule of a service point: whether proposals are taken, and within how many open days they are answered."""

    service_point = models.OneToOneField("organisation.ServicePoint", on_delete=models.PROTECT, related_name="+")
    is_open = models.BooleanField(default=True)
    answer_within = models.PositiveSmallIntegerField(default=14)

    def __str__(self) -> str:
        return str(self.service_point)


class State(models.TextChoices):
    DRAFT = rules.State.DRAFT.value, _("draft")
    PUBLISHED = rules.State.PUBLISHED.value, pgettext_lazy("citizens' proposal", "waits for the library")
    IN_REVIEW = rules.State.IN_REVIEW.value, pgettext_lazy("citizens' proposal", "in review")
    ACCEPTED = rules.State.ACCEPTED.value, pgettext_lazy("citizens' proposal", "accepted")
    ACCEPTED_CHANGED = rules.State.ACCEPTED_CHANGED.value, pgettext_lazy("citizens' proposal", "accepted with changes")
    POSTPONED = rules.State.POSTPONED.value, pgettext_lazy("citizens' proposal", "postponed")
    DECLINED = rules.State.DECLINED.value, pgettext_lazy("citizens' proposal", "declined")
    SCHEDULED = rules.State.SCHEDULED.value, pgettext_lazy("citizens' proposal", "scheduled")
    DONE = rules.State.DONE.value, pgettext_lazy("citizens' proposal", "done")
    WITHDRAWN = rules.State.WITHDRAWN.value, pgettext_lazy("citizens' proposal", "withdrawn")


class Proposal(models.Model):
    """Something that a citizen proposes. ``author`` is empty once they are forgotten.

    ``case``: the request that staff find among all others. ``answer``: what the library said last, for everybody.
    ``occurrence``: the event that it became, at first a draft.
    """

    service_point = models.ForeignKey("organisation.ServicePoint", on_delete=models.PROTECT, related_name="+")
    author = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    title = models.CharField(max_length=160)
    about = models.TextField(max_length=4000, blank=True)
    version = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=20, choices=State, default=State.DRAFT)
    made_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True)
    due_on = models.DateField(null=True)
    reminded_on = models.DateField(null=True)
    answer = models.TextField(max_length=2000, blank=True)
    answered_at = models.DateTimeField(null=True)
    case = models.OneToOneField("cases.Case", on_delete=models.PROTECT, null=True, related_name="+")
    occurrence = models.ForeignKey("programmes.Occurrence", on_delete=models.PROTECT, null=True, related_name="+")
    merge_id = models.BigIntegerField(null=True, help_text=_("The merge of two entries that brought it here."))

    class Meta:
        indexes = [
            models.Index(fields=["service_point", "state"], name="citizen_proposals_by_state"),
            models.Index(fields=["author"], name="citizen_proposals_of_author"),
        ]

    def __str__(self) -> str:
        return self.title


class Version(models.Model):
    """The words of a proposal that somebody had supported when they were changed."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=160)
    about = models.TextField(max_length=4000)
    until = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["proposal", "number"], name="one_version_of_a_proposal")]


class Support(models.Model):
    """That a person supports a proposal; ``person`` is empty once nobody needs to know, and the support counts."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="supports")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    merge_id = models.BigIntegerField(null=True, help_text=_("The merge of two entries that brought it here."))

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["proposal", "person"], condition=models.Q(person__isnull=False), name="one_support_each"
            )
        ]


class Decision(models.Model):
    """A line of the public log: what became of a proposal, when, and what was said; none is ever changed."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="decisions")
    at = models.DateTimeField()
    state = models.CharField(max_length=20, choices=State)
    words = models.TextField(max_length=2000, blank=True)
    account_id = models.BigIntegerField(null=True, help_text=_("The account that decided."))
