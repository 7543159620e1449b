"""What a smaller project leaves behind is in the hands of its agency from the start."""

from egov_outsource.scenario.clock import Day, day_of, do
from egov_outsource.scenario.steps.supervision import Site
from projects.acceptance.actions.register_asset import register_asset
from projects.acceptance.actions.verify_custody import verify_custody
from projects.acceptance.ownership import FULL

KEPT = (
    ("data", "Business data", "业务数据", "export"),
    ("source", "Source and build scripts", "源代码与构建脚本", "rebuild"),
    ("keys", "Keys and accounts", "密钥与账号", "login"),
    ("documents", "Operation documents", "运维文档", "checksum"),
)


def keep(site: Site, day: Day) -> None:
    """The officer registers four assets that the agency has, the supervisor verifies them."""
    for kind, name, name_zh, method in KEPT:
        asset = do(
            day,
            register_asset,
            site.project,
            actor=site.job.team.officer,
            facts={
                "kind": kind,
                "name": name,
                "name_zh": name_zh,
                "title": FULL,
                "custody": FULL,
                "control": FULL,
                "holder": site.project.owner,
                "contract": site.contract,
            },
        )
        do(
            day,
            verify_custody,
            asset,
            actor=site.verifier,
            method=method,
            result="confirmed",
            verified_on=day_of(day),
            note="In the hands of the bureau.",
        )
