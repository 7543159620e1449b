"""How far the sequences go: a little in every run, far with `PROPERTY_PROFILE=long`."""

import os

from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import RuleBasedStateMachine, run_state_machine_as_test

settings.register_profile("steps", max_examples=4, stateful_step_count=12)
settings.register_profile("long", max_examples=60, stateful_step_count=60)

# what was found is not made smaller here: that takes minutes
PHASES = (Phase.explicit, Phase.generate)


def run(machine: type[RuleBasedStateMachine]) -> None:
    """Try sequences of its rules; the short ones are the same every time, the long ones new."""
    profile = os.environ.get("PROPERTY_PROFILE", "steps")
    run_state_machine_as_test(
        machine,
        settings=settings(
            settings.get_profile(profile),
            deadline=None,
            database=None,
            derandomize=profile == "steps",
            suppress_health_check=list(HealthCheck),
            phases=PHASES,
        ),
    )
