"""Settings of the property tests: correct on a busy machine too, so without a time limit."""

from hypothesis import settings

settings.register_profile("risk", deadline=None)
settings.load_profile("risk")
