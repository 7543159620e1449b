"""In which currency an amount is: amounts are added and compared within one only."""

# the currency of the contracts of a project that were signed, if they have one
AGREED = """
    LEFT JOIN (
        SELECT k.project_id, min(k.currency) AS currency
        FROM selection_contract k JOIN risk_chunk c ON c.project = k.project_id
        WHERE k.status IN ('active', 'terminated')
        GROUP BY k.project_id
        HAVING min(k.currency) = max(k.currency)
    ) agreed ON agreed.project_id = {row}.project_id
"""
OF_PROJECT = """
    LEFT JOIN (
        SELECT p.project_id, p.currency
        FROM (SELECT id AS project_id, currency FROM projects_project) p
        JOIN risk_chunk c ON c.project = p.project_id
    ) own ON own.project_id = {row}.project_id
"""
OF_CONTRACT = """
    LEFT JOIN (
        SELECT k.id, k.currency
        FROM selection_contract k JOIN risk_chunk c ON c.project = k.project_id
    ) mine ON mine.id = {row}.contract_id
"""
# what has no currency of its own has that of its contract, and without one that of the project
INHERITED = "coalesce(mine.currency, own.currency)"


def joined(row: str, *, by_contract: bool = False) -> str:
    """What tells the currency of the amounts in `row` (as `INHERITED` where it may have a contract,
    else as `own.currency`), and that of the contracts (`agreed.currency`)."""
    texts = (AGREED, OF_PROJECT, OF_CONTRACT) if by_contract else (AGREED, OF_PROJECT)
    return "".join(text.format(row=row) for text in texts)


def comparable(currency: str) -> str:
    """Whether an amount in that currency may be held against the value of the contracts."""
    return f"{currency} = coalesce(agreed.currency, {currency})"
