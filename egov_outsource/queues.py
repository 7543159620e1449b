"""Which task waits in which queue, so that what takes long holds up nothing that is quick.

The Procfile starts a process for each line below; operators may start more, or divide them further.
"""

# what somebody waits for, and is short: letters, scans, witnesses, letters
DEFAULT = "default"
# duties by the clock: grants, what was left behind, what is stale
CLOCK = "clock"
# the new score after a change, never more than some hundred projects a task
RISK = "risk"
# what takes long: jobs, runs over all projects, imports, bundles, checks of every file
BULK = "bulk"
# numbers entries of the audit log; alone reaches the signing key
LOG = "log"
QUEUES = (DEFAULT, CLOCK, RISK, BULK, LOG)

# the first that fits
ROUTES: dict[str, dict[str, str]] = {
    "risk.tasks.recompute_dirty": {"queue": RISK},
    "risk.tasks.resume_runs": {"queue": CLOCK},
    "risk.tasks.mark_stale": {"queue": CLOCK},
    "risk.tasks.remind_reviews_due": {"queue": CLOCK},
    "risk.*": {"queue": BULK},
    "jobs.run": {"queue": BULK},
    "jobs.*": {"queue": CLOCK},
    "publication.run_import": {"queue": BULK},
    "publication.resume_imports": {"queue": CLOCK},
    "bundles.build": {"queue": BULK},
    "bundles.sweep": {"queue": CLOCK},
    "projects.tasks.*": {"queue": CLOCK},
    "audit.evidence.tasks.verify_documents": {"queue": BULK},
    "audit.evidence.tasks.remove_expired_parts": {"queue": CLOCK},
    "audit.reviews.tasks.*": {"queue": CLOCK},
    "audit.entitlements.tasks.*": {"queue": BULK},
    # what asks others waits for the network, and not beside the signing key
    "audit.log.outside_tasks.*": {"queue": DEFAULT},
    "audit.log.*": {"queue": LOG},
}
