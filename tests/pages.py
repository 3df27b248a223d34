"""What a page says, for tests."""

import re

from django.test import Client


def words(client: Client, address: str) -> str:
    """The text of a page that is there, without its tags."""
    answer = client.get(address)
    assert answer.status_code == 200
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())
