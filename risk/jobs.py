"""The kinds of jobs of the risk engine: each room names its own."""

import risk.draws  # noqa: F401 - registers what draws
