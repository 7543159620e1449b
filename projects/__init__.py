"""The spine: a project, its control rights, its decisions and its parties."""
