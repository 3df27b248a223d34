"""Requests whose asker is known."""

from django.http import HttpRequest

from pustakota.foundation.actors import Actor


class ActorRequest(HttpRequest):
    """A request to an operation that wants a signed-in asker; the API puts the actor there before it runs."""

    auth: Actor
