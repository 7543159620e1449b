"""Tables that stand outside the wall, each with the reason."""

SIGN_IN = "needed before anybody is recognised; belongs to people and not to projects"
REGISTER = "names of organisations and people stand beside every row that names them"
CATALOGUE = "the same for everybody; filled by migrations or by the code itself"
LOG = "numbers, hashes and signatures: whoever checks the log from outside has them too"
WORK = "numbers of work that waits, without anything of a project in them"

# whole apps of others
APPS: dict[str, str] = {
    "account": SIGN_IN,
    "admin": "what operators did on the operators' pages; shown there only",
    "auth": CATALOGUE,
    "contenttypes": CATALOGUE,
    "guardian": "empty: grants are rows of the spine",
    "mfa": SIGN_IN,
    "rest_framework_api_key": "empty: tokens are rows of accounts",
    "sessions": SIGN_IN,
    "usersessions": SIGN_IN,
}
# single tables of ours, by label
TABLES: dict[str, str] = {
    "accounts.ApiToken": SIGN_IN,
    "accounts.Delegation": SIGN_IN,
    "accounts.Invitation": SIGN_IN,
    "accounts.Membership": SIGN_IN,
    "accounts.Organisation": REGISTER,
    "accounts.OrganisationIdentifier": REGISTER,
    "accounts.ServiceAccount": SIGN_IN,
    "accounts.User": SIGN_IN,
    "accounts.User_groups": "empty: nobody is in a group",
    "accounts.User_user_permissions": "empty: rights are grants",
    "audit.Alarm": LOG,
    "audit.Checkpoint": LOG,
    "audit.Cosignature": LOG,
    "audit.Leaf": LOG,
    "audit.KeyChange": "decisions of operators about the log as a whole",
    "audit.LogKey": LOG,
    "audit.Pending": "numbers of entries that wait for the sequencer",
    "audit.Reconciliation": LOG,
    "audit.TimeToken": LOG,
    "audit.WitnessContact": LOG,
    "risk.DimensionJudgement": CATALOGUE,
    "risk.ModelReplay": WORK,
    "risk.ModelVersion": "measures of the whole platform; drafts are kept apart by visible_to",
    "jobs.FailedTask": WORK,
    "risk.RecomputeChunk": WORK,
    "risk.RecomputeRun": WORK,
    "risk.RiskModel": CATALOGUE,
}
# neither has a model
OTHERS: dict[str, str] = {"django_migrations": CATALOGUE}
