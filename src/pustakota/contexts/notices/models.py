"""Notices, the letters that carry them, the attempts to carry those, and what people choose."""

import secrets

from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from pustakota.contexts.notices.rules import EVENING, MORNING, Channel, Kind


def new_code() -> str:
    """A random address for what leads to a person."""
    return secrets.token_urlsafe(9)


KIND_NAMES = {
    Kind.WELCOME: _("Welcome"),
    Kind.HOLD_READY: _("Ready to collect"),
    Kind.DUE_SOON: _("Due soon"),
    Kind.OVERDUE: _("Overdue"),
    Kind.RENEWED: _("Renewed"),
    Kind.CARD_EXPIRING: _("Membership ends soon"),
    Kind.ANSWERED: _("Answer to your request"),
    Kind.NEWS: _("News of the library"),
    Kind.NEW_TITLES: _("New titles for a saved search"),
    Kind.BREACH: _("Your personal data"),
    Kind.BOOKING: _("Your booking"),
    Kind.BOOKING_REMINDER: _("Your booking begins soon"),
    Kind.BOOKING_OFFER: _("A time that you waited for is free"),
    Kind.PRINT_JOB: _("Your print"),
    Kind.EQUIPMENT_LATE: _("Equipment to bring back"),
    Kind.EVENT: _("An event that you registered for"),
    Kind.EVENT_REMINDER: _("An event of yours is soon"),
}
CHANNEL_NAMES = {
    Channel.INBOX: _("in the account"),
    Channel.EMAIL: _("e-mail"),
    Channel.PUSH: _("on this device"),
    Channel.WHATSAPP: _("WhatsApp, sent by hand"),
    Channel.PRINT: _("on paper"),
}


class Notice(models.Model):
    """Something to tell, once: ``key`` says why for ever, ``because`` names the reason that may end (``loan:12``).

    ``facts`` hold ids and plain values, a title only where its reader asked for titles. ``about``: whose matter it is.
    """

    key = models.CharField(max_length=160, unique=True)
    because = models.CharField(max_length=60, db_index=True)
    template = models.CharField(max_length=80)
    kind = models.CharField(max_length=20)
    about = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    point = models.ForeignKey("organisation.ServicePoint", on_delete=models.PROTECT, related_name="+")
    facts = models.JSONField(default=dict)
    queued_at = models.DateTimeField(db_index=True)
    useful_until = models.DateField(null=True, help_text=_("The last day, at the point, on which it is worth telling."))
    withdrawn_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.key


class LetterState(models.TextChoices):
    WAITING = "waiting", _("waiting")
    SENDING = "sending", _("being sent")
    SENT = "sent", _("sent")
    GIVEN_UP = "given_up", _("not delivered")
    DROPPED = "dropped", _("no longer needed")


class Letter(models.Model):
    """One message to one person by one channel, with everything there is to tell that day. ``code``: its address.

    ``message_id`` comes from the keys of what it tells, so that a repetition is known as one.
    """

    code = models.CharField(max_length=16, unique=True, default=new_code)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    point = models.ForeignKey("organisation.ServicePoint", on_delete=models.PROTECT, related_name="+")
    channel = models.CharField(max_length=10)
    on = models.DateField()
    ordinal = models.PositiveSmallIntegerField(db_default=1, default=1, help_text=_("Which one of its day."))
    message_id = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=LetterState, default=LetterState.WAITING)
    failures = models.PositiveSmallIntegerField(default=0)
    not_before = models.DateTimeField(null=True)
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "channel", "on", "ordinal"], name="letters_of_a_day_per_channel"),
            models.UniqueConstraint(
                fields=["person", "channel"],
                condition=Q(state__in=["waiting", "sending"]),
                name="one_open_letter_per_channel",
            ),
        ]
        indexes = [
            models.Index(
                fields=["channel", "id"], condition=Q(state__in=["waiting", "sending"]), name="letters_to_carry"
            ),
            models.Index(fields=["point", "id"], name="letters_of_point"),
        ]


class TellingState(models.TextChoices):
    WAITING = "waiting", _("waiting")
    TOLD = "told", _("told")
    WITHDRAWN = "withdrawn", _("no longer needed")
    FAILED = "failed", _("not delivered")
    HELD = "held", _("held back after a restore")


class Telling(models.Model):
    """A notice on one of its ways to one person; in the inbox it is told at once, and read or not."""

    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, related_name="tellings")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    channel = models.CharField(max_length=10)
    state = models.CharField(max_length=10, choices=TellingState, default=TellingState.WAITING)
    letter = models.ForeignKey(Letter, on_delete=models.SET_NULL, null=True, related_name="tellings")
    read_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["notice", "person", "channel"], name="one_telling_per_way"),
        ]
        indexes = [
            models.Index(
                fields=["channel", "person"], condition=Q(state="waiting", letter=None), name="tellings_to_gather"
            ),
            models.Index(fields=["person", "-id"], condition=Q(channel="inbox"), name="inbox_of_person"),
        ]

    @property
    def kind_name(self) -> str:
        return str(KIND_NAMES[Kind(self.notice.kind)])

    @property
    def channel_name(self) -> str:
        return str(CHANNEL_NAMES[Channel(self.channel)])


