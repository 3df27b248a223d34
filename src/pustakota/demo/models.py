"""What has been made of the city, so that a half-made one is completed."""

from django.db import models


class StepDone(models.Model):
    """A step of the making that is done, noted in the transaction of its own effect."""

    name = models.CharField(max_length=60, unique=True)
    done_at = models.DateTimeField()
