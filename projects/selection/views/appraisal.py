"""Pages of the stage and of the mode decision."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import DetailView

from egov_outsource.access import may
from egov_outsource.pages import ActionView, SignedInMixin
from egov_outsource.redaction import all_blanked
from projects.models import Project
from projects.rights import Right
from projects.selection.actions.add_alternative import add_alternative
from projects.selection.actions.decide_mode import decide_mode
from projects.selection.actions.propose_mode import propose_mode
from projects.selection.actions.score_alternative import score_alternative
from projects.selection.appraising import appraisal
from projects.selection.criteria import CRITERIA, normalised_weights
from projects.selection.forms import AlternativeForm, DecisionForm, ProposalForm, ScoresForm
from projects.selection.limits import PROFILE
from projects.selection.models import Alternative, Award, Contract, ModeDecision, Tender


class SelectionView(SignedInMixin, DetailView):
    """The stage in one project: comparison, decisions, tenders, awards, contracts."""

    template_name = "selection/overview.html"
    context_object_name = "project"

    def get_queryset(self) -> Any:
        """Projects that the reader may see."""
        return Project.objects.visible_to(self.user).select_related("owner")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """As much as the reader may see of each part."""
        project, user = self.object, self.user
        sees_file = bool(may(user, Right.VIEW_SELECTION, project))
        decisions = ModeDecision.objects.visible_to(user).in_project(project)
        people = ("alternative", "proposed_by", "decided_by")
        live = list(decisions.select_related(*people))
        may_edit = bool(may(user, Right.EDIT_SELECTION, project))
        is_open = all(one.status == ModeDecision.Status.RETURNED for one in live)
        alternatives = Alternative.objects.visible_to(user).in_project(project)
        tenders = Tender.objects.visible_to(user).in_project(project)
        awards = Award.objects.visible_to(user).in_project(project)
        contracts = Contract.objects.visible_to(user).in_project(project)
        return super().get_context_data(
            active_tab="selection",
            title=_("Operation mode"),
            sees_file=sees_file,
            rows=appraisal(alternatives.prefetch_related("scores")),
            criteria=CRITERIA.values(),
            weights=normalised_weights().values(),
            decisions=live,
            tenders=tenders,
            awards=all_blanked(
                awards.select_related("project", "supplier", "tender").prefetch_related(
                    "contracts"
                ),
                user,
            ),
            contracts=all_blanked(contracts.select_related("project", "contractor"), user),
            profile=PROFILE,
            may_edit=may_edit,
            may_compare=may_edit and is_open,
            may_decide=bool(may(user, Right.M1, project)),
            may_contract=bool(may(user, Right.EDIT_CONTRACT, project)),
            may_award=bool(may(user, Right.M3, project)),
            **kwargs,
        )


class InProject(ActionView):
    """An action that leads back to the stage's page."""

    def get_cancel_url(self) -> str:
        """The stage's page."""
        project = getattr(self.subject, "project_id", self.subject.pk)
        return reverse("selection:overview", args=[project])

    def get_outcome_url(self, outcome: Any) -> str:
        """The stage's page."""
        return self.get_cancel_url()


class AddAlternativeView(InProject):
    """An officer adds a way to run the project."""

    model = Project
    form_class = AlternativeForm
    action = staticmethod(add_alternative)
    right = Right.EDIT_SELECTION
    title = _("Add an alternative")
    lead = _("Compare at least two; self-build is always one of them.")
    success_message = _("The alternative is added. Score it next.")


class ScoreAlternativeView(InProject):
    """A judge scores an alternative."""

    model = Alternative
    form_class = ScoresForm
    action = staticmethod(score_alternative)
    right = Right.EDIT_SELECTION
    title = _("Score an alternative")
    lead = _("From 0, very bad, to 10, very good. Later scores of yours replace the earlier ones.")
    success_message = _("The scores are saved.")

    def get_initial(self) -> dict[str, Any]:
        """The judge's earlier scores."""
        mine = self.subject.scores.filter(judge=self.user)
        initial: dict[str, Any] = {one.criterion: one.score for one in mine}
        return initial | {"note": next((one.note for one in mine), "")}

    def get_action_arguments(self, form: Any) -> dict[str, Any]:
        """Scores by criterion."""
        facts = dict(form.cleaned_data)
        return {"note": facts.pop("note"), "scores": facts}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The alternative beside the form."""
        one = self.subject
        facts = [
            (_("Alternative"), one.title),
            (_("Operation mode"), one.get_mode_display()),
            (_("Description"), one.description),
            (_("Whole-life cost"), one.whole_life_cost),
        ]
        return super().get_context_data(facts=facts, **kwargs)


class ProposeModeView(InProject):
    """An officer proposes an alternative."""

    model = Project
    form_class = ProposalForm
    action = staticmethod(propose_mode)
    right = Right.EDIT_SELECTION
    title = _("Propose the operation mode")
    lead = _("The ranking is frozen with the proposal; another person decides it.")
    submit_label = _("Propose")
    success_message = _("The proposal waits for the leader's decision.")

    def get_form_kwargs(self) -> dict[str, Any]:
        """The form offers the project's alternatives."""
        rows = Alternative.objects.visible_to(self.user).in_project(self.subject)
        return {**super().get_form_kwargs(), "alternatives": rows}


class DecideModeView(InProject):
    """A leader decides on a proposal."""

    model = ModeDecision
    form_class = DecisionForm
    action = staticmethod(decide_mode)
    right = Right.M1
    title = _("Decide the operation mode")
    submit_label = _("Decide")
    success_message = _("The decision is recorded.")

    def get_initial(self) -> dict[str, Any]:
        """The version that the person saw."""
        return {"expected_version": self.subject.version}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The proposal and the frozen ranking beside the form."""
        one = self.subject
        facts: list[tuple[Any, Any]] = [
            (_("Proposed"), one.alternative.title),
            (_("Operation mode"), one.alternative.get_mode_display()),
            (_("Reasons"), one.reasons),
            (_("Proposed by"), one.proposed_by),
            (_("Qualified independent suppliers found"), one.market_suppliers),
        ]
        facts += [
            (
                _("Rank %(rank)s") % {"rank": row["rank"]},
                _("%(title)s: TOPSIS %(closeness).3f, weighted sum %(sum).2f")
                % {
                    "title": row["title"],
                    "closeness": row["closeness"],
                    "sum": row["weighted_sum"],
                },
            )
            for row in one.ranking.get("rows", [])
        ]
        if one.is_deviating:
            facts.append((_("Attention"), _("This is not the highest ranked alternative.")))
        return super().get_context_data(facts=facts, **kwargs)
