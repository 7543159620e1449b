"""The people of the story, how they come to the platform, and how they sign in."""

from dataclasses import dataclass

from allauth.account.models import EmailAddress

from egov_outsource.accounts.actions.accept_invitation import Newcomer, accept_invitation
from egov_outsource.accounts.actions.create_service_account import create_service_account
from egov_outsource.accounts.actions.found_platform import found_platform
from egov_outsource.accounts.actions.invite_person import invite_person
from egov_outsource.accounts.actions.register_organisation import register_organisation
from egov_outsource.accounts.models import Invitation, Membership, Organisation, User
from egov_outsource.scenario.cast import Cast
from egov_outsource.scenario.clock import on
from egov_outsource.scenario.organisations import HEAD, PARTIES, Party
from projects.grants import derive_agency_grants

PASSWORD = "steppe-river-lantern-26"  # noqa: S105 - the demonstration's, printed for everybody
OPERATOR = "operator@platform.demo.example"
# approves what the first proposes: a change of the log's key takes two
SECOND_OPERATOR = "second.operator@platform.demo.example"
FOUNDED = "2022-01-10"
ADMINISTRATOR = "administrator"


@dataclass(frozen=True)
class SignIn:
    """A person of the demonstration: the first role makes them come, the others follow."""

    key: str
    name: str
    organisation: str
    roles: tuple[str, ...]
    language: str = "en"

    @property
    def email(self) -> str:
        """bao.lin@udb.demo.example"""
        latin = [word for word in self.name.split() if word.isascii()]
        return f"{'.'.join(latin).lower()}@{self.organisation}.demo.example"

    @property
    def parts(self) -> tuple[str, ...]:
        """The roles by which the person is known; somebody must administer, too."""
        known = tuple(role for role in self.roles if role != ADMINISTRATOR)
        return known or self.roles


SIGN_INS = (
    SignIn("gao", "Gao Yuan 高远", "hl", (ADMINISTRATOR, "records")),
    SignIn("temur", "Temur 特木尔", "hl", ("leader",), "zh-hans"),
    SignIn("altan", "Altan 阿拉坦", "hl", ("model_steward",)),
    SignIn("sun", "Sun Lei 孙磊", "udb", (ADMINISTRATOR, "officer")),
    SignIn("bao", "Bao Lin 包琳", "udb", ("officer",)),
    SignIn("zhao", "Zhao Weidong 赵卫东", "udb", ("leader",)),
    SignIn("wu", "Wu Xiaomei 吴晓梅", "udb", ("procurement",), "zh-hans"),
    SignIn("sarnai", "Sarnai 萨仁", "udb", ("security",), "zh-hans"),
    SignIn("liu", "Liu Yun 刘芸", "fin", (ADMINISTRATOR, "finance"), "zh-hans"),
    SignIn("he", "He Jing 何静", "civ", (ADMINISTRATOR, "officer"), "zh-hans"),
    SignIn("qi", "Qi Mu 齐牧", "civ", ("leader",), "zh-hans"),
    SignIn("tong", "Tong Yue 佟玥", "hou", (ADMINISTRATOR, "officer"), "zh-hans"),
    SignIn("ren", "Ren Guodong 任国栋", "hou", ("leader",), "zh-hans"),
    SignIn("bai", "Bai Ying 白英", "urb", (ADMINISTRATOR, "officer"), "zh-hans"),
    SignIn("fu", "Fu Gang 付刚", "urb", ("leader",), "zh-hans"),
    SignIn("chen", "Chen Hao 陈昊", "ltc", (ADMINISTRATOR, "project_manager", "bid_manager")),
    SignIn("xu", "Xu Ning 徐宁", "xad", (ADMINISTRATOR, "project_manager", "bid_manager")),
    SignIn("meng", "Meng Fei 孟飞", "cys", (ADMINISTRATOR, "project_manager", "bid_manager")),
    SignIn("yan", "Yan Shu 闫舒", "ytg", (ADMINISTRATOR, "project_manager", "bid_manager")),
    SignIn("kong", "Kong Wei 孔伟", "hsw", (ADMINISTRATOR, "bid_manager"), "zh-hans"),
    SignIn("wang", "Wang Jian 王健", "sup", (ADMINISTRATOR, "supervisor")),
    SignIn("li", "Li Na 李娜", "sec", (ADMINISTRATOR, "assessor")),
    SignIn("ma", "Ma Li 马丽", "aud", (ADMINISTRATOR, "auditor")),
    SignIn("guo", "Guo Qiang 郭强", "pln", (ADMINISTRATOR, "consultant"), "zh-hans"),
)
# the finance bureau pays for every bureau, on their behalf
SECONDED = (("liu", "udb", "sun", "finance"),)


