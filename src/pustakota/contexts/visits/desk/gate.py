"""The file of a gate counter: what each of its days would come to, then the days are taken over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from pustakota.contexts.visits import actions, permissions, rules
from pustakota.foundation import clock
from pustakota.foundation.forms import status_of

if TYPE_CHECKING:
    from typing import Any

    from django.http import HttpRequest, HttpResponse

    from pustakota.contexts.organisation.models import ServicePoint
    from pustakota.foundation.actors import Actor

LARGEST = 200_000
"""Characters: some ten years of days."""


class GateForm(forms.Form):
    """A file, or its lines; ``lines`` brings a file that was looked at back to be taken over."""

    file = forms.FileField(
        label=gettext_lazy("File of the counter (CSV)"),
        help_text=gettext_lazy("One day a line: the day, then how many came in. A first line may name the columns."),
        required=False,
    )
    lines = forms.CharField(
        label=gettext_lazy("Or paste its lines"),
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false"}),
        max_length=LARGEST,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        file = given.get("file")
        if file is not None:
            given["lines"] = file.read(LARGEST).decode("utf-8", errors="replace")
        if not given.get("lines", "").strip():
            self.add_error("file", _("Choose the file of the counter, or paste its lines."))
        return given


def show(request: HttpRequest, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """Look at a file first; write it by the button under what was found."""
    permissions.may_correct(by, at_point.pk)
    form = GateForm(request.POST, request.FILES) if request.method == "POST" else GateForm()
    context: dict[str, Any] = {"form": form, "point": at_point}
    if form.is_valid():
        lines, at = rules.read_gate_file(form.cleaned_data["lines"]), clock.now()
        if "write" in request.POST:
            taken = actions.note_gate_counts(lines=lines, at_point=at_point, by=by, at=at)
            said = ngettext("%(number)s day was taken over.", "%(number)s days were taken over.", taken.written)
            messages.success(request, said % {"number": taken.written})
            return redirect("desk:gate_counts")
        planned = actions.plan_gate_counts(lines=lines, at_point=at_point, by=by, at=at)
        context |= {
            "planned": planned,
            "new": sum(plan.is_new for plan in planned),
            "refused": sum(plan.refused is not None for plan in planned),
            "lines": form.cleaned_data["lines"],
        }
    return render(request, "visits/desk/gate.html", context, status=status_of(form))
