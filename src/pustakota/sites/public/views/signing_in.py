"""Signing in and out."""

from typing import Any

from django.contrib.auth import views
from django.http import HttpResponse
from django.urls import reverse

from pustakota.sites.public.forms import SignInForm


class SignIn(views.LoginView):
    """Members go to their account, staff to the desk, everybody to where they were going."""

    template_name = "public/sign_in.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True

    def get_default_redirect_url(self) -> str:
        return reverse("desk:start") if getattr(self.request.user, "is_staff", False) else reverse("public:my_account")

    def form_invalid(self, form: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)