def enter_everybody() -> Cast:
    """Found the platform, register the organisations and let the people join, as it is done."""
    with on(FOUNDED):
        cast = Cast({}, {})
        first = next(one for one in SIGN_INS if one.organisation == HEAD.key)
        head = found_platform(
            HEAD.name, actor=User.objects.system(), name_zh=HEAD.name_zh, email=first.email
        )
        cast.organisations[HEAD.key] = head
        _join(cast, first, head)
        for party in PARTIES:
            _register(cast, party, head)
        for sign_in in SIGN_INS:
            _give_roles(cast, sign_in)
        for key, organisation, inviter, role in SECONDED:
            _invite(cast.of(organisation), cast.person(inviter), cast.person(key), role)
        _connect_a_program(cast)
        _enter_operator(OPERATOR, "Operator")
        _enter_operator(SECOND_OPERATOR, "Second operator")
        # listeners would derive the rights after the commit: the story needs them before
        derive_agency_grants(head)
    return cast


def _register(cast: Cast, party: Party, head: Organisation) -> None:
    first = next((one for one in SIGN_INS if one.organisation == party.key), None)
    organisation = register_organisation(
        head,
        actor=cast.person("gao"),
        kind=party.kind,
        name=party.name,
        name_zh=party.name_zh,
        identifiers=[("CN-USCC", party.number)] if party.number else [],
        administrator_email=first.email if first else "",
    )
    cast.organisations[party.key] = organisation
    if first:
        _join(cast, first, organisation)


def _join(cast: Cast, sign_in: SignIn, organisation: Organisation) -> None:
    invitation = Invitation.objects.get(organisation=organisation, email=sign_in.email)
    newcomer = Newcomer(sign_in.name, PASSWORD, sign_in.language)
    membership: Membership = accept_invitation(
        invitation, actor=User.objects.system(), newcomer=newcomer
    )
    cast.people[sign_in.key] = membership.user


def _give_roles(cast: Cast, sign_in: SignIn) -> None:
    organisation = cast.of(sign_in.organisation)
    host = next(one for one in SIGN_INS if one.organisation == sign_in.organisation)
    inviter = cast.person(host.key)
    roles = sign_in.roles
    if sign_in.key not in cast.people:
        invite_person(organisation, actor=inviter, email=sign_in.email, role=roles[0])
        _join(cast, sign_in, organisation)
    for role in roles[1:]:
        _invite(organisation, inviter, cast.person(sign_in.key), role)


def _invite(organisation: Organisation, inviter: User, person: User, role: str) -> None:
    invitation = invite_person(organisation, actor=inviter, email=person.email, role=role)
    accept_invitation(invitation, actor=person)


def _connect_a_program(cast: Cast) -> None:
    """A program that may read the bureau's projects; its administrator issues the token."""
    create_service_account(
        cast.of("udb"),
        actor=cast.person("sun"),
        name="League supervision platform",
        purpose="Reads projects and risk once a day",
        role="records",
        scopes=["read", "projects", "risk"],
    )


def _enter_operator(email: str, name: str) -> None:
    operator = User.objects.create_superuser(email, PASSWORD, name=name)
    EmailAddress.objects.create(user=operator, email=email, verified=True, primary=True)
