"""What machines and people give to sign in, and get."""

from typing import Annotated

from ninja import Field, Schema
from pydantic import StringConstraints

Name = Annotated[str, StringConstraints(min_length=1, max_length=254, pattern=r"^[^\x00-\x1f\x7f]+$")]
Secret = Annotated[str, StringConstraints(min_length=1, max_length=200, pattern=r"^[^\x00]+$")]


class TokenAsked(Schema):
    """A card number, a name of staff or an e-mail address; ``otp`` only where a second factor is wanted."""

    username: Name
    password: Secret
    otp: Secret | None = None


class TokenMade(Schema):
    token: str = Field(description="Send it as `Authorization: Bearer …`; it is valid for twelve hours.")
