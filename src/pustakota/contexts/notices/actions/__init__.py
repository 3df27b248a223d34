"""The verbs of notices."""

from pustakota.contexts.notices.actions.by_hand import note_sent, note_wrong_number, stop_by_word, try_again
from pustakota.contexts.notices.actions.carrying import Begun, begin, end, gather, resume
from pustakota.contexts.notices.actions.direct import (
    ask_to_confirm,
    end_direct,
    prune_direct,
    send_sign_in_link,
    write_to,
)
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
from pustakota.contexts.notices.actions.restored import hold_back, leave_held, send_held
from pustakota.contexts.notices.actions.timetables import (
    add_timetable,
    change_timetable,
    limit_letters,
    remove_timetable,
)
from pustakota.contexts.notices.actions.topics import (
    add_topic,
    change_topic,
    choose_topics,
    spread_news,
    stop_topics,
    write_news,
)
from pustakota.contexts.notices.actions.trial import send_trial
from pustakota.contexts.notices.models import TimetableRow
from pustakota.contexts.notices.rules import CHOOSABLE, Channel, Kind

__all__ = [
    "CHOOSABLE",
    "Begun",
    "Channel",
    "Kind",
    "TimetableRow",
    "ToTell",
    "add_timetable",
    "add_topic",
    "ask_to_confirm",
    "begin",
    "change_timetable",
    "change_topic",
    "choose",
    "choose_topics",
    "choose_ways",
    "end",
    "end_direct",
    "follow_merge",
    "forget_reader",
    "gather",
    "hold_back",
    "leave_held",
    "limit_letters",
    "mark_read",
    "note_sent",
    "note_wrong_number",
    "prune",
    "prune_direct",
    "queue",
    "queue_all",
    "remove_timetable",
    "resume",
    "send_held",
    "send_sign_in_link",
    "send_trial",
    "settle_endings",
    "spread_news",
    "stop_by_word",
    "stop_channel",
    "stop_topics",
    "subscribe_browser",
    "tell_of_endings",
    "try_again",
    "unsubscribe_browser",
    "welcome",
    "withdraw",
    "write_news",
    "write_to",
]
