"""Long work that somebody asked for: one row a job, one task for all kinds.

A room of another app says what it does once, in a module that `<app>/jobs.py` imports:

    @kind_of_job("risk.draws", _("Monte Carlo"))
    def draws(job: Job) -> dict[str, Any] | None:
        for number, part in enumerate(parts(job.project, **job.parameters)):
            ...                                  # idempotent: it may be done again from the start
            job.progress(number + 1, total=len(parts))   # told to pages; stops here when cancelled
        return {"result": pk}                    # small facts, kept in `job.outcome`

and an action asks for it within its own transaction, after its own check and beside its own entry:

    job = ask("risk.draws", actor=actor, project=project, parameters={"draws": 2000}, key="…")

The page of a job (`jobs:job`, REST `/api/v1/jobs/`) shows progress, cancels and tries again.
"""
