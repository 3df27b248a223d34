"""Events and reactions that tests of the outbox subscribe."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from pustakota.foundation import outbox
from pustakota.foundation.outbox import BATCH_LIMIT, Event


@dataclass(frozen=True, slots=True, kw_only=True)
class Done(Event):
    """Something was done to a thing."""

    thing: str
    number: int
    note: str = ""

    @property
    def subject(self) -> str:
        return f"thing:{self.thing}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ignored(Event):
    """Nobody wants to know."""

    @property
    def subject(self) -> str:
        return "thing:none"


def announce(*things: tuple[str, int], at: datetime) -> None:
    with transaction.atomic():
        outbox.announce(*(Done(thing=thing, number=number) for thing, number in things), at=at)


class Listener:
    """Remembers what it heard; fails for those that ``fails`` picks."""

    __module__ = "tests.foundation.listeners"

    def __init__(self, name: str = "hear", *, fails: Callable[[Done], bool] = lambda _done: False) -> None:
        self.__qualname__ = name
        self.heard: list[tuple[str, int]] = []
        self.fails = fails
        self.fault: type[Exception] = ValueError

    def __call__(self, done: Done) -> None:
        if self.fails(done):
            raise self.fault(f"cannot hear {done.thing}")
        self.heard.append((done.thing, done.number))


class BatchListener(Listener):
    """Hears many at once."""

    batch_limit = BATCH_LIMIT

    def __init__(self, name: str = "hear_all", *, fails: Callable[[Done], bool] = lambda _done: False) -> None:
        super().__init__(name, fails=fails)
        self.sizes: list[int] = []

    def __call__(self, dones: Sequence[Done]) -> None:  # type: ignore[override]
        self.sizes.append(len(dones))
        if any(self.fails(done) for done in dones):
            raise self.fault("cannot hear this batch")
        self.heard += [(done.thing, done.number) for done in dones]
