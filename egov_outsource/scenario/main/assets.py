"""What the platform leaves behind: registered in the build, verified and taken over in 2026."""

from dataclasses import dataclass
from decimal import Decimal

from egov_outsource.accounts.models import User
from egov_outsource.scenario.clock import day_of, do
from egov_outsource.scenario.main.selection import Build
from projects.acceptance.actions.offer_asset import offer_asset
from projects.acceptance.actions.register_asset import register_asset
from projects.acceptance.actions.take_custody import take_custody
from projects.acceptance.actions.verify_custody import verify_custody
from projects.acceptance.models import Asset
from projects.acceptance.ownership import FULL, NONE, SHARED

REGISTERED, OFFERED, TAKEN = "2025-08-20", "2026-01-19", "2026-01-26"


@dataclass(frozen=True)
class Thing:
    """A line of the register as it stands before the hand-over, and how it is verified."""

    kind: str
    name: str
    name_zh: str
    location: str
    method: str
    found: str
    title: Decimal = FULL
    control: Decimal = FULL
    taken: bool = True


THINGS = (
    Thing("data", "Business data of the platform", "平台业务数据", "Government cloud, zone A",
          "export", "Full export restored on a machine of the bureau."),
    Thing("source", "Source and build scripts", "源代码与构建脚本", "Repository of the bureau",
          "rebuild", "Rebuilt from the bureau's repository (L3), same digests."),
    Thing("keys", "Keys, domains and certificates", "密钥、域名与证书", "Key store of the bureau",
          "login", "Every account opened by the bureau, passwords changed."),
    Thing("tenancy", "Tenancy on the government cloud", "政务云租户", "League data centre",
          "login", "Owner account opened, the operator's account closed.",
          title=SHARED),
    Thing("data_model", "Data model and interface specifications", "数据模型与接口规范",
          "Repository of the bureau", "checksum", "Equal to what the exchange serves."),
    Thing("models", "Search and ranking models", "检索与排序模型", "Repository of the bureau",
          "rebuild", "Trained again from the data; runs are started by the contractor.",
          control=SHARED),
    Thing("documents", "Operation documents", "运维文档", "Archive of the bureau",
          "checksum", "All eleven documents are there."),
    Thing("hardware", "Gateway and two HSM", "网关与两台密码机", "Machine room, rack 14",
          "login", "Inventory numbers read, consoles opened."),
    Thing("licences", "Licences of third parties", "第三方软件许可", "Archive of the bureau",
          "checksum", "Transferable but for the map engine.", title=SHARED),
    Thing("logs", "Logs of operation", "运行日志", "Log store of the contractor", "export",
          "Exported monthly.",
          taken=False),
)  # fmt: skip


def register(build: Build) -> dict[str, Asset]:
    """August 2025: the officer writes down what will have to be handed over."""
    team = build.job.team
    return {
        thing.kind: do(
            REGISTERED,
            register_asset,
            build.job.project,
            actor=team.officer,
            facts={
                "kind": thing.kind,
                "name": thing.name,
                "name_zh": thing.name_zh,
                "location": thing.location,
                "title": thing.title,
                "custody": NONE if thing.taken else SHARED,
                "control": NONE if thing.taken else thing.control,
                "holder": build.contract.contractor,
                "contract": build.contract,
                "is_required": thing.taken,
            },
        )
        for thing in THINGS
    }


def hand_over(build: Build, assets: dict[str, Asset]) -> None:
    """January 2026: offered, verified by others, taken into custody by the leader."""
    team = build.job.team
    for thing in THINGS:
        asset = assets[thing.kind]
        if thing.taken:
            do(OFFERED, offer_asset, asset, actor=build.site.reporter, note="Ready.")
        _verify(asset, thing, _verifier(build, thing), "2026-01-23")
        if thing.taken:
            do(
                TAKEN,
                take_custody,
                asset,
                actor=team.leader,
                control=thing.control,
                reasons="Handed over on 26 January.",
            )


def verify_again(build: Build, assets: dict[str, Asset]) -> None:
    """September 2026: the exit rehearsal verifies data and source once more."""
    for thing in THINGS[:2]:
        _verify(assets[thing.kind], thing, _verifier(build, thing), "2026-09-22")


def _verifier(build: Build, thing: Thing) -> User:
    team = build.job.team
    return team.assessor if thing.kind in {"keys", "source", "tenancy"} else team.supervisor


def _verify(asset: Asset, thing: Thing, by: User, day: str) -> None:
    # a document's digest can be compared on any day; this one was taken when it was accepted
    is_old = thing.kind == "documents" and day < TAKEN
    do(
        day,
        verify_custody,
        asset,
        actor=by,
        method=thing.method,
        result="confirmed",
        verified_on=day_of("2025-12-12" if is_old else day),
        note=thing.found,
    )
