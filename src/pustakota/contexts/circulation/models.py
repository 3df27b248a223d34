"""Policies, loans, holds, overrides."""

import secrets
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pustakota.contexts.circulation.rules.also_borrowed import FEWEST
from pustakota.contexts.circulation.rules.holding import CAPTURED, LIVE, HoldStatus

if TYPE_CHECKING:
    from pustakota.contexts.people.models import Patron


def new_code() -> str:
    """A random address for what leads to a person."""
    return secrets.token_urlsafe(9)


class PolicyRow(models.Model):
    """A lending rule that librarians edit. Empty scope fields mean "any"; the most specific row wins."""

    name = models.CharField(max_length=100)
    service_point = models.ForeignKey(
        "organisation.ServicePoint", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    library = models.ForeignKey(
        "organisation.Library", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    patron_type = models.ForeignKey(
        "people.PatronType", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    item_type = models.ForeignKey(
        "catalogue.ItemType", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    is_lendable = models.BooleanField(default=True)
    max_loans = models.PositiveSmallIntegerField(default=3)
    loan_days = models.PositiveSmallIntegerField(default=7)
    max_renewals = models.PositiveSmallIntegerField(default=2)
    max_holds = models.PositiveSmallIntegerField(default=3)
    pickup_days = models.PositiveSmallIntegerField(default=3)
    fine_per_day = models.PositiveIntegerField(default=0)
    basis = models.ForeignKey(
        "organisation.PolicyDocument", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    legal_basis = models.CharField(max_length=200, blank=True, help_text=_("The words of the basis, as it was saved."))
    blocks_while_overdue = models.BooleanField(default=True)
    max_open_charges = models.PositiveSmallIntegerField(null=True, blank=True)
    max_owed = models.PositiveIntegerField(null=True, blank=True)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(service_point__isnull=True) | Q(library__isnull=True), name="policy_point_or_library"
            ),
            models.CheckConstraint(
                condition=Q(fine_per_day=0) | ~Q(legal_basis=""), name="policy_fine_has_legal_basis"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_general(self) -> bool:
        """True for the rule that covers whatever no other covers."""
        return not (self.service_point_id or self.library_id or self.patron_type_id or self.item_type_id)


class Source(models.TextChoices):
    """How a fact reached us."""

    DESK = "desk", _("desk")
    MEMBER = "member", _("member")
    API = "api", _("API")
    DEMO = "demo", _("demo")


class MemberFact(models.Model):
    """Something a member did. Parted from its member, the year's key, kind and band of ages are left for counting."""

    patron = models.ForeignKey("people.Patron", on_delete=models.PROTECT, null=True, related_name="+")
    person_key = models.CharField(max_length=32, blank=True)
    patron_type = models.ForeignKey("people.PatronType", on_delete=models.PROTECT, null=True, related_name="+")
    age_band = models.CharField(max_length=10, blank=True)

    class Meta:
        abstract = True

    @property
    def member(self) -> "Patron":
        """Whose it is: for open loans, live holds, and what ended so lately that nobody has parted it yet."""
        assert self.patron is not None, "parted from its member"
        return self.patron

    @property
    def whose_id(self) -> int:
        """The key of whose it is; see ``member``."""
        assert self.patron_id is not None, "parted from its member"
        return self.patron_id


class LoanRows(models.QuerySet["Loan"]):
    def still_out(self) -> "LoanRows":
        """Loans that have not come back."""
        return self.filter(returned_at__isnull=True)


class Loan(MemberFact):
    """A copy at home with a member, from ``lent_at`` until ``returned_at``. ``due_on``: the last day, at the point.

    One that ended and was returned nowhere (``returned_to`` is empty) was lost. Some days after its end a loan has no
    member any more, unless the member wishes to keep a history.
    """

    item = models.ForeignKey("catalogue.Item", on_delete=models.PROTECT, related_name="+")
    service_point = models.ForeignKey("organisation.ServicePoint", on_delete=models.PROTECT, related_name="+")
    policy = models.ForeignKey(PolicyRow, on_delete=models.PROTECT, related_name="+")
    lent_at = models.DateTimeField()
    lent_by = models.BigIntegerField(null=True, help_text=_("The account that made the loan."))
    due_on = models.DateField()
    renewals = models.PositiveSmallIntegerField(default=0)
    returned_at = models.DateTimeField(null=True)
    returned_to = models.ForeignKey("organisation.ServicePoint", on_delete=models.PROTECT, null=True, related_name="+")
    source = models.CharField(max_length=10, choices=Source)

    objects = LoanRows.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["item"], condition=Q(returned_at__isnull=True), name="one_open_loan_per_item"
            ),
            models.CheckConstraint(
                condition=Q(returned_at__isnull=False) | Q(patron__isnull=False), name="open_loan_has_patron"
            ),
        ]
        indexes = [
            models.Index(fields=["patron"], condition=Q(returned_at__isnull=True), name="open_loans_of_patron"),
            models.Index(fields=["due_on"], condition=Q(returned_at__isnull=True), name="open_loans_by_due_date"),
            models.Index(
                fields=["returned_at"],
                condition=Q(returned_at__isnull=False, patron__isnull=False),
                name="returned_loans_with_patron",
            ),
            models.Index(
                fields=["patron", "-returned_at"],
                condition=Q(returned_at__isnull=False, patron__isnull=False),
                name="loan_history_of_patron",
            ),
            models.Index(fields=["lent_at"], name="loans_by_time"),
            models.Index(fields=["returned_at"], condition=Q(returned_at__isnull=False), name="returns_by_time"),
        ]


class Popularity(models.Model):
    """How often a title was lent lately, in wide steps: derived from loans without a look at members, anew each night.

    It orders answers of the search and is shown to nobody. A title that nobody borrowed has no row.
    """

    record = models.OneToOneField("catalogue.Record", on_delete=models.PROTECT, primary_key=True, related_name="+")
    step = models.PositiveSmallIntegerField()

    def __str__(self) -> str:
        return f"{self.record_id}: {self.step}"


class AlsoBorrowed(models.Model):
    """A title that households who borrowed another one borrowed too; ``place``: nearest first.

    Derived from the histories of adults who agreed to it, anew each night; without persons and without numbers.
    """

    record = models.ForeignKey("catalogue.Record", on_delete=models.PROTECT, related_name="+")
    other = models.ForeignKey("catalogue.Record", on_delete=models.PROTECT, related_name="+")
    place = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["record", "place"], name="one_also_borrowed_per_place")]

    def __str__(self) -> str:
        return f"{self.record_id}: {self.other_id}"


class AlsoBorrowedRule(models.Model):
    """How many households must have borrowed both titles of a pair, since when; the newest row is in force."""

    fewest = models.PositiveSmallIntegerField()
    set_at = models.DateTimeField()
    set_by = models.BigIntegerField(null=True, help_text=_("The account that set it."))

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(fewest__gte=FEWEST), name="also_borrowed_by_enough")]

    def __str__(self) -> str:
        return str(self.fewest)


