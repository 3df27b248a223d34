"""Values as machines may give them: bounded, so that no database meets what it cannot keep."""

from typing import Annotated

from pydantic import Field, StringConstraints

GREATEST_KEY = 2**63 - 1
"""The largest key that a database column holds."""

Key = Annotated[int, Field(ge=1, le=GREATEST_KEY)]
Number = Annotated[
    str, StringConstraints(min_length=1, max_length=60, pattern=r"^[^\x00-\x1f\x7f]+$"), Field(examples=["A0001"])
]
"""A card number or barcode: one line."""
Why = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300, pattern=r"^[^\x00]+$")]
"""A reason in somebody's own words."""
