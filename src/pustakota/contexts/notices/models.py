"""Notices, the letters that carry them, the attempts to carry those, and what people choose."""

import secrets

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pustakota.contexts.notices.rules import Channel, Kind


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
    message_id = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=LetterState, default=LetterState.WAITING)
    failures = models.PositiveSmallIntegerField(default=0)
    not_before = models.DateTimeField(null=True)
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "channel", "on"], name="one_letter_a_day_per_channel"),
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
