"""Nouns of the contractor register."""

from contractors.models.affiliation import Affiliation
from contractors.models.contractor import Contractor
from contractors.models.qualification import Qualification
from contractors.models.rating import Rating
from contractors.models.sanction import Sanction

__all__ = ["Affiliation", "Contractor", "Qualification", "Rating", "Sanction"]
