"""How a page becomes an action: parse the form, call one action, show the outcome.

A refusal never loses what was typed: it is shown above the form and at its fields.
"""

from copy import copy
from typing import Any, ClassVar, Protocol

from django import forms
from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.db import models
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseRedirect,
    QueryDict,
)
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView

from egov_outsource.access import may
from egov_outsource.accounts.models import Organisation, User
from egov_outsource.errors import Hidden, NotAllowed, Refusal, Stale
from egov_outsource.redaction import blanked
from projects.rights import Right, point_of


class Action(Protocol):
    """A verb: does one thing as `actor`, or refuses."""

    def __call__(self, subject: Any, /, *, actor: User, **facts: Any) -> Any: ...


class SignedInMixin(LoginRequiredMixin):
    """Only for people who are signed in; `self.user` is the person."""

    request: HttpRequest

    @property
    def user(self) -> User:
        """The person who asks."""
        assert isinstance(self.request.user, User)  # noqa: S101 - LoginRequiredMixin saw to it
        return self.request.user


def visible_or_404(model: type[models.Model], user: User, **where: Any) -> Any:
    """The one row of `model` that `user` may see; hidden and nonexistent are the same."""
    return get_object_or_404(model._default_manager.visible_to(user), **where)  # type: ignore[attr-defined]


