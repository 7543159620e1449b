"""The kinds of jobs of the risk engine: each room names its own."""

import risk.draws.work
import risk.modelling.work
import risk.portfolio.jobs  # noqa: F401 - each registers its kinds
