"""The outbox, the schedule's memory, and what a restored database has lost."""

from django.db import models
from django.db.models import Q


class Message(models.Model):
    """A fact that a context announced, written in the transaction of the change itself."""

    name = models.CharField(max_length=80)
    subject = models.CharField(max_length=80)
    fields = models.JSONField()
    at = models.DateTimeField()
    fanned_out = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(fields=["id"], name="message_to_fan_out", condition=Q(fanned_out=False)),
            models.Index(fields=["at"], name="message_at"),
        ]


class DeliveryState(models.TextChoices):
    PENDING = "pending"
    DELIVERED = "delivered"
    PARKED = "parked"


class Delivery(models.Model):
    """A message on its way to one subscriber; a parked one stops only its subject for its subscriber."""

    message = models.ForeignKey(Message, on_delete=models.CASCADE)
    subscriber = models.CharField(max_length=160)
    subject = models.CharField(max_length=80)
    state = models.CharField(max_length=10, choices=DeliveryState, default=DeliveryState.PENDING)
    attempts = models.PositiveSmallIntegerField(default=0)
    not_before = models.DateTimeField(null=True)
    error = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["message", "subscriber"], name="one_delivery_per_subscriber")]
        indexes = [
            models.Index(
                fields=["subscriber", "message"], name="delivery_open", condition=~Q(state=DeliveryState.DELIVERED)
            )
        ]


class ScheduledRun(models.Model):
    """When a task of the schedule last began and ended, and how: a missed run is loud.

    ``done``: how much that run had to do, of tasks that count it.
    """

    task = models.CharField(max_length=160, unique=True)
    due_at = models.DateTimeField()
    began_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    error = models.TextField(blank=True)
    done = models.BigIntegerField(null=True)


class Heartbeat(models.Model):
    """The last sign of life of a process that must run."""

    process = models.CharField(max_length=40, unique=True)
    at = models.DateTimeField()
    facts = models.JSONField(default=dict)


class LostFact(models.Model):
    """A fact that the journal holds and the restored database does not: to be entered again, then deleted here.

    ``digest`` tells two facts apart, so that the same log can be compared twice.
    """

    digest = models.CharField(max_length=64, unique=True)
    at = models.DateTimeField()
    what = models.CharField(max_length=40)
    fact = models.JSONField()


class Sending(models.Model):
    """How often a public form was sent by one sender, who stands here as a keyed hash, until an hour is over."""

    key = models.CharField(max_length=64, unique=True)
    until = models.DateTimeField()
    number = models.PositiveIntegerField()
