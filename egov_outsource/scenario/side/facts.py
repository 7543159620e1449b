"""What is particular about each of the smaller projects."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Rival:
    """Another bidder and its price in 10 000 yuan."""

    firm: str
    person: str
    price: int


@dataclass(frozen=True)
class Side:
    """One project; money in 10 000 yuan, `until` is the last thing that happened."""

    reference: str
    agency: str
    title: str
    title_zh: str
    subject: str
    begin: str
    until: str
    budget: int
    median: int
    price: int = 0
    firm: str = ""
    person: str = ""
    rivals: tuple[Rival, ...] = ()
    months: int = 0
    last_report: str = "2026-10-31"
    pace: float = 1.0
    thrift: float = 1.0
    years: int = 1
    method: str = "open"
    rationale: str = ""
    wishes: int = 2
    drafter: str = ""
    classification: str = "general"
    level: int = 2
    changes: tuple[tuple[str, int, str], ...] = ()
    marks: tuple[int, int, int, int, int] = field(default=(4, 4, 4, 4, 4))


SIDES = (
    Side(
        "CIV-2022-001",
        "civ",
        "Appointments for marriage registration",
        "婚姻登记预约系统",
        "an appointment",
        "2022-03-07",
        "closed",
        130,
        128,
        118,
        "cys",
        "meng",
        (Rival("xad", "xu", 124), Rival("ltc", "chen", 129)),
        months=6,
        pace=1.0,
        thrift=0.99,
    ),
    Side(
        "URB-2023-011",
        "urb",
        "Grid-management application",
        "网格化管理应用",
        "an incident report",
        "2023-02-06",
        "prosecution",
        330,
        295,
        310,
        "ltc",
        "chen",
        months=8,
        pace=0.94,
        thrift=0.95,
        years=3,
        method="direct",
        rationale="Second renewal with the present supplier: its interfaces are not documented.",
    ),
    Side(
        "UL-2025-004",
        "udb",
        "Government cloud migration",
        "政务云迁移",
        "a migrated system",
        "2025-01-13",
        "supervision",
        800,
        760,
        760,
        "xad",
        "xu",
        (Rival("ltc", "chen", 775), Rival("cys", "meng", 792)),
        months=22,
        pace=0.88,
        thrift=0.9,
        classification="important",
        level=3,
        changes=(
            ("Three systems more", 42, "2025-10-14"),
            ("Longer double operation", 30, "2026-02-10"),
            ("Second data room", 27, "2026-06-16"),
        ),
    ),
    Side(
        "CIV-2025-002",
        "civ",
        "Digitisation of archives",
        "档案数字化",
        "a scanned file",
        "2025-02-03",
        "acceptance",
        300,
        290,
        280,
        "xad",
        "xu",
        (Rival("cys", "meng", 291), Rival("ytg", "yan", 297)),
        months=10,
        pace=0.96,
        thrift=0.97,
        classification="personal",
        level=2,
    ),
    Side(
        "HOU-2025-003",
        "hou",
        "Housing-fund portal upgrade",
        "住房公积金门户升级",
        "a fund account",
        "2025-06-02",
        "supervision",
        440,
        452,
        420,
        "ltc",
        "chen",
        (Rival("cys", "meng", 428), Rival("xad", "xu", 436)),
        months=16,
        pace=0.97,
        thrift=0.98,
        classification="personal",
        level=3,
    ),
    Side(
        "UL-2025-007",
        "udb",
        "12345 knowledge base",
        "12345热线知识库",
        "an answer",
        "2025-09-01",
        "supervision",
        90,
        110,
        months=12,
        pace=1.02,
        thrift=1.03,
        method="self_build",
    ),
    Side(
        "CIV-2026-005",
        "civ",
        "Civil-affairs data exchange",
        "民政数据交换平台",
        "a shared data set",
        "2026-07-06",
        "tender",
        560,
        570,
        540,
        "cys",
        "meng",
        (Rival("xad", "xu", 552),),
        classification="personal",
        level=3,
    ),
    Side(
        "URB-2026-006",
        "urb",
        "Land geographic information system",
        "国土地理信息系统",
        "a parcel",
        "2026-08-24",
        "plan",
        230,
        205,
        rationale="Eight of twenty requirements cannot be verified, and a firm that may bid "
        "drafted half of the plan.",
        wishes=8,
        drafter="ytg",
        classification="important",
        level=3,
    ),
)
