"""Messages to browsers by web push (RFC 8030, 8291, 8292), closed with the browser's keys and signed with ours."""

from __future__ import annotations

import json
from http import HTTPStatus

import requests
from django.conf import settings
from pywebpush import WebPushException, webpush

from pustakota.contexts.notices.carriers.keys import private_key
from pustakota.contexts.notices.rules import Answer, Browser, Carried, Channel, Parcel

TIMEOUT = 10.0
KEPT = 24 * 3600
"""Seconds for which the service keeps a message for a browser that sleeps."""
GONE = {HTTPStatus.NOT_FOUND, HTTPStatus.GONE}


class PushCarrier:
    """Hands letters to the services of the browsers' makers."""

    channel = Channel.PUSH

    def __init__(self) -> None:
        self.session = requests.Session()
        self.session.max_redirects = 0  # the address was checked; another one was not
        self.key = private_key()

    def carry(self, parcel: Parcel) -> Carried:
        """Give a letter to each of a person's browsers; it is taken where one of them took it."""
        answers = {browser.number: self._push(browser, parcel) for browser in parcel.browsers}
        gone = tuple(number for number, answer in answers.items() if answer.gone)
        by_rank = sorted(answers.values(), key=lambda each: list(RANKS).index(each.answer))
        if not by_rank:
            return Carried(answer=Answer.REFUSED, said="no browser")
        return Carried(answer=by_rank[0].answer, said=by_rank[0].said, gone=gone)

    def _push(self, browser: Browser, parcel: Parcel) -> Carried:
        try:
            webpush(
                {"endpoint": browser.endpoint, "keys": {"p256dh": browser.p256dh, "auth": browser.auth}},
                json.dumps(content_of(parcel)),
                vapid_private_key=self.key,
                vapid_claims={"sub": settings.VAPID_CONTACT},
                ttl=KEPT,
                timeout=TIMEOUT,
                # Of two messages with one topic the service keeps the newer: a repetition takes the place of the first.
                headers={"Topic": parcel.message_id, "Urgency": "normal"},
                requests_session=self.session,
            )
        except WebPushException as error:
            return _refused(error, browser)
        except requests.ConnectionError:
            return Carried(answer=Answer.UNREACHABLE, said="no connection to the push service")
        except (requests.RequestException, ValueError) as error:
            return Carried(answer=Answer.FAILED, said=type(error).__name__)
        return Carried(answer=Answer.TAKEN)

    def close(self) -> None:
        self.session.close()


RANKS = (Answer.TAKEN, Answer.FAILED, Answer.UNREACHABLE, Answer.REFUSED)
"""What counts where browsers of one person answered differently."""


def content_of(parcel: Parcel) -> dict[str, str]:
    """What the browser shows; the tag lets a repetition replace what is shown already."""
    return {
        "title": parcel.words.library,
        "body": "\n".join(parcel.words.lines),
        "url": parcel.words.account_address,
        "tag": parcel.message_id,
        "lang": parcel.words.language,
    }


def _refused(error: WebPushException, browser: Browser) -> Carried:
    response = error.response
    if response is None:
        return Carried(answer=Answer.FAILED, said=type(error).__name__)
    code = response.status_code
    if code in GONE:
        return Carried(answer=Answer.REFUSED, said=str(code), gone=(browser.number,))
    for_now = code == HTTPStatus.TOO_MANY_REQUESTS or code >= HTTPStatus.INTERNAL_SERVER_ERROR
    return Carried(answer=Answer.FAILED if for_now else Answer.REFUSED, said=str(code))