class HoldRows(models.QuerySet["Hold"]):
    def live(self) -> "HoldRows":
        """Holds that have not ended."""
        return self.filter(status__in=LIVE)

    def waiting(self) -> "HoldRows":
        """Holds in the queue, earliest first."""
        return self.filter(status=HoldStatus.WAITING).order_by("pk")


class Hold(MemberFact):
    """A member's place in the queue for a title; the key gives the order. ``code`` is its address outside.

    ``on_shelf``: a copy lies on the pick-up shelf for it – also after the hold ended, until somebody takes it away.
    Some days after its end a hold has no member any more.
    """

    code = models.CharField(max_length=16, unique=True, default=new_code)
    record = models.ForeignKey("catalogue.Record", on_delete=models.PROTECT, related_name="+")
    pickup_point = models.ForeignKey("organisation.ServicePoint", on_delete=models.PROTECT, related_name="+")
    status = models.CharField(
        max_length=10, choices=[(s.value, s.value) for s in HoldStatus], default=HoldStatus.WAITING
    )
    placed_at = models.DateTimeField()
    placed_by = models.BigIntegerField(null=True, help_text=_("The account that placed the hold."))
    item = models.ForeignKey("catalogue.Item", on_delete=models.PROTECT, null=True, related_name="+")
    ready_at = models.DateTimeField(null=True)
    pick_up_by = models.DateField(null=True)
    on_shelf = models.BooleanField(default=False)
    ended_at = models.DateTimeField(null=True)

    objects = HoldRows.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["record", "patron"], condition=Q(status__in=LIVE), name="one_live_hold_per_patron_and_record"
            ),
            models.UniqueConstraint(
                fields=["item"], condition=Q(status__in=CAPTURED), name="one_captured_hold_per_item"
            ),
            models.CheckConstraint(
                condition=~Q(status__in=CAPTURED) | Q(item__isnull=False), name="captured_hold_has_item"
            ),
            models.CheckConstraint(
                condition=~Q(status__in=LIVE) | Q(patron__isnull=False), name="live_hold_has_patron"
            ),
        ]
        indexes = [
            models.Index(fields=["record", "id"], condition=Q(status__in=LIVE), name="queue_of_record"),
            models.Index(fields=["patron"], condition=Q(status__in=LIVE), name="live_holds_of_patron"),
            models.Index(fields=["item"], condition=Q(on_shelf=True), name="holds_on_shelf"),
            models.Index(
                fields=["ended_at"],
                condition=Q(ended_at__isnull=False, patron__isnull=False),
                name="ended_holds_with_patron",
            ),
            models.Index(fields=["placed_at"], name="holds_by_time"),
        ]


class Renewal(models.Model):
    """A loan was renewed: when, at the point of the loan, and until when."""

    loan = models.ForeignKey(Loan, on_delete=models.PROTECT, related_name="+")
    service_point = models.ForeignKey("organisation.ServicePoint", on_delete=models.PROTECT, related_name="+")
    renewed_at = models.DateTimeField()
    due_on = models.DateField()

    class Meta:
        indexes = [models.Index(fields=["renewed_at"], name="renewals_by_time")]


class OverrideLogged(models.Model):
    """A no that somebody with the right overrode, and why."""

    at = models.DateTimeField()
    account_id = models.BigIntegerField(null=True)
    service_point = models.ForeignKey("organisation.ServicePoint", on_delete=models.PROTECT, related_name="+")
    action = models.CharField(max_length=40)
    codes = models.JSONField()
    reason = models.CharField(max_length=300)


class MergeMove(models.Model):
    """A loan or hold that went over to another membership when two entries of one person were merged."""

    merge_id = models.BigIntegerField(db_index=True)
    loan = models.ForeignKey(Loan, on_delete=models.PROTECT, null=True, related_name="+")
    hold = models.ForeignKey(Hold, on_delete=models.PROTECT, null=True, related_name="+")
    from_patron = models.ForeignKey("people.Patron", on_delete=models.PROTECT, related_name="+")
    to_patron = models.ForeignKey("people.Patron", on_delete=models.PROTECT, related_name="+")
    was_given_back = models.BooleanField(
        default=False, help_text=_("The hold ended with the merge, since the other entry waited for the same title.")
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(loan__isnull=True, hold__isnull=False) | Q(loan__isnull=False, hold__isnull=True),
                name="merge_move_of_loan_or_hold",
            )
        ]
