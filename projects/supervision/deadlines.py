"""How long people have to answer: days of the profile, counted in working days.

Monday to Friday are working days; moved holidays are not known. The numbers are a profile of the
platform, not the law.
"""

from datetime import date, timedelta

from projects.supervision.models import Finding

ANSWER_DAYS = {
    Finding.Severity.CRITICAL.value: 3,
    Finding.Severity.MAJOR.value: 10,
    Finding.Severity.MINOR.value: 20,
}
OPINION_DAYS = 5
DECISION_DAYS = 10
VERIFICATION_DAYS = 5
PAYMENT_DAYS = 30
SATURDAY = 5


def working_days_after(day: date, count: int) -> date:
    """The `count`-th working day after `day`."""
    while count:
        day += timedelta(days=1)
        if day.weekday() < SATURDAY:
            count -= 1
    return day


def answer_due(severity: str, raised_on: date) -> date:
    """By when a finding of this severity must be answered."""
    return working_days_after(raised_on, ANSWER_DAYS[severity])
