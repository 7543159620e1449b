"""The one announcement of the spine: a project changed."""

from django.dispatch import Signal

project_changed = Signal()


def announce(project_id: int) -> None:
    """Tell listeners, inside the transaction that changed the project.

    A listener that must act only after commit registers that itself; one that must not lose the
    news writes it down in this transaction.
    """
    project_changed.send(sender=None, project_id=project_id)
