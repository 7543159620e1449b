"""The facets of the five dimensions, and which of them are combinations of flags."""

from risk.catalogue import Dimension, Facet

P, M, S, A, X = Dimension

SCOPE = Facet(P, "scope", "Goals and scope", "目标与范围")
ESTIMATE = Facet(P, "estimate", "Estimate realism", "估算可信")
AUTONOMY = Facet(P, "autonomy", "Goal-setting autonomy and participation", "目标设定自主与参与")
ASSURANCE = Facet(P, "assurance", "Principles, security and evaluation", "原则、安全与评价基础")

MODE = Facet(M, "mode", "Mode decision", "模式论证")
MARKET = Facet(M, "market", "Market and competition", "市场与竞争")
INTEGRITY = Facet(M, "integrity", "Bid integrity", "投标廉洁", noisy_or=True)
PARTNER = Facet(M, "partner", "Partner reliability", "伙伴可靠性")
CONTRACT = Facet(M, "contract", "Contract and control rights", "合同与控制权")

QUALITY = Facet(S, "quality", "Quality control", "质量控制")
COST = Facet(S, "cost", "Investment control", "投资控制")
SCHEDULE = Facet(S, "schedule", "Schedule control", "进度控制")
CONTRACT_MANAGEMENT = Facet(S, "contractmgt", "Contract management", "合同管理")
INFORMATION_SECURITY = Facet(S, "infosec", "Information and security management", "信息与安全管理")
COORDINATION = Facet(S, "coord", "Independence and coordination", "独立与协调")

EVIDENCE = Facet(A, "evidence", "Evidence and defects", "证据与缺陷")
PROCEDURE = Facet(A, "procedure", "Committee and procedure", "委员会与程序")
HANDOVER = Facet(A, "handover", "Handover", "移交")
FITNESS = Facet(A, "fitness", "Trial and users", "试运行与用户")

SERVICE = Facet(X, "service", "Service level", "服务水平")
SUSTAIN = Facet(X, "sustain", "Maintenance, upgrade, update", "维护升级更新")
ACCOUNT = Facet(X, "account", "Accountability", "追责")
EXIT = Facet(X, "exit", "Lock-in and exit", "锁定与退出")
VALUE = Facet(X, "value", "Value and satisfaction", "效益与满意")
OWNER = Facet(X, "owner", "Ownership", "所有权")