class DirectLetter(models.Model):
    """An e-mail to one address, sent once, or not: a link that somebody waits for, or what a stranger is told.

    ``person``: whose account it concerns; ``number``: the row that the link leads to. No link is kept, it is made anew.
    Whoever has no account (a school's contact, an author) is told by a ``template`` with ``facts``, once for a ``key``.
    """

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    point = models.ForeignKey("organisation.ServicePoint", on_delete=models.PROTECT, null=True, related_name="+")
    email = models.EmailField()
    kind = models.CharField(max_length=20)
    number = models.BigIntegerField(default=0)
    name = models.CharField(max_length=150, blank=True, default="", db_default="")
    template = models.CharField(max_length=60, blank=True, default="", db_default="")
    key = models.CharField(max_length=120, blank=True, default="", db_default="")
    facts = models.JSONField(default=dict, db_default={})
    language = models.CharField(max_length=5, default="id")
    queued_at = models.DateTimeField()
    useful_until = models.DateTimeField()
    failures = models.PositiveSmallIntegerField(default=0)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "number"], condition=Q(template=""), name="one_direct_letter_per_reason"
            ),
            models.UniqueConstraint(fields=["key"], condition=~Q(key=""), name="strangers_are_told_once"),
        ]
        indexes = [models.Index(fields=["id"], condition=Q(ended_at=None), name="direct_letters_to_carry")]


class Outcome(models.TextChoices):
    OPEN = "", _("begun")
    SENT = "sent", _("sent")
    BY_HAND = "by_hand", _("sent by hand")
    FAILED = "failed", _("failed")
    IN_DOUBT = "in_doubt", _("cut off: perhaps sent")


class Attempt(models.Model):
    """One try to carry a letter, written down before it begins; one that never ended was cut off."""

    letter = models.ForeignKey(Letter, on_delete=models.CASCADE, related_name="attempts")
    begun_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=10, choices=Outcome, default=Outcome.OPEN, blank=True)
    said = models.CharField(max_length=300, blank=True, help_text=_("What the other side answered."))
    by_account = models.BigIntegerField(null=True, help_text=_("Who sent it by hand."))


class Recipient(models.Model):
    """How somebody wishes to be written to: in which language, and whether titles may stand in messages."""

    person = models.OneToOneField("people.Person", on_delete=models.PROTECT, related_name="+")
    language = models.CharField(max_length=5, default="id")
    names_titles = models.BooleanField(default=False)
    changed_at = models.DateTimeField()


class Choice(models.Model):
    """A kind of notice that somebody wants, or does not want, by a channel; without a row the kind's manner holds."""

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20)
    channel = models.CharField(max_length=10)
    wanted = models.BooleanField()
    chosen_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "kind", "channel"], name="one_choice_per_way")]


class PushSubscription(models.Model):
    """A browser that takes push messages for somebody; the address and keys come from the browser itself."""

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    endpoint = models.CharField(max_length=600, unique=True)
    p256dh = models.CharField(max_length=120)
    auth = models.CharField(max_length=40)
    made_at = models.DateTimeField()


class TimetableRow(models.Model):
    """When a kind of notice is told; librarians edit it. Empty scope fields mean "any"; the most specific row wins."""

    kind = models.CharField(max_length=20)
    service_point = models.ForeignKey(
        "organisation.ServicePoint", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    patron_type = models.ForeignKey(
        "people.PatronType", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    is_told = models.BooleanField(default=True)
    days = models.JSONField(default=list)
    quiet_from = models.TimeField(default=EVENING)
    quiet_until = models.TimeField(default=MORNING)
    changed_at = models.DateTimeField(null=True)
    changed_by = models.BigIntegerField(null=True, help_text=_("The account that changed it last."))

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "kind",
                Coalesce("service_point", Value(0)),
                Coalesce("patron_type", Value(0)),
                name="one_timetable_per_case",
            ),
            models.CheckConstraint(
                condition=Q(quiet_until__lt=models.F("quiet_from")), name="some_of_the_day_is_not_quiet"
            ),
        ]

    def __str__(self) -> str:
        return self.kind

    @property
    def is_general(self) -> bool:
        """True for the row that covers whatever no other covers."""
        return not (self.service_point_id or self.patron_type_id)


class DailyLimit(models.Model):
    """How many letters a day somebody gets at most by one way; without a point, wherever no other row holds."""

    service_point = models.ForeignKey(
        "organisation.ServicePoint", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    letters = models.PositiveSmallIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(Coalesce("service_point", Value(0)), name="one_daily_limit_per_point"),
            models.CheckConstraint(condition=Q(letters__gte=1), name="at_least_one_letter_a_day"),
        ]

    def __str__(self) -> str:
        return str(self.letters)


class Topic(models.Model):
    """What somebody may wish to hear of. A topic that is not offered any more keeps those who chose it."""

    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=80)
    name_en = models.CharField(max_length=80, blank=True)
    is_offered = models.BooleanField(default=True)

    def __str__(self) -> str:
        return self.name


class TopicChoice(models.Model):
    """Somebody wishes to hear of a topic; without a row they are never written to about it."""

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    topic = models.ForeignKey(Topic, on_delete=models.PROTECT, related_name="+")
    since = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "topic"], name="one_choice_per_topic")]


class News(models.Model):
    """Something staff tell all who chose a topic. ``spread_to``: the last choice it was handed to; then it is done."""

    topic = models.ForeignKey(Topic, on_delete=models.PROTECT, related_name="+")
    point = models.ForeignKey("organisation.ServicePoint", on_delete=models.PROTECT, related_name="+")
    subject = models.CharField(max_length=100)
    text = models.CharField(max_length=600)
    link = models.URLField(max_length=300, blank=True)
    made_at = models.DateTimeField()
    made_by = models.BigIntegerField(null=True, help_text=_("The account that wrote it."))
    spread_to = models.BigIntegerField(default=0)
    done_at = models.DateTimeField(null=True)
    readers = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return self.subject
