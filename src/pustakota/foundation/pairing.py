"""The cookie by which a machine that was paired once is known again."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponseBase

LASTS = timedelta(days=400)


def remember(answer: HttpResponseBase, request: HttpRequest, *, cookie: str, token: str) -> None:
    """Give the browser its token to keep; no script reads it."""
    answer.set_cookie(cookie, token, max_age=LASTS, httponly=True, samesite="Lax", secure=request.is_secure())
