"""The verbs of notices."""

from pustakota.contexts.notices.actions.by_hand import note_sent, note_wrong_number, stop_by_word, try_again
from pustakota.contexts.notices.actions.carrying import Begun, begin, end, gather, resume
from pustakota.contexts.notices.actions.membership import settle_endings, tell_of_endings, welcome
from pustakota.contexts.notices.actions.merging import follow_merge, forget_reader
from pustakota.contexts.notices.actions.queueing import ToTell, prune, queue, queue_all, withdraw
from pustakota.contexts.notices.actions.reading import (
    choose,
    choose_ways,
    mark_read,
    stop_channel,
    subscribe_browser,
    unsubscribe_browser,
)
from pustakota.contexts.notices.actions.trial import send_trial
from pustakota.contexts.notices.rules import CHOOSABLE, Channel, Kind

__all__ = [
    "CHOOSABLE",
    "Begun",
    "Channel",
    "Kind",
    "ToTell",
    "begin",
    "choose",
    "choose_ways",
    "end",
    "follow_merge",
    "forget_reader",
    "gather",
    "mark_read",
    "note_sent",
    "note_wrong_number",
    "prune",
    "queue",
    "queue_all",
    "resume",
    "send_trial",
    "settle_endings",
    "stop_by_word",
    "stop_channel",
    "subscribe_browser",
    "tell_of_endings",
    "try_again",
    "unsubscribe_browser",
    "welcome",
    "withdraw",
]
