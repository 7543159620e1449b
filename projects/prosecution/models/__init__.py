"""Nouns of prosecution."""

from projects.prosecution.models.breach import Breach, Remedy
from projects.prosecution.models.obligation import Obligation

__all__ = ["Breach", "Obligation", "Remedy"]
