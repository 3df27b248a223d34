"""What was signed is known again, and nothing else is."""

import pytest
from pytest_django import Settings

from pustakota.foundation import signing

TEXT = "PK1.7.12.20260310.2.1773111600"


def test_what_was_signed_is_known_again() -> None:
    signature = signing.signed(TEXT, purpose="admission")
    assert signing.is_signed(TEXT, signature, purpose="admission")
    assert not signing.is_signed(f"{TEXT}0", signature, purpose="admission")
    assert not signing.is_signed(TEXT, signature, purpose="other")


def test_a_secret_that_was_in_force_before_still_counts(settings: Settings) -> None:
    signature = signing.signed(TEXT, purpose="admission")
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "rahasia baru yang cukup panjang", [settings.SECRET_KEY]
    assert signing.is_signed(TEXT, signature, purpose="admission")
    settings.SECRET_KEY_FALLBACKS = []
    assert not signing.is_signed(TEXT, signature, purpose="admission")


@pytest.mark.parametrize("signature", ["", "a", "é", "AAAA", "A" * 86, "A" * 200, "==="])
def test_what_is_no_signature_is_none(signature: str) -> None:
    assert not signing.is_signed(TEXT, signature, purpose="admission")
