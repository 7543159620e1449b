"""Separation of duties: who must be somebody else."""

from egov_outsource.accounts.separation import require_another

__all__ = ["require_another"]