class ActionView(SignedInMixin, FormView):
    """A page that performs one action on one subject.

    Subclasses name `model`, `form_class`, `action`, `right` and `title`; the form's cleaned data
    become the action's keyword arguments. `get_subject` starts from `visible_to`.
    """

    model: ClassVar[type[models.Model]]
    action: ClassVar[Any]
    right: ClassVar[Right | None] = None
    title: ClassVar[str | Promise] = ""
    lead: ClassVar[str | Promise] = ""
    submit_label: ClassVar[str | Promise] = _("Save")
    success_message: ClassVar[str | Promise] = ""
    warning: ClassVar[str | Promise] = ""
    warning_heading: ClassVar[str | Promise] = _("This cannot be undone")
    form_class: type[forms.BaseForm] | None = forms.Form
    template_name = "components/action_form.html"
    subject: Any

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Find the subject first: what is hidden does not exist."""
        if not request.user.is_authenticated:
            return self.handle_no_permission()
        self.subject = self.get_subject()
        turned_away = self._turn_away() if request.method in {"GET", "HEAD"} else None
        return turned_away or super().dispatch(request, *args, **kwargs)

    def _turn_away(self, kind: type[Refusal] = Refusal) -> HttpResponse | None:
        """The refusal, of that kind, of somebody to whom the form and the facts beside it are not
        shown."""
        try:
            self._require_right()
            self.check(self.subject)
        except Hidden as hidden:
            raise Http404 from hidden
        except Refusal as refusal:
            if isinstance(refusal, kind):
                return refused(
                    self.request,
                    refusal,
                    explain_url=self.get_explain_url(),
                    back_url=self.get_cancel_url(),
                )
        return None

    def check(self, subject: Any) -> None:
        """Where `right` alone does not decide: refuse by the rule of the action itself.

        Called before a form is shown, so that nobody fills in what is refused anyway.
        """

    def _require_right(self) -> None:
        decision = may(self.user, self.right, self.subject) if self.right else None
        if decision is not None and not decision:
            raise NotAllowed(decision.code, decision.message, helper=decision.helper)

    def get_explain_url(self) -> str:
        """Where the refusal is explained: by which right, and who holds it."""
        project = getattr(self.subject, "project", self.subject)
        sees = hasattr(project, "owner") and may(self.user, Right.VIEW, project)
        if not sees:
            return ""
        asked = QueryDict(mutable=True)
        asked["person"] = str(self.user.pk)
        if self.right is not None:
            asked["right"] = self.right.value
        return f"{reverse('entitlements:explain', args=[project.pk])}?{asked.urlencode()}"

    def get_subject(self) -> Any:
        """The thing acted upon, among what the person may see."""
        return visible_or_404(self.model, self.user, pk=self.kwargs["pk"])

    @property
    def shown(self) -> Any:
        """The subject as the person may read it: what stands beside the form comes from here."""
        return blanked(copy(self.subject), self.user)

    def get_action_arguments(self, form: Any) -> dict[str, Any]:
        """The action's keyword arguments, from the form."""
        return dict(form.cleaned_data)

    def perform(self, form: Any) -> Any:
        """Call the action."""
        return type(self).action(self.subject, actor=self.user, **self.get_action_arguments(form))

    def form_valid(self, form: Any) -> HttpResponse:
        """Perform the action; on a refusal show the form again with the reason."""
        try:
            outcome = self.perform(form)
        except Hidden as hidden:
            raise Http404 from hidden
        except Refusal as refusal:
            return self.form_refused(form, refusal)
        if self.success_message:
            messages.success(self.request, str(self.success_message))
        return HttpResponseRedirect(self.get_outcome_url(outcome))

    def form_refused(self, form: Any, refusal: Refusal) -> HttpResponse:
        """The same page with the refusal on top and everything typed kept.

        Who may not do it at all was never shown the form, and reads nothing of what is saved.
        """
        if turned_away := self._turn_away(NotAllowed):
            return turned_away
        for name, message in refusal.fields.items():
            form.add_error(name if name in form.fields else None, str(message))
        stale = self._both_versions(form) if isinstance(refusal, Stale) else None
        context = self.get_context_data(form=form, refusal=refusal, stale=stale)
        if isinstance(refusal, NotAllowed):
            context["explain_url"] = self.get_explain_url()
        return self.render_to_response(context, status=refusal.status)

    def _both_versions(self, form: Any) -> dict[str, Any]:
        """What is saved now beside what was typed; sending again then overwrites knowingly."""
        saved = blanked(type(self.subject)._default_manager.get(pk=self.subject.pk), self.user)
        form.data = form.data.copy()
        form.data["expected_version"] = str(saved.version)
        rows = [
            {
                "label": form.fields[name].label or name,
                "theirs": getattr(saved, name, ""),
                "mine": mine,
                "differs": str(getattr(saved, name, "") or "") != str(mine or ""),
            }
            for name, mine in form.cleaned_data.items()
            if name != "expected_version"
        ]
        return {"rows": rows}

    def form_invalid(self, form: Any) -> HttpResponse:
        """The same page with the errors and everything typed kept, for whom it is shown."""
        if turned_away := self._turn_away(NotAllowed):
            return turned_away
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def get_outcome_url(self, outcome: Any) -> str:
        """Where to go afterwards: by default to the outcome's or the subject's page."""
        if hasattr(outcome, "get_absolute_url"):
            return str(outcome.get_absolute_url())
        return self.get_cancel_url()

    def get_cancel_url(self) -> str:
        """The way back without doing it."""
        if hasattr(self.subject, "get_absolute_url"):
            return str(self.subject.get_absolute_url())
        if hasattr(self.subject, "project_id"):
            return reverse("projects:detail", args=[self.subject.project_id])
        return reverse("projects:my_work")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Title, subject, decision point and the way back."""
        project = getattr(self.subject, "project", None)
        return super().get_context_data(
            **{
                "subject": self.subject,
                "project": project or self.subject,
                "title": self.title,
                "lead": self.lead,
                "submit_label": self.submit_label,
                "warning": self.warning,
                "warning_heading": self.warning_heading,
                "decision_point": self._decision_point(),
                "cancel_url": self.get_cancel_url(),
                "breadcrumbs": self.get_breadcrumbs(),
                **kwargs,
            }
        )

    def get_breadcrumbs(self) -> list[tuple[str | Promise, str]]:
        """The way here: the list, the project, this page; or the thing that is in no project."""
        trail: list[tuple[str | Promise, str]] = [(_("Projects"), reverse("projects:list"))]
        project = getattr(self.subject, "project", self.subject)
        if hasattr(project, "reference") and hasattr(project, "owner_id"):
            trail.append((project.reference, project.get_absolute_url()))
        elif hasattr(self.subject, "get_absolute_url"):
            name = str(getattr(self.subject, "label", self.subject))
            trail = [(name, str(self.subject.get_absolute_url()))]
        return [*trail, (self.title, "")] if self.title else trail

    def _decision_point(self) -> dict[str, Any] | None:
        """The control right that this page exercises and for whom, where it is one."""
        point = point_of(self.right) if self.right else None
        if point is None or self.right is None:
            return None
        mandate = may(self.user, self.right, self.subject)
        party = Organisation.objects.filter(pk=mandate.organisation_id).first()
        return {
            "capacity": party.label if party else self.user.name,
            "right": point.code,
            "reserved": point.is_reserved,
            "name": point.label,
        }


def refused(
    request: HttpRequest, refusal: Refusal, *, explain_url: str = "", back_url: str = ""
) -> HttpResponse:
    """A page that says what was refused, by which rule, who can help, and the way back."""
    context = {"refusal": refusal, "explain_url": explain_url, "back_url": back_url}
    return render(request, "refusal.html", context, status=refusal.status)
