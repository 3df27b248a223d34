"""Who asks: a bearer token, and nothing else. Cookies are not read, so no other site can ask in a person's name."""

from django.http import HttpRequest
from ninja.security import HttpBearer

from pustakota.contexts.people import queries as people
from pustakota.foundation import clock
from pustakota.foundation.actors import Actor


class Bearer(HttpBearer):
    """``Authorization: Bearer …`` with a token of ``POST /tokens``; the operation then finds the actor as ``auth``."""

    def authenticate(self, request: HttpRequest, token: str) -> Actor | None:  # noqa: ARG002 -- given by the framework
        return people.actor_of_token(token, at=clock.now())
