"""What has been made of the city, so that a half-made one is completed; and the exercises of the training."""

from django.db import models


class StepDone(models.Model):
    """A step of the making that is done, noted in the transaction of its own effect."""

    name = models.CharField(max_length=60, unique=True)
    done_at = models.DateTimeField()


class ExerciseLaid(models.Model):
    """An exercise with the things that lie ready for it, and when somebody was first seen to have done it."""

    number = models.PositiveSmallIntegerField(unique=True)
    facts = models.JSONField()
    done_at = models.DateTimeField(null=True)
