"""What can be decided about a submission, from the checks that were made."""

from dataclasses import dataclass

from projects.acceptance.models import AcceptanceCriterion, CriterionCheck, Submission

Result = CriterionCheck.Result


@dataclass(frozen=True)
class Judgement:
    """A criterion and the check that counts, if there is one."""

    criterion: AcceptanceCriterion
    check: CriterionCheck | None

    @property
    def is_passed(self) -> bool:
        """Whether an independent check found it fulfilled."""
        return self.check is not None and self.check.result == Result.PASSED


def judgements(submission: Submission) -> list[Judgement]:
    """Every criterion of the deliverable with its current check, in order."""
    checks = {
        check.criterion_id: check
        for check in submission.checks.filter(superseded_at__isnull=True).select_related(
            "checked_by", "organisation", "evidence"
        )
    }
    return [
        Judgement(criterion, checks.get(criterion.pk))
        for criterion in submission.deliverable.criteria.all()
    ]


def open_mandatory(submission: Submission) -> list[AcceptanceCriterion]:
    """Mandatory criteria without a passed check: acceptance is not possible while there are any."""
    return [
        judgement.criterion
        for judgement in judgements(submission)
        if judgement.criterion.is_mandatory and not judgement.is_passed
    ]
