"""Signing in for a bearer token."""

from django.conf import settings
from django.contrib.auth import authenticate
from django.contrib.auth.signals import user_logged_in
from django.http import HttpRequest
from ninja import Router

from pustakota.contexts.people import actions, queries
from pustakota.contexts.people.api.schemas import TokenAsked, TokenMade
from pustakota.contexts.people.errors import SecondFactorRefused, SignInRefused
from pustakota.contexts.people.models import Account
from pustakota.foundation import clock
from pustakota.foundation.reasons import Reason

router = Router(tags=["people"])
CODES = {"too_many_codes": "too_many", "code_wrong": "second_factor_wrong"}


@router.post("/tokens", response=TokenMade, auth=None)
def sign_in(request: HttpRequest, asked: TokenAsked) -> TokenMade:
    """Sign in with a card number or staff name and a password."""
    account = _account_of(request, asked)
    _prove(account, asked.otp)
    user_logged_in.send(sender=Account, request=request, user=account)
    return TokenMade(token=actions.issue_token(account=account, at=clock.now()))


def _prove(account: Account, otp: str | None) -> None:
    """Where the account has a second factor, or staff must have one, the code must be right as well."""
    has_one = queries.takes_codes(account)
    if not queries.asks_for_more(account) and not (account.is_staff and settings.STAFF_SECOND_FACTOR):
        return
    if not otp or not has_one:
        raise SignInRefused(Reason("second_factor_missing" if otp else "second_factor", overridable=False))
    try:
        actions.check_second_factor(account=account, code=otp, at=clock.now())
    except SecondFactorRefused as no:
        raise SignInRefused(*(Reason(CODES.get(each.code, "wrong"), overridable=False) for each in no.reasons)) from no


def _account_of(request: HttpRequest, asked: TokenAsked) -> Account:
    # Attempts are counted by name: letters in another case are the same name.
    account = authenticate(request, username=asked.username.strip().casefold(), password=asked.password)
    if getattr(request, "axes_locked_out", False):
        raise SignInRefused(Reason("too_many", overridable=False))
    if not isinstance(account, Account):
        raise SignInRefused(Reason("wrong", overridable=False))
    return account
