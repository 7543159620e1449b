"""Rank stability: in how many draws a project stays among the highest of a portfolio."""

import numpy as np

from risk.columns import Floats

TOP = 10


def top_shares(draws: Floats, top: int = TOP) -> Floats:
    """Shares [P] of the N draws [P, N] in which each project is among the `top` highest; a tie
    is decided for the earlier one. NaN never is."""
    if len(draws) <= top:
        return np.ones(len(draws))
    order = np.argsort(-np.nan_to_num(draws, nan=-1.0), axis=0, kind="stable")[:top]
    counts = np.bincount(order.ravel(), minlength=len(draws))
    shares: Floats = counts / draws.shape[1]
    return shares
