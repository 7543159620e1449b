"""The main project from registration to today, with its risk at the days that matter."""

from egov_outsource.scenario.cast import Cast
from egov_outsource.scenario.main import (
    acceptance,
    assets,
    audits,
    ownership,
    prosecution,
    risks,
    supervision,
)
from egov_outsource.scenario.main.documents import file_papers
from egov_outsource.scenario.main.planning import plan
from egov_outsource.scenario.main.selection import select
from egov_outsource.scenario.scoring import score
from egov_outsource.scenario.steps.supervision import meet


def tell(cast: Cast) -> None:
    """All five stages, in the order in which they happened."""
    job = plan(cast)
    mine = [job.project]
    score(mine, "2024-03-29")
    build = select(job)
    score(mine, "2024-08-30")
    wanted = acceptance.expect(build, "D-1", "2024-09-05")
    works = supervision.begin(build)
    ownership.let_in_a_subcontractor(build)
    acceptance.accept_design(build, wanted)
    score(mine, "2024-12-09")
    supervision.go_on(works)
    score(mine, "2025-03-07")
    risks.answer_the_delay(build)
    supervision.correct(works)
    file_papers(job, after="2024-08-27", until="2025-04-17")
    finding = supervision.lose_records(works)
    score(mine, "2025-04-18")
    supervision.hold_to_account(works, finding)
    ownership.send_it_away(build)
    score(mine, "2025-05-21")
    file_papers(job, after="2025-04-17", until="2025-10-20")
    wanted |= acceptance.expect(build, "D-2", "2025-04-22")
    acceptance.accept_release(build, wanted)
    prosecution.rate_the_build(build)
    supervision.finish(build, works)
    score(mine, "2025-10-24")
    file_papers(job, after="2025-10-20", until="2026-01-20")
    wanted |= acceptance.expect(build, "D-3 D-4 D-5", "2025-08-18")
    register = assets.register(build)
    decision = acceptance.accept(build, wanted)
    meet(build.site, works.stones["MS-6"], "2025-11-26")
    score(mine, "2025-12-23")
    assets.hand_over(build, register)
    acceptance.finish(build, decision)
    score(mine, "2026-02-23")
    prosecution.operate(build)
    score(mine, "2026-07-01")
    assets.verify_again(build, register)
    audits.audit(build)
    prosecution.account(build)
    ownership.stay_where_it_is(build)
    score(mine, "2026-10-31")
    file_papers(job, after="2026-01-20", until="2026-10-31")
    prosecution.leave_open(build)
    risks.keep_an_eye(build)
    risks.set_another_score(build)
