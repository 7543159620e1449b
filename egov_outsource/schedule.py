"""What runs by the clock, in the platform's own time zone: one line a task."""

from celery.schedules import crontab

SCHEDULE: dict[str, dict[str, object]] = {
    # one that nobody takes in time is worth nothing: the next one finds the same
    "sequence-waiting": {
        "task": "audit.log.tasks.sequence_waiting",
        "schedule": 0.5,
        "options": {"expires": 5},
    },
    "sequence": {"task": "audit.log.tasks.sequence", "schedule": 10.0, "options": {"expires": 10}},
    "reconcile": {
        "task": "audit.log.tasks.reconcile",
        "schedule": crontab(hour="2", minute="20"),
    },
    "cosign": {
        "task": "audit.log.outside_tasks.cosign",
        "schedule": 10.0,
        "options": {"expires": 10},
    },
    "stamp": {"task": "audit.log.outside_tasks.stamp", "schedule": crontab(minute="20")},
    "resume-imports": {
        "task": "publication.resume_imports",
        "schedule": 120.0,
        "options": {"expires": 120},
    },
    "derive-grants": {"task": "projects.tasks.derive_grants", "schedule": crontab(minute="40")},
    "access-reports": {
        "task": "audit.entitlements.tasks.draw_up_reports",
        "schedule": crontab(hour="3", minute="20"),
    },
    "audit-reminders": {
        "task": "audit.reviews.tasks.remind_deadlines_due",
        "schedule": crontab(hour="6", minute="40"),
    },
    "verify-documents": {
        "task": "audit.evidence.tasks.verify_documents",
        "schedule": crontab(hour="2", minute="10"),
    },
    "scan-documents": {
        "task": "audit.evidence.tasks.scan_documents",
        "schedule": 60.0,
        "options": {"expires": 60},
    },
    "remove-expired-parts": {
        "task": "audit.evidence.tasks.remove_expired_parts",
        "schedule": crontab(minute="25"),
    },
    "sweep-bundles": {"task": "bundles.sweep", "schedule": 15.0, "options": {"expires": 15}},
    "sweep-jobs": {"task": "jobs.sweep", "schedule": 15.0, "options": {"expires": 15}},
    "tidy-jobs": {"task": "jobs.tidy", "schedule": crontab(hour="4", minute="40")},
    # what a crash or an outage of Redis left behind is found again
    "risk-sweep": {
        "task": "risk.tasks.recompute_dirty",
        "schedule": 15.0,
        "options": {"expires": 15},
    },
    "risk-resume": {
        "task": "risk.tasks.resume_runs",
        "schedule": 60.0,
        "options": {"expires": 60},
    },
    "risk-nightly": {
        "task": "risk.tasks.recompute_all",
        "schedule": crontab(hour="2", minute="0"),
    },
    "risk-letters": {
        "task": "letters.risk_alerts",
        "schedule": 300.0,
        "options": {"expires": 300},
    },
    # after the scores of the night
    "risk-draws": {"task": "risk.tasks.draw_all", "schedule": crontab(hour="3", minute="0")},
    "risk-stale": {
        "task": "risk.tasks.mark_stale",
        "schedule": crontab(hour="5", minute="0"),
    },
    "risk-portfolio": {
        "task": "risk.tasks.portfolio_run",
        "schedule": crontab(hour="3", minute="40"),
    },
    "risk-reminders": {
        "task": "risk.tasks.remind_reviews_due",
        "schedule": crontab(hour="6", minute="30"),
    },
}
