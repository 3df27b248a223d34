"""What machines give to lend, return, renew and reserve, and what they get."""

from datetime import date

from ninja import Schema

from pustakota.contexts.circulation.rules import HoldStatus
from pustakota.foundation.given import Key, Number, Why


class LoanAsked(Schema):
    """``service_point_id``: where the item is lent; without it the station of the account.

    ``override``: why it is lent against the rules, for those who may; it is kept with their name.
    """

    card_number: Number
    barcode: Number
    service_point_id: Key | None = None
    override: Why | None = None


class LoanMade(Schema):
    """``policy``: the name of the rule that held."""

    id: int
    due_on: date
    policy: str


class RenewalAsked(Schema):
    """``override``: why it is renewed against the rules, for staff who may; it is kept with their name."""

    override: Why | None = None


class RenewalMade(Schema):
    """``policy``: the name of the rule that held."""

    due_on: date
    renewals_left: int
    policy: str


class ReturnAsked(Schema):
    """``service_point_id``: where the item lies now; without it the station of the account."""

    barcode: Number
    service_point_id: Key | None = None


class HoldServed(Schema):
    """The hold that a returned item now serves; the item goes to ``pickup_service_point_id``."""

    id: str
    card_number: str
    pickup_service_point_id: int


class ItemTakenBack(Schema):
    """``loan_id`` is null for an item that was not on loan."""

    loan_id: int | None
    hold: HoldServed | None


class HoldAsked(Schema):
    """``card_number``: the member to reserve for; without it, whoever asks."""

    record_id: Key
    pickup_service_point_id: Key
    card_number: Number | None = None


class HoldMade(Schema):
    """``position`` counts from 1 among those who wait; null once a copy is kept."""

    id: str
    position: int | None
    status: HoldStatus
