"""What happened, with proof: log, evidence, reviews."""
