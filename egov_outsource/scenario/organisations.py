"""The organisations of the story; all of them are invented."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Party:
    """An organisation as it is entered; contractors have a number and what they do."""

    key: str
    kind: str
    name: str
    name_zh: str
    number: str = ""
    scope: str = ""


HEAD = Party(
    "hl",
    "government",
    "Hinggan League Big Data Centre (demo)",
    "兴安盟大数据中心（演示）",
)
PARTIES = (
    Party(
        "udb",
        "government",
        "Ulanhot Digital Government Bureau (demo)",
        "乌兰浩特市数字政务局（演示）",
    ),
    Party("fin", "government", "Ulanhot Finance Bureau (demo)", "乌兰浩特市财政局（演示）"),
    Party("civ", "government", "Ulanhot Civil Affairs Bureau (demo)", "乌兰浩特市民政局（演示）"),
    Party(
        "hou",
        "government",
        "Ulanhot Housing and Construction Bureau (demo)",
        "乌兰浩特市住房和城乡建设局（演示）",
    ),
    Party(
        "urb",
        "government",
        "Ulanhot Urban Management Bureau (demo)",
        "乌兰浩特市城市管理局（演示）",
    ),
    Party(
        "ltc",
        "contractor",
        "Lantian Cloud Technology Co. (demo)",
        "蓝天云科技有限公司（演示）",
        "91152201DEMO000017",
        "Government clouds, portals and their operation",
    ),
    Party(
        "xad",
        "contractor",
        "Xing'an Digital Co. (demo)",
        "兴安数字有限公司（演示）",
        "91152201DEMO000025",
        "Data centres, migration, digitisation of archives",
    ),
    Party(
        "cys",
        "contractor",
        "Chaoyang Software Co. (demo)",
        "朝阳软件有限公司（演示）",
        "91152201DEMO000033",
        "Data exchange and registers",
    ),
    Party(
        "ytg",
        "contractor",
        "Yuantu Geo Co. (demo)",
        "远图地理信息有限公司（演示）",
        "91152201DEMO000041",
        "Geographic information systems",
    ),
    Party(
        "hao",
        "contractor",
        "Haoyuan Data Service Co. (demo)",
        "浩源数据服务有限公司（演示）",
        "91152201DEMO000059",
        "Data entry and test data; subcontractor of Lantian Cloud",
    ),
    Party(
        "hsw",
        "contractor",
        "Huashe Software Co. (demo)",
        "华设软件有限公司（演示）",
        "91152201DEMO000067",
        "Software of the Huashe group",
    ),
    Party(
        "klg",
        "contractor",
        "Kelong Information Co. (demo)",
        "科隆信息有限公司（演示）",
        "91152201DEMO000075",
        "Systems integration",
    ),
    Party("sup", "third_party", "Zhongcheng IT Supervision (demo)", "中诚监理（演示）"),
    Party("sec", "third_party", "Beijiang Assessment (demo)", "北疆测评（演示）"),
    Party(
        "aud",
        "third_party",
        "Ulanhot Municipal Audit Office (demo)",
        "乌兰浩特市审计局（演示）",
    ),
    Party("pln", "third_party", "Huashe Consulting (demo)", "华设咨询（演示）"),
)
