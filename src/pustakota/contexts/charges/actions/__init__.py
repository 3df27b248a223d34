"""The verbs of charges."""

from pustakota.contexts.charges.actions.charging import charge
from pustakota.contexts.charges.actions.ending import ask_in_money, pay, settle_in_kind, waive, withdraw
from pustakota.contexts.charges.actions.forgetting import forget_person
from pustakota.contexts.charges.models import Method, Why

__all__ = ["Method", "Why", "ask_in_money", "charge", "forget_person", "pay", "settle_in_kind", "waive", "withdraw"]
