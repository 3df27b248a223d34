"""Forms and their published versions."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Form(models.Model):
    """A form, known by its code for as long as it is asked."""

    code = models.SlugField(max_length=40, unique=True)

    def __str__(self) -> str:
        return self.code


class Version(models.Model):
    """A form as it was published, never changed afterwards; the highest number is asked now."""

    form = models.ForeignKey(Form, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    definition = models.JSONField()
    published_at = models.DateTimeField()
    published_by = models.BigIntegerField(null=True, help_text=_("The account that published it."))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["form", "number"], name="one_version_per_number")]

    def __str__(self) -> str:
        return f"{self.form_id}.{self.number}"
