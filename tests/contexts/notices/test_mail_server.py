"""From one address to a mail server."""

import pytest

from pustakota.config.messages import MailServer, mail_server


@pytest.mark.parametrize(
    ("url", "server"),
    [
        ("smtp://u%40x:p%3Aw@mail.example.org", MailServer("mail.example.org", 587, "u@x", "p:w", True, False)),
        ("smtps://mail.example.org:4650", MailServer("mail.example.org", 4650, "", "", False, True)),
        ("smtps://mail.example.org", MailServer("mail.example.org", 465, "", "", False, True)),
        ("smtp+plain://127.0.0.1:2525", MailServer("127.0.0.1", 2525, "", "", False, False)),
        ("", MailServer("localhost", 25, "", "", False, False)),
    ],
)
def test_a_server_is_read_from_its_address(url: str, server: MailServer) -> None:
    assert mail_server(url) == server


@pytest.mark.parametrize("url", ["http://mail.example.org", "mail.example.org", "smtp-plain://x"])
def test_an_address_of_something_else_stops_the_start_with_a_sentence(url: str) -> None:
    with pytest.raises(ValueError, match="PUSTAKOTA_EMAIL_URL begins with"):
        mail_server(url)
