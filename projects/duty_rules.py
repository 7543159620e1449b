"""The fourteen rules that keep duties apart, as data: what each compares, and where it holds.

A rule says honestly which part of it waits for something that the platform does not keep yet.
"""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Moment(StrEnum):
    """When a rule is looked at."""

    ASSIGNMENT = "assignment"
    DECISION = "decision"


class Means(StrEnum):
    """What refuses."""

    ACTION = "action"
    CONSTRAINT = "constraint"
    ABSENCE = "absence"


MOMENT_LABELS = {
    Moment.ASSIGNMENT: _("when somebody is given a part"),
    Moment.DECISION: _("when it is decided"),
}
MEANS_LABELS = {
    Means.ACTION: _("the action refuses"),
    Means.CONSTRAINT: _("the database refuses too"),
    Means.ABSENCE: _("nothing on the platform does it"),
}
NOT_VERIFIED = _("not legally verified")
_HERE = _("design of the platform")
ALWAYS = (Moment.ASSIGNMENT, Moment.DECISION)


@dataclass(frozen=True)
class DutyRule:
    """One rule: `waits_for` names what does not exist yet and what therefore is not checked."""

    code: str
    text: Promise
    basis: str | Promise
    compares: Promise
    moments: tuple[Moment, ...]
    means: tuple[Means, ...] = (Means.ACTION,)
    is_verified: bool = True
    waits_for: str | Promise = ""

    @property
    def moment_labels(self) -> list[Promise]:
        """When it is looked at, in words."""
        return [MOMENT_LABELS[moment] for moment in self.moments]

    @property
    def means_labels(self) -> list[Promise]:
        """What refuses, in words."""
        return [MEANS_LABELS[means] for means in self.means]


BOTH = (Means.ACTION, Means.CONSTRAINT)
_RULES = (
    DutyRule(
        "SOD-1",
        _("The author of a thing does not approve it; who stands in for somebody counts as them."),
        _HERE,
        _(
            "author and approver of plan items, baselines, modes, tenders, contracts, clauses,"
            " gates, deliverables, remedies, obligations and reports; who proposed a transfer, a"
            " subcontract or a disposal, or entered a risk, with who decides about it; whose name"
            " is erased with who erases it; both sides of a delegation"
        ),
        ALWAYS,
        BOTH,
    ),
    DutyRule(
        "SOD-2",
        _(
            "Who designed, specified, managed, supervised or tested for a procurement does not bid"
            " in it."
        ),
        "Implementing Regulation art. 18(2); 财办库〔2015〕295号",
        _("bidder and its affiliates with engagements and drafted papers of the project"),
        ALWAYS,
        waits_for=_("single-source procurement, which the rule exempts"),
    ),
    DutyRule(
        "SOD-3",
        _(
            "Bidders with the same responsible person or a control relation do not bid for the same"
            " item."
        ),
        "Implementing Regulation art. 18(1)",
        _(
            "control and person ties between the bidders of a tender, and people who serve two of"
            " them; when bids are evaluated and awarded, for before that they are sealed"
        ),
        (Moment.DECISION,),
        is_verified=False,
    ),
    DutyRule(
        "SOD-4",
        _(
            "Evaluators have no tie to a bidder for three years and do not award; the purchaser has"
            " at most a third of them."
        ),
        "Order 87; Implementing Regulation art. 9",
        _("who evaluates with who awards, and with memberships in bidders during three years"),
        (Moment.DECISION,),
        is_verified=False,
        waits_for=_(
            "members of the evaluation committee: declarations, shares, chair and random"
            " draw are papers of the gate, not rows"
        ),
    ),
    DutyRule(
        "SOD-5",
        _(
            "Contractor, supervisor and security assessor are three independent groups, and none of"
            " them is government."
        ),
        _("neutral position of the supervisor; design of the platform"),
        _("organisations, their affiliates and their people across the parts of a project"),
        ALWAYS,
    ),
    DutyRule(
        "SOD-6",
        _("Who claims a payment, who certifies it and who approves it are three people."),
        _HERE,
        _("the three names on a payment"),
        (Moment.DECISION,),
        BOTH,
    ),
    DutyRule(
        "SOD-7",
        _(
            "Who proposes a change, who assesses it and who decides it are three people;"
            " beyond ten per cent of the value a procurement decision is needed."
        ),
        "Government Procurement Law art. 49",
        _("the three names on a change; the sum of approved changes with the contract's value"),
        (Moment.DECISION,),
        BOTH,
        is_verified=False,
    ),
    DutyRule(
        "SOD-8",
        _(
            "Who decides acceptance is not the responsible officer and is not paid by contractor or"
            " supervisor; a committee has an odd number of at least five, a third of them experts."
        ),
        _HERE,
        _(
            "who decides with the responsible officer, with those who checked, and with the"
            " people of contractor and supervisor"
        ),
        (Moment.DECISION,),
        is_verified=False,
        waits_for=_("members and votes of the acceptance committee; its record is a paper"),
    ),
    DutyRule(
        "SOD-9",
        _(
            "Auditors had no role in the audited agency for two years, and the audited never close"
            " findings."
        ),
        _HERE,
        _("memberships of the auditor in the agency; who answered with who settles"),
        ALWAYS,
        BOTH,
    ),
    DutyRule(
        "SOD-10",
        _(
            "Who wrote a rating does not make it final; when the contractor objects, the"
            " level above decides."
        ),
        "FAR 42.1503",
        _("author and decider of a rating; the decider's organisation with the owner"),
        (Moment.DECISION,),
        BOTH,
    ),
    DutyRule(
        "SOD-11",
        _(
            "Who proposed a debarment does not decide about it; only the competent"
            " authority debars, the platform records."
        ),
        "Government Procurement Law art. 77",
        _("who recorded a sanction with who enters that it was lifted; the authority is named"),
        (Moment.DECISION,),
        is_verified=False,
        waits_for=_("proposals and hearings of debarments, which the authority holds elsewhere"),
    ),
    DutyRule(
        "SOD-12",
        _(
            "Scores are computed, never typed in; a risk model's author does not approve it and"
            " scores no project of their own. Another score stands only beside the computed one,"
            " set by somebody without a part in it."
        ),
        _HERE,
        _(
            "no page or call writes a score; who wrote in a version of the risk model with who"
            " approves it; who sets an override with who asked for it and who answers for the"
            " project; who clears a veto with who answers for the project and who decided its"
            " award; who responds to a contractor's answer with who wrote the facts down"
        ),
        (Moment.DECISION,),
        (Means.ABSENCE, Means.ACTION, Means.CONSTRAINT),
    ),
    DutyRule(
        "SOD-13",
        _("Who grants access is not who needs it."),
        _HERE,
        _(
            "the administrator with the person whose role changes, is invited or identified; who"
            " confirms an emergency with who asked for it and who is to read"
        ),
        (Moment.ASSIGNMENT,),
        waits_for=_("requests for access to production systems (S5)"),
    ),
    DutyRule(
        "SOD-14",
        _(
            "A person has at most one of these parts in a project: evaluator, responsible officer,"
            " decider of acceptance, auditor."
        ),
        _HERE,
        _("the holders of the parts in one project, with all their accounts and stand-ins"),
        ALWAYS,
        waits_for=_(
            "members of the evaluation committee: the officer who writes down what it found"
            " counts as an evaluator against acceptance and audit only"
        ),
    ),
)
RULES: dict[str, DutyRule] = {rule.code: rule for rule in _RULES}
