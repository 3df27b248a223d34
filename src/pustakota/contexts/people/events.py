"""What this context announces."""

from dataclasses import dataclass

from pustakota.foundation.outbox import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberRegistered(Event):
    """Somebody became a member."""

    patron_id: int
    service_point_id: int

    @property
    def subject(self) -> str:
        return f"patron:{self.patron_id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class RegistrationAsked(Event):
    """Somebody registered from home and left an e-mail address to be confirmed."""

    registration_id: int
    patron_id: int

    @property
    def subject(self) -> str:
        return f"patron:{self.patron_id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class RegistrationLapsed(Event):
    """A registration from home came to nothing: nobody was seen."""

    patron_id: int
    person_id: int

    @property
    def subject(self) -> str:
        return f"patron:{self.patron_id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class SignInLinkAsked(Event):
    """Somebody asked for a link to sign in; whether anybody has the address, the row says."""

    link_id: int

    @property
    def subject(self) -> str:
        return f"sign_in_link:{self.link_id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentGiven(Event):
    """Somebody agreed to a purpose."""

    person_id: int
    purpose: str

    @property
    def subject(self) -> str:
        return f"person:{self.person_id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentWithdrawn(Event):
    """Somebody no longer agrees to a purpose."""

    person_id: int
    purpose: str

    @property
    def subject(self) -> str:
        return f"person:{self.person_id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonsMerged(Event):
    """Two entries were one person; ``gone_patron_id`` is closed where both were members."""

    merge_id: int
    kept_id: int
    gone_id: int
    kept_patron_id: int | None
    gone_patron_id: int | None

    @property
    def subject(self) -> str:
        return f"person:{self.kept_id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeUndone(Event):
    """Two entries that were taken for one person are two again."""

    merge_id: int
    kept_id: int
    gone_id: int

    @property
    def subject(self) -> str:
        return f"person:{self.kept_id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonForgotten(Event):
    """Everything that led to a person was deleted."""

    person_id: int

    @property
    def subject(self) -> str:
        return f"person:{self.person_id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonCorrected(Event):
    """What is kept about a person was corrected: which fields, never what stood or stands in them."""

    person_id: int
    fields: tuple[str, ...]

    @property
    def subject(self) -> str:
        return f"person:{self.person_id}"
