"""What the lines of the portfolio are about, in words."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from risk.portfolio.measure import Subject

SUBJECTS: dict[Subject, Promise] = {
    Subject.AGENCY: _("Agency"),
    Subject.CONTRACTOR: _("Contractor"),
    Subject.SUPERVISOR: _("Supervisor"),
    Subject.GROUP: _("Group, by its largest holder"),
    Subject.OFFICER: _("Responsible officer"),
    Subject.PROJECT: _("Project"),
}
