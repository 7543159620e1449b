"""The right of reply: which scores are about a contractor, what it is told and what it answers."""
